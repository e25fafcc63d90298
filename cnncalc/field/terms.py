"""What each single unit of a tensor sees of the whole input, and how a layer hands that on.

A tensor sees what its terms say, all of them together. A term is a product: of a unit's places on
the tensor's dimensions each axis of the input asks for its own, and where one of them sees
nothing, as in padding, there is nothing that the unit sees by this term. So two branches that come
together are one term where both always see something, and stay two where one of them does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.field.backward import box_read
from cnncalc.field.pattern import Interval, hull
from cnncalc.field.spans import MOST_UNITS, Book, Spans
from cnncalc.layers.places import ALL, TooLong, up_to
from cnncalc.layers.reach import Along, Only, Reach, Regrouped
from cnncalc.layers.reordering import Part
from cnncalc.layers.steps import SAME, Blocks, Everything, Transposed, Window

if TYPE_CHECKING:
    from cnncalc.field.backward import Box
    from cnncalc.layers.reach import Step
    from cnncalc.layers.shapes import Shape


class Axis(NamedTuple):
    """What the units of a tensor see along one axis of the input."""

    dims: tuple[int, ...]
    """The dimensions on which units that see different pixels lie; none where all see the same."""
    spans: Spans | None
    """What each place on the one dimension sees; None leaves open which unit sees what."""
    whole: Interval
    """What all of them see together."""
    full: bool = True
    """Whether each of them sees something."""


OPEN = 0
"""The mask of a dimension of which it is not known where its units are."""


class Term(NamedTuple):
    """A product of what the places of a unit see."""

    axes: tuple[Axis, ...]
    """For each axis of the input."""
    masks: tuple[tuple[int, int], ...] = ()
    """Dimensions on which not all units see something, and the set of those that do, or OPEN."""


class Plan(NamedTuple):
    """How a layer hands on what it reads by one of its inputs."""

    readers: tuple[tuple[tuple[int, ...], Step | Regrouped] | None, ...]
    """For each dimension of the input those of the output that index it, and by what step."""
    fixed: dict[int, int]
    """Dimensions of the input of which all units read one place."""
    masks: dict[int, int]
    """Dimensions of the output on which some units alone read it."""
    together: Box
    """What all units read together of each dimension of the input."""


def planned(reach: Reach, arrives: Shape, shape: Shape) -> Plan | None:
    """How to hand on what arrives by a reach; None where nothing of it is read.

    Raises:
        TooLong: it takes another way to find that out, or too much is read.
    """
    readers: list[tuple[tuple[int, ...], Step | Regrouped] | None] = [None] * len(arrives)
    masks = {}
    for at, link in enumerate(reach.dims):
        found: list[tuple[int, tuple[int, ...], Step | Regrouped]] = []
        if isinstance(link, Along):
            if link.step is SAME and arrives[link.source] != shape[at]:
                raise TooLong
            found = [(link.source, (at,), link.step)]
        elif isinstance(link, Only):
            masks[at] = 1 << link.unit
        elif isinstance(link, Regrouped) and at == link.targets[0]:
            found = [(source, link.targets, link) for source in link.sources]
        for source, targets, step in found:
            if readers[source] is not None:
                raise TooLong
            readers[source] = (targets, step)
    together = box_read((ALL,) * len(shape), shape, arrives, reach)
    return None if together is None else Plan(tuple(readers), dict(reach.fixed), masks, together)


def handed(term: Term, plan: Plan, arrives: Shape, shape: Shape, book: Book) -> Term | None:
    """A term behind a layer; None where its units see nothing by it.

    Raises:
        TooLong: it takes another way to find that out, or too much is looked up.
    """
    axes = []
    tied: set[int] = set()
    for axis in term.axes:
        tied.update(axis.dims)
        found = _axis(axis, plan, shape, book)
        if found is None:
            return None
        axes.append(found)
    masks, known = dict(plan.masks), dict(term.masks)
    for dim, size in enumerate(arrives):
        if dim in tied and dim not in known:
            continue
        came = _mask(dim, known.get(dim, ALL), size, plan, shape, book)
        if came is None:
            return None
        for target, mask in came:
            masks[target] = mask if masks.get(target, mask) == mask else OPEN
    return Term(tuple(axes), tuple(sorted(masks.items())))


def _axis(axis: Axis, plan: Plan, shape: Shape, book: Book) -> Axis | None:
    """What the output's units see of an axis; None where they see nothing."""
    if not axis.dims:
        return axis
    dims: list[int] = []
    full = axis.full
    for dim in axis.dims:
        reader = plan.readers[dim]
        if dim in plan.fixed:
            if axis.spans is None:
                raise TooLong
            span = axis.spans.each[plan.fixed[dim]]
            return None if span is None else Axis((), None, span)
        if reader is None or isinstance(reader[1], Everything):
            continue
        targets, step = reader
        if step is SAME:
            if targets == axis.dims:
                return axis
            if axis.spans is not None:
                return axis._replace(dims=targets)
        elif axis.spans is not None and not isinstance(step, Regrouped):
            spans = book.stepped(axis.spans, step, shape[targets[0]])
            return None if spans is None else Axis(targets, spans, spans.whole, spans.full)
        elif plan.together[dim] != ALL:
            raise TooLong
        else:
            full = full and _plain(step)
        dims.extend(targets)
    if not dims:
        return Axis((), None, axis.whole)
    return Axis(tuple(sorted(set(dims))), None, axis.whole, full)


