"""Compact tokens: conv10k3s2ps."""

from __future__ import annotations

import time

import pytest

from cnncalc.limits import MAX_INTEGER
from cnncalc.parse.compact import read_token
from tests.running import layers, only_problem, place, under


def pairs(token: str) -> list[tuple[str | None, object]]:
    return [(each.name, each.value) for each in read_token(token, place(token)).arguments]


@pytest.mark.parametrize(
    "token", ["Conv2d", "conv10K3", "conv10k3!", "10conv", "conv.k3", "conv1k", "k3x5xA", "conv-3"]
)
def test_what_is_no_token_is_a_bare_name(token: str) -> None:
    entry = read_token(token, place(token))
    assert (entry.name, entry.arguments) == (token, ())


def test_a_very_long_word_is_no_token() -> None:
    assert read_token("conv" + "1" * 200, place("conv")).arguments == ()


def test_a_token_that_could_be_read_in_many_ways_is_read_at_once() -> None:
    started = time.process_time()
    assert pairs("conv1k3" + "x5" * 46 + "A") == []
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("conv", [("conv", None)]),
        ("conv10", [("conv", 10)]),
        ("conv10k3", [("conv", 10), ("k", 3)]),
        (
            "conv10k3s1p1d1g1",
            [("conv", 10), ("k", 3), ("s", 1), ("p", 1), ("d", 1), ("g", 1)],
        ),
        ("conv8k3x5", [("conv", 8), ("k", (3, 5))]),
        ("conv8k3x5x7s2", [("conv", 8), ("k", (3, 5, 7)), ("s", 2)]),
        ("conv8k3ps", [("conv", 8), ("k", 3), ("padding", "same")]),
        ("conv8k3pvnb", [("conv", 8), ("k", 3), ("padding", "valid"), ("bias", False)]),
        ("conv8k3nbs2", [("conv", 8), ("k", 3), ("bias", False), ("s", 2)]),
        ("conv8k3ps2", [("conv", 8), ("k", 3), ("ps", 2)]),
        ("conv2d8k3", [("conv2d", 8), ("k", 3)]),
        ("max2", [("max", 2)]),
        ("max3x2", [("max", (3, 2))]),
        ("drop0.5", [("drop", 0.5)]),
        ("drop.5", [("drop", 0.5)]),
        ("leaky_relu0.1", [("leaky_relu", 0.1)]),
        ("fc99999999999999999999", [("fc", MAX_INTEGER + 1)]),
    ],
)
def test_a_token_is_a_name_a_number_and_letters(
    token: str, expected: list[tuple[str, object]]
) -> None:
    assert pairs(token) == expected


def test_each_part_has_its_place() -> None:
    entry = read_token("conv10k3x5nb", place("conv10k3x5nb"))
    assert [under(each.span) for each in entry.arguments] == ["10", "k3x5", "nb"]
    assert entry.notation == "compact"


@pytest.mark.parametrize(
    ("token", "code", "message"),
    [
        ("relu3s2", "unknown-argument", "`relu` has no letter `s`"),
        ("max2q3", "unknown-argument", "`max` has no letter `q`"),
        ("max2s2s3", "duplicate-argument", "`max` has letter `s` twice"),
        ("conv8", "missing-argument", "`Conv2d` needs `kernel_size`"),
        ("konv8k3", "unknown-layer", "there is no layer `konv8k3`"),
        ("gap0", "too-many-arguments", "`gap` takes no number behind its name"),
        ("drop2", "bad-value", "`p` of `Dropout` takes a number from 0 to 1, not 2"),
        ("conv8k3.5", "wrong-type", "`kernel_size` of `Conv2d` takes a whole number, not 3.5"),
    ],
)  # fmt: skip
def test_a_token_that_no_layer_takes_is_refused(token: str, code: str, message: str) -> None:
    problem = only_problem(token)
    assert (problem.code, problem.message) == (code, message)


@pytest.mark.parametrize(
    ("token", "layer"),
    [
        ("conv10k3s2p1", "Conv2d(3, 10, 3, stride=2, padding=1)"),
        ("conv1d10k3", "Conv1d(3, 10, 3)"),
        ("conv8k3x5ps", "Conv2d(3, 8, (3, 5), padding='same')"),
        ("conv3k1g3nb", "Conv2d(3, 3, 1, groups=3, bias=False)"),
        ("max3s2p1", "MaxPool2d(3, stride=2, padding=1)"),
        ("avg2", "AvgPool2d(2)"),
        ("gap", "AdaptiveAvgPool2d(1)"),
        ("bn", "BatchNorm2d(3)"),
        ("relu", "ReLU()"),
        ("drop0.25", "Dropout(p=0.25)"),
        ("flatten", "Flatten()"),
        ("fc10", "Linear(32, 10)"),
        ("Tanh", "Tanh()"),
        ("max_pool2d2", "MaxPool2d(2)"),
    ],
)
def test_a_token_is_this_layer(token: str, layer: str) -> None:
    shape = "3x32" if "1d" in token else "3x32x32"
    assert layers(token, shape) == [layer]


def test_a_token_takes_its_axes_from_the_input() -> None:
    assert layers("conv8k3 bn max2", "3x32") == [
        "Conv1d(3, 8, 3)", "BatchNorm1d(8)", "MaxPool1d(2)",
    ]  # fmt: skip
    assert layers("conv8k3", "3x8x32x32") == ["Conv3d(3, 8, 3)"]
