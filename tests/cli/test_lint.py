"""`cnncalc lint`, and notes under the table: streams, status, what is read and what is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cnncalc import cli

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def ran(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cnncalc", *words])
        monkeypatch.setenv("NO_COLOR", "1")
        with pytest.raises(SystemExit) as stop:
            cli.main()
        shown = capsys.readouterr()
        return int(stop.value.code or 0), shown.out, shown.err

    return ran


def test_an_option_that_names_no_rule_is_refused_with_the_nearest(run) -> None:  # type: ignore[no-untyped-def]
    for option in ("--only", "--ignore"):
        status, out, err = run("lint", option, "softmax-lst", "3x8x8", "relu")
        assert (status, out) == (2, "")
        assert "there is no rule 'softmax-lst': did you mean `softmax-last`?" in " ".join(
            err.replace("│", " ").split()
        )


def test_findings_fail_nothing_unless_it_is_strict(run) -> None:  # type: ignore[no-untyped-def]
    assert run("lint", "3x8x8", "relu", "relu")[0] == 0
    assert run("lint", "--strict", "3x8x8", "relu", "relu")[0] == 1
    assert run("lint", "--strict", "3x8x8", "relu")[0] == 0
    assert run("lint", "--strict", "3x8x8", "relu", "rellu(")[0] == 2


def test_a_file_that_is_not_there_does_not_keep_the_others(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    good = tmp_path / "good.yaml"
    good.write_text("input: 3x8x8\nlayers: [relu, relu]\n")
    status, out, err = run("lint", str(tmp_path / "bad.yaml"), str(good))
    assert status == 2
    assert "activation-twice" in out
    assert "1 finding in 2 specs" in out
    assert "file-not-found" in err


def test_a_folder_is_its_networks_and_a_pattern_the_files_like_it(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "twice.yaml").write_text("input: 3x8x8\nlayers: [relu, relu]\n")
    (tmp_path / "family.yaml").write_text("blocks:\n  twice: {layers: [relu, relu]}\n")
    (tmp_path / "other.yaml").write_text("jobs: {build: {steps: []}}\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "fine.yaml").write_text("input: 3x8x8\nlayers: [relu]\n")
    status, out, err = run("lint", str(tmp_path))
    assert (status, err) == (0, "")
    assert "1 finding in 2 specs" in out
    assert run("lint", str(tmp_path / "t*.yaml"))[1].endswith("\n1 finding\n")
    assert run("lint", "1x8x8", str(tmp_path / "in"))[1] == "no findings\n"


def test_a_folder_without_a_network_is_no_success(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "file-not-found" in run("lint", str(tmp_path))[2]
    (tmp_path / "other.yaml").write_text("jobs: {build: {steps: []}}\n")
    status, out, err = run("lint", str(tmp_path))
    assert (status, out) == (2, "")
    assert "there is no network among the files" in err


def test_json_has_problems_and_findings_together(run) -> None:  # type: ignore[no-untyped-def]
    status, out, err = run("lint", "--format", "json", "3x8x8", "relu", "relu", "conv8k99")
    assert (status, err) == (1, "")
    found = json.loads(out)
    assert found["version"] == 1
    assert [(each["code"], each["severity"]) for each in found["diagnostics"]] == [
        ("kernel-too-large", "error"), ("activation-twice", "warning"),
    ]  # fmt: skip
    assert json.loads(run("lint", "--format", "json", "3x8x8", "relu")[1])["diagnostics"] == []


def test_a_variable_can_be_set(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "net.yaml"
    file.write_text("input: 3x8x8\nvars: {k: 2}\nlayers: [MaxPool2d(k)]\n")
    assert "no findings" in run("lint", str(file))[1]
    assert "unread-border" in run("lint", "--set", "k=3", str(file))[1]


def test_notes_stand_on_standard_error_and_leave_the_rest_as_it_is(run) -> None:  # type: ignore[no-untyped-def]
    with_notes = run("3x8x8", "relu", "relu")
    without = run("--no-notes", "3x8x8", "relu", "relu")
    assert without == (0, with_notes[1], "")
    assert with_notes[0] == 0
    assert with_notes[2] == (
        "note: <inline>:1:6: activation-twice layer 2, `ReLU`, reads layer 1, `ReLU`: one "
        "activation straight behind another\n"
    )


def test_notes_are_for_tables_of_networks_that_hold(run) -> None:  # type: ignore[no-untyped-def]
    for form in ("json", "csv", "markdown"):
        assert run("--format", form, "3x8x8", "relu", "relu")[2] == ""
    assert "note" not in run("3x8x8", "relu", "relu", "conv8k99")[2]


def test_there_are_at_most_a_few_notes(run) -> None:  # type: ignore[no-untyped-def]
    lines = run("3x8x8", *["relu"] * 9)[2].splitlines()
    assert len(lines) == 4
    assert lines[-1] == "note: and 5 more: cnncalc lint"


def test_what_is_ignored_is_not_noted(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "net.yaml"
    file.write_text("input: 3x8x8\nignore: activation-twice\nlayers: [relu, relu]\n")
    assert run(str(file))[2] == ""


def test_the_main_command_loads_few_rules_and_none_about_fields() -> None:
    code = (
        "import sys; from cnncalc.cli import main; sys.argv = ['cnncalc', 'quiz-130']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "found = [each for each in sys.modules if each.startswith('cnncalc.')]\n"
        "print(sorted(each for each in found if '.linter' in each or '.field' in each))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    own = ["channels", "graph", "inputs", "rules", "run", "windows"]
    loaded = ["cnncalc.linter", *[f"cnncalc.linter.{each}" for each in own]]
    assert shown.stdout.splitlines()[-1] == str(loaded)
