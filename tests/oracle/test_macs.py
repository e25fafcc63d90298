"""Multiply-accumulates against PyTorch's own counter, over generated arguments."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

from cnncalc.layers import LAYERS
from tests.generated import generated
from tests.oracle.arguments import Case, cases
from tests.oracle.functions import WITHOUT_TWIN
from tests.oracle.work import flops, ready

WORKING = [name for name, each in LAYERS.items() if each.macs_formula != "0"]
UNSEEN = {
    "Bilinear": "PyTorch multiplies and sums, of which the counter sees nothing",
    "Custom": "PyTorch has none",
}


@pytest.mark.parametrize("name", [name for name in WORKING if name not in UNSEEN])
def test_macs_are_half_of_what_pytorch_counts(name: str) -> None:
    seen: Counter[bool] = Counter()

    @generated(60)
    @given(cases(name))
    def compare(case: Case) -> None:
        layer = ready(case)
        if layer is not None and not is_a_product_with_a_vector(case):
            assert flops(case, plain=True) == 2 * layer.macs(*case.shapes), case
            seen[True] += 1

    compare()
    assert seen[True] >= 10


def is_a_product_with_a_vector(case: Case) -> bool:
    """Whether the counter sees nothing: aten::dot and aten::mv are not among its operations."""
    return case.name == "MatMul" and len(case.others[0]) == 1


@pytest.mark.parametrize(
    "name", [name for name in LAYERS if name not in WORKING and name not in WITHOUT_TWIN]
)
def test_what_has_no_macs_has_none_for_pytorch(name: str) -> None:
    @generated(5)
    @given(cases(name))
    def compare(case: Case) -> None:
        layer = ready(case)
        if layer is not None:
            assert flops(case, plain=True) == layer.macs(*case.shapes) == 0, case

    compare()
