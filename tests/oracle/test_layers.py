"""Every layer against PyTorch: what is refused, the shapes, the parameters and the buffers."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from cnncalc.layers import LAYERS
from tests.oracle.arguments import Case, cases, hostile_cases
from tests.oracle.differences import DIFFERENCES, Difference
from tests.oracle.functions import WITHOUT_TWIN
from tests.oracle.verdicts import Accepted, Refused, of_cnncalc, of_pytorch

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

PLAUSIBLE, HOSTILE = 90, 60
"""Cases for each layer, and four times as many for those whose shapes hang on several numbers.

With ORACLE_CASES=10 in the environment there are ten times as many.
"""
TIMES = int(os.environ.get("ORACLE_CASES", "1"))
INTRICATE = {
    "Add", "Mul", "Cat", "MatMul", "View", "Reshape", "Slice", "Split", "Chunk", "Squeeze", "Pad",
    "Expand", "Interpolate", "Conv2d", "MaxPool2d", "AvgPool2d", "ConvTranspose2d",
}  # fmt: skip
SHARE = 0.2
"""The share of plausible cases that PyTorch must accept, so that there is something to compare."""
EVERY = [name for name in LAYERS if name not in WITHOUT_TWIN]
NEVER_REFUSED = {"Identity", "Buffer"} | {
    name
    for name, layer in LAYERS.items()
    if not layer.ranks and all(each.kind.takes == "True or False" for each in layer.arguments)
}
"""Layers with hardly an argument or a shape that PyTorch refuses."""


def count_of(name: str, examples: int) -> int:
    """How many cases there are for a layer."""
    return examples * TIMES * (4 if name in INTRICATE else 1)


def outcome(case: Case) -> str:
    """Compare the two verdicts, and say which it was."""
    ours, theirs = of_cnncalc(case), of_pytorch(case)
    if isinstance(theirs, Refused):
        assert isinstance(ours, Refused), f"PyTorch refuses {case}: {theirs.why}"
        assert ours.early or not theirs.early, f"PyTorch refuses at construction {case}"
        return "refused"
    if isinstance(ours, Refused):
        known = any(each.holds(case, theirs) for each in DIFFERENCES)
        assert known, f"PyTorch accepts {case}: {ours.why}"
        return "refused on purpose"
    assert ours == theirs, case
    return "accepted"


def counted(strategy: SearchStrategy[Case], examples: int) -> Counter[str]:
    """How often each outcome came up."""
    outcomes: Counter[str] = Counter()

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def compare(case: Case) -> None:
        outcomes[outcome(case)] += 1

    compare()
    return outcomes


@pytest.mark.parametrize("name", EVERY)
def test_hostile_cases_are_refused_where_pytorch_refuses(name: str) -> None:
    outcomes = counted(hostile_cases(name), count_of(name, HOSTILE))
    assert outcomes["refused"] >= 2 or name in NEVER_REFUSED


@pytest.mark.parametrize("name", EVERY)
def test_plausible_cases_come_to_the_same_shapes_and_weights(name: str) -> None:
    outcomes = counted(cases(name), count_of(name, PLAUSIBLE))
    assert outcomes["accepted"] >= SHARE * min(PLAUSIBLE, outcomes.total())


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda each: each.reason)
def test_each_deliberate_difference_is_one(difference: Difference) -> None:
    theirs = of_pytorch(difference.example)
    assert isinstance(of_cnncalc(difference.example), Refused)
    assert isinstance(theirs, Accepted)
    assert difference.holds(difference.example, theirs)
