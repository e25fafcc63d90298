"""Pooling to a given size."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from tests.layers.asking import after, refused


def test_none_alone_is_refused_as_pytorch_refuses_it() -> None:
    assert refused("AdaptiveAvgPool2d", None).message == (
        "`output_size` of `AdaptiveAvgPool2d` takes a whole number, or 2 of which some may be "
        "None, not None"
    )


@pytest.mark.parametrize("value", [None, (None,)])
def test_none_for_the_only_axis_is_refused_as_pytorch_refuses_it(value: object) -> None:
    problem = refused("AdaptiveMaxPool1d", value)
    assert problem.message.startswith("`output_size` of `AdaptiveMaxPool1d` takes a whole number")


def test_an_output_of_zero_is_refused() -> None:
    assert refused("AdaptiveAvgPool2d", 0).message == (
        "`output_size` of `AdaptiveAvgPool2d` takes a whole number of at least 1, not 0"
    )


def test_another_rank_is_refused() -> None:
    assert refused("AdaptiveAvgPool2d", 7, arrives=(8, 8)).message == (
        "`AdaptiveAvgPool2d` takes C×H×W but 8×8 arrives"
    )


@pytest.mark.parametrize(
    ("arguments", "given"),
    [({}, "neither is given"), ({"output_size": 3, "output_ratio": 0.5}, "both are given")],
)
def test_a_fractional_pool_takes_a_size_or_a_ratio(arguments: dict[str, float], given: str) -> None:
    assert refused("FractionalMaxPool2d", 2, **arguments).message == (
        f"`FractionalMaxPool2d` takes either `output_size` or `output_ratio`, but {given}"
    )


def test_a_ratio_of_one_is_refused() -> None:
    assert refused("FractionalMaxPool2d", 2, output_ratio=(0.5, 1.0)).message == (
        "`output_ratio` of `FractionalMaxPool2d` must lie between 0 and 1, not at 1.0"
    )


def test_more_windows_than_places_are_refused() -> None:
    problem = refused("FractionalMaxPool2d", 3, output_size=8, arrives=(3, 9, 9))
    assert problem.message == (
        "`FractionalMaxPool2d` cannot place 8 windows of 3 in 9: 8 + 3 − 1 = 10 is more than 9"
    )
    assert problem.help == "write an output_size of at most 7"


def test_three_axes_leave_one_place_free_as_pytorch_does() -> None:
    assert refused("FractionalMaxPool3d", 2, output_size=8, arrives=(3, 9, 9, 9)).message == (
        "`FractionalMaxPool3d` cannot place 8 windows of 2 in 9: 8 + 2 − 1 = 9 is more than 8"
    )
    assert after(LAYERS["FractionalMaxPool2d"](2, output_size=8), 3, 9, 9) == (3, 8, 8)


def test_the_output_is_what_was_asked_for_larger_or_smaller() -> None:
    assert after(LAYERS["AdaptiveAvgPool2d"](7), 512, 14, 14) == (512, 7, 7)
    assert after(LAYERS["AdaptiveAvgPool2d"](7), 512, 3, 3) == (512, 7, 7)
    assert after(LAYERS["AdaptiveMaxPool3d"](1), 512, 2, 7, 7) == (512, 1, 1, 1)


def test_none_keeps_an_axis() -> None:
    assert after(LAYERS["AdaptiveMaxPool2d"]((None, 7)), 64, 10, 9) == (64, 10, 7)


def test_a_ratio_rounds_down() -> None:
    assert after(LAYERS["FractionalMaxPool2d"](3, output_ratio=0.5), 16, 51, 33) == (16, 25, 16)


def test_indices_have_the_shape_of_the_maxima() -> None:
    layer = LAYERS["AdaptiveMaxPool2d"](5, return_indices=True)
    assert layer.outputs((1, 8, 9, 9)) == ((1, 8, 5, 5), (1, 8, 5, 5))
