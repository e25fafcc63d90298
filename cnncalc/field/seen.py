"""What a tensor sees of one axis of the input, and how a layer hands that on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.field.pattern import Interval, Pattern, clipped, hull, through, together
from cnncalc.layers.reach import Along, Reach, Regrouped
from cnncalc.layers.reordering import Flipped, Part, Turned
from cnncalc.layers.resampling import Resampled
from cnncalc.layers.steps import SAME, Blocks, Everything, Preceding

if TYPE_CHECKING:
    from cnncalc.layers.reach import Step
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


class Pixels(NamedTuple):
    """How many pixels the axis has, and what was found out about patterns on it."""

    size: int
    found: dict[object, Tie]


def tied(pattern: Pattern, dim: int, count: int, size: int) -> Tie:
    """A tie by a pattern of so many units, on an axis of some size."""
    whole = clipped(pattern.over(range(count)), size)
    return Tie((dim,), pattern, pattern.size(count), whole)


def stepped(tie: Tie, step: Step, count: int, pixels: Pixels, origin: tuple[int, ...]) -> Tie:
    """A tie behind a step to so many units, its dimensions still as they were."""
    if step is SAME:
        return tie
    if isinstance(step, Preceding):
        return tie._replace(pattern=None, size=extent(tie.hull), origin=origin)
    if isinstance(step, Turned | Part | Everything):
        return tie._replace(pattern=None, origin=origin)
    if tie.pattern is None:
        return tie._replace(size=tie.size if _repeats(step) else None, origin=origin)
    key = (tie.pattern, type(step), step, count)  # steps of two types may be equal as tuples
    if key not in pixels.found:
        pattern = through(tie.pattern, step, count)
        if pattern is None:
            pixels.found[key] = tie._replace(pattern=None, size=None, origin=origin)
        else:
            pixels.found[key] = tied(pattern, 0, count, pixels.size)
    return pixels.found[key]._replace(dims=tie.dims)


def _repeats(step: Step) -> bool:
    """Whether each unit reads one place, and each place is read."""
    if isinstance(step, Resampled):
        return step.taps == 1 and step.slope <= step.scale
    return isinstance(step, Flipped) or (isinstance(step, Blocks) and step.places == 1)


def extent(span: Interval | None) -> int:
    """The pixels of an interval."""
    return 0 if span is None else span[1] - span[0] + 1


def handed_on(
    seen: Seen, reach: Reach, output: Shape, pixels: Pixels, origin: tuple[int, ...]
) -> Seen:
    """What the units of an output see through one of its inputs."""
    always, ties = seen.always, []
    for tie in seen.ties:
        dims: list[int] = []
        kept, lost = tie, False
        for dim in tie.dims:
            readers = [(at, link) for at, link in enumerate(reach.dims) if _reads(link, dim)]
            lost = lost or not readers
            for at, link in readers:
                if isinstance(link, Along):
                    if isinstance(link.step, Everything):
                        always = hull((always, tie.hull))
                    else:
                        kept = stepped(kept, link.step, output[at], pixels, origin)
                elif isinstance(link, Regrouped) and at == link.targets[0]:
                    kept = _regrouped(kept, link, dim, pixels, origin)
                dims.append(at)
        if (
            lost
            and tie.pattern is not None
            and (place := dict(reach.fixed).get(tie.dims[0], -1)) >= 0
        ):
            always = hull((always, clipped(tie.pattern.seen(place), pixels.size)))
        elif lost and not dims:
            always = hull((always, tie.hull))
        else:
            kept = kept._replace(dims=tuple(dict.fromkeys(dims)))
            ties.append(kept._replace(size=None, origin=origin) if lost else kept)
    return Seen(tuple(ties), always)


def _reads(link: object, dim: int) -> bool:
    if isinstance(link, Along):
        return link.source == dim
    return isinstance(link, Regrouped) and dim in link.sources


def _regrouped(tie: Tie, link: Regrouped, dim: int, pixels: Pixels, origin: tuple[int, ...]) -> Tie:
    """A tie of which a dimension is regrouped: its units see as much, at other places."""
    if link.after:
        at = link.sources.index(dim)
        tie = stepped(tie, link.after[at], link.source_sizes[at], pixels, origin)
    unknown = bool(link.before)
    return tie._replace(pattern=None, size=None if unknown else tie.size, origin=origin)


def united(one: Seen, other: Seen, output: Shape) -> Seen:
    """What units see that see the one and the other."""
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
