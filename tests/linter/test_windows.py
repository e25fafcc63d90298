"""Rules about windows: what they say, and what they keep silent about."""

from __future__ import annotations

import pytest

from tests.linter.asking import found, told


def test_a_border_that_no_window_reaches_is_counted_and_the_ways_to_reach_it_are_named() -> None:
    assert told("conv8k3 relu max3", "3x19x19") == [
        "unread-border",
        "no window of `MaxPool2d` reaches the last 2 pixels of 17 on each axis: 5 windows of 3 at "
        "a stride of 3 end at 15",
        "max3",
        "write `p1` or `ceil_mode=True`, or let 15 or 18 pixels arrive",
    ]
    assert told("nn.Conv1d(1, 4, 4, stride=4)", "1x50") == [
        "unread-border",
        "no window of `Conv1d` reaches the last 2 pixels of 50: 12 windows of 4 at a stride of 4 "
        "end at 48",
        "nn.Conv1d(1, 4, 4, stride=4)",
        "write `padding=1`, or give an input of 48 or 52 pixels",
    ]
    assert told("nn.MaxPool3d((1, 2, 2))", "3x5x8x9")[1] == (
        "no window of `MaxPool3d` reaches the last pixel of 9 on axis 3 of 3: 4 windows of 2 at a "
        "stride of 2 end at 8"
    )


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("max2", "3x32x32"),
        ("nn.MaxPool2d(2, ceil_mode=True)", "3x15x15"),
        ("nn.MaxPool2d(3, 2, padding=1)", "3x112x112"),  # what is left over is padding
        ("nn.Conv2d(3, 8, 7, stride=2, padding=3)", "3x224x224"),
        ("nn.Conv2d(3, 8, 3, stride=2, padding='tf_same')", "3x15x15"),
        ("nn.Conv2d(3, 8, 3, padding='same')", "3x15x15"),
        ("gap", "3x15x15"),
        ("nn.ConvTranspose2d(3, 8, 4, stride=2)", "3x15x15"),
    ],
)
def test_no_border_is_missed_where_all_of_the_input_is_read(text: str, shape: str) -> None:
    assert found(text, shape, ["unread-border"]) == []


def test_what_another_layer_reads_is_not_lost() -> None:
    shared = "input: 3x15x15\nlayers:\n  - Residual: {{main: [{}], shortcut: [{}]}}\n"
    rules = ["unread-border", "skipped-pixels"]
    assert found(shared.format("max2", "max2"), None, rules) == ["unread-border"]
    both = shared.format("conv3k2s2p1", "conv3k1s2")
    assert found(both, None, rules) == []
    both = shared.format("conv3k1s2", "conv3k1s2")
    assert found(both, None, rules) == ["skipped-pixels"]
    out = "input: 3x15x15\nlayers: [{id: a, ReLU: }, {id: b, MaxPool2d: 2}]\noutputs: [a, b]\n"
    assert found(out, None, rules) == []


def test_pixels_between_windows_are_counted() -> None:
    assert told("nn.Conv2d(3, 8, 1, stride=2)") == [
        "skipped-pixels",
        "`Conv2d` reads 1 of every 2 pixels on each axis, and nothing reads the others: its stride "
        "of 2 is beyond its kernel of 1",
        "2",
        "write `stride=1`, or a kernel_size of at least 2",
    ]
    assert told("nn.Conv2d(3, 8, 3, stride=2, dilation=2, padding=2)")[1] == (
        "`Conv2d` reads 1 of every 2 pixels on each axis, and nothing reads the others: its stride "
        "of 2 meets its dilation of 2"
    )


@pytest.mark.parametrize(
    "text",
    [
        "nn.Conv2d(3, 8, 2, stride=2)",
        "nn.Conv2d(3, 8, 1)",
        "nn.Conv2d(3, 8, 3, dilation=2)",
        "nn.Conv2d(3, 8, 3, stride=3, dilation=2)",
        "nn.Conv2d(3, 8, 32, stride=64)",  # one window
    ],
)
def test_nothing_is_skipped_where_each_pixel_is_in_a_window(text: str) -> None:
    assert found(text, only=["skipped-pixels"]) == []


