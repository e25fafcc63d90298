"""What one unit reads, found quickly, is what the step says of the set of it alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cnncalc.field.spans import places
from cnncalc.layers.places import numbers
from cnncalc.layers.reordering import Flipped, Part, Turned
from cnncalc.layers.resampling import Adaptive, Filtered, Resampled
from cnncalc.layers.steps import SAME, Blocks, Preceding, Transposed, Window

small = st.integers(1, 6)
windows = st.builds(
    Window,
    kernel=small,
    stride=small,
    before=st.integers(-3, 5),
    dilation=small,
    mode=st.sampled_from(["zeros", "reflect", "replicate", "circular"]),
    after=st.integers(-3, 5),
)


def same(step: object, unit: int, size: int) -> None:
    assert list(places(step, unit, size)) == numbers(step.back(1 << unit, size))  # type: ignore[attr-defined, arg-type]


@given(windows, st.integers(0, 12), st.integers(8, 24))
def test_a_window(step: Window, unit: int, size: int) -> None:
    same(step, unit, size)


@given(
    st.builds(Transposed, small, small, st.integers(0, 5), small),
    st.integers(0, 40),
    st.integers(1, 16),
)
def test_a_transposed_window(step: Transposed, unit: int, size: int) -> None:
    same(step, unit, size)


@given(st.integers(1, 20), st.integers(1, 20), st.data())
def test_windows_that_share_a_size_out(size: int, units: int, data: st.DataObject) -> None:
    unit = data.draw(st.integers(0, units - 1))
    same(Adaptive(size, units), unit, size)
    same(Filtered(size, units, 1), unit, size)
    same(Resampled(size, 0, units, 2), unit, size)
    same(Resampled(2 * size, size - units, 2 * units, 4), unit, size)


@given(st.integers(1, 20), st.integers(0, 30), st.data())
def test_the_others(size: int, by: int, data: st.DataObject) -> None:
    unit = data.draw(st.integers(0, size - 1))
    for step in (SAME, Preceding(), Flipped(size), Turned(size, by), Part(by, size)):
        same(step, unit, size)
    same(Turned(size, by), unit + 2 * size, size)
    same(Part(by, size), unit + by, size)
    same(Blocks(3, 2), unit % 4, 6)
