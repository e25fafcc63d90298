"""Which pixels each unit sees along one axis, as long as that repeats itself."""

from __future__ import annotations

from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.limits import MAX_PERIOD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from cnncalc.layers.reach import Moving

Interval = tuple[int, int]
"""The first and the last pixel."""

_MOST_LOOKUPS = 100_000


class Pattern(NamedTuple):
    """What unit u sees: the span of its residue by the period, moved on by the advance."""

    advance: int
    """Pixels from one unit to the one a period further."""
    spans: tuple[Interval | None, ...]
    """The first and last pixel of each unit of the first period; None where it sees nothing."""
    smooth: bool = True
    """Whether the ends never turn back from unit to unit, so that those of a window are ends."""
    even: bool = True
    """Whether units repeat: else the spans are those of all units, and the advance is rounded."""

    def seen(self, unit: int) -> Interval | None:
        """The first and the last pixel that a unit sees, borders or not."""
        turns, residue = divmod(unit, len(self.spans))
        span = self.spans[residue]
        if span is None:
            return None
        on = turns * self.advance
        return span[0] + on, span[1] + on

    @property
    def jump(self) -> Fraction:
        """Pixels from one unit to the next, on average."""
        from fractions import Fraction

        return Fraction(self.advance, len(self.spans))

    def size(self, count: int) -> int:
        """The most pixels that one of so many units sees."""
        return max(
            [last - first + 1 for first, last in filter(None, self.spans[:count])], default=0
        )

    def over(self, units: range) -> Interval | None:
        """The first and the last pixel that any of these units sees."""
        period = len(self.spans)
        if self.smooth and len(units) > 2:
            return hull([self.seen(units[0]), self.seen(units[-1])])
        if len(units) > 2 * period:
            units_ = [*units[:period], *units[-period:]]
            return hull(map(self.seen, units_))
        return hull(map(self.seen, units))


IDENTITY = Pattern(1, ((0, 0),))


def hull(spans: Iterable[Interval | None]) -> Interval | None:
    """The smallest interval with all of these in it; None of none."""
    known = [each for each in spans if each is not None]
    if not known:
        return None
    return min([first for first, _ in known]), max([last for _, last in known])


def through(pattern: Pattern, step: Moving, count: int, most: int) -> Pattern | None:
    """What so many units behind a step see; None where more than the most would be looked at."""
    period, (units, advance) = len(pattern.spans), step.pace
    if period == units == 1 and pattern.spans[0] is not None:  # as most layers are
        reads, on = step.reads(0), pattern.advance
        ends, (first, last) = (reads[0] * on, reads[-1] * on), pattern.spans[0]
        return Pattern(on * advance, ((min(ends) + first, max(ends) + last),))
    whole = units * period // gcd(period, advance)
    even = pattern.even and whole <= most
    pixels = pattern.advance * advance * (whole if even else count) // (units * period)
    units = whole if even else count
    if units > most or (not pattern.smooth and units * len(step.reads(0)) > _MOST_LOOKUPS):
        return None
    spans = [pattern.over(step.reads(unit)) for unit in range(units)]
    return ordered(pixels, spans, even=even)


def together(one: Pattern, other: Pattern, count: int) -> Pattern | None:
    """What so many units see that see what both patterns say; None where they are too many."""
    if one == other:
        return one
    counts = len(one.spans), len(other.spans)
    units = counts[0] * counts[1] // gcd(*counts)
    level = one.advance * counts[1] == other.advance * counts[0] and units <= MAX_PERIOD
    even = one.even and other.even and level
    units = units if even else count
    if units > MAX_PERIOD:
        return None
    spans = [hull((one.seen(unit), other.seen(unit))) for unit in range(units)]
    return ordered(one.advance * units // counts[0], spans, even=even)


def ordered(advance: int, spans: list[Interval | None], *, even: bool) -> Pattern:
    """A pattern, and whether its ends never turn back."""
    way = 1 if advance >= 0 else -1
    known = [each for each in spans if each is not None]
    smooth = len(known) == len(spans)
    if smooth and len(spans) > 1:
        ring = [*known, (known[0][0] + advance, known[0][1] + advance)]
        smooth = all((b[0] - a[0]) * way >= 0 <= (b[1] - a[1]) * way for a, b in pairwise(ring))
    return Pattern(advance, tuple(spans), smooth, even)


def clipped(span: Interval | None, size: int) -> Interval | None:
    """What of an interval lies within 0 to size − 1."""
    if span is None or span[1] < 0 or span[0] >= size:
        return None
    return max(0, span[0]), min(size - 1, span[1])
