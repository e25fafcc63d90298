"""The schema against whole files: every shipped one passes, every error of structure is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.schema.loading import refusals

ROOT = Path(__file__).parent.parent.parent
GOLDEN = ROOT / "tests" / "golden"
GOOD = [
    *sorted((ROOT / "specs").glob("**/*.yaml")),
    *sorted(each for each in (GOLDEN / "tables").glob("**/*.yaml") if each.stem != "unread"),
    *sorted((GOLDEN / "tables").glob("other-ways.json")),
]
README = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)

STRUCTURE = {
    "bad-name", "empty-spec", "entry-keys", "expect-syntax", "input-shape", "missing-argument",
    "unknown-argument", "unknown-key", "unknown-layer", "unknown-rule", "wrong-key-type",
    "wrong-type",
}  # fmt: skip
"""Codes of what is wrong in a file whatever shapes arrive: a schema can see it."""

BEYOND = {
    "too-many-for-a-block": "which arguments a block has, its signature alone tells",
    "too-many-arguments": "the arguments of a call are one text",
}
"""Files with such codes that a schema lets pass all the same, with the reason."""

ALSO_REFUSED = {
    "call-split-in-a-list": "the commas split a call in [ ], and leave numbers as entries",
    "duplicate-argument": "one argument by two of its names",
    "empty-layers": "`layers: []`",
}
NO_YAML = {"latin-1", "yaml-syntax", "yaml-tag", "yaml-unclosed-bracket", "yaml-unclosed-quote"}
ERRORS = [
    each for each in sorted((GOLDEN / "errors").glob("*.yaml")) if each.stem not in NO_YAML
]  # fmt: skip


def codes(path: Path) -> set[str]:
    """The codes of the errors that a golden file shows for a spec."""
    golden = path.with_suffix(".golden")
    text = golden.read_text("utf-8") if golden.exists() else ""
    return set(re.findall(r"^error\[([\w-]+)\]", text, re.MULTILINE))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_that_holds_passes(path: Path) -> None:
    assert refusals(path.read_text("utf-8")) == []


@pytest.mark.parametrize("text", README, ids=lambda text: str(text).partition("\n")[0])
def test_an_example_of_the_readme_passes(text: str) -> None:
    assert refusals(text) == []


def test_there_are_files_to_pass() -> None:
    assert len(GOOD) > 100
    assert len(README) > 1


@pytest.mark.parametrize("code", sorted(STRUCTURE))
def test_an_error_of_structure_is_refused(code: str) -> None:
    assert refusals((GOLDEN / "errors" / f"{code}.yaml").read_text("utf-8")) != []


@pytest.mark.parametrize("path", ERRORS, ids=lambda path: str(path.stem))
def test_a_file_is_refused_if_and_only_if_its_structure_is_wrong(path: Path) -> None:
    wrong = bool(codes(path) & STRUCTURE) and path.stem not in BEYOND
    expected = wrong or path.stem in ALSO_REFUSED
    assert bool(refusals(path.read_text("utf-8"))) == expected, codes(path)


@pytest.mark.parametrize("name", sorted(NO_YAML - {"latin-1"}))
def test_what_is_no_yaml_is_left_to_what_loads_it(name: str) -> None:
    with pytest.raises(yaml.YAMLError):
        refusals((GOLDEN / "errors" / f"{name}.yaml").read_text("utf-8"))
