"""The hook for pre-commit: what pre-commit asks of it, and what it does in a repository."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.repository import BROKEN, GOOD, MISSPELT, ROOT, Done, bash, repository, staged

MANIFEST: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
(HOOK,) = MANIFEST
REQUIRED = {"id", "name", "entry", "language"}
OPTIONAL = {
    "alias", "files", "exclude", "types", "types_or", "exclude_types", "additional_dependencies",
    "args", "always_run", "fail_fast", "pass_filenames", "description", "language_version",
    "log_file", "minimum_pre_commit_version", "require_serial", "stages", "verbose",
}  # fmt: skip
"""The keys of a hook, by pre-commit's MANIFEST_HOOK_DICT (pre_commit/clientlib.py, 4.x)."""


def committed(folder: Path) -> Done:
    """What the hook does with the staged files that it takes."""
    names = [each for each in staged(folder) if re.search(HOOK["files"], each)]
    return bash(shlex.join([*shlex.split(HOOK["entry"]), *names]), folder)


def test_the_manifest_has_the_keys_that_pre_commit_knows() -> None:
    assert REQUIRED <= set(HOOK) <= REQUIRED | OPTIONAL
    assert HOOK["id"] == "cnncalc-check"
    assert HOOK["language"] == "python"


def test_the_entry_is_a_program_that_the_package_installs() -> None:
    assert HOOK["entry"].split()[0] in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("specs/a.yaml", True),
        ("models/specs/deep/a.yml", True),
        ("specs/a.json", True),
        ("docker-compose.yaml", False),
        ("specs/a.py", False),
        ("myspecs/a.yaml", False),
    ],
)
def test_it_takes_the_specs_of_a_repository(name: str, taken: bool) -> None:
    assert bool(re.search(HOOK["files"], name)) == taken


def test_a_commit_that_keeps_its_promises_passes(tmp_path: Path) -> None:
    done = committed(repository(tmp_path / "work", small=GOOD, same=GOOD))
    assert (done.status, done.err) == (0, "")
    assert "ok    specs/small.yaml" in done.out


def test_a_commit_that_breaks_a_spec_is_stopped_with_the_reason(tmp_path: Path) -> None:
    done = committed(repository(tmp_path / "work", small=GOOD, broken=BROKEN))
    assert done.status == 1
    assert "FAIL  specs/broken.yaml" in done.out
    assert "ok    specs/small.yaml" in done.out
    assert "error[expectation-failed]" in done.err
    assert "`params` of the network is 280, but 250 is expected" in done.err
    assert "specs/broken.yaml:8:11" in done.err


def test_a_spec_that_cannot_be_understood_stops_the_commit_too(tmp_path: Path) -> None:
    done = committed(repository(tmp_path / "work", small=GOOD, broken=MISSPELT))
    assert done.status == 2
    assert "did you mean `MaxPool2d`?" in done.err
