"""Activations."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from tests.layers.asking import after, refused


def test_an_argument_that_it_does_not_have_is_refused() -> None:
    problem = refused("Sigmoid", inplace=True)
    assert problem.message == "`Sigmoid` has no argument `inplace`"
    assert problem.label == "it takes no arguments"


def test_too_many_arguments_are_refused() -> None:
    problem = refused("ReLU", True, 2)
    assert problem.message == "`ReLU` takes 1 positional argument, not 2"
    assert problem.at == 1


def test_celu_cannot_divide_by_zero() -> None:
    assert refused("CELU", 0.0).message == "`CELU` divides by `alpha`, which cannot be 0"


def test_bounds_the_wrong_way_round_are_refused() -> None:
    problem = refused("RReLU", 0.5, 0.1)
    assert problem.message == "`lower` of `RReLU` must not exceed `upper`: 0.5 against 0.1"
    assert refused("Hardtanh", 1, 1).message == (
        "`max_val` of `Hardtanh` must be larger than `min_val`: 1 against 1"
    )


def test_the_old_names_of_bounds_count() -> None:
    assert refused("Hardtanh", min_value=2.0).message == (
        "`max_val` of `Hardtanh` must be larger than `min_val`: 1.0 against 2.0"
    )


def test_a_negative_shrinkage_is_refused() -> None:
    assert refused("Softshrink", -1).code == "bad-value"


def test_slopes_for_other_channels_are_refused() -> None:
    problem = refused("PReLU", 5, arrives=(3, 4, 4))
    assert problem.message == "`PReLU` has 5 parameters but 3 channels arrive (3×4×4)"
    assert problem.label == "expected 1 or 3"


def test_another_word_is_refused() -> None:
    assert refused("GELU", "relu").message == (
        "`approximate` of `GELU` takes 'none' or 'tanh', not 'relu'"
    )


def test_an_odd_dimension_cannot_be_halved() -> None:
    problem = refused("GLU", arrives=(3, 4, 5))
    assert problem.message == "`GLU` divides the values by 2, but 5 arrive: 5 / 2 leaves 1"


def test_a_dimension_that_does_not_exist_is_refused() -> None:
    assert refused("Softmax", 3, arrives=(3,)).message == (
        "`dim=3` of `Softmax` does not exist in 3: with the batch it has 2 dimensions"
    )
    assert refused("GLU", -5, arrives=(3, 4, 5)).help == "write `dim=-4`"


def test_softmax2d_takes_images() -> None:
    assert refused("Softmax2d", arrives=(3,)).message == "`Softmax2d` takes C×H×W but 3 arrives"


@pytest.mark.parametrize("name", ["ReLU", "ReLU6", "SiLU", "Hardswish", "Sigmoid", "Tanh", "GELU"])
def test_the_shape_stays_and_nothing_is_trained(name: str) -> None:
    layer = LAYERS[name]()
    assert after(layer, 64, 28, 28) == (64, 28, 28)
    assert layer.params == 0


def test_glu_halves_its_dimension() -> None:
    assert after(LAYERS["GLU"](1), 128, 28, 28) == (64, 28, 28)
    assert after(LAYERS["GLU"](), 49, 768) == (49, 384)


def test_prelu_has_one_slope_or_one_for_each_channel() -> None:
    assert LAYERS["PReLU"]().given((1, 64, 8, 8)).weights() == {"weight": (1,)}
    assert LAYERS["PReLU"](64).given((1, 64, 8, 8)).weights() == {"weight": (64,)}
