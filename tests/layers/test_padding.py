"""Padding layers."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from tests.layers.asking import after, refused


def test_another_number_of_paddings_is_refused() -> None:
    assert refused("ZeroPad2d", (1, 1)).message == (
        "`padding` of `ZeroPad2d` takes one whole number or 4: before and after, "
        "the last axis first, not (1, 1)"
    )


def test_cropping_to_nothing_is_refused() -> None:
    problem = refused("ZeroPad2d", -2, arrives=(3, 4, 4))
    assert problem.code == "output-too-small"
    assert problem.message == (
        "the output of `ZeroPad2d(-2)` would be 3×0×0: every size must be at least 1"
    )


def test_more_cropped_than_arrives_is_refused_though_padding_would_make_up_for_it() -> None:
    problem = refused("ZeroPad1d", (2, -2), arrives=(3, 1))
    assert problem.message == "`ZeroPad1d` crops 2 before it pads, but 1 arrive (3×1)"
    assert after(LAYERS["ZeroPad1d"]((2, -2)), 3, 2) == (3, 2)


def test_a_reflection_leaves_the_border_out() -> None:
    problem = refused("ReflectionPad2d", 4, arrives=(3, 4, 4))
    assert problem.message == (
        "a reflect padding of 4 needs an input of at least 5, but 4 arrive (3×4×4)"
    )
    assert problem.help == "write a padding of at most 3"
    assert after(LAYERS["ReflectionPad2d"](3), 3, 4, 4) == (3, 10, 10)


def test_a_circle_takes_the_whole_input_once() -> None:
    assert refused("CircularPad1d", 5, arrives=(3, 4)).message == (
        "a circular padding of 5 needs an input of at least 5, but 4 arrive (3×4)"
    )
    assert after(LAYERS["CircularPad1d"](4), 3, 4) == (3, 12)


def test_a_circle_does_not_take_what_the_other_side_crops() -> None:
    problem = refused("CircularPad1d", (-1, 4), arrives=(3, 4))
    assert problem.help == "write a padding of at most 3"
    assert after(LAYERS["CircularPad1d"]((-1, 3)), 3, 4) == (3, 6)


def test_fewer_dimensions_than_are_padded_are_refused() -> None:
    assert refused("ZeroPad3d", 1, arrives=(4,)).message == (
        "`ZeroPad3d` takes at least 2 dimensions but 4 arrives"
    )


def test_a_constant_needs_its_value() -> None:
    problem = refused("ConstantPad3d", 1)
    assert problem.message == "`ConstantPad3d` needs `value`"
    assert problem.help == "the form is `ConstantPad3d(padding, value)`"


@pytest.mark.parametrize("kind", ["ZeroPad", "ReflectionPad", "ReplicationPad", "CircularPad"])
def test_the_last_axis_stands_first(kind: str) -> None:
    assert after(LAYERS[f"{kind}1d"]((3, 1)), 4, 10) == (4, 14)
    assert after(LAYERS[f"{kind}2d"]((1, 1, 2, 0)), 3, 32, 32) == (3, 34, 34)
    assert after(LAYERS[f"{kind}2d"]((1, 2, 3, 4)), 3, 32, 32) == (3, 39, 35)
    assert after(LAYERS[f"{kind}3d"]((1, 1, 0, 0, 2, 2)), 3, 8, 8, 8) == (3, 12, 8, 10)


def test_negative_paddings_crop() -> None:
    assert after(LAYERS["ConstantPad2d"]((-1, 0, 2, -3), 0.5), 3, 8, 8) == (3, 7, 7)


def test_a_constant_pads_the_last_axes_of_any_rank() -> None:
    assert after(LAYERS["ZeroPad2d"](1), 2, 3, 4, 5) == (2, 3, 6, 7)
