"""What `cnncalc layers` says of a layer beside its arguments."""

from __future__ import annotations

import pytest

from cnncalc.layers.describe import describe


def fact(name: str, called: str) -> list[str]:
    """What is said of a layer under that heading."""
    found = describe(name)
    assert found is not None
    return [text for heading, text in found.facts if heading == called]


@pytest.mark.parametrize("name", ["ConvTranspose2d", "LazyConvTranspose1d", "MaxUnpool3d"])
def test_an_argument_of_forward_is_listed_and_said_to_be_one(name: str) -> None:
    found = describe(name)
    assert found is not None
    assert found.form.endswith("*, output_size=None)")
    assert ("output_size", "", "None") in [each[:3] for each in found.arguments]
    assert fact(name, "called with") == [
        "output_size is an argument of its forward; another tensor may say it instead"
    ]


def test_a_layer_made_whole_is_called_with_nothing_more() -> None:
    assert fact("Conv2d", "called with") == fact("AdaptiveAvgPool2d", "called with") == []


def test_what_else_its_class_says_stands_behind_the_example() -> None:
    assert fact("Interpolate", "") == [
        "With a second tensor instead of a size or a factor, it takes that tensor's size."
    ]
    assert fact("ReLU", "") == []


def test_further_outputs_are_named() -> None:
    assert "with return_indices the indices are a second output" in fact("MaxPool2d", "output")[0]
    assert "then the last states" in fact("GRU", "output")[0]


def test_the_work_of_a_layer_has_its_letters_explained() -> None:
    assert fact("Conv2d", "MACs") == ["N·K·(D_in/G)·F·F"]
    assert fact("Conv2d", "where")[0].endswith("G groups, N positions of the output")
    assert fact("ConvTranspose2d", "where")[0].endswith("N positions of the input")
    assert fact("LSTM", "MACs") == ["N·4·H·(D_in + H)"]
    assert fact("ReLU", "MACs") == fact("BatchNorm2d", "MACs") == []
