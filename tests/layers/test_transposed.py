"""Transposed convolutions."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from tests.layers.asking import after, refused

ConvTranspose2d = LAYERS["ConvTranspose2d"]


def test_an_output_padding_of_the_stride_is_refused() -> None:
    problem = refused("ConvTranspose2d", 8, 4, 3, stride=2, output_padding=2)
    assert problem.code == "output-padding"
    assert problem.message == (
        "`output_padding` must be smaller than the stride or the dilation: "
        "2 against stride 2 and dilation 1"
    )
    assert problem.help == "write `output_padding=1`"


def test_padding_by_word_is_refused() -> None:
    assert refused("ConvTranspose2d", 8, 4, 3, padding="same").message == (
        "`padding` of `ConvTranspose2d` takes a whole number, not 'same'"
    )


def test_another_padding_mode_than_zeros_is_refused() -> None:
    assert refused("ConvTranspose2d", 8, 4, 3, padding_mode="reflect").message == (
        "`padding_mode` of `ConvTranspose2d` takes 'zeros', not 'reflect'"
    )


def test_groups_that_do_not_divide_the_outputs_are_refused() -> None:
    assert refused("ConvTranspose1d", 9, 4, 3, groups=3).message == (
        "`ConvTranspose1d` has 3 groups, which do not divide its 4 out_channels: 4 / 3 leaves 1"
    )


def test_an_output_below_one_shows_its_sum() -> None:
    problem = refused("ConvTranspose2d", 8, 4, 1, padding=2, arrives=(8, 3, 3))
    assert problem.code == "output-too-small"
    assert problem.message == (
        "the output of `ConvTranspose2d` would be 4×-1×-1: (3 − 1)·1 − 2·2 + 1 + 0 = -1, below 1"
    )
    assert problem.help == "write a padding of at most 1"
    assert after(ConvTranspose2d(8, 4, 1, padding=1), 8, 3, 3) == (4, 1, 1)


@pytest.mark.parametrize(
    ("arguments", "size"),
    [
        ({"kernel_size": 3, "stride": 2, "padding": 1}, 13),
        ({"kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1}, 14),
        ({"kernel_size": 4, "stride": 2, "padding": 1}, 14),
        (
            {"kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1, "dilation": 2},
            16,
        ),
        ({"kernel_size": 2, "stride": 2}, 14),
        ({"kernel_size": 3, "dilation": 2, "output_padding": 1}, 12),
    ],
)
def test_the_output_for_an_input_of_seven(arguments: dict[str, int], size: int) -> None:
    assert after(ConvTranspose2d(8, 4, **arguments), 8, 7, 7) == (4, size, size)


def test_an_output_padding_may_stay_below_the_dilation_alone() -> None:
    layer = LAYERS["ConvTranspose1d"](2, 3, 3, dilation=3, output_padding=2)
    assert after(layer, 2, 5) == (3, 13)


def test_the_weight_has_a_row_for_each_input_channel() -> None:
    assert ConvTranspose2d(8, 4, 3).weights() == {"weight": (8, 4, 3, 3), "bias": (4,)}
    assert ConvTranspose2d(8, 4, 3, groups=4, bias=False).weights() == {"weight": (8, 1, 3, 3)}
