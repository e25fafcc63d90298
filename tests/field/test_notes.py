"""Warnings about fields: what they say, where, and what they keep silent about."""

from __future__ import annotations

import pytest

from cnncalc.field.notes import notes
from tests.field.asking import network
from tests.running import marked, reported


def only(text: str, shape: str = "3x32x32") -> list[str]:
    """The one note of a text: code, message, place, label and help."""
    (each,) = notes(reported(text, shape))
    return [each.code, each.message, marked(each), each.label, each.help]


def test_units_that_see_only_padding_are_counted_at_both_ends() -> None:
    assert only("nn.ReLU(), nn.Conv2d(3, 8, 3, padding=4), nn.Conv2d(8, 8, 3)") == [
        "sees-only-padding",
        "output units of `Conv2d` see only padding: the first 2 and the last 2 of 38 "
        "on axis 1 of 2",
        "nn.Conv2d(3, 8, 3, padding=4)",
        "wider padding than window",
        "write a padding of at most 2",
    ]


def test_padding_of_a_layer_of_its_own_counts_where_a_window_lies_in_it() -> None:
    assert only("nn.ZeroPad1d((0, 5)), nn.ReLU(), nn.Conv1d(1, 8, 3)", "1x20") == [
        "sees-only-padding",
        "output units of `Conv1d` see only padding: the last 3 of 23",
        "nn.Conv1d(1, 8, 3)",
        "its window lies in the padding",
        "pad less before it",
    ]


def test_padding_that_shows_the_input_leaves_no_unit_blind() -> None:
    text = "nn.Conv2d(3, 8, 3, padding=4, padding_mode='reflect')"
    assert notes(reported(text)) == []


def test_a_sum_with_what_sees_something_is_not_blind() -> None:
    text = """
layers:
  - {id: a, Conv1d: {out_channels: 4, kernel_size: 1, padding: 1}}
  - {id: b, from: input, Conv1d: {out_channels: 4, kernel_size: 3, padding: 2}}
  - {from: [a, b], Add: }
"""
    assert [each.message for each in notes(reported(text, "4x20"))] == [
        "output units of `Conv1d` see only padding: the first 1 and the last 1 of 22"
    ]


def test_an_input_that_would_be_large_enough_is_so_for_the_layers_behind_too() -> None:
    text = "nn.Conv2d(3, 4, 9, padding=4), nn.Conv2d(4, 4, 5, padding=2), nn.Conv2d(4, 4, 3)"
    (note,) = notes(reported(text, "3x40x12"))
    assert note.label == "sees 13 pixels"
    advice = "give an input of at least 15 pixels for all layers, or take strides or layers out"
    assert note.help == advice


def test_the_first_layer_that_sees_more_than_there_is_says_so() -> None:
    assert only("nn.Conv2d(3, 4, 9, padding=4), nn.Conv2d(4, 4, 5, padding=2)", "3x40x12") == [
        "field-exceeds-input",
        "from layer 2, `Conv2d`, on the receptive field is larger than the input on axis 2 of 2: "
        "13 against 12",
        "nn.Conv2d(4, 4, 5, padding=2)",
        "sees 13 pixels",
        "give an input of at least 13 pixels, or take strides or layers out",
    ]


def test_a_layer_that_sees_everything_by_a_global_pool_sees_no_more_than_there_is() -> None:
    chain = "nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 10)"
    assert notes(reported(chain)) == []


MERGE = """
layers:
  - {id: a, Conv1d: {out_channels: 4, kernel_size: 3, %s}}
  - {id: b, from: input, %s}
  - {id: c, Conv1d: {out_channels: 4, kernel_size: 1}}
  - {from: [a, c], Add: }
"""


def test_branches_of_two_jumps_are_not_aligned() -> None:
    text = MERGE % ("stride: 2, padding: 1", "Narrow: {dim: 2, start: 8, length: 16}")
    assert only(text, "3x32")[:2] == [
        "branches-misaligned",
        "`Add` merges branches that look at different places: the jump is 2 behind layer 1 "
        "`Conv1d` and 1 behind layer 3 `Conv1d`",
    ]


def test_branches_of_two_centres_are_not_aligned() -> None:
    text = MERGE % ("padding: 1", "ZeroPad1d: [4, -4]")
    (first, second) = notes(reported(text, "3x32"))
    assert first.code == "sees-only-padding"
    assert second.message == (
        "`Add` merges branches that look at different places: unit 0 is centred on pixel 0 behind "
        "layer 1 `Conv1d` and on -4 behind layer 3 `Conv1d`, at a jump of 1"
    )
    assert second.help == "pad the branches alike, or cut both sides of the larger one evenly"
    assert [note.label for note in second.related] == ["layer 1", "layer 3"]


def test_branches_half_a_jump_apart_and_causal_ones_are_aligned() -> None:
    half = MERGE % ("stride: 2, padding: 1", "AvgPool1d: 2")
    assert notes(reported(half, "3x32")) == []
    causal = MERGE % ("padding: 0", "Narrow: {dim: 2, start: 2, length: 30}")
    assert notes(reported(causal, "3x32")) == []


@pytest.mark.parametrize(
    "name",
    ["unet", "unet-same", "fpn", "tcn", "googlenet", "inception_v3", "densenet121", "cvt-13"],
)
def test_shipped_networks_are_aligned_and_no_unit_is_blind(name: str) -> None:
    assert {each.code for each in notes(network(name))} <= {"field-exceeds-input"}


def test_a_note_fails_no_run() -> None:
    assert {each.status for each in notes(reported("nn.Conv2d(3, 8, 3, padding=4)"))} == {0}
