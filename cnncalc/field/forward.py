"""The receptive field of every layer, in one walk through the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.field.pattern import IDENTITY, Interval, Pattern, clipped, hull
from cnncalc.field.seen import Pixels, Seen, extent, handed_on, tied, united

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from cnncalc.layers import Layer
    from cnncalc.layers.reach import Reach, Reaches
    from cnncalc.layers.shapes import Shape
    from cnncalc.report import Report, Row


class AxisField(NamedTuple):
    """What the units of a layer see along one axis of the input, in pixels; None is unknown."""

    size: int | None
    """The receptive field: from the first to the last pixel that a unit sees, padding counted.

    It is that of the unit that sees most. Where all units see a part of the input besides, as
    behind a global pool, it is counted without padding."""
    jump: Fraction | None
    """The effective stride: from unit to unit, on average. None where units do not lie in a row
    along this axis any more."""
    start: int | None
    """The first pixel that unit 0 sees: minus the effective padding."""
    seen: Interval | None
    """The first and the last pixel that any unit sees; None where all see nothing but padding."""


Everywhere = tuple[Seen, ...]
"""What a tensor sees, for each axis of the input."""


class Walk(NamedTuple):
    """What each tensor of a network sees of one of its inputs."""

    sizes: Shape
    """The pixels on each axis of the input."""
    tensors: dict[tuple[int, int], Everywhere | None]
    """By the row and the output; None where it is unknown, none where it hangs on no input."""
    known: dict[object, Reaches]
    """How outputs hang on what arrives, as far as that has been asked."""


def reaches(
    layer: Layer, output: int, shapes: tuple[Shape, ...], known: dict[object, Reaches]
) -> Reaches:
    """How an output hangs on what arrives; the same question is answered once."""
    key = (layer, output, shapes)
    if key not in known:
        known[key] = layer.reach(output, *shapes)
    return known[key]


def arriving(report: Report, row: Row) -> tuple[Shape, ...] | None:
    """The shapes that a row reads, with the batch; None where one is unknown."""
    inputs, shapes = list(report.inputs.values()), []
    for number, output in row.reads:
        if number == 0:
            shapes.append((report.batch, *inputs[output]))
        elif number < 0 or output >= len(report.rows[number - 1].outputs):
            return None
        else:
            shapes.append(report.rows[number - 1].outputs[output])
    return tuple(shapes)


def walked(report: Report, input: int = 0) -> Walk:
    """Follow an input of the model through all rows."""
    inputs = list(report.inputs.values())
    if not 0 <= input < len(inputs):
        raise ValueError(f"there is no input {input}: there are {len(inputs)}, counted from 0")
    sizes = inputs[input][1:]
    axes = [Pixels(size, {}) for size in sizes]
    first = [Seen((tied(IDENTITY, at, size, size),)) for at, size in enumerate(sizes, 2)]
    tensors: dict[tuple[int, int], Everywhere | None] = {(0, input): tuple(first)}
    known: dict[object, Reaches] = {}
    used = {(each.number, each.output) for row in report.rows for each in row.reads}
    used |= {(each.read.number, each.read.output) for each in report.results}
    for row in report.rows:
        read = [tensors.get((each.number, each.output), ()) for each in row.reads]
        hangs = [(each.number, each.output) in tensors for each in row.reads]
        if not any(hangs):
            continue
        shapes = arriving(report, row)
        for output, shape in enumerate(row.outputs or ((),)):
            if output and (row.number, output) not in used:
                continue
            links = None
            if row.layer is not None and row.outputs and shapes is not None:
                links = reaches(row.layer, output, shapes, known)
            found: Everywhere | None = None
            if links is not None:
                pairs = [
                    pair
                    for pair, on in zip(zip(read, links, strict=True), hangs, strict=True)
                    if on
                ]
                if all(link is None for _, link in pairs):
                    continue
                found = _merged(pairs, shape, axes, row.number)
            tensors[row.number, output] = found
    return Walk(sizes, tensors, known)


def _merged(
    pairs: Sequence[tuple[Everywhere | None, Reach | None]],
    shape: Shape,
    axes: list[Pixels],
    number: int,
) -> Everywhere | None:
    """What a tensor sees by all of its inputs that see something."""
    found: Everywhere | None = None
    for at, (read, link) in enumerate(pairs):
        if link is None:
            continue
        if read is None:
            return None
        parts = any(
            getattr(getattr(each, "step", None), "start", None) is not None for each in link.dims
        )
        origin = (number,) if parts else (number, at)
        handed = [
            handed_on(seen, link, shape, pixels, origin)
            for seen, pixels in zip(read, axes, strict=True)
        ]
        if found is None:
            found = tuple(handed)
        else:
            found = tuple([united(*both, shape) for both in zip(found, handed, strict=True)])
    return found


def fields(
    report: Report, input: int = 0, walk: Walk | None = None
) -> tuple[tuple[AxisField, ...] | None, ...]:
    """The receptive field of every row, on each axis of one of the model's inputs.

    Args:
        report: the computed network.
        input: which of its inputs, from 0. C×L has one axis, C×H×W two, and C×D×H×W three.
        walk: what `walked` found of this report and input, where that has been asked already.

    Raises:
        ValueError: there is no such input.

    Returns:
        One entry for each row: its first output's field on each axis. None stands for a row that
        does not hang on that input, or of which it is not known how.
    """
    if not report.inputs:
        return (None,) * len(report.rows)
    return axis_fields(report, walk or walked(report, input))


def axis_fields(report: Report, walk: Walk) -> tuple[tuple[AxisField, ...] | None, ...]:
    """What a walk found, in figures: one entry for each row."""
    made: dict[object, AxisField] = {}
    found: list[tuple[AxisField, ...] | None] = []
    for row in report.rows:
        each = walk.tensors.get((row.number, 0))
        if each is None:
            found.append(None)
            continue
        axes = []
        for seen, size in zip(each, walk.sizes, strict=True):
            counts = tuple([row.outputs[0][tie.dims[0]] for tie in seen.ties])
            key = (seen, size, counts)
            if key not in made:
                made[key] = axis_field(seen, size, counts)
            axes.append(made[key])
        found.append(tuple(axes))
    return tuple(found)


def axis_field(seen: Seen, size: int, counts: Shape) -> AxisField:
    """A field in figures, on an axis of some size, for so many units on each tie."""
    always, ties = seen.always, seen.ties
    whole = hull((always, *[tie.hull for tie in ties]))
    tie = ties[0] if len(ties) == 1 else None
    jump = start = None
    if tie is not None and tie.pattern is not None:
        jump = tie.pattern.jump if tie.pattern.even else None
        first = tie.pattern.seen(0)
        start = None if first is None else first[0]
    if not ties or (always is not None and extent(always) == size):
        return AxisField(extent(always), jump, start, whole)
    if tie is None:
        patterns = all(each.pattern is not None for each in ties)
        return AxisField(extent(whole) if patterns else None, None, None, whole)
    if always is None or tie.pattern is None:
        return AxisField(None if always else tie.size, jump, start, whole)
    near = [clipped(tie.pattern.seen(unit), size) for unit in _telling(tie.pattern, counts[0])]
    return AxisField(max([extent(hull((each, always))) for each in near]), jump, start, whole)


def _telling(pattern: Pattern, count: int) -> list[int]:
    """Units of which one sees most together with what all see: at the ends, one of each kind."""
    period = len(pattern.spans)
    units = {*range(min(count, period)), *range(max(0, count - period), count)}
    middle = count // 2
    return sorted(units | {*range(middle, min(count, middle + period))})
