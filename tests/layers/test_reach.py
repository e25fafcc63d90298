"""What each layer says that it reads, and that both ways of asking a step agree."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnncalc import arith
from cnncalc.arith.fields import blind
from cnncalc.layers import LAYERS
from cnncalc.layers.places import numbers
from cnncalc.layers.reach import Along, Moving, Only, Reach, Regrouped, reshaped
from cnncalc.layers.reordering import Flipped
from cnncalc.layers.resampling import Adaptive, Filtered, Resampled
from cnncalc.layers.steps import Blocks, Transposed, Window
from tests.layers.test_register import example

UNKNOWN = {"Custom", "FractionalMaxPool2d", "FractionalMaxPool3d"}
"""What is written in a spec, and what is drawn at random."""


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_says_what_its_example_reads_or_that_it_is_unknown(name: str) -> None:
    layer, shapes = example(name).layer, example(name).shapes
    layer = layer.given(*shapes)
    for number, output in enumerate(layer.outputs(*shapes)):
        reaches = layer.reach(number, *shapes)
        assert (reaches is None) == (name in UNKNOWN)
        for reach, shape in zip(reaches or (), shapes if reaches else (), strict=True):
            if reach is None:
                continue
            assert len(reach.dims) == len(output)
            for at, link in enumerate(reach.dims):
                if isinstance(link, Along):
                    assert 0 <= link.source < len(shape)
                elif isinstance(link, Regrouped):
                    assert at in link.targets
                    assert max(link.sources) < len(shape)
                else:
                    assert link is None or isinstance(link, Only)


def test_a_layer_that_changes_its_shape_and_says_nothing_is_unknown() -> None:
    class Halved(LAYERS["ReLU"]):  # type: ignore[name-defined, misc]
        """Halved(): 4×8 → 4×4, 0 params"""

        def output(self, shape: tuple[int, ...]) -> tuple[int, ...]:
            return (*shape[:-1], shape[-1] // 2)

    from cnncalc.layers.base import REGISTER

    del REGISTER["Halved"]
    assert Halved().reach(0, (1, 4, 8)) is None


def test_reshaping_keeps_dimensions_that_stay_and_groups_the_others() -> None:
    block = Regrouped((2,), (49,), (2, 3), (7, 7))
    assert reshaped((1, 64, 7, 7), (1, 64, 49)) == Reach((Along(0), Along(1), block))
    assert reshaped((1, 64, 1, 1), (1, 64)) == Reach((Along(0), Along(1)))
    assert reshaped((2, 8), (2, 1, 8)) == Reach((Along(0), None, Along(1)))
    assert reshaped((2, 8), (2, 9)) is None


STEPS: st.SearchStrategy[Moving] = st.one_of(
    st.builds(Window, st.integers(1, 4), st.integers(1, 3), st.integers(-2, 3), st.integers(1, 3)),
    st.builds(
        Transposed, st.integers(1, 5), st.integers(1, 4), st.integers(0, 3), st.integers(1, 4)
    ),
    st.builds(Blocks, st.integers(1, 3), st.integers(1, 3)),
    st.builds(Flipped, st.just(12)),
)


@given(STEPS, st.integers(0, 2**12 - 1))
@settings(max_examples=300)
def test_what_a_set_of_units_reads_is_what_each_of_them_reads(step: Moving, units: int) -> None:
    wanted = {at for unit in numbers(units) for at in step.reads(unit) if 0 <= at < 12}
    assert set(numbers(step.back(units, 12))) == wanted


@given(
    st.one_of(
        STEPS,
        st.builds(Adaptive, st.integers(1, 20), st.integers(1, 20)),
        st.builds(
            Resampled,
            st.integers(1, 9),
            st.integers(-9, 9),
            st.integers(1, 9),
            st.sampled_from([1, 2, 4]),
        ),
        st.builds(Filtered, st.integers(1, 9), st.integers(1, 9), st.integers(1, 3)),
    ),
    st.integers(0, 40),
)
def test_a_step_repeats_itself_at_its_pace(step: Moving, unit: int) -> None:
    units, places = step.pace
    now, later = step.reads(unit), step.reads(unit + units)
    assert [at + places for at in now] == list(later)


@given(*[st.integers(*each) for each in ((1, 5), (1, 4), (0, 4), (1, 4), (0, 30))])
def test_a_transposed_window_is_the_window_turned_around(
    kernel: int, stride: int, padding: int, dilation: int, unit: int
) -> None:
    places = [
        place for place in range(-40, 60)
        if any(place * stride - padding + tap * dilation == unit for tap in range(kernel))
    ]  # fmt: skip
    assert list(arith.transposed_window(unit, kernel, stride, padding, dilation)) == places


@given(*[st.integers(*each) for each in ((1, 9), (1, 4), (1, 3), (0, 9), (1, 3), (0, 3), (0, 3))])
def test_blind_units_are_those_without_a_tap_on_what_is_there(
    size: int, kernel: int, stride: int, padding: int, dilation: int, before: int, after: int
) -> None:
    assume(before + after < size)
    count = arith.convolution(size, kernel, stride, (padding, padding), dilation)
    assume(count > 0)
    there = range(before, size - after)
    windows = [arith.window(unit, kernel, stride, padding, dilation) for unit in range(count)]
    first = [window[-1] < there[0] for window in windows]
    last = [window[0] > there[-1] for window in windows]
    found = blind((size, count), kernel, stride, padding, dilation, (before, after))
    assert found == (sum(first), sum(last))
