"""Parts of modern residual networks, functions of each value, and padding of any dimension."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from tests.layers.asking import after, refused, refused_together, together


def test_a_share_is_from_0_to_1_and_a_mode_is_named() -> None:
    assert refused("DropPath", 1.5).code == "bad-value"
    assert refused("StochasticDepth", 0.1).message == "`StochasticDepth` needs `mode`"
    assert refused("StochasticDepth", 0.1, "rows").code == "bad-value"


def test_other_channels_than_are_scaled_are_refused() -> None:
    assert refused("LayerScale", 96, arrives=(64, 56, 96)).message == (
        "`LayerScale` takes 96 channels but 64 arrive"
    )
    assert refused("LayerScale", 96, arrives=(96, 64)).message == (
        "`LayerScale` takes 96 features but 64 arrive"
    )
    assert refused("LayerNorm2d", 96, arrives=(64, 56, 96)).code == "channels-mismatch"


def test_a_clamp_has_a_bound() -> None:
    assert refused("Clamp").message == "`Clamp` needs `min` or `max`"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((1, 2, 3),), "`pad` of `Pad` has 3 numbers: there are two for each dimension"),
        (((1,) * 8, "reflect"), "`Pad` in mode 'reflect' takes at most 3 dimensions, not 4"),
        (
            ((1, 1), "reflect", 1),
            "`value` goes with the mode 'constant', but the mode is 'reflect'",
        ),
    ],
)
def test_a_padding_that_is_none_is_refused(arguments: tuple[object, ...], message: str) -> None:
    assert refused("Pad", *arguments).message == message


def test_a_padding_of_dimensions_that_are_not_there_is_refused() -> None:
    assert refused("Pad", (1,) * 6, arrives=(8,)).message == (
        "`Pad` pads 3 dimensions of at least 3 in mode 'constant', but 8 has 2 with the batch"
    )
    assert refused("Pad", (1, 1), "reflect", arrives=(3, 8, 8)).message == (
        "`Pad` pads 1 dimension of 2 or 3 in mode 'reflect', but 3×8×8 has 4 with the batch"
    )
    assert refused("Pad", (-5, -4), arrives=(3, 8)).code == "padding-too-large"
    assert refused("Pad", (8, 0), "reflect", arrives=(3, 8)).code == "padding-too-large"


def test_an_interpolation_refuses_what_its_mode_does_not_take() -> None:
    assert refused("Interpolate", 7, antialias=True).message == (
        "`antialias` goes with bilinear, bicubic, lanczos, but the mode is 'nearest'"
    )
    assert refused("Interpolate", 7, mode="lanczos").message == (
        "the mode 'lanczos' needs `antialias`"
    )


def test_the_channels_are_inferred_where_they_stand() -> None:
    layer = LAYERS["LayerScale"](init_values=1e-6)
    assert layer.given((1, 96, 7, 5)).params == 96
    assert layer.given((1, 49, 384)).params == 384
    assert layer.given((1, 384)).params == 384
    norm = LAYERS["LayerNorm2d"](eps=1e-6)
    assert norm.given((1, 96, 7, 5)).params == 192
    assert LAYERS["LayerNorm2d"](96, bias=False).params == 96
    assert LAYERS["LayerNorm2d"](num_channels=96, affine=False).params == 0


def test_shapes_stay() -> None:
    assert after(LAYERS["DropPath"](0.1), 96, 7, 7) == (96, 7, 7)
    assert after(LAYERS["StochasticDepth"](0.1, "row"), 96, 7, 7) == (96, 7, 7)
    assert after(LAYERS["Pow"](2), 96) == (96,)
    assert after(LAYERS["Sqrt"](), 96, 3) == (96, 3)


def test_a_padding_is_of_any_dimension_the_last_one_first() -> None:
    assert after(LAYERS["Pad"]((1, 2)), 3, 8) == (3, 11)
    assert after(LAYERS["Pad"]((0, 0, 0, 0, 0, 16)), 16, 8, 8) == (32, 8, 8)
    assert after(LAYERS["Pad"]((-1, -1, 2, 0)), 3, 8, 8) == (3, 10, 6)
    assert not LAYERS["Pad"]((0, 0, 0, 1)).batched((2, 3))
    assert LAYERS["Pad"]((0, 1)).batched((2, 3))


def test_an_interpolation_takes_a_size_a_factor_or_another_tensor_s_size() -> None:
    interpolate = LAYERS["Interpolate"]
    assert after(interpolate(7), 8, 3, 3) == (8, 7, 7)
    assert after(interpolate(scale_factor=2), 8, 3, 3) == (8, 6, 6)
    assert together(interpolate(mode="bilinear"), (8, 3, 3), (5, 9, 7)) == (8, 9, 7)
    assert interpolate().batched((2, 8, 3, 3), (2, 5, 9, 7))


def test_the_indices_of_a_pool_may_arrive_at_its_unpool() -> None:
    unpool = LAYERS["MaxUnpool2d"](2)
    assert together(unpool, (8, 4, 4), (8, 4, 4)) == (8, 8, 8)
    assert refused_together(unpool, (8, 4, 4), (8, 4, 5)).message == (
        "`MaxUnpool2d` needs an index for each value, but 8×4×4 and 8×4×5 arrive"
    )


@pytest.mark.parametrize("name", ["MaxPool2d", "AvgPool2d", "Conv2d"])
def test_tensorflow_s_same_padding_is_of_those_that_have_it(name: str) -> None:
    arguments = (8, 8, 3, 2) if name == "Conv2d" else (3, 2)
    layer = LAYERS[name](*arguments, padding="tf_same")
    assert after(layer, 8, 23, 24) == (8, 12, 12)
    assert after(layer, 8, 1, 2) == (8, 1, 1)


@pytest.mark.parametrize("name", ["MaxPool2d", "AvgPool2d"])
def test_pools_have_no_other_words_for_padding(name: str) -> None:
    assert refused(name, 3, padding="same").code == "bad-value"


def test_other_layers_have_no_padding_of_tensorflow_s() -> None:
    assert refused("ConvTranspose2d", 8, 8, 3, padding="tf_same").code == "wrong-type"
    assert refused("Unfold", 3, padding="tf_same").code == "wrong-type"
