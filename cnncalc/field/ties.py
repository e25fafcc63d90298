"""What a tensor sees of one axis of the input: which of its units see which pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.field.pattern import Interval, Pattern, clipped, hull, together

if TYPE_CHECKING:
    from cnncalc.layers.shapes import Shape


class Tie(NamedTuple):
    """That the units on some dimensions of a tensor see different pixels of an axis."""

    dims: tuple[int, ...]
    pattern: Pattern | None
    """Which ones, where there is one dimension and it repeats itself; None leaves that open."""
    size: int | None
    """The most pixels that one unit sees, from its first to its last; None where it is unknown."""
    hull: Interval | None
    """The first and the last pixel that any of them sees, within the input."""
    origin: tuple[int, ...] = ()
    """Where the pattern was lost: ties of one origin have their pixels in the same places."""


class Seen(NamedTuple):
    """What the units of a tensor see of one axis: what their ties say, and what all of them see."""

    ties: tuple[Tie, ...]
    always: Interval | None = None


def tied(pattern: Pattern, dim: int, count: int, size: int) -> Tie:
    """A tie by a pattern of so many units, on an axis of some size."""
    whole = clipped(pattern.over(range(count)), size)
    return Tie((dim,), pattern, pattern.size(count), whole)


def extent(span: Interval | None) -> int:
    """The pixels of an interval."""
    return 0 if span is None else span[1] - span[0] + 1


def united(one: Seen, other: Seen, output: Shape) -> Seen:
    """What units see that see the one and the other."""
    if one is other:
        return one
    ties = {each.dims: each for each in one.ties}
    for tie in other.ties:
        first = ties.get(tie.dims)
        ties[tie.dims] = tie if first is None else _both(first, tie, output)
    return Seen(tuple(ties.values()), hull((one.always, other.always)))


def _both(one: Tie, other: Tie, output: Shape) -> Tie:
    """The union of two ties on the same dimensions."""
    if one == other:
        return one
    whole = hull((one.hull, other.hull))
    if one.pattern is not None and other.pattern is not None:
        count = output[one.dims[0]]
        pattern = together(one.pattern, other.pattern, count)
        if pattern is not None:
            return Tie(one.dims, pattern, pattern.size(count), whole)
    known = one.pattern is other.pattern is None and one.origin == other.origin
    size = max(one.size, other.size) if known and one.size and other.size else None
    return Tie(one.dims, None, size, whole, one.origin if known else (*one.origin, *other.origin))
