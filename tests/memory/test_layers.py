"""What the layers say of memory, all of them."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from cnncalc.layers.storage import Arriving, Storing
from cnncalc.layers.strides import channels_last, contiguous, dense, stretched, viewed

UNKNOWN = {"Custom"}


def test_every_layer_says_what_it_keeps_but_those_that_cannot_know() -> None:
    silent = {
        name
        for name, layer in LAYERS.items()
        if layer.saves is None and layer.saved is Storing.saved
    }
    assert silent == UNKNOWN


@pytest.mark.parametrize(
    ("shape", "strides"),
    [((), ()), ((5,), (1,)), ((2, 3, 4), (12, 4, 1)), ((2, 1, 4), (4, 4, 1))],
)
def test_strides_step_over_the_dimensions_behind(
    shape: tuple[int, ...], strides: tuple[int, ...]
) -> None:
    assert contiguous(shape) == strides
    assert Arriving(shape, strides, needs_grad=False).contiguous


@pytest.mark.parametrize(
    ("shape", "strides", "wanted", "found"),
    [
        ((2, 3, 4), (12, 4, 1), (6, 4), (4, 1)),
        ((2, 3, 4), (12, 4, 1), (2, 12), (12, 1)),
        ((2, 3, 4), (12, 1, 3), (2, 12), None),
        ((2, 3, 4), (12, 1, 3), (2, 3, 2, 2), (12, 1, 6, 3)),
        ((2, 3), (0, 1), (6,), None),
        ((4, 1, 3), (3, 99, 1), (12,), (1,)),
        ((6,), (2,), (2, 3), (6, 2)),
        ((), (), (1, 1), (1, 1)),
        ((1,), (1,), (), ()),
    ],
)
def test_a_view_is_there_where_its_steps_are_even(
    shape: tuple[int, ...],
    strides: tuple[int, ...],
    wanted: tuple[int, ...],
    found: tuple[int, ...] | None,
) -> None:
    assert viewed(shape, strides, wanted) == found


def test_what_is_made_value_by_value_lies_in_the_order_of_its_source() -> None:
    assert dense((2, 3, 4), (12, 1, 3)) == (12, 1, 3)
    assert dense((2, 3, 4), (100, 1, 10)) == (12, 1, 3)
    assert channels_last((2, 3, 4, 5)) == (60, 1, 15, 3)


def test_what_is_stretched_steps_nowhere() -> None:
    assert stretched((1, 4), (4, 1), (2, 3, 4)) == (0, 0, 1)
