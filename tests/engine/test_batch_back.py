"""The batch, mixed into other dimensions and out of them again."""

from __future__ import annotations

import pytest

import cnncalc
from tests.running import reported

VIDEO = """
input: 16x3x32x32
layers:
  - Flatten(0, 1)
  - conv8k3
  - gap
  - flatten
  - Unflatten(0, (-1, 16))
  - LSTM(8, 32, batch_first=True)
  - Slice: ":, -1"
  - fc10
"""
SEQUENCE = "input: 26x8\nlayers: ['Transpose(0, 1)', 'MultiheadAttention(8, 2)', 'Transpose(0, 1)']"
STATE = """
input: 26x8
layers:
  - {id: rnn, LSTM: {input_size: 8, hidden_size: 5, batch_first: true}}
  - {from: rnn.1, Slice: "-1"}
  - Linear(5, 10)
"""


def outputs(text: str, batch: int) -> list[tuple[int, ...] | None]:
    report = cnncalc.compute(cnncalc.build(cnncalc.parse(text)), batch=batch)
    assert report.status == 0
    return [row.output for row in report.rows]


@pytest.mark.parametrize("batch", [1, 4])
def test_frames_become_videos_again(batch: int) -> None:
    assert outputs(VIDEO, batch)[4:] == [(16, 8), (16, 32), (32,), (10,)]
    assert outputs(VIDEO, batch)[0] == (16 * batch, 3, 32, 32)


@pytest.mark.parametrize("batch", [1, 3])
def test_a_sequence_that_comes_first_goes_back(batch: int) -> None:
    assert outputs(SEQUENCE, batch) == [(26, batch, 8), (26, batch, 8), (26, 8)]


@pytest.mark.parametrize("batch", [1, 3])
def test_the_last_state_of_a_recurrent_layer_has_the_batch(batch: int) -> None:
    assert outputs(STATE, batch)[1:] == [(5,), (10,)]


@pytest.mark.parametrize("batch", [1, 2])
def test_what_stays_mixed_is_shown_whole(batch: int) -> None:
    assert outputs("input: 3x4\nlayers: [Flatten(0)]", batch) == [(12 * batch,)]


def test_a_parameter_never_has_a_batch() -> None:
    text = "input: 3x4\nlayers: [{Parameter: {shape: [1, 6]}}, 'Unsqueeze(0)']"
    assert outputs(text, 1) == [(1, 6), (1, 1, 6)]


def test_one_number_a_sample_is_a_scalar() -> None:
    report = reported("input: 7\nlayers: [Mean(1)]\nexpect: {output: scalar, flatten: 1}", None)
    assert (report.output, report.flatten, report.status) == ((), 1, 0)
    spec = cnncalc.parse("input: 7\nlayers: [Mean(1)]\nexpect: {output: 3}")
    (problem,) = cnncalc.check(report, spec.claims)
    assert problem.message == "`output` of the network is scalar, but 3 is expected"
