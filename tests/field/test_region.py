"""What one unit sees: at borders, through gaps, padding that mirrors, and channels."""

from __future__ import annotations

from random import Random

import pytest

import cnncalc
from cnncalc.field import region, unit_sizes
from tests.field.asking import network
from tests.oracle.drawn import graph
from tests.running import reported


def seen(text: str, unit: tuple[int, ...] | None, shape: str = "1x20") -> object:
    """What a unit of the last layer sees."""
    report = reported(text, shape)
    found = region(report, len(report.rows), unit)
    return found and found.seen


def test_there_is_no_such_layer() -> None:
    with pytest.raises(ValueError, match="there is no layer 2: there are 1, from 1"):
        region(reported("nn.ReLU()"), 2)


def test_a_unit_has_as_many_numbers_as_its_layer_has_axes() -> None:
    with pytest.raises(ValueError, match="a unit of layer 1 has 2 numbers, not 1: it has 32×32"):
        region(reported("nn.ReLU()"), 1, (3,))
    with pytest.raises(ValueError, match="a unit of layer 3 has 0 numbers, not 1: it has no units"):
        region(reported("nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(1, 9)", "1x8"), 3, (4,))


def test_a_unit_lies_within_its_layer() -> None:
    with pytest.raises(ValueError, match="there is no unit 30,2 of layer 1: it has 30×30, from 0"):
        region(reported("nn.Conv2d(3, 4, 3)"), 1, (30, 2))


def test_a_unit_at_the_border_sees_less() -> None:
    chain = "nn.Conv1d(1, 4, 3, padding=1), nn.Conv1d(4, 4, 3, padding=1)"
    found = region(reported(chain, "1x20"), 2, (0,))
    assert found == (((0, 2),), ((-2, 2),))


def test_padding_between_layers_is_no_input() -> None:
    """The field of unit 0 would reach pixel 4, but all of its window lies in the padding."""
    chain = "nn.Conv1d(1, 4, 3, padding=5), nn.Conv1d(4, 4, 3, padding=3)"
    assert seen(chain, (0,)) == (None,)


def test_a_dilated_window_sees_what_its_taps_hit() -> None:
    assert seen("nn.Conv1d(1, 4, 3, dilation=4, padding=4)", (1,)) == ((1, 5),)
    assert seen("nn.Conv1d(1, 4, 2, dilation=7, padding=3)", (1,)) == ((5, 5),)


@pytest.mark.parametrize(
    ("mode", "pixels"), [("zeros", (0, 1)), ("reflect", (0, 3)), ("replicate", (0, 1))]
)
def test_padding_shows_what_its_mode_shows(mode: str, pixels: tuple[int, int]) -> None:
    text = f"nn.Conv1d(1, 4, 5, padding=3, padding_mode={mode!r})"
    assert seen(text, (0,)) == (pixels,)


def test_padding_that_goes_round_sees_the_other_end() -> None:
    assert seen("nn.Conv1d(1, 4, 3, padding=1, padding_mode='circular')", (0,)) == ((0, 19),)


def test_all_units_together_see_the_union() -> None:
    assert seen("nn.Conv1d(1, 4, 2, 4)", None, "1x19") == ((0, 17),)
    assert seen("nn.Conv1d(1, 4, 2, 4)", (), "1x19") == ((0, 17),)


def test_channels_of_one_branch_see_what_it_sees() -> None:
    text = """
layers:
  - {id: a, Conv1d: {out_channels: 4, kernel_size: 1}}
  - {id: b, from: input, Conv1d: {out_channels: 4, kernel_size: 7, padding: 3}}
  - {from: [a, b], Cat: }
  - Slice: ':, :4'
"""
    assert seen(text, (9,)) == ((9, 9),)


def test_tokens_are_units_by_their_number() -> None:
    patches = "Conv2d: {out_channels: 4, kernel_size: 4, stride: 4}"
    text = f"layers: [{patches}, Flatten: 2, 'Transpose(1, 2)']"
    report = reported(text)
    assert unit_sizes(report, 3) == (64,)
    found = region(report, 3, (10,))
    assert found == (((4, 7), (8, 11)), None)


def test_an_axis_too_long_to_follow_is_unknown_and_its_field_is_not() -> None:
    report = reported("nn.Conv1d(1, 1, 3)", "1x4000000000")
    assert region(report, 1, (3_999_999_000,)) is None


def test_a_second_output_is_followed_to_its_part() -> None:
    text = "layers: [{id: c, Chunk: {chunks: 2, dim: 2}}, {from: c.1, ReLU: }]"
    assert seen(text, (0,)) == ((10, 10),)


@pytest.mark.parametrize("seed", range(300))
def test_a_unit_sees_no_more_than_the_periodic_form_says(seed: int) -> None:
    """At a border it sees less, and more only where the padding shows pixels of the input."""
    text, shape = graph(seed)
    if any(word in text for word in ("reflect", "replicate", "circular", "Pad")):
        return
    spec = cnncalc.with_input(cnncalc.parse(f"layers:\n{text}"), shape)
    report = cnncalc.compute(cnncalc.build(spec))
    random = Random(seed)
    for row in report.rows:
        units = unit_sizes(report, row.number)
        unit = tuple(random.randrange(size) for size in units)
        found = region(report, row.number, unit)
        if found is None or found.unclipped is None:
            continue
        for pixels, span in zip(found.seen, found.unclipped, strict=True):
            if pixels is not None:
                assert span[0] <= pixels[0]
                assert pixels[1] <= span[1]


@pytest.mark.parametrize("name", ["resnet18", "unet-same", "googlenet", "dcgan-discriminator"])
def test_in_the_middle_of_a_shipped_network_both_ways_agree(name: str) -> None:
    report = network(name, {"unet-same": "3x256x256"}.get(name, "3x2048x2048"))
    checked = 0
    for row in report.rows:
        units = unit_sizes(report, row.number)
        if not units or min(units) < 5 or row.number % 3:
            continue
        found = region(report, row.number, tuple(size // 2 for size in units))
        assert found is not None
        if found.unclipped is None:  # flattened
            continue
        if min(span[0] for span in found.unclipped) >= 0:
            assert found.seen == found.unclipped
            checked += 1
    assert checked > 3
