"""Dropout."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from tests.layers.asking import after, refused


@pytest.mark.parametrize("p", [-0.1, 1.5])
def test_what_is_no_probability_is_refused(p: float) -> None:
    problem = refused("Dropout", p)
    assert problem.code == "bad-value"
    assert problem.message == f"`p` of `Dropout` takes a number from 0 to 1, not {p}"


def test_a_word_for_a_probability_is_refused() -> None:
    problem = refused("Dropout2d", p="half")
    assert problem.code == "wrong-type"
    assert problem.message == "`p` of `Dropout2d` takes a number, not 'half'"


def test_an_image_is_refused_by_dropout_of_one_axis() -> None:
    assert refused("Dropout1d", arrives=(3, 4, 4)).message == (
        "`Dropout1d` takes C or C×L but 3×4×4 arrives"
    )


@pytest.mark.parametrize("name", ["Dropout", "Dropout2d", "Dropout3d", "AlphaDropout"])
def test_the_shape_stays(name: str) -> None:
    assert after(LAYERS[name](0.2), 64, 8, 8) == (64, 8, 8)


def test_nothing_and_everything_can_be_dropped() -> None:
    assert LAYERS["Dropout"](0) == LAYERS["Dropout"](0.0)
    assert repr(LAYERS["Dropout"](1)) == "Dropout(p=1)"
