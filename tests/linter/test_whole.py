"""Rules about a Linear, the input, and receptive fields."""

from __future__ import annotations

import pytest

from tests.linter.asking import found, told


def test_a_linear_with_most_of_the_parameters_is_told_with_what_a_pool_would_leave() -> None:
    text = "nn.Conv2d(3, 64, 3), nn.Flatten(), nn.Dropout(), nn.Linear(57600, 100)"
    assert told(text) == [
        "heavy-linear",
        "`Linear`, layer 4, holds 5,760,100 of 5,761,892 parameters, since `Flatten` gives it "
        "64·30·30 = 57,600 features",
        "nn.Linear(57600, 100)",
        "write `AdaptiveAvgPool2d(1)` before `Flatten()`: 64 features, and 6,500 parameters",
    ]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("nn.Flatten(), nn.Linear(3072, 300)", "3x32x32"),  # below a million
        ("nn.Flatten(), nn.Linear(2048, 1000)", "2048x1x1"),  # nothing to pool
        ("nn.Linear(4096, 4096)", "4096"),
        ("nn.Flatten(), nn.Linear(3072, 400), nn.Linear(400, 4000)", "3x32x32"),  # not most
    ],
)
def test_a_linear_is_not_heavy_without_a_reason(text: str, shape: str) -> None:
    assert found(text, shape) == []


def test_a_linear_on_maps_reads_rows() -> None:
    assert told("nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Linear(30, 10)") == [
        "linear-on-maps",
        "`Linear` reads the last axis of 8×30×30 alone: 30 features, 240 times in each sample",
        "nn.Linear(30, 10)",
        "put `Flatten()` before it, which makes 7,200 features",
    ]
    assert found("nn.Linear(32, 10)") == ["linear-on-maps"]  # of an image
    assert found("nn.Conv1d(3, 8, 3), nn.Linear(30, 10)", "3x32") == ["linear-on-maps"]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("nn.Conv2d(3, 8, 3), nn.Flatten(), nn.Linear(7200, 10)", "3x32x32"),
        ("nn.Linear(32, 10)", "20x32"),  # a sequence
        ("nn.Conv2d(3, 8, 3), nn.Flatten(2), nn.Linear(900, 10)", "3x32x32"),
    ],
)
def test_a_linear_on_sequences_and_vectors_is_meant(text: str, shape: str) -> None:
    assert found(text, shape, ["linear-on-maps"]) == []


def test_a_linear_behind_channels_put_last_is_meant() -> None:
    text = """
input: 3x32x32
layers: ["Conv2d(3, 8, 3)", "Permute: [0, 2, 3, 1]", "Linear(8, 10)"]
"""
    text = text.replace('"Permute: [0, 2, 3, 1]"', "{Permute: [0, 2, 3, 1]}")
    assert found(text, None) == []


def test_a_batch_in_the_input_is_told_with_the_input_without_it() -> None:
    assert told("nn.Flatten(), nn.Linear(3072, 10)", "1x3x32x32") == [
        "batch-in-input",
        "the input 1x3x32x32 looks like a batch of 1, of 3x32x32: no layer here takes volumes",
        "nn.Flatten()",
        "write the input as `3x32x32`; `--batch 1` computes a batch",
    ]
    assert told("nn.Linear(784, 10)", "1x784")[1] == (
        "the input 1x784 looks like a batch of 1, of 784: `Linear` reads the 784 alone"
    )


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("nn.Conv3d(1, 8, 3)", "1x3x32x32"),
        ("nn.Conv1d(1, 8, 3)", "1x784"),
        ("nn.Flatten(), nn.Linear(784, 10)", "1x784"),
        ("nn.Flatten()", "1x28x28"),
        ("nn.Linear(784, 10)", "2x784"),
        ("nn.Flatten()", "16x8x32x32"),
    ],
)
def test_an_input_without_a_batch_is_left_alone(text: str, shape: str) -> None:
    assert found(text, shape, ["batch-in-input"]) == []


def test_what_a_global_pool_averages_has_not_seen_the_input() -> None:
    assert told("nn.Conv2d(3, 8, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten()", "3x32x2000")[1] == (
        "`AdaptiveAvgPool2d`, layer 2, pools all places, and each has seen 3 of 32 pixels on axis "
        "1 of 2: none has seen the whole input"
    )


@pytest.mark.parametrize(
    "text",
    [
        "nn.Conv2d(3, 8, 33, padding=16), nn.AdaptiveAvgPool2d(1)",
        "nn.Conv2d(3, 8, 3), nn.AdaptiveAvgPool2d(7)",
        "nn.Conv2d(3, 8, 3), nn.Flatten(), nn.Linear(7200, 10)",
        "nn.Conv2d(3, 8, 31), nn.MaxPool2d(2)",
    ],
)
def test_what_sees_the_input_or_is_not_pooled_is_left_alone(text: str) -> None:
    assert found(text, only=["field-below-input"]) == []


def test_squeeze_and_excite_is_no_end() -> None:
    text = """
input: 8x32x32
layers:
  - {id: a, "Conv2d(8, 8, 3)": }
  - {id: b, Sequential: [gap, conv8k1, Sigmoid]}
  - Mul: [a, b]
"""
    assert found(text, None) == []


def test_a_field_beyond_the_input_is_told_where_it_is_asked_for() -> None:
    text = "nn.Conv2d(3, 8, 3, padding=1), nn.Conv2d(8, 8, 3, padding=1)"
    assert found(text, "3x4x4") == []
    assert found(text, "3x4x4", ["field-exceeds-input"]) == ["field-exceeds-input"]


def test_warnings_that_are_known_elsewhere_are_rules_too() -> None:
    assert found("nn.Conv2d(3, 8, 3, padding=4)") == ["sees-only-padding"]
    unused = "input: 3x8x8\nlayers: [{id: a, ReLU: }, {from: input, Sigmoid: }]\n"
    assert found(unused, None) == ["unused-output"]
