"""Backward through the graph: the sets of units that are seen of each tensor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.field.forward import arriving, reaches
from cnncalc.layers.places import ALL, TooLong, divided, joined, up_to
from cnncalc.layers.reach import Along, Only, Regrouped
from cnncalc.layers.reordering import Flipped, Part, Turned
from cnncalc.layers.steps import SAME, Blocks, Everything, Same, Transposed, Window
from cnncalc.limits import MAX_PLACES

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.layers.reach import Reach, Reaches, Step
    from cnncalc.layers.shapes import Shape
    from cnncalc.report import Report

Box = tuple[int, ...]
"""The units that are seen of a tensor: a set of places on each of its dimensions."""

_MOST_BOXES = 16
_ALL_OF_ALL = (Same, Everything, Blocks, Flipped, Turned, Part)
"""Steps by which all units together read all places."""


def followed(
    report: Report,
    number: int,
    box: Box,
    input: int,
    known: dict[object, Reaches],
    taken: Callable[[tuple[int, int], Box], bool] | None = None,
) -> list[Box] | None:
    """The boxes of the input that a box of a row's first output sees; None where it is unknown.

    Args:
        report: the computed network.
        number: the row's number.
        box: the units of its first output.
        input: which of the model's inputs.
        known: how outputs hang on what arrives, as far as that has been asked.
        taken: told of each box of a tensor on the way, it says whether that need not be followed.

    Raises:
        TooLong: too many units would have to be followed.
    """
    boxes: dict[tuple[int, int], list[Box]] = {(number, 0): [box]}
    for row in reversed(report.rows[:number]):
        for output, shape in enumerate(row.outputs):
            for each in boxes.pop((row.number, output), ()):
                if taken is not None and taken((row.number, output), each):
                    continue
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
        if count > 4 * MAX_PLACES:
            raise TooLong
        places = up_to(count)
    if step is SAME:
        return places
    widest = max(size, places.bit_length())
    if isinstance(step, Window):  # of a small input, but with padding and strides without measure
        spread = places.bit_length() * step.stride
        widest = max(widest, spread, step.kernel * step.dilation, step.before, -step.before)
    elif isinstance(step, Transposed):
        widest = max(widest, step.before)
    if widest > 4 * MAX_PLACES:
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
