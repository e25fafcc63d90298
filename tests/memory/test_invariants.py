"""What holds of memory whatever the network."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

import cnncalc
from cnncalc.memory import memory
from tests.memory.asking import computed, shipped
from tests.running import reported

LAYERS = st.sampled_from(
    [
        "Conv2d: {out: 4, kernel: 3, padding: 1}", "BatchNorm2d: {}", "ReLU: {}",
        "ReLU: {inplace: true}", "SELU: {}", "Sigmoid: {}", "Dropout: {}", "Identity: {}",
        "MaxPool2d: {kernel: 3, stride: 1, padding: 1}", "SiLU: {inplace: true}",
        "Transpose: {dim0: 2, dim1: 3}", "Softmax: {dim: 1}",
    ]
)  # fmt: skip
MERGES = st.sampled_from(["Add", "Mul", "Sub"])


@st.composite
def networks(draw: st.DrawFn) -> str:
    """A graph on 4×6×6: each layer reads any before it, some two."""
    lines = []
    for at in range(draw(st.integers(1, 9))):
        before = st.sampled_from([f"n{each}" for each in range(at)] or ["input"])
        if at and draw(st.integers(0, 3)) == 0:
            both = f"[{draw(before)}, {draw(before)}]"
            lines.append(f"  - {{id: n{at}, from: {both}, {draw(MERGES)}: {{}}}}")
        else:
            lines.append(f"  - {{id: n{at}, from: {draw(before)}, {draw(LAYERS)}}}")
    return "input: 4x6x6\nlayers:\n" + "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(networks())
def test_the_peak_lies_between_the_largest_output_and_the_sum_of_everything(text: str) -> None:
    found = memory(reported(text, None))
    assert found.peak is not None
    assert found.input is not None
    everything = found.input + sum(each or 0 for each in found.activations)
    assert max(found.input, *(each or 0 for each in found.activations)) <= found.peak <= everything
    assert 1 <= (found.peak_at or 0) <= len(found.activations)


@settings(max_examples=100, deadline=None)
@given(networks(), st.integers(1, 50))
def test_all_that_hangs_on_the_batch_is_affine_in_it(text: str, batch: int) -> None:
    network = cnncalc.build(cnncalc.parse(text, "<test>"))
    one, two, more = (memory(cnncalc.compute(network, batch=each)) for each in (1, 2, 2 + batch))
    for key in ("input", "peak", "kept", "inference", "training"):
        first, second, third = getattr(one, key), getattr(two, key), getattr(more, key)
        assert first <= second
        assert third == second + batch * (second - first)
    assert one.peak_at == two.peak_at == more.peak_at


@settings(max_examples=100, deadline=None)
@given(networks())
def test_what_is_kept_is_the_sum_over_the_rows_and_doubles_in_float64(text: str) -> None:
    report = reported(text, None)
    found = memory(report)
    assert found.kept == sum(each or 0 for each in found.kept_at)
    if "MaxPool" not in text and "BatchNorm" not in text:
        double = memory(report, dtype="float64")
        assert (double.kept, double.peak) == (2 * (found.kept or 0), 2 * (found.peak or 0))


def test_resnet152_costs_less_than_25_milliseconds() -> None:
    report = shipped("resnet152")
    assert len(report.rows) > 500
    spent = []
    for _ in range(5):
        start = time.process_time()
        memory(report)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.025


def test_the_cost_is_linear_in_the_layers_whoever_reads_whom() -> None:
    """Each row reads the first and the one before, so all of the first is alive to the end."""
    lines = ["  - {id: n0, Conv2d: {out: 4, kernel: 1}}"]
    lines += [f"  - {{id: n{at}, Add: [n0, n{at - 1}]}}" for at in range(1, 6_000)]
    report = computed("input: 4x6x6\nlayers:\n" + "\n".join(lines))
    start = time.process_time()
    found = memory(report)
    assert time.process_time() - start < 1
    assert (found.peak, found.peak_at) == (3 * 576, 3)


def test_enormous_tensors_are_exact() -> None:
    found = memory(computed("input: 1x1073741824x1048576\nlayers: [Sigmoid]"))
    assert found.peak == 2 * 4 * 2**50
    assert found.kept == 0
