"""Which pixels each single unit sees along one axis, within the input: the exact lists of spans."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, cast

from cnncalc.field.pattern import Interval, hull
from cnncalc.layers.places import TooLong, numbers
from cnncalc.layers.resampling import Adaptive, Filtered, Resampled
from cnncalc.layers.steps import Blocks, Preceding, Transposed, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers.reach import Step

MOST_UNITS = 100_000
"""Units on one dimension that are gone through one by one."""

_MOST_LOOKUPS = 1_000_000
"""What may be looked up for all rows together: a second, and 100 MB, at the very most."""


class Spans:
    """The first and the last pixel of each unit. Equal ones of a book are one object.

    They are told apart by identity, so that asking for what was found out about one costs nothing.
    """

    __slots__ = ("each", "full", "way", "whole")

    def __init__(self, each: tuple[Interval | None, ...], whole: Interval) -> None:
        """Spans of units, None for those that see nothing, and of all of them together."""
        self.each = each
        self.whole = whole
        self.full = None not in each
        """Whether each unit sees something."""
        self.way = _way([span for span in each if span is not None]) if self.full else 0
        """Whether the ends never turn back: 1 where both only grow, −1 where both only fall."""


def _way(spans: list[Interval]) -> int:
    if all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(spans)):
        return 1
    return -all(a[0] >= b[0] and a[1] >= b[1] for a, b in pairwise(spans))


class Book:
    """What was found out on the way, and how much may still be looked up."""

    def __init__(self) -> None:
        """An empty one."""
        self.left = _MOST_LOOKUPS
        self.found: dict[object, object] = {}
        self._spans: dict[tuple[Interval | None, ...], Spans] = {}
        self._taps: dict[object, tuple[Sequence[int], ...]] = {}
        self._stepped: dict[object, Spans | None] = {}
        self._united: dict[tuple[Spans, Spans | Interval], Spans] = {}

    def spend(self, lookups: int) -> None:
        """Pay for work.

        Raises:
            TooLong: it would be too much.
        """
        self.left -= lookups
        if self.left < 0:
            raise TooLong

    def spans(self, each: Sequence[Interval | None]) -> Spans | None:
        """Spans of units; None where none sees anything."""
        key = tuple(each)
        if key not in self._spans:
            whole = hull(key)
            if whole is None:
                return None
            self._spans[key] = Spans(key, whole)
        return self._spans[key]

    def taps(self, step: Step, count: int, size: int) -> tuple[Sequence[int], ...]:
        """The places that each of so many units reads of a size, upwards.

        Raises:
            TooLong: there are too many units.
        """
        key = (type(step), step, count, size)  # steps of two types may be equal as tuples
        if key not in self._taps:
            if max(count, size) > MOST_UNITS:
                raise TooLong
            self.spend(4 * count)
            self._taps[key] = tuple([places(step, unit, size) for unit in range(count)])
        return self._taps[key]

    def stepped(self, spans: Spans, step: Step, count: int) -> Spans | None:
        """What so many units see through a step; None where none sees anything.

        Raises:
            TooLong: there are too many units, or places that they read.
        """
        key = (spans, type(step), step, count)
        if key not in self._stepped:
            each, taps = spans.each, self.taps(step, count, len(spans.each))
            found: list[Interval | None]
            if spans.way:  # those of a window are the ends of it
                self.spend(count)
                low, high = (0, -1) if spans.way > 0 else (-1, 0)
                known = cast("tuple[Interval, ...]", each)
                found = [(known[at[low]][0], known[at[high]][1]) if at else None for at in taps]
            else:
                self.spend(count + sum(map(len, taps)))
                found = [hull([each[place] for place in at]) for at in taps]
            self._stepped[key] = self.spans(found)
        return self._stepped[key]

    def united(self, one: Spans, other: Spans | Interval) -> Spans:
        """What units see that see the one and the other, or what all of them see.

        Raises:
            TooLong: too much has been looked up.
        """
        key = (one, other)
        if one is other:
            return one
        if key not in self._united:
            self.spend(len(one.each))
            if isinstance(other, Spans):
                found = [hull(both) for both in zip(one.each, other.each, strict=True)]
            else:
                found = [each and hull((each, other)) for each in one.each]
            made = self.spans(found)
            assert made is not None
            self._united[key] = made
        return self._united[key]


def places(step: Step, unit: int, size: int) -> Sequence[int]:
    """The places of a size that one unit reads, upwards: those of `step.back`, found quickly."""
    if isinstance(step, Adaptive | Resampled | Filtered):
        reads = step.reads(unit)
        low, high = max(0, min(reads[0], size - 1)), max(0, min(reads[-1], size - 1))
        return range(low, high + 1)
    if isinstance(step, Preceding):
        return range(min(unit + 1, size))
    if isinstance(step, Transposed | Blocks):
        return _within(step.reads(unit), size)
    if isinstance(step, Window):
        reads = step.reads(unit)
        if step.mode == "zeros" or (reads[0] >= 0 and reads[-1] < size and not _cropped(step)):
            return _within(reads, size)
        if max(len(reads), step.before, step.after) > MOST_UNITS:
            raise TooLong
    found = step.back(1 << unit, size)
    return numbers(found) if found.bit_count() > 1 else range(found.bit_length())[-1:]


def _cropped(step: Window) -> bool:
    """Whether it is a circle of which something is cut off before it is closed."""
    return step.mode == "circular" and min(step.before, step.after) < 0


def _within(reads: range, size: int) -> range:
    """What of a range upwards lies within 0 to size − 1."""
    if not reads:
        return reads
    skipped = max(0, -(reads[0] // reads.step))
    first = reads[0] + skipped * reads.step
    return range(first, min(reads[-1] + 1, size), reads.step)
