"""The outermost layer: commands are chosen, and no mistake shows a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cnncalc import cli
from cnncalc.cli import show
from tests.golden.run import transcript

HERE = Path(__file__).parent


def test_a_mistake_of_our_own_is_one_line_and_status_2(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a \x1b[31m mistake")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(show, "read", broken)
        printed = transcript("cnncalc 3x8x8 relu", HERE, monkeypatch)
    assert printed == (
        "$ cnncalc 3x8x8 relu\n"
        "--- standard error\n"
        "error[internal-error]: this is a mistake of cnncalc's own: RuntimeError: "
        "a \\x1b[31m mistake\n"
        "help: please report it with the command and the spec that led here\n\n"
        "--- exit status 2\n"
    )


def test_every_command_is_a_module_of_its_name() -> None:
    for name in cli.COMMANDS:
        assert (Path(cli.__file__).parent / f"{name}.py").exists()


def test_a_closed_pipe_is_no_error() -> None:
    code = "from cnncalc.cli import main; main()"
    command = [sys.executable, "-c", code, "8x8x8", "relu * 5000", "-f", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_python_dash_m_runs_it() -> None:
    command = [sys.executable, "-m", "cnncalc", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("cnncalc ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_one_line_with_status_2() -> None:
    command = [sys.executable, "-m", "cnncalc", "3x8x8", "relu"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error[output-unwritable]: standard output cannot be written:")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_standard_error_leaves_the_status_as_it_is() -> None:
    for words, status in ((["3x8x8", "conv8k30"], 1), (["3x8x8", "covn8k3"], 2)):
        command = [sys.executable, "-m", "cnncalc", *words]
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=full, check=False)
        assert done.returncode == status
