"""Windows are counted as a look at each of their taps counts them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linter.asking import found
from tests.running import reported

small = st.integers(1, 5)


@given(st.integers(1, 20), small, st.integers(1, 6), st.integers(0, 6), st.integers(1, 4))
@settings(max_examples=400, deadline=None)
def test_what_is_unread_skipped_or_idle_is_so_tap_by_tap(
    size: int, kernel: int, stride: int, padding: int, dilation: int
) -> None:
    text = f"nn.Conv1d(1, 1, {kernel}, {stride}, {padding}, {dilation})"
    shape = f"1x{size}"
    output = reported(text, shape).rows[0].output
    if output is None:
        return
    taps = [[u * stride - padding + t * dilation for u in range(output[1])] for t in range(kernel)]
    read = {place for each in taps for place in each if 0 <= place < size}
    idle = [each for each in taps if not set(each) & set(range(size))]
    windows_touch = len({t * dilation % stride for t in range(kernel)}) == stride
    last = max(each[-1] for each in taps)
    expected = set()
    if windows_touch and last < size - 1:
        expected.add("unread-border")
    if not windows_touch and output[1] > 1 and len(read) < size:
        expected.add("skipped-pixels")
    if idle and dilation * (kernel - 1) + 1 > size:
        expected.add("only-padding")
    rules = ["unread-border", "skipped-pixels", "only-padding"]
    assert set(found(text, shape, rules)) == expected


@given(st.integers(2, 9), st.integers(1, 7), st.integers(1, 5), st.integers(1, 4))
@settings(max_examples=200, deadline=None)
def test_a_checkerboard_is_one_tap_by_tap(
    size: int, kernel: int, stride: int, dilation: int
) -> None:
    text = f"nn.ConvTranspose1d(1, 1, {kernel}, {stride}, dilation={dilation})"
    taps = [sum(t * dilation % stride == each for t in range(kernel)) for each in range(stride)]
    uneven = min(taps) < max(taps)
    assert found(text, f"1x{size}", ["checkerboard"]) == ["checkerboard"] * uneven
