"""Files that a file includes: found beside it, and never anywhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cnncalc.cli.show import app

runner = CliRunner()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file that includes another, which includes a third beside itself."""
    files = {
        "net.yaml": "input: 3x8x8\ninclude: [parts/a.yaml]\nlayers: [a]\n",
        "parts/a.yaml": "include: deeper/b.yaml\nblocks: {a: [b * 2]}\n",
        "parts/deeper/b.yaml": "include: ../c.yaml\nblocks: {b: [{Conv2d: {out: c, kernel: 1}}]}\n",
        "parts/c.yaml": "vars: {c: 5}\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, given: str | None = None) -> tuple[int, str, str]:
    done = runner.invoke(app, words, input=given)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


def written(folder: Path, include: str, layers: str = "[ReLU]") -> tuple[int, str, str]:
    text = f"input: 3x8x8\ninclude: {include}\nlayers: {layers}\n"
    (folder / "own.yaml").write_text(text, "utf-8")
    return run("own.yaml")


@pytest.mark.parametrize(
    ("include", "said"),
    [
        (
            "missing.yaml",
            "error[file-not-found]: there is no file `missing.yaml` beside `own.yaml`",
        ),
        ("parts/aa.yaml", "did you mean `a.yaml`?"),
        ("/dev/zero", "`/dev/zero` is not relative to the file that includes it"),
        ("parts", "error[file-unreadable]: `parts` is a directory"),
        (".", "error[file-unreadable]: `.` is a directory"),
        ("''", "error[wrong-key-type]: `include` is a file or a list of files"),
        ("[[a.yaml]]", "error[wrong-key-type]: `include` is a file or a list of files"),
        ('"a\\0b"', "error[file-not-found]"),
        ('"\\e[31m.yaml"', "there is no file `\\x1b[31m.yaml`"),
        (f"{'a' * 5_000}.yaml", "error[file-"),
        (f"{'a/' * 3_000}b.yaml", "error[file-"),
        ("own.yaml", "error[circular-include]: `own.yaml` includes itself: own.yaml → own.yaml"),
        ("./parts/../own.yaml", "error[circular-include]"),
        ("binary.yaml", "error[file-unreadable]: `binary.yaml` is not UTF-8"),
    ],
)
def test_what_cannot_be_included_is_said(folder: Path, include: str, said: str) -> None:
    (folder / "binary.yaml").write_bytes(b"\xff\xfe")
    code, _, err = written(folder, include)
    assert code == 2
    assert said in err
    assert "Traceback" not in err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_or_a_device_is_no_file(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    for name in ("pipe.yaml", "zero.yaml"):
        code, _, err = written(folder, name)
        assert (code, f"there is no file `{name}`" in err) == (2, True)


def test_a_file_that_may_not_be_read_is_said(folder: Path) -> None:
    locked = folder / "locked.yaml"
    locked.write_text("blocks: {}", "utf-8")
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read anything")
    code, _, err = written(folder, "locked.yaml")
    assert (code, "`locked.yaml` cannot be read" in err) == (2, True)


def test_a_problem_of_an_included_file_is_shown_in_it(folder: Path) -> None:
    (folder / "parts/c.yaml").write_text("vars: {c: 5}\nlayer: [ReLU]\n", "utf-8")
    code, _, err = run("net.yaml")
    assert code == 2
    assert " --> parts/c.yaml:2:1" in err


def test_a_variable_is_defined_in_one_file(folder: Path) -> None:
    code, _, err = written(folder, "parts/c.yaml\nvars: {c: 9}")
    assert code == 2
    assert "the variable `c` is defined in `parts/c.yaml` and in `own.yaml`" in err


def test_more_files_than_the_limit_are_refused(folder: Path) -> None:
    for at in range(120):
        (folder / f"f{at}.yaml").write_text(f"blocks: {{b{at}: [ReLU]}}\n", "utf-8")
    code, _, err = written(folder, f"[{', '.join(f'f{at}.yaml' for at in range(120))}]")
    assert (code, "a spec includes at most 100 files" in err) == (2, True)


def test_a_file_is_found_beside_the_one_that_names_it(folder: Path) -> None:
    code, out, err = run("net.yaml")
    assert (code, err) == (0, "")
    assert "Conv2d(5, 5, 1)" in out
    os.chdir(folder / "parts")
    assert run(str(folder / "net.yaml"))[1] == out
    assert run("../net.yaml")[1] == out


def test_a_spec_from_standard_input_includes_from_where_one_is(folder: Path) -> None:
    code, out, err = run("-", given=(folder / "net.yaml").read_text("utf-8"))
    assert (code, err) == (0, "")
    assert "Conv2d(5, 5, 1)" in out


def test_a_shipped_network_includes_its_family_from_anywhere(folder: Path) -> None:
    del folder
    code, out, err = run("resnet18", "--depth", "1")
    assert (code, err) == (0, "")
    assert "11,689,512" in out
    assert run("resnet18.yaml")[0] == 2


def test_a_variable_of_an_included_file_can_be_set(folder: Path) -> None:
    del folder
    code, out, _ = run("net.yaml", "--set", "c=7")
    assert (code, "Conv2d(7, 7, 1)" in out) == (0, True)


def test_what_a_missing_file_would_define_is_not_missed_as_well(folder: Path) -> None:
    code, _, err = written(folder, "missing.yaml", "[conv1, 'stage(basic, 64)', {from: x, ReLU: }]")
    assert (code, err.count("error[")) == (2, 1)


def test_the_family_of_a_shipped_network_can_be_included_from_anywhere(folder: Path) -> None:
    code, out, err = written(folder, "families/resnet.yaml", "[conv1, head]")
    assert (code, err) == (0, "")
    assert "Linear(64, 1000)" in out


def test_a_file_beside_goes_before_a_shipped_one(folder: Path) -> None:
    (folder / "families").mkdir()
    (folder / "families/resnet.yaml").write_text("blocks: {conv1: [Tanh]}\n", "utf-8")
    assert "Tanh()" in written(folder, "families/resnet.yaml", "[conv1]")[1]
