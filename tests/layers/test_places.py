"""Sets of places: each operation against the same on a set of Python's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cnncalc.layers import places
from cnncalc.layers.places import numbers

PLACES = st.integers(0, 2**12 - 1)
SMALL = st.integers(1, 5)


def of(numbers_: set[int]) -> int:
    return sum(1 << each for each in numbers_ if each >= 0)


@given(PLACES)
def test_numbers_are_those_whose_bit_is_set(each: int) -> None:
    assert of(set(numbers(each))) == each


@given(PLACES, SMALL)
def test_spread_and_thinned_multiply_and_divide(each: int, gap: int) -> None:
    assert places.spread(each, gap) == of({at * gap for at in numbers(each)})
    assert places.thinned(each, gap) == of({at // gap for at in numbers(each) if at % gap == 0})


@given(PLACES, SMALL, st.integers(-3, 3).filter(bool))
def test_smeared_adds_what_follows(each: int, taps: int, gap: int) -> None:
    wanted = of({at + tap * gap for at in numbers(each) for tap in range(taps)})
    assert places.smeared(each, taps, gap) == wanted


@given(PLACES)
def test_reverse_counts_from_the_other_end(each: int) -> None:
    assert places.reverse(each, 14) == of({13 - at for at in numbers(each)})


@given(st.data(), st.integers(5, 9), st.integers(-2, 3), st.integers(-2, 3))
def test_padding_shows_what_pytorch_puts_there(
    data: st.DataObject, size: int, before: int, after: int
) -> None:
    padded = size + before + after
    units = data.draw(st.integers(0, 2**padded - 1))
    inside = range(max(0, -before), size - max(0, -after))
    circle = [inside[(at - max(0, before)) % len(inside)] for at in range(padded)]
    shown = {
        "zeros": {at: at - before for at in range(padded) if 0 <= at - before < size},
        "replicate": {at: min(max(at - before, 0), size - 1) for at in range(padded)},
        "reflect": {at: size - 1 - abs(size - 1 - abs(at - before)) for at in range(padded)},
        "circular": dict(enumerate(circle)),
    }
    for mode, show in shown.items():
        wanted = of({show[at] for at in numbers(units) if at in show})
        assert places.folded(units, size, before, after, mode) == wanted, mode


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.data())
def test_joined_and_divided_are_flattening_and_back(sizes: list[int], data: st.DataObject) -> None:
    sets = [data.draw(st.integers(1, 2**size - 1)) for size in sizes]
    joined = places.joined(sets, tuple(sizes))
    wanted = {0}
    for size, each in zip(sizes, sets, strict=True):
        wanted = {row * size + at for row in wanted for at in numbers(each)}
    assert joined == of(wanted)
    assert places.divided(joined, tuple(sizes)) == sets


def test_ends_are_the_first_and_the_last() -> None:
    assert places.ends(0) is None
    assert places.ends(0b1011000) == (3, 6)
