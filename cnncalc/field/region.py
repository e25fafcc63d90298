"""What one unit of a layer sees, exactly: backward through the graph with sets of units."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.arith import product
from cnncalc.field.forward import Everywhere, arriving, reaches, walked
from cnncalc.field.pattern import Interval, hull
from cnncalc.layers.places import ALL, TooLong, divided, ends, joined, up_to
from cnncalc.layers.reach import Along, Only, Regrouped
from cnncalc.layers.reordering import Flipped, Part, Turned
from cnncalc.layers.steps import SAME, Blocks, Everything, Same
from cnncalc.limits import MAX_PLACES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers.reach import Reach, Reaches, Step
    from cnncalc.layers.shapes import Shape
    from cnncalc.report import Report


class Region(NamedTuple):
    """What one unit sees of the input, for each of its axes: the first and the last pixel."""

    seen: tuple[Interval | None, ...]
    """Of the pixels that are there; None where it sees nothing but padding."""
    unclipped: tuple[Interval, ...] | None
    """With the padding, as if the input went on; None where the field has no such form."""


Box = tuple[int, ...]
"""The units that are seen of a tensor: a set of places on each of its dimensions."""

_MOST_BOXES = 16
_ALL_OF_ALL = (Same, Everything, Blocks, Flipped, Turned, Part)
"""Steps by which all units together read all places."""


def region(
    report: Report, number: int, unit: tuple[int, ...] | None = None, input: int = 0
) -> Region | None:
    """What one unit of a row sees of one of the model's inputs.

    Args:
        report: the computed network.
        number: the row's number, from 1. It is about the row's first output.
        unit: the unit's place on the row's spatial dimensions, as `unit_sizes` has them, through
            all channels; None, or none, for all units together.
        input: which of the model's inputs, from 0.

    Raises:
        ValueError: there is no such row, unit or input.

    Returns:
        The region, exact for each axis; None where the row does not hang on that input, or where
        it is not known how, or too many units would have to be followed.
    """
    if not 0 < number <= len(report.rows):
        raise ValueError(f"there is no layer {number}: there are {len(report.rows)}, from 1")
    if not report.inputs:
        return None
    walk = walked(report, input)
    row = report.rows[number - 1]
    if not row.outputs or (number, 0) not in walk.tensors:
        return None
    dims = unit_dims(row.outputs[0], walk.tensors[number, 0])
    if unit:
        _refuse(row.outputs[0], dims, unit, number)
    places = dict(zip(dims, unit or (), strict=False))
    box = tuple([1 << places[at] if at in places else ALL for at in range(len(row.outputs[0]))])
    try:
        found = _followed(report, number, box, input)
    except TooLong:
        return None
    if found is None:
        return None
    seen = [
        hull([(0, size - 1) if box[at] == ALL else ends(box[at]) for box in found])
        for at, size in enumerate(walk.sizes, 2)
    ]
    return Region(tuple(seen), _unclipped(walk.tensors[number, 0], row.outputs[0], places))


def unit_dims(shape: Shape, seen: Everywhere | None) -> tuple[int, ...]:
    """The dimensions of a row's output, with the batch, on which a unit has its place.

    They are those behind the channels; of tokens and the like, where the axes of the input lie on
    others, those.
    """
    dims = sorted({dim for each in seen or () for tie in each.ties for dim in tie.dims})
    return tuple(dims) if dims and dims[0] < 2 else tuple(range(2, len(shape)))


def unit_sizes(report: Report, number: int, input: int = 0) -> Shape:
    """How many units a row has on each dimension on which they have a place."""
    row = report.rows[number - 1]
    if not row.outputs or not report.inputs:
        return ()
    dims = unit_dims(row.outputs[0], walked(report, input).tensors.get((number, 0)))
    return tuple([row.outputs[0][dim] for dim in dims])


def _refuse(shape: Shape, dims: Sequence[int], unit: tuple[int, ...], number: int) -> None:
    sizes = [shape[dim] for dim in dims]
    shown = "×".join(map(str, sizes)) or "no"
    if len(unit) != len(dims):
        raise ValueError(
            f"a unit of layer {number} has {len(dims)} number{'s' * (len(dims) != 1)}, "
            f"not {len(unit)}: it has {shown} units"
        )
    if any(not 0 <= at < size for at, size in zip(unit, sizes, strict=True)):
        text = ",".join(map(str, unit))
        raise ValueError(f"there is no unit {text} of layer {number}: it has {shown}, from 0")


def _followed(report: Report, number: int, box: Box, input: int) -> list[Box] | None:
    """The boxes of the input that a box of a row's first output sees; None where it is unknown."""
    boxes: dict[tuple[int, int], list[Box]] = {(number, 0): [box]}
    known: dict[object, Reaches] = {}
    for row in reversed(report.rows[:number]):
        for output, shape in enumerate(row.outputs):
            for each in boxes.pop((row.number, output), ()):
                shapes = arriving(report, row)
                if row.layer is None or shapes is None:
                    return None
                links = reaches(row.layer, output, shapes, known)
                if links is None:
                    return None
                for read, arrives, link in zip(row.reads, shapes, links, strict=True):
                    came = None if link is None else box_read(each, shape, arrives, link)
                    if came is not None:
                        _add(boxes.setdefault((read.number, read.output), []), came)
    return boxes.get((0, input), [])


