"""The receptive field of every row: chains, branches, and what has no place any more."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncalc.field import fields, region
from tests.field.asking import axis, jumps, network, sizes, starts
from tests.running import reported


def test_there_is_no_input_of_that_number() -> None:
    with pytest.raises(ValueError, match="there is no input 1: there are 1, counted from 0"):
        fields(reported("nn.ReLU()"), 1)


def test_a_layer_that_is_not_understood_has_no_field_and_neither_has_what_follows() -> None:
    text = "layers:\n  - Conv2d: {out_channels: 4, kernel_size: 3}\n  - Custom: 4x8x8\n  - ReLU\n"
    first, second, third = fields(reported(text))
    assert first is not None
    assert (second, third) == (None, None)


def test_a_row_that_does_not_hang_on_the_input_has_no_field() -> None:
    text = """
layers:
  - {id: a, Conv2d: {out_channels: 4, kernel_size: 3}}
  - {id: scale, Parameter: {shape: [4, 1, 1]}}
  - {from: [a, scale], Mul: }
"""
    found = fields(reported(text))
    assert found[1] is None
    assert found[2] == found[0]


def test_each_input_of_the_model_has_fields_of_its_own() -> None:
    text = """
input: {left: 1x20, right: 1x30}
layers:
  - {id: a, from: left, Conv1d: {out_channels: 2, kernel_size: 3}}
  - {id: b, from: right, Conv1d: {out_channels: 2, kernel_size: 13}}
  - {from: [a, b], Add: }
"""
    report = reported(text, None)
    left, right = fields(report), fields(report, 1)
    assert [each and each[0].size for each in left] == [3, None, 3]
    assert [each and each[0].size for each in right] == [None, 13, 13]


def test_an_input_without_spatial_axes_has_none() -> None:
    assert fields(reported("nn.Linear(8, 4), nn.ReLU()", "8")) == ((), ())


def test_each_axis_has_its_own() -> None:
    report = reported("nn.Conv2d(3, 4, (3, 5), (1, 2), (1, 0))")
    ((high, wide),) = [each for each in fields(report) if each]
    assert (high.size, high.jump, high.start, high.seen) == (3, 1, -1, (0, 31))
    assert (wide.size, wide.jump, wide.start, wide.seen) == (5, 2, 0, (0, 30))


def test_what_a_stride_leaves_over_is_seen_by_no_unit() -> None:
    (only,) = axis("nn.Conv1d(1, 4, 2, 4)", "1x19")
    assert only is not None
    assert only.seen == (0, 17)


def test_behind_a_global_pool_everything_is_seen_and_nothing_has_a_place() -> None:
    chain = "nn.Conv1d(1, 4, 3), nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(4, 2)"
    assert sizes(chain, "1x20") == [3, 20, 20, 20]
    assert jumps(chain, "1x20") == ["1", "None", "None", "None"]


def test_flattened_values_see_what_they_saw_and_a_linear_sees_all_of_it() -> None:
    chain = "nn.Conv1d(1, 4, 3), nn.Flatten(), nn.Linear(24, 2)"
    assert sizes(chain, "1x8") == [3, 3, 8]
    assert jumps(chain, "1x8") == ["1", "None", "None"]


SQUEEZE = """
layers:
  - {id: x, Conv1d: {out_channels: 4, kernel_size: 3, stride: 2}}
  - AdaptiveAvgPool1d: 1
  - {id: s, Conv1d: {out_channels: 4, kernel_size: 1}}
  - {from: [x, s], Mul: }
  - Conv1d: {out_channels: 4, kernel_size: 3}
