"""An inferred argument left out comes to what PyTorch's Lazy class comes to after a dry run."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from cnncalc.layers import LAYERS, LayerError, lookup
from tests.generated import generated
from tests.oracle.arguments import Case, hostile_cases
from tests.oracle.differences import DIFFERENCES
from tests.oracle.verdicts import Accepted, Refused, of_pytorch, taken

LAZY = [name for name, layer in LAYERS.items() if layer.lazy is not None]


def lazily(case: Case) -> Case:
    """The same case without what the Lazy form infers."""
    layer = LAYERS[case.name]
    inferred = {each.name for each in layer.arguments if each.inferred}
    rest = {key: value for key, value in case.arguments.items() if key not in inferred}
    return Case(f"Lazy{case.name}", rest, case.shape)


def of_cnncalc(case: Case) -> Accepted | Refused:
    """The verdict of cnncalc on a Lazy form."""
    found = lookup(case.name)
    assert found is not None
    kind, signature = found
    try:
        layer = kind.made(signature, (), case.arguments).given(case.shape)
    except LayerError as error:
        return Refused(str(error), early=False)
    return taken(layer, case.shape)


def unchecked(case: Case) -> bool:
    """PyTorch's Lazy transposed convolutions forget to check out_channels against the groups."""
    if not case.name.startswith("LazyConvTranspose"):
        return False
    return bool(case.arguments["out_channels"] % case.arguments.get("groups", 1))


@pytest.mark.parametrize("name", LAZY)
def test_the_lazy_form_comes_to_what_pytorch_s_comes_to(name: str) -> None:
    seen = {"accepted": 0, "refused": 0}

    @generated(120)
    @given(hostile_cases(name))
    def compare(case: Case) -> None:
        case = lazily(case)
        ours, theirs = of_cnncalc(case), of_pytorch(case)
        if isinstance(theirs, Accepted) and isinstance(ours, Accepted):
            assert ours == theirs, case
            seen["accepted"] += 1
        elif isinstance(theirs, Refused):
            assert isinstance(ours, Refused), f"PyTorch refuses {case}: {theirs.why}"
            seen["refused"] += 1
        else:
            plain = case._replace(name=name)
            assert unchecked(case) or any(each.holds(plain, theirs) for each in DIFFERENCES), case

    compare()
    assert min(seen.values()) >= 3


@pytest.mark.parametrize(
    ("name", "arguments", "shape"),
    [
        ("Conv2d", {"out_channels": 8, "kernel_size": 3, "groups": 2}, (1, 5, 9, 9)),
        ("ConvTranspose1d", {"out_channels": 6, "kernel_size": 2, "groups": 3}, (1, 4, 9)),
    ],
)
def test_groups_are_checked_once_the_channels_are_known(
    name: str, arguments: dict[str, Any], shape: tuple[int, ...]
) -> None:
    case = Case(f"Lazy{name}", arguments, shape)
    assert isinstance(of_pytorch(case), Refused)
    assert isinstance(of_cnncalc(case), Refused)