def box_read(box: Box, shape: Shape, arrives: Shape, reach: Reach) -> Box | None:
    """The box of an input that a box of the output reads; None where it reads none of it."""
    found = [ALL] * len(arrives)
    for dim, place in reach.fixed:
        found[dim] = 1 << place
    for at, link in enumerate(reach.dims):
        if isinstance(link, Along):
            source = link.source
            found[source] = _back(link.step, box[at], shape[at], arrives[source])
            if not found[source]:
                return None
        elif isinstance(link, Only):
            if not box[at] >> link.unit & 1:
                return None
        elif isinstance(link, Regrouped) and at == link.targets[0]:
            came = _regrouped(link, [box[each] for each in link.targets], shape, arrives)
            if not all(came):
                return None
            for source, places in zip(link.sources, came, strict=True):
                found[source] = places
    return tuple(found)


def _back(step: Step, places: int, count: int, size: int) -> int:
    """What places among so many units read of a size; all of it is ALL."""
    if places == ALL:
        if isinstance(step, _ALL_OF_ALL):
            return ALL
        if max(count, size) > MAX_PLACES:
            raise TooLong
        places = up_to(count)
    elif max(places.bit_length(), 0 if step is SAME else size) > MAX_PLACES:
        raise TooLong
    found = step.back(places, size)
    return ALL if found.bit_length() == size and found == up_to(size) else found


def _regrouped(link: Regrouped, box: list[int], shape: Shape, arrives: Shape) -> list[int]:
    """What the places on regrouped dimensions read on each of the sources."""
    rows = box
    if link.before:
        counts = [shape[at] for at in link.targets]
        each = zip(link.before, box, counts, link.target_sizes, strict=True)
        rows = [_back(*one) for one in each]
    found = [ALL] * len(link.sources)
    if any(places != ALL for places in rows):
        count = product(link.target_sizes)
        if count > 16 * MAX_PLACES:
            raise TooLong
        row = link.row.back(joined(rows, link.target_sizes), count)
        found = divided(row, link.source_sizes) if row else [0] * len(found)
    if link.after:
        sizes = [arrives[at] for at in link.sources]
        each = zip(link.after, found, link.source_sizes, sizes, strict=True)
        found = [_back(*one) for one in each]
    return found


def _add(boxes: list[Box], box: Box) -> None:
    """Put a box to others, which stay few: two that make up one become one."""
    for at, other in enumerate(boxes):
        apart = [dim for dim, (one, two) in enumerate(zip(other, box, strict=True)) if one != two]
        union = tuple([one | two for one, two in zip(other, box, strict=True)])
        if len(apart) < 2 or union in (other, box):
            del boxes[at]
            _add(boxes, union)
            return
    boxes.append(box)
    if len(boxes) > _MOST_BOXES:
        whole = boxes[0]
        for other in boxes[1:]:
            whole = tuple([one | two for one, two in zip(whole, other, strict=True)])
        boxes[:] = [whole]


def _unclipped(
    seen: Everywhere | None, shape: Shape, places: dict[int, int]
) -> tuple[Interval, ...] | None:
    """What a unit sees by the forward form; None where it has none."""
    found: list[Interval] = []
    for each in seen or ():
        spans = [each.always]
        for tie in each.ties:
            if tie.pattern is None:
                return None
            at, (dim,) = places.get(tie.dims[0]), tie.dims
            units = range(shape[dim]) if at is None else range(at, at + 1)
            spans.append(tie.pattern.over(units))
        whole = hull(spans)
        if whole is None:
            return None
        found.append(whole)
    return tuple(found) if seen is not None else None
