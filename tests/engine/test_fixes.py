"""Mends that see more than one layer."""

from __future__ import annotations

import pytest

from tests.running import only_problem


@pytest.mark.parametrize(
    ("shape", "text", "advice"),
    [
        (
            "64x7x7",
            "nn.Linear(3136, 10)",
            "put `Flatten()` before it: 64·7·7 = 3136",
        ),
        (
            "64x7x7",
            "nn.Linear(512, 10)",
            "put `Flatten()` before it and write `Linear(3136, 10)`",
        ),
        ("64x7x7", "nn.Flatten(), nn.Linear(512, 10)", "write `Linear(3136, 10)`"),
        (
            "64x14x14",
            "nn.Flatten(), nn.Linear(64*7*7, 10)",
            "write `Linear(12544, 10)`, or put one more `MaxPool2d(2)` before `Flatten()`: "
            "64·7·7 = 3136",
        ),
        ("64x1x1", "nn.Flatten(), nn.Linear(512, 10)", "write `Linear(64, 10)`"),
        (
            "3x8x8",
            "nn.Flatten(), nn.Conv2d(3, 8, 3)",
            "put it before `Flatten()`, where 3×8×8 arrives",
        ),
        (
            "28x28",
            "nn.Conv2d(1, 8, 3)",
            "the input has no channels yet: write it as `1x28x28`, or `3x28x28` for RGB",
        ),
        (
            "224x224x3",
            "nn.Conv2d(3, 8, 3)",
            "write the input with its channels first: `3x224x224`",
        ),
        ("3x8x8x8", "nn.Conv2d(3, 8, 3)", "write `Conv3d` for 3×8×8×8"),
        ("3x8", "nn.ReLU(), nn.BatchNorm2d(3)", "write `BatchNorm1d` for 3×8"),
        ("3", "nn.ReLU(), nn.MaxPool2d(2)", ""),
    ],
)
def test_a_mend_sees_the_layer_before_and_the_shape_that_arrives(
    shape: str, text: str, advice: str
) -> None:
    assert only_problem(text, shape).help == advice