def _plain(step: Step | Regrouped) -> bool:
    """Whether it is the same values under other dimensions."""
    return isinstance(step, Regrouped) and not step.before and not step.after and step.row is SAME


def _mask(
    dim: int, mask: int, size: int, plan: Plan, shape: Shape, book: Book
) -> list[tuple[int, int]] | None:
    """On which dimensions of the output who sees something; None where no unit does."""
    reader = plan.readers[dim]
    if dim in plan.fixed:
        if mask == OPEN:
            raise TooLong
        return [] if mask >> plan.fixed[dim] & 1 else None
    if reader is None or isinstance(reader[1], Everything):
        return []
    targets, step = reader
    if step is SAME:
        return [] if mask == ALL else [(targets[0], mask)]
    if isinstance(step, Regrouped):
        if mask not in (ALL, OPEN) and plan.together[dim] != ALL:
            raise TooLong
        return [] if mask == ALL and _plain(step) else [(target, OPEN) for target in targets]
    if mask == OPEN:
        if plan.together[dim] != ALL:
            raise TooLong
        return [(targets[0], OPEN)]
    count = shape[targets[0]]
    found = _readers(step, mask, count, size, book)
    if not found:
        return None
    return [] if found in (ALL, up_to(count)) else [(targets[0], found)]


def _readers(step: Step, mask: int, count: int, size: int, book: Book) -> int:
    """The set of those of so many units that read one of the places of a mask."""
    if isinstance(step, Part):
        if count > 16 * MOST_UNITS:
            raise TooLong
        return (mask & up_to(size)) << step.start & up_to(count)
    if mask == ALL and not isinstance(step, Window | Transposed):
        return ALL
    if isinstance(step, Blocks) and count <= MOST_UNITS:
        return Blocks(step.units, step.places).back(mask, count)  # the other way round
    key = (type(step), step, mask, count, size)
    if key not in book.found:
        taps, found = book.taps(step, count, size), 0
        book.spend(sum(map(len, taps)))
        for unit, places in enumerate(taps):
            if places and (mask == ALL or any(mask >> place & 1 for place in places)):
                found |= 1 << unit
        book.found[key] = found
    found_ = book.found[key]
    assert isinstance(found_, int)
    return found_


def seen(terms: tuple[Term, ...], places: dict[int, int]) -> tuple[Interval | None, ...] | None:
    """What all units see together that have some places; None where no term says anything.

    Raises:
        TooLong: it is not known which units see what.
    """
    found: list[list[Interval]] = []
    for term in terms:
        masks = [(mask, places[dim]) for dim, mask in term.masks if dim in places]
        if any(mask == OPEN for mask, _ in masks):
            raise TooLong
        spans = [span_of(axis, places) for axis in term.axes]
        if None not in spans and all(mask >> place & 1 for mask, place in masks):
            found.append([span for span in spans if span is not None])
    return tuple(map(hull, zip(*found, strict=True))) if found else None


def span_of(axis: Axis, places: dict[int, int]) -> Interval | None:
    """What units at some places see of an axis."""
    at = [places[dim] for dim in axis.dims if dim in places]
    if not at:
        return axis.whole
    if axis.spans is None:
        raise TooLong
    return axis.spans.each[at[0]]
