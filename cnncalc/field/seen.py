"""How a layer hands on what its inputs see of one axis of the model's input."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.field.pattern import clipped, hull, through
from cnncalc.field.ties import Seen, Tie, extent, tied
from cnncalc.layers.reach import Along, Reach, Regrouped
from cnncalc.layers.reordering import Flipped, Part, Turned
from cnncalc.layers.resampling import Resampled
from cnncalc.layers.steps import SAME, Blocks, Everything, Preceding
from cnncalc.limits import MAX_PERIOD

if TYPE_CHECKING:
    from cnncalc.layers.reach import Link, Step
    from cnncalc.layers.shapes import Shape


_MOST_SPANS = 200_000
"""Spans that are worked out for one axis, about: the more patterns, the shorter they may be."""


class Pixels(NamedTuple):
    """How many pixels the axis has, and what was found out about patterns on it."""

    size: int
    found: dict[object, Tie]


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
    key = (tie.pattern, type(step), step, count)  # as tuples, steps of two types may be equal
    if key not in pixels.found:
        most = min(MAX_PERIOD, _MOST_SPANS // (1 + len(pixels.found)))
        pattern = through(tie.pattern, step, count, most)
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


def handed_on(
    seen: Seen, pixels: Pixels, reach: Reach, output: Shape, origin: tuple[int, ...]
) -> Seen:
    """What the units of an output see through one of its inputs.

    Args:
        seen: what that input sees.
        pixels: the axis on which it does.
        reach: what the output reads of it.
        output: the shape of the output, with the batch.
        origin: a name for the places of units that cannot be followed from here on.
    """
    rank = len(reach.dims)
    if reach.plain and all(tie.dims[-1] < rank for tie in seen.ties):  # as every other layer is
        return seen
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
        if dims:
            kept = kept._replace(dims=tuple(sorted(set(dims))))
            ties.append(kept._replace(size=None, origin=origin) if lost else kept)
        else:
            place = dict(reach.fixed).get(tie.dims[0])
            if tie.pattern is None or place is None:
                always = hull((always, tie.hull))
            else:
                always = hull((always, clipped(tie.pattern.seen(place), pixels.size)))
    return Seen(tuple(ties), always)


def _reads(link: Link, dim: int) -> bool:
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
