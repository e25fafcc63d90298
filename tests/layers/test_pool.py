"""Pooling with a sliding window, and unpooling."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from tests.layers.asking import after, refused

MaxPool2d, AvgPool2d = LAYERS["MaxPool2d"], LAYERS["AvgPool2d"]


@pytest.mark.parametrize("name", ["MaxPool1d", "MaxPool2d", "MaxPool3d", "AvgPool1d", "AvgPool3d"])
def test_padding_beyond_half_the_kernel_is_refused(name: str) -> None:
    problem = refused(name, 3, padding=2)
    assert problem.code == "padding-too-large"
    assert problem.message == (
        f"`{name}` takes a padding of at most half its kernel: 2 is more than 3 / 2"
    )
    assert problem.help == "write `padding=1`, or a larger kernel_size"


def test_a_dilation_does_not_allow_more_padding() -> None:
    assert refused("MaxPool2d", 3, padding=2, dilation=2).message == (
        "`MaxPool2d` takes a padding of at most half its kernel: 2 is more than 3 / 2"
    )


def test_a_number_for_ceil_mode_is_refused_as_pytorch_refuses_it() -> None:
    problem = refused("MaxPool2d", 3, ceil_mode=1)
    assert problem.message == "`ceil_mode` of `MaxPool2d` takes True or False, not 1"
    assert problem.help == "write `ceil_mode=True`"


def test_a_kernel_larger_than_the_padded_input_is_refused() -> None:
    problem = refused("MaxPool2d", (1, 3), arrives=(8, 2, 2))
    assert problem.message == (
        "the kernel of `MaxPool2d` is larger than its padded input on axis 2 of 2: "
        "3 against 2 + 0 + 0 = 2"
    )
    assert problem.help == "write a kernel_size of at most 2, or `padding=1`"


def test_no_padding_is_proposed_that_the_pool_would_refuse() -> None:
    problem = refused("MaxPool1d", 3, dilation=3, arrives=(8, 2))
    assert problem.help == "write a kernel_size of at most 1"
    assert refused("LPPool1d", 2, 3, arrives=(8, 2)).help == "write a kernel_size of at most 2"


@pytest.mark.parametrize(("name", "order"), [("AvgPool3d", ()), ("LPPool3d", (2,))])
def test_padding_does_not_help_a_3d_average_of_too_little(
    name: str, order: tuple[int, ...]
) -> None:
    problem = refused(name, *order, 4, ceil_mode=True, arrives=(8, 9, 3, 9))
    assert problem.message == (
        f"the kernel of `{name}` is larger than its input without padding on axis 2 of 3: "
        "4 against 3"
    )
    assert problem.help == "write a kernel_size of at most 3 on that axis"


def test_an_average_over_nothing_is_refused() -> None:
    assert refused("AvgPool2d", 2, divisor_override=0).message == (
        "`AvgPool2d` cannot divide by a `divisor_override` of 0"
    )


def test_a_root_of_order_zero_is_refused() -> None:
    assert refused("LPPool2d", 0, 2).message == (
        "`LPPool2d` takes the root of order `norm_type`, which cannot be 0"
    )


def test_a_list_for_the_kernel_of_lppool1d_is_refused_as_pytorch_refuses_it() -> None:
    assert refused("LPPool1d", 2, (2,)).message == (
        "`kernel_size` of `LPPool1d` takes a whole number, not (2,)"
    )


def test_unpooling_to_nothing_is_refused_with_its_sum() -> None:
    problem = refused("MaxUnpool2d", 2, padding=1, arrives=(3, 1, 1))
    assert problem.message == (
        "the output of `MaxUnpool2d` would be below 1: (1 − 1)·2 − 2·1 + 2 = 0"
    )
    assert problem.help == "write a padding of at most 0"


def test_the_stride_follows_the_kernel() -> None:
    assert after(MaxPool2d((1, 2)), 64, 16, 16) == (64, 16, 8)
    assert MaxPool2d(3) == MaxPool2d(3, stride=None) == MaxPool2d(3, 3)
    assert repr(MaxPool2d(3, 3)) == "MaxPool2d(3)"


@pytest.mark.parametrize(
    ("arguments", "size"),
    [
        ({"stride": 2}, 55),
        ({"stride": 2, "padding": 1}, 56),
        ({"stride": 2, "ceil_mode": True}, 56),
        ({}, 37),
        ({"dilation": 2, "stride": 1}, 108),
    ],
)
def test_a_max_pool_of_three_on_112(arguments: dict[str, int], size: int) -> None:
    assert after(MaxPool2d(3, **arguments), 64, 112, 112) == (64, size, size)


def test_averages_and_norms_share_the_rule() -> None:
    assert after(AvgPool2d(3, 2, 1), 8, 14, 15) == (8, 7, 8)
    assert after(AvgPool2d(3, 2, ceil_mode=True), 8, 14, 15) == (8, 7, 7)
    assert after(LAYERS["AvgPool3d"](2, ceil_mode=True), 64, 7, 14, 14) == (64, 4, 7, 7)
    assert after(LAYERS["LPPool2d"](1.2, 3, 2), 8, 14, 15) == (8, 6, 7)


def test_unpooling_undoes_pooling_where_nothing_was_left_over() -> None:
    assert after(LAYERS["MaxUnpool2d"](2), 64, *after(MaxPool2d(2), 64, 8, 8)[1:]) == (64, 8, 8)
    assert after(LAYERS["MaxUnpool2d"](2), 64, *after(MaxPool2d(2), 64, 9, 9)[1:]) == (64, 8, 8)


def test_indices_have_the_shape_of_the_maxima() -> None:
    layer = MaxPool2d(2, return_indices=True)
    assert layer.outputs((1, 64, 8, 8)) == ((1, 64, 4, 4), (1, 64, 4, 4))
