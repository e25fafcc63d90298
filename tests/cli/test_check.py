"""`cnncalc check`: are these files what they say they are?"""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cnncalc.cli.check import app

runner = CliRunner()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "good.yaml": "input: 3x8x8\nlayers: [ReLU]\nexpect: {flatten: 192, params: 0}\n",
        "one.yaml": "input: 3x8x8\nlayers: [ReLU]\nexpect: {flatten: 192}\n",
        "bare.yaml": "input: 3x8x8\nlayers: [ReLU]\n",
        "wrong.yaml": "input: 3x8x8\nlayers: [ReLU]\nexpect: {flatten: 5, params: 1}\n",
        "broken.yaml": "input: 3x8x8\nlayers: ['Linear(5, 5)']\nexpect: {params: 30}\n",
        "unread.yaml": "input: 3x8x8\nlayers: [Xyzzy]\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("files", "status", "lines"),
    [
        (["wrong.yaml"], 1, ["FAIL  wrong.yaml: 2 problems"]),
        (["broken.yaml"], 1, ["FAIL  broken.yaml: 1 problem"]),
        (["unread.yaml"], 2, ["FAIL  unread.yaml: 1 problem"]),
        (["missing.yaml"], 2, ["FAIL  missing.yaml: 1 problem"]),
        (["Xyzzy"], 2, ["FAIL  Xyzzy: 1 problem"]),
        (["a\x1b[31m.yaml"], 2, ["FAIL  a\\x1b[31m.yaml: 1 problem"]),
        (
            ["good.yaml", "wrong.yaml", "unread.yaml", "bare.yaml"],
            2,
            [
                "ok    good.yaml: 2 expectations hold",
                "FAIL  wrong.yaml: 2 problems",
                "FAIL  unread.yaml: 1 problem",
                "ok    bare.yaml: the layers fit, and nothing is expected",
            ],
        ),
        (["good.yaml"], 0, ["ok    good.yaml: 2 expectations hold"]),
        (["one.yaml"], 0, ["ok    one.yaml: 1 expectation holds"]),
        (["lenet5"], 0, ["ok    lenet5: 4 expectations hold"]),
    ],
)
def test_each_file_is_a_line_and_the_worst_decides_the_status(
    files: list[str], status: int, lines: list[str]
) -> None:
    done = runner.invoke(app, files)
    assert done.exit_code == status
    assert done.stdout.splitlines() == lines


@pytest.mark.usefixtures("folder")
def test_the_full_story_of_what_fails_is_on_standard_error() -> None:
    done = runner.invoke(app, ["good.yaml", "wrong.yaml"])
    assert done.stderr.count("error[expectation-failed]") == 2
    assert " --> wrong.yaml:3:19" in done.stderr
    assert runner.invoke(app, ["good.yaml"]).stderr == ""


def test_without_files_there_is_help() -> None:
    done = runner.invoke(app, [])
    assert "Usage" in done.output
