"""Convolutions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncalc import arith
from cnncalc.layers import LAYERS, LayerError
from tests.formulas import value_of
from tests.layers.asking import after, refused

Conv1d, Conv2d, Conv3d = LAYERS["Conv1d"], LAYERS["Conv2d"], LAYERS["Conv3d"]


def test_groups_that_do_not_divide_the_channels_are_refused() -> None:
    problem = refused("Conv2d", 3, 8, 3, groups=2)
    assert problem.code == "groups-mismatch"
    assert problem.message == (
        "`Conv2d` has 2 groups, which do not divide its 3 in_channels: 3 / 2 leaves 1"
    )
    assert problem.label == "2 does not divide 3"
    assert problem.help == "write `groups=1`, or make in_channels a multiple of 2"
    assert problem.at == "groups"


def test_groups_that_divide_neither_side_are_refused_once_for_each() -> None:
    with pytest.raises(LayerError) as caught:
        Conv2d(8, 12, 3, groups=5)
    assert [problem.message for problem in caught.value.problems] == [
        "`Conv2d` has 5 groups, which do not divide its 8 in_channels: 8 / 5 leaves 3",
        "`Conv2d` has 5 groups, which do not divide its 12 out_channels: 12 / 5 leaves 2",
    ]


def test_the_groups_in_the_help_divide_both_sides() -> None:
    problem = refused("Conv2d", 8, 9, 3, groups=8)
    assert problem.help == "write `groups=1`, or make out_channels a multiple of 8"


def test_groups_are_checked_when_the_channels_are_known() -> None:
    problem = refused("Conv2d", out_channels=8, kernel_size=3, groups=2, arrives=(3, 9, 9))
    assert problem.message == (
        "`Conv2d` has 2 groups, which do not divide its 3 in_channels: 3 / 2 leaves 1"
    )


def test_same_padding_with_a_stride_is_refused() -> None:
    problem = refused("Conv2d", 3, 8, 3, stride=2, padding="same")
    assert problem.message == "`padding='same'` needs stride 1, but the stride is 2"
    assert problem.help == (
        "write the padding as a number, such as `padding=1`, or leave the stride at 1"
    )


def test_another_word_for_padding_is_refused() -> None:
    assert refused("Conv2d", 3, 8, 3, padding="full").message == (
        "`padding` of `Conv2d` takes a whole number of at least 0, or one for each axis, "
        "or 'same', or 'valid', or 'tf_same', not 'full'"
    )


def test_other_channels_than_it_takes_are_refused() -> None:
    problem = refused("Conv2d", 3, 8, 3, arrives=(4, 32, 32))
    assert problem.code == "channels-mismatch"
    assert problem.message == "`Conv2d` takes 3 channels but 4 arrive"
    assert problem.label == "expected 4"
    assert problem.help == (
        "write `in_channels=4`, or leave it out by naming the rest and it is inferred"
    )


def test_the_output_is_certain_though_other_channels_arrive() -> None:
    with pytest.raises(LayerError) as caught:
        Conv2d(3, 8, 3).given((1, 4, 32, 32))
    assert caught.value.output == (1, 8, 30, 30)


def test_another_rank_is_refused() -> None:
    problem = refused("Conv2d", 3, 8, 3, arrives=(3, 32))
    assert problem.code == "rank-mismatch"
    assert problem.message == "`Conv2d` takes C×H×W but 3×32 arrives"


def test_a_kernel_larger_than_the_padded_input_is_refused() -> None:
    problem = refused("Conv2d", 3, 8, 7, padding=1, arrives=(3, 4, 9))
    assert problem.code == "kernel-too-large"
    assert problem.message == (
        "the kernel of `Conv2d` is larger than its padded input on axis 1 of 2: "
        "7 against 4 + 1 + 1 = 6"
    )
    assert problem.label == "the size would be 0: 3×4×9 arrives"
    assert problem.help == "write a kernel_size of at most 6, or `padding=2`"


def test_a_dilated_kernel_larger_than_the_padded_input_shows_its_span() -> None:
    assert refused("Conv1d", 3, 8, 5, dilation=2, arrives=(3, 8)).message == (
        "the kernel of `Conv1d` is larger than its padded input: "
        "9 (2·(5 − 1) + 1 with its dilation) against 8 + 0 + 0 = 8"
    )


def test_a_reflection_reaches_no_further_than_the_input() -> None:
    problem = refused("Conv2d", 3, 8, 7, padding=3, padding_mode="reflect", arrives=(3, 3, 9))
    assert problem.message == (
        "a reflect padding of 3 needs an input of at least 4, but 3 arrive (3×3×9)"
    )
    assert problem.help == "write a padding of at most 2"


def test_a_circle_may_take_the_whole_input_and_no_more() -> None:
    layer = Conv2d(3, 8, 7, padding=3, padding_mode="circular")
    assert after(layer, 3, 3, 9) == (8, 3, 9)
    assert refused(
        "Conv1d", 3, 8, 9, padding=4, padding_mode="circular", arrives=(3, 3)
    ).message == ("a circular padding of 4 needs an input of at least 4, but 3 arrive (3×3)")


@pytest.mark.parametrize(
    ("arguments", "arrives", "leaves"),
    [
        ({"kernel_size": 7, "stride": 2, "padding": 3}, (3, 224, 224), (8, 112, 112)),
        ({"kernel_size": 11, "stride": 4, "padding": 2}, (3, 224, 224), (8, 55, 55)),
        ({"kernel_size": (1, 3)}, (3, 32, 32), (8, 32, 30)),
        ({"kernel_size": 3, "dilation": (2, 4)}, (3, 32, 32), (8, 28, 24)),
        ({"kernel_size": 4, "padding": "same"}, (3, 16, 16), (8, 16, 16)),
        ({"kernel_size": 3, "padding": "same", "dilation": 3}, (3, 16, 16), (8, 16, 16)),
        ({"kernel_size": 3, "padding": "valid"}, (3, 16, 16), (8, 14, 14)),
        ({"kernel_size": 16, "stride": 16}, (3, 224, 224), (8, 14, 14)),
    ],
)
def test_the_output_of_two_axes(
    arguments: dict[str, object], arrives: tuple[int, ...], leaves: tuple[int, ...]
) -> None:
    assert after(Conv2d(out_channels=8, **arguments), *arrives) == leaves


def test_the_outputs_of_one_and_three_axes() -> None:
    assert after(Conv1d(16, 33, 3, stride=2), 16, 50) == (33, 24)
    layer = Conv3d(16, 33, (3, 5, 2), stride=(2, 1, 1), padding=(4, 2, 0))
    assert after(layer, 16, 10, 50, 100) == (33, 8, 50, 99)


def test_same_padding_puts_an_odd_pixel_after() -> None:
    assert Conv1d(1, 1, 4, padding="same").sides((1, 1, 9)) == ((1, 2),)
    assert Conv1d(1, 1, 4, padding="same", dilation=3).sides((1, 1, 9)) == ((4, 5),)


def test_the_weight_has_a_row_for_each_output_channel() -> None:
    assert Conv2d(3, 64, 7).weights() == {"weight": (64, 3, 7, 7), "bias": (64,)}
    assert Conv2d(3, 64, 7, bias=False).weights() == {"weight": (64, 3, 7, 7)}


def test_groups_divide_the_inputs_of_each_row_once() -> None:
    assert Conv2d(32, 32, 3, groups=32, bias=False).params == 288
    assert Conv2d(96, 256, 5, groups=2).params == 307_456


@given(st.integers(1, 300), st.integers(1, 12), st.integers(1, 6), st.integers(1, 4))
@settings(max_examples=200, derandomize=True, database=None, deadline=None)
def test_tensorflow_s_padding_is_its_formula_and_divides_the_size(
    size: int, kernel: int, stride: int, dilation: int
) -> None:
    formula = (arith.tf_same_padding.__doc__ or "").split("\n")[0]
    sides = arith.tf_same_padding(size, kernel, stride, dilation)
    letters = {"W": size, "F": kernel, "S": stride, "D": dilation}
    assert sum(sides) == value_of(formula, letters)
    assert sides[1] - sides[0] in (0, 1)
    layer = Conv1d(1, 1, kernel, stride, "tf_same", dilation)
    assert after(layer, 1, size) == (1, -(-size // stride))
