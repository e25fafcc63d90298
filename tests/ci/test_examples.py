"""The examples for CI systems, as the README has them, are run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.ci.repository import BROKEN, GOOD, ROOT, bash, repository
from tests.ci.test_action import ACTION
from tests.ci.test_pre_commit import HOOK

EXAMPLES = Path(__file__).parent / "examples"
README = (ROOT / "README.md").read_text("utf-8")


def example(name: str) -> Any:
    return yaml.safe_load((EXAMPLES / name).read_text("utf-8"))


@pytest.mark.parametrize("text", re.findall(r"```yml\n(.*?)```", README, re.DOTALL) or [""])
def test_the_readme_shows_an_example_as_it_is_run(text: str) -> None:
    assert any(text in each.read_text("utf-8") for each in EXAMPLES.glob("*.yml"))


def test_a_check_that_fails_a_build_is_five_lines() -> None:
    for name in ("pre-commit.yml", "github.yml"):
        assert len((EXAMPLES / name).read_text("utf-8").splitlines()) == 5


def test_the_configuration_of_pre_commit_names_the_hook() -> None:
    (entry,) = example("pre-commit.yml")["repos"]
    assert set(entry) == {"repo", "rev", "hooks"}
    assert entry["hooks"] == [{"id": HOOK["id"]}]


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    (job,) = example("github.yml")["jobs"].values()
    used = job["steps"][-1]
    assert used["uses"].startswith("OWNER/cnncalc@")
    assert set(used["with"]) <= set(ACTION["inputs"])


@pytest.mark.parametrize(("spec", "failures", "status"), [(GOOD, 0, 0), (BROKEN, 1, 1)])
def test_the_job_of_gitlab_leaves_a_report_of_tests(
    tmp_path: Path, spec: str, failures: int, status: int
) -> None:
    (job,) = example("gitlab.yml").values()
    folder = repository(tmp_path / "work", small=spec)
    done = bash("\n".join([*job["before_script"], *job["script"]]), folder)
    assert done.status == status
    report = ElementTree.parse(folder / job["artifacts"]["reports"]["junit"])
    assert len(report.findall(".//failure")) == failures
    assert job["artifacts"]["when"] == "always"  # also of a job that fails


@pytest.mark.parametrize(("spec", "status"), [(GOOD, 0), (BROKEN, 1)])
def test_the_lines_for_a_plain_shell_end_with_the_status(
    tmp_path: Path, spec: str, status: int
) -> None:
    folder = repository(tmp_path / "work", small=spec)
    script = (EXAMPLES / "check.sh").read_text("utf-8")
    script = script.replace("python3 -m venv .cnncalc", "").replace(".cnncalc/bin/", "")
    done = bash(script.replace("specs/", "specs/small.yaml"), folder)
    assert done.status == status
    assert ("FAIL" in done.out) == bool(status)