"""


def test_a_squeeze_and_excitation_sees_everything_and_keeps_its_jump() -> None:
    assert sizes(SQUEEZE, "1x40") == [3, 39, 39, 39, 39]
    assert jumps(SQUEEZE, "1x40") == ["2", "None", "None", "2", "2"]
    assert starts(SQUEEZE, "1x40") == [0, None, None, 0, 0]


def test_a_norm_of_what_it_gets_sees_everything_and_one_of_running_figures_does_not() -> None:
    assert sizes("nn.InstanceNorm1d(1)", "1x20") == [20]
    assert sizes("nn.InstanceNorm1d(1, track_running_stats=True)", "1x20") == [1]
    assert sizes("nn.BatchNorm1d(1)", "1x20") == [1]


def test_a_running_sum_sees_what_came_before() -> None:
    (only,) = axis("layers: [CumSum: 2]", "1x20")
    assert only is not None
    assert (only.size, only.jump) == (20, None)
    seen = region(reported("layers: [CumSum: 2]", "1x20"), 1, (7,))
    assert seen is not None
    assert seen.seen == ((0, 7),)


def test_branches_of_two_reaches_see_the_union() -> None:
    text = """
layers:
  - {id: a, Conv1d: {out_channels: 4, kernel_size: 3, padding: 1}}
  - {id: b, from: input, Conv1d: {out_channels: 4, kernel_size: 7, padding: 3}}
  - {from: [a, b], Cat: }
"""
    assert sizes(text) == [3, 7, 7]
    assert starts(text) == [-1, -3, -3]


def test_branches_of_two_jumps_see_the_union_unit_by_unit() -> None:
    text = """
layers:
  - {id: a, Conv1d: {out_channels: 4, kernel_size: 2, stride: 2}}
  - {id: b, from: input, Narrow: {dim: 2, start: 0, length: 10}}
  - {from: [a, b], Add: }
"""
    last = axis(text, "4x20")[-1]
    assert last is not None
    assert (last.size, last.jump) == (11, None)  # unit 9 sees pixel 9, and 18 and 19


def test_rolled_units_see_as_much_at_other_places() -> None:
    text = "layers: [Conv1d: {out_channels: 4, kernel_size: 3}, Roll: {shifts: 3, dims: 2}]"
    assert sizes(text) == [3, 3]
    assert jumps(text) == ["1", "None"]


def test_a_flipped_axis_runs_backwards() -> None:
    text = "layers: [Flip: 2, Conv1d: {out_channels: 4, kernel_size: 3, stride: 2}]"
    assert jumps(text, "1x11") == ["-1", "-2"]
    assert starts(text, "1x11") == [10, 8]


def test_units_of_a_network_with_odd_sizes_have_a_size_all_the_same() -> None:
    report = network("fpn")
    last = fields(report)[-1]
    assert last is not None
    assert [each.size for each in last] == [459, 459]
    assert [each.jump for each in last] == [Fraction(4), None]


def test_tokens_have_a_field_that_lies_in_no_row() -> None:
    patches = "Conv2d: {out_channels: 4, kernel_size: 4, stride: 4}"
    text = f"layers: [{patches}, Flatten: 2, 'Transpose(1, 2)']"
    found = fields(reported(text))[-1]
    assert found is not None
    assert [(each.size, each.jump) for each in found] == [(4, None)] * 2


WINDOWS = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(0, 2), st.integers(1, 2)),
    min_size=1, max_size=6,
)  # fmt: skip


@given(WINDOWS)
@settings(max_examples=60, deadline=None)
def test_a_chain_of_convolutions_follows_the_textbook(layers: list[tuple[int, ...]]) -> None:
    """r += (k − 1)·j, start −= p·j, j *= s."""
    text, size, jump, start, length = [], 1, 1, 0, 1
    for kernel, stride, padding, dilation in layers:
        text.append(f"nn.Conv1d(1, 1, {kernel}, {stride}, {padding}, {dilation})")
        size += (kernel - 1) * dilation * jump
        start -= padding * jump
        jump *= stride
        length = length * 3 + 10
    last = axis(", ".join(text), f"1x{length * 4}")[-1]
    assert last is not None
    assert (last.size, last.jump, last.start) == (size, jump, start)