def test_weights_that_only_meet_padding_are_counted() -> None:
    assert told("nn.Conv2d(8, 8, 5, padding=2)", "8x2x9") == [
        "only-padding",
        "2 of 5 weights of `Conv2d` on axis 1 of 2 meet nothing but padding: the input is 2 pixels "
        "wide",
        "5",
        "write a smaller kernel_size here, or take a stride before it out",
    ]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("nn.Conv2d(8, 8, 5, padding=2)", "8x3x3"),
        ("nn.Conv2d(8, 8, 3, padding=1)", "8x2x2"),
        ("nn.Conv2d(8, 8, 3, padding=1, padding_mode='replicate')", "8x1x1"),
        ("nn.Conv2d(8, 8, 1)", "8x1x1"),
        (f"nn.Conv1d(8, 8, {2**40 + 1}, padding={2**39})", "8x9"),  # too many to look at
    ],
)
def test_weights_that_meet_the_input_somewhere_are_not_idle(text: str, shape: str) -> None:
    assert found(text, shape, ["only-padding"]) == []


def test_a_pool_of_single_values_is_one_by_its_window_or_by_its_input() -> None:
    assert told("nn.AvgPool1d(1)", "3x32") == [
        "pool-of-one",
        "the windows of `AvgPool1d` hold 1 value at a stride of 1: it changes nothing",
        "nn.AvgPool1d(1)",
        "write `kernel_size=2`, or leave it out",
    ]
    assert told("gap relu gap", "3x32x32")[1] == (
        "`AdaptiveAvgPool2d` pools 1×1, what arrives, to 1×1: it changes nothing"
    )
    assert found("max2", only=["pool-of-one"]) == []
    assert found("nn.MaxPool2d((1, 2))", only=["pool-of-one"]) == []
    assert found("nn.MaxPool2d(1, 2)", only=["pool-of-one"]) == []  # which skips pixels
    assert found("nn.AdaptiveAvgPool2d(7)", "3x7x7", ["pool-of-one"]) == []  # for other inputs


def test_same_padding_of_an_even_kernel_is_uneven() -> None:
    assert told("nn.Conv2d(3, 8, 4, padding='same')") == [
        "even-same",
        "`Conv2d` pads 1 before and 2 after on each axis: a kernel of 4 has no middle",
        "4",
        "write `kernel_size=5`",
    ]
    for text in (
        "nn.Conv2d(3, 8, 3, padding='same')",
        "nn.Conv2d(3, 8, 4, padding='same', dilation=2)",
        "nn.Conv2d(3, 8, 4, padding=1)",
        "nn.Conv2d(3, 8, 4, padding='valid')",
    ):
        assert found(text, only=["even-same"]) == []


def test_a_checkerboard_is_known_by_how_many_inputs_a_pixel_is_a_sum_of() -> None:
    assert told("nn.ConvTranspose2d(3, 8, 3, stride=2)") == [
        "checkerboard",
        "output pixels of `ConvTranspose2d` are sums over 1 or 2 inputs by turns on each axis: its "
        "kernel of 3 is no multiple of its stride of 2",
        "3",
        "write `kernel_size=4`",
    ]
    assert told("nn.ConvTranspose1d(3, 8, 5, stride=4, padding=1)", "3x9")[3] == (
        "write `kernel_size=8` and `padding=2`"
    )
    assert told("nn.ConvTranspose1d(3, 8, 4, stride=2, dilation=2)", "3x9")[1] == (
        "output pixels of `ConvTranspose1d` are sums over 0 or 4 inputs by turns: its dilation of "
        "2 and its stride of 2 have 2 in common"
    )
    for text, shape in (
        ("nn.ConvTranspose2d(3, 8, 4, stride=2, padding=1)", "3x8x8"),
        ("nn.ConvTranspose2d(3, 8, 2, stride=2)", "3x8x8"),
        ("nn.ConvTranspose2d(3, 8, 3)", "3x8x8"),
        ("nn.ConvTranspose2d(3, 8, 7, stride=2)", "3x1x1"),  # of one pixel nothing overlaps
    ):
        assert found(text, shape, ["checkerboard"]) == []
