"""The receptive field of every layer, in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.field.forward import walked
from cnncalc.field.pattern import Interval, Pattern, clipped, hull
from cnncalc.field.ties import extent

if TYPE_CHECKING:
    from fractions import Fraction

    from cnncalc.field.forward import Walk
    from cnncalc.field.ties import Seen
    from cnncalc.layers.shapes import Shape
    from cnncalc.report import Report


class AxisField(NamedTuple):
    """What the units of a layer see along one axis of the input, in pixels; None is unknown."""

    size: int | None
    """The receptive field of the unit that sees most: its first to its last pixel, with padding.

    Where all units see a part of the input besides, as behind a global pool, without padding."""
    jump: Fraction | None
    """The effective stride, on average; None where units lie in no row along this axis."""
    start: int | None
    """The first pixel that unit 0 sees: minus the effective padding."""
    seen: Interval | None
    """The first and the last pixel that any unit sees; None where all see nothing but padding."""


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
    made: dict[object, tuple[AxisField, ...]] = {}
    found: list[tuple[AxisField, ...] | None] = []
    for row in report.rows:
        each = walk.tensors.get((row.number, 0))
        if each is None:
            found.append(None)
            continue
        shape = row.outputs[0]
        key = (each, shape)
        if key not in made:
            axes = zip(each, walk.sizes, strict=True)
            made[key] = tuple([axis_field(seen, size, shape) for seen, size in axes])
        found.append(made[key])
    return tuple(found)


def axis_field(seen: Seen, size: int, shape: Shape) -> AxisField:
    """A field in figures: of a tensor of some shape, on an axis of some size."""
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
    near = [
        clipped(tie.pattern.seen(unit), size) for unit in _telling(tie.pattern, shape[tie.dims[0]])
    ]
    return AxisField(max([extent(hull((each, always))) for each in near]), jump, start, whole)


def _telling(pattern: Pattern, count: int) -> set[int]:
    """Units of which one sees most together with what all see: at the ends, one of each kind."""
    period = min(count, len(pattern.spans))
    starts = (0, count - period, (count - period) // 2)
    return {start + at for start in starts for at in range(period)}
