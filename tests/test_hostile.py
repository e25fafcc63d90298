"""Hostile input, each in a process of its own: no traceback, no control character, little work."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.ahead import Ahead
from tests.hostile_graphs import GRAPHS
from tests.hostility import COMMANDS, FILES, yaml

resource = pytest.importorskip("resource", reason="limits are set as Unix has them")

ROOT = Path(__file__).parent.parent
SECONDS = 15
"""CPU time after which the system ends a process: a hang, and no measure of speed."""
MEGABYTES = 260
SCALE = 2**20 if sys.platform == "darwin" else 2**10
"""What `ru_maxrss` counts in, in parts of a megabyte."""

LARGEST = ["Conv2d(3, 3, 3, padding=1) * 20000", "{Sequential: [relu, relu], repeat: 10000}"]


class Done(NamedTuple):
    """What a process did and what it took."""

    status: int
    out: str
    err: str
    megabytes: float


LIMITED = f"""
import resource, runpy
resource.setrlimit(resource.RLIMIT_DATA, ({MEGABYTES * 2**20}, {MEGABYTES * 2**20}))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
runpy.run_module("cnncalc", run_name="__main__")
"""
"""The program, with an end to memory and time, whatever it does."""


def run(folder: Path, *words: str) -> Done:
    """One run of the command in a folder, with what it took."""
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [sys.executable, "-c", LIMITED, *words],
            stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=folder, env=environment,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8"))
    return Done(process.returncode, *texts, usage.ru_maxrss / SCALE)


def harmless(done: Done) -> None:
    """What holds of every run."""
    assert done.status in (0, 1, 2), (done.status, done.err[-500:])
    for text in (done.out, done.err):
        assert "Traceback" not in text
        assert "internal-error" not in text
        assert "pwned" not in text.replace("echo pwned", "")
        assert all(each.isprintable() for each in text.split("\n"))
    assert len(done.err) < 500_000
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / SCALE
    assert done.megabytes < max(MEGABYTES, own + 1)  # a child begins with its parent's peak


def run_on(text: Callable[[], str | bytes], *words: str) -> Done:
    """One run of the command on a text, which is made for it, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        made = text()
        path = Path(folder) / "spec.txt"
        path.write_bytes(made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass"))
        del made
        return run(Path(folder), *words)


READ = Ahead(
    {name: partial(run_on, text, "-i", "3x8x8", "spec.txt") for name, text in FILES.items()}
)
COMPUTED = Ahead(
    {name: partial(run_on, text, "spec.txt", "--once") for name, text in GRAPHS.items()}
)
CALLED = Ahead({name: partial(run_on, str, *words) for name, words in COMMANDS.items()})


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_read_without_harm(name: str) -> None:
    harmless(READ.result(name))


@pytest.mark.parametrize("name", GRAPHS)
def test_a_hostile_graph_is_computed_without_harm(name: str) -> None:
    harmless(COMPUTED.result(name))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_hostile_command_line_is_read_without_harm(name: str) -> None:
    harmless(CALLED.result(name))


@pytest.mark.parametrize("layers", LARGEST, ids=["flat", "in groups"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_the_largest_network_there_may_be_is_shown_in_time(
    form: str, layers: str, tmp_path: Path
) -> None:
    (tmp_path / "spec.yaml").write_text(yaml(layers), "utf-8")
    done = run(tmp_path, "spec.yaml", "--format", form)
    assert (done.status, done.err) == (0, "")
    assert len(done.out) > 10_000
    harmless(done)


def test_the_largest_text_there_may_be_is_shown_in_time(tmp_path: Path) -> None:
    entry = "nn.Conv2d(3, 3, kernel_size=(3, 3), stride=1, padding=1)"
    (tmp_path / "spec.yaml").write_text(yaml(*[entry] * 20_000), "utf-8")
    done = run(tmp_path, "spec.yaml", "--format", "json")
    assert (done.status, done.err) == (0, "")
    harmless(done)


SEEN_IN_ALL = {
    "deep": ("3x64x64", ["Conv2d(3, 3, 3, padding=1) * 3000"], "3,3"),
    "deep and long": ("1x90000", ["Conv1d(1, 1, 3, padding=1) * 3000"], "3"),
    "in circles": (
        "1x4096",
        ["{Conv1d: {out: 1, kernel: 3, padding: 1, padding_mode: circular}, repeat: 3000}"],
        "3",
    ),
    "flattened": ("3x512x512", ["Flatten(2)", "Conv1d(3, 3, 3, padding=1) * 300"], "3"),
    "longer than any list": ("1x1099511627776", ["Conv1d(1, 1, 3, padding=1) * 300"], "3"),
    "dense": (
        "1x64x64",
        [
            entry
            for at in range(1, 1500)
            for entry in (
                f"{{id: a{at}, Conv2d: {{out: 1, kernel: 3, padding: 1}}}}",
                f"{{id: b{at}, from: [a{at}, {f'b{at - 1}' if at > 1 else 'input'}], Cat: }}",
            )
        ],
        "3,3",
    ),
}
"""Networks of which a unit of every row is hard to follow: the input, its layers, and the unit."""


@pytest.mark.parametrize("name", SEEN_IN_ALL)
def test_what_a_unit_of_every_row_sees_is_found_in_time_or_left_open(
    name: str, tmp_path: Path
) -> None:
    shape, layers, unit = SEEN_IN_ALL[name]
    text = f"input: {shape}\nlayers:\n" + "".join(f"- {each}\n" for each in layers)
    (tmp_path / "spec.yaml").write_text(text, "utf-8")
    done = run(tmp_path, "spec.yaml", "--unit", unit)
    assert (done.status, "error" in done.err) == (0, False)
    assert "sees" in done.out
    harmless(done)
