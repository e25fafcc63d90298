"""Numbers without measure, and networks without end: an answer, or none, but soon."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cnncalc
from cnncalc.field import fields, region
from cnncalc.field.notes import notes
from tests.oracle.arguments import cases
from tests.oracle.drawn import graph
from tests.running import reported

HUGE = 2**40


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        (f"nn.Conv1d(1, 1, 3, {HUGE}, {HUGE})", "1x9"),
        (f"nn.Conv1d(1, 1, 3, {HUGE}, {HUGE}, {HUGE // 2})", "1x9"),
        (f"nn.Conv1d(1, 1, {HUGE}, 1, {HUGE})", "1x9"),
        (f"nn.ConvTranspose1d(1, 1, 3, {HUGE}, {HUGE})", "1x9"),
        (f"nn.ConvTranspose1d(1, 1, 3, 2, 3, dilation={HUGE}), nn.Conv1d(1, 1, 3)", "1x9"),
        (f"nn.ZeroPad1d(({HUGE}, {HUGE})), nn.Conv1d(1, 1, 3, 2), nn.Flatten()", "1x9"),
        (f"nn.Upsample(size={HUGE}), nn.Conv1d(1, 1, 3), nn.AvgPool1d(3)", "1x7"),
        (f"nn.AdaptiveAvgPool1d({HUGE // 3}), nn.AvgPool1d(3)", f"1x{HUGE}"),
        ("nn.Flatten(), nn.Linear(1099511627776, 3)", f"1x{HUGE}"),
        (f"nn.Conv1d({HUGE}, {HUGE // 2**12}, 3, groups=2)", f"{HUGE}x9"),
        (
            f"layers: [Tile: [1, 1, {HUGE}], Roll: {{shifts: {HUGE + 1}, dims: 2}}, CumSum: 2]",
            "1x9",
        ),
        (f"layers: [RepeatInterleave: {{repeats: {HUGE}, dim: 2}}, Flip: 2, Flatten: ]", "1x9"),
    ],
)
def test_numbers_without_measure_are_answered_soon(text: str, shape: str) -> None:
    report = reported(text, shape)
    start = process_time()
    for number, row in enumerate(report.rows, 1):
        for unit in (None, (1,)):
            try:
                region(report, number, unit)
            except ValueError:
                assert len(row.output or ()) < 2
    fields(report)
    notes(report)
    assert process_time() - start < 1


ZIGZAG = "nn.ConvTranspose1d(1, 1, 4, 2, 1), nn.Conv1d(1, 1, 4, 2, 1)"
SMOOTH = "nn.Upsample(size=997, mode='linear', align_corners=True), nn.Conv1d(1, 1, 3, 1, 1)"
RAGGED = "nn.Upsample(size=613), nn.Upsample(size=500), nn.MaxPool1d(3, 1, 1)"


@pytest.mark.parametrize("chain", [ZIGZAG, SMOOTH, RAGGED])
def test_deep_networks_cost_no_more_a_layer_than_shallow_ones(chain: str) -> None:
    report = reported(", ".join([chain] * 1000), "1x500")
    start = process_time()
    fields(report)
    notes(report)
    region(report, len(report.rows), (7,))
    assert process_time() - start < 6


def test_branches_do_not_multiply() -> None:
    """Each block doubles the number of paths: 2 to the power of 200 in all."""
    block = """
  - {id: x%d, Identity: }
  - {id: a%d, from: x%d, Conv1d: {out_channels: 2, kernel_size: 3, padding: 1}}
  - {id: b%d, from: x%d, Conv1d: {out_channels: 2, kernel_size: 1}}
  - {from: [a%d, b%d], Add: }"""
    text = "layers:" + "".join(block % ((at,) * 7) for at in range(200))
    report = reported(text, "2x1000")
    last = fields(report)[-1]
    assert last is not None
    assert last[0].size == 401
    assert region(report, len(report.rows), (500,)) == (((300, 700),), ((300, 700),))


@pytest.mark.parametrize("seed", range(300, 450))
def test_no_graph_is_without_an_answer(seed: int) -> None:
    text, shape = graph(seed)
    report = reported(f"layers:\n{text}", shape)
    assert len(fields(report)) == len(report.rows)
    assert {each.status for each in notes(report)} <= {0}


@settings(max_examples=300, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.sampled_from([*cnncalc.LAYERS]).flatmap(cases))
def test_every_layer_says_what_it_reads_of_all_that_it_takes(case: object) -> None:
    from cnncalc.layers import LAYERS, LayerError
    from tests.oracle.arguments import Case

    assert isinstance(case, Case)
    try:
        layer = LAYERS[case.name](**case.arguments).given(*case.shapes)
        outputs = layer.outputs(*case.shapes)
    except LayerError:
        return
    if min([size for shape in outputs for size in shape], default=1) < 1:
        return
    for output, shape in enumerate(outputs):
        reaches = layer.reach(output, *case.shapes)
        if reaches is not None:
            assert len(reaches) == len(case.shapes)
            assert all(each is None or len(each.dims) == len(shape) for each in reaches)
