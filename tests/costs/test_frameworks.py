"""Parameters by the rules of other frameworks."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.costs.frameworks import parameters
from tests.costs import reports


def test_other_names_are_no_frameworks() -> None:
    with pytest.raises(KeyError, match="caffe"):
        parameters(reports.of("nn.ReLU()", (1, 3)), "caffe")


def test_what_is_unknown_stays_unknown() -> None:
    spec = cnncalc.with_input(cnncalc.parse("nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(5, 1)"), "4")
    found = parameters(cnncalc.compute(cnncalc.build(spec)), "keras")
    assert found == ("keras", ((16, 8), (0, 0), (None, None)), None, None)
    text = "input: 4\nlayers: [BatchNorm1d, {Custom: {output: 4}}]"
    found = parameters(cnncalc.compute(cnncalc.build(cnncalc.parse(text))), "keras")
    assert found == ("keras", ((16, 8), (None, None)), None, None)


def test_moving_statistics_of_batch_normalisation_are_weights_in_keras_that_are_not_trained() -> (
    None
):
    report = reports.of("nn.BatchNorm2d(8)", (1, 8, 4, 4))
    assert parameters(report, "torch") == ("torch", ((16, 16),), 16, 16)
    assert parameters(report, "keras") == ("keras", ((32, 16),), 32, 16)
    report = reports.of("nn.BatchNorm2d(8, affine=False)", (1, 8, 4, 4))
    assert parameters(report, "keras").rows == ((16, 0),)
    report = reports.of("nn.BatchNorm2d(8, track_running_stats=False)", (1, 8, 4, 4))
    assert parameters(report, "keras").rows == ((16, 16),)


@pytest.mark.parametrize(
    ("call", "shape"),
    [
        ("nn.Conv2d(3, 8, 3)", (1, 3, 4, 4)),
        ("nn.LayerNorm(8)", (1, 4, 8)),
        ("nn.GroupNorm(2, 8)", (1, 8, 4, 4)),
        ("nn.PReLU()", (1, 8)),
        ("nn.GRU(5, 7)", (1, 3, 5)),
        ("nn.LSTM(5, 7, bias=False)", (1, 3, 5)),
    ],
)
def test_all_else_is_as_in_pytorch(call: str, shape: tuple[int, ...]) -> None:
    report = reports.of(call, shape)
    assert parameters(report, "keras")[1:] == parameters(report, "torch")[1:]


@pytest.mark.parametrize(
    ("call", "shape", "expected"),
    [
        ("nn.LSTM(5, 7)", (1, 3, 5), 4 * 7 * (5 + 7 + 1)),
        ("nn.LSTM(5, 7, num_layers=2)", (1, 3, 5), 4 * 7 * (5 + 7 + 1) + 4 * 7 * (7 + 7 + 1)),
        ("nn.RNN(5, 7, bidirectional=True)", (1, 3, 5), 2 * 7 * (5 + 7 + 1)),
        ("nn.LSTMCell(5, 7)", (1, 5), 4 * 7 * (5 + 7 + 1)),
    ],
)
def test_keras_adds_one_bias_to_recurrent_layers_where_pytorch_adds_two(
    call: str, shape: tuple[int, ...], expected: int
) -> None:
    assert parameters(reports.of(call, shape), "keras")[2:] == (expected, expected)


def test_shared_statistics_count_once() -> None:
    text = "input: 4x2x2\nlayers: [{id: a, BatchNorm2d: }, {share: a}]"
    report = cnncalc.compute(cnncalc.build(cnncalc.parse(text)))
    assert parameters(report, "keras") == ("keras", ((16, 8), (0, 0)), 16, 8)
