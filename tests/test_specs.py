"""The shipped specs hold, say where their figures come from, and ship inside the wheel."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import cnncalc
from cnncalc.cli.read import read_file

ROOT = Path(__file__).parent.parent
SPECS = sorted((ROOT / "specs").glob("*.yaml"))


def test_the_networks_that_people_know_are_there() -> None:
    names = {path.stem for path in SPECS}
    vgg = {f"vgg{depth}{norm}" for depth in (11, 13, 16, 19) for norm in ("", "_bn")}
    assert names >= {"quiz-130", "lenet5", "alexnet", "mnist", "dense-224"} | vgg


@pytest.mark.parametrize("path", SPECS, ids=lambda path: str(path.stem))
def test_a_shipped_spec_holds_and_is_named_like_its_file(path: Path) -> None:
    spec = read_file(str(path))
    report = cnncalc.compute(cnncalc.build(spec))
    assert spec.name == path.stem
    assert spec.claims
    assert report.problems == ()
    assert cnncalc.check(report, spec.claims) == []


@pytest.mark.parametrize("path", SPECS, ids=lambda path: str(path.stem))
def test_a_shipped_spec_says_where_its_figures_come_from(path: Path) -> None:
    head = path.read_text("utf-8").partition("\nname:")[0]
    assert all(line.startswith("#") for line in head.splitlines())
    assert any(word in head for word in ("Published", "formula", "CS231n", "figure", "quiz"))


def test_the_wheel_is_told_to_take_the_specs_along() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"specs": "cnncalc/specs"}


@pytest.mark.parametrize(
    ("files", "most"),
    [
        (("resnet50", "families/resnet"), 60),
        (("efficientnet_b0", "families/efficientnet", "families/squeeze_excite"), 70),
    ],
)
def test_a_network_is_as_brief_as_its_papers_table(files: tuple[str, ...], most: int) -> None:
    texts = [(ROOT / "specs" / f"{each}.yaml").read_text("utf-8") for each in files]
    assert sum(text.count("\n") for text in texts) < most
