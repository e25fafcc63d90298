"""The GitHub action: its metadata, and its steps, run as the runner runs them."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.ci.repository import BROKEN, GOOD, MISSPELT, ROOT, Done, bash, repository

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
SETUP, INSTALL, CHECK = ACTION["runs"]["steps"]


def filled(text: str, folder: Path, files: str) -> str:
    """A text with the values of its `${{ … }}`."""
    known = {
        "inputs.files": files,
        "steps.python.outputs.python-path": sys.executable,
        "github.action_path": str(ROOT),
        "runner.temp": str(folder.parent / "runner"),
    }
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: known[found[1]], text)


def ran(folder: Path, files: str = "specs/") -> Done:
    """The last step; the package under test stands in for the one that is installed before it."""
    (folder.parent / "runner").mkdir()
    (folder.parent / "runner" / "cnncalc").symlink_to(ROOT)
    more = {key: filled(value, folder, files) for key, value in CHECK["env"].items()}
    assert "${{" not in CHECK["run"]  # what a pull request writes is never pasted into a script
    return bash(CHECK["run"], folder, **more)


def test_it_has_what_github_asks_of_a_composite_action() -> None:
    assert {"name", "description", "runs"} <= set(ACTION)
    assert ACTION["runs"]["using"] == "composite"
    assert all("description" in each for each in ACTION["inputs"].values())
    for step in (INSTALL, CHECK):
        assert step["shell"] == "bash"
    assert ACTION["inputs"]["files"]["default"] == "specs/"


def test_it_leaves_the_jobs_own_python_alone() -> None:
    assert SETUP["uses"] == "actions/setup-python@v5"
    assert SETUP["with"]["update-environment"] is False
    assert SETUP["id"] == "python"


def test_it_installs_the_action_itself_and_nothing_by_name(tmp_path: Path) -> None:
    values = {key: filled(value, tmp_path, "") for key, value in INSTALL["env"].items()}
    script = re.sub(r'"\$(\w+)"', lambda found: shlex.quote(values[found[1]]), INSTALL["run"])
    words = shlex.split(script)
    assert words[:4] == [sys.executable, "-m", "pip", "install"]
    assert words[-3:] == ["--target", str(tmp_path.parent / "runner" / "cnncalc"), str(ROOT)]
    assert CHECK["env"]["PYTHONPATH"] == INSTALL["env"]["TARGET"]


def test_specs_that_hold_leave_the_job_green(tmp_path: Path) -> None:
    done = ran(repository(tmp_path / "work", small=GOOD))
    assert (done.status, done.err) == (0, "")
    assert "::error" not in done.out


def test_a_broken_spec_is_annotated_at_its_line_and_fails_the_job(tmp_path: Path) -> None:
    done = ran(repository(tmp_path / "work", small=GOOD, broken=BROKEN))
    (line,) = [each for each in done.out.splitlines() if each.startswith("::")]
    settings, _, message = line.removeprefix("::error ").partition("::")
    found = dict(each.split("=") for each in settings.split(","))
    assert found["file"] == "specs/broken.yaml"
    assert (found["line"], found["col"]) == ("8", "11")
    assert found["title"] == "expectation-failed"
    assert message.startswith("`params` of the network is 280, but 250 is expected")
    assert done.status == 1


def test_each_line_of_files_is_a_file_a_pattern_or_a_claim(tmp_path: Path) -> None:
    folder = repository(tmp_path / "work", small=GOOD, other=GOOD, broken=BROKEN)
    (folder / "specs" / "with blank.yaml").write_text(GOOD, "utf-8")
    done = ran(
        folder, "\nspecs/small.yaml\n\nspecs/o*.yaml\n  \nspecs/with blank.yaml\nparams<200\n"
    )
    assert done.status == 1
    assert done.out.count("::error") == 3
    assert "broken" not in done.out


def test_a_spec_that_cannot_be_understood_has_its_own_status(tmp_path: Path) -> None:
    done = ran(repository(tmp_path / "work", broken=MISSPELT))
    assert "title=unknown-layer" in done.out
    assert done.status == 2
