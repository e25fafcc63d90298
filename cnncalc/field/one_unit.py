"""What one unit of a layer sees, exactly: backward through the graph with sets of units."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.field.backward import followed
from cnncalc.field.forward import Everywhere, walked
from cnncalc.field.pattern import Interval, hull
from cnncalc.field.units import refuse, unit_dims
from cnncalc.layers.places import ALL, TooLong, ends

if TYPE_CHECKING:
    from cnncalc.field.forward import Walk
    from cnncalc.layers.shapes import Shape
    from cnncalc.report import Report


class Region(NamedTuple):
    """What one unit sees of the input, for each of its axes: the first and the last pixel."""

    seen: tuple[Interval | None, ...]
    """Of the pixels that are there; None where it sees nothing but padding."""
    unclipped: tuple[Interval, ...] | None
    """With the padding, as if the input went on; None where the field has no such form."""


def region(
    report: Report,
    number: int,
    unit: tuple[int, ...] | None = None,
    input: int = 0,
    walk: Walk | None = None,
) -> Region | None:
    """What one unit of a row sees of one of the model's inputs.

    Args:
        report: the computed network.
        number: the row's number, from 1. It is about the row's first output.
        unit: the unit's place on the row's spatial dimensions, as `unit_sizes` has them, through
            all channels; None, or none, for all units together.
        input: which of the model's inputs, from 0.
        walk: what `walked` found of this report and input, where that has been asked already.

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
    walk = walk or walked(report, input)
    row = report.rows[number - 1]
    if not row.outputs or (number, 0) not in walk.tensors:
        return None
    dims = unit_dims(row.outputs[0], walk.tensors[number, 0])
    if unit:
        refuse(row.outputs[0], dims, unit, number)
    places = dict(zip(dims, unit or (), strict=False))
    box = tuple([1 << places[at] if at in places else ALL for at in range(len(row.outputs[0]))])
    try:
        found = followed(report, number, box, input, walk.known)
    except TooLong:
        return None
    if found is None:
        return None
    seen = [
        hull([(0, size - 1) if box[at] == ALL else ends(box[at]) for box in found])
        for at, size in enumerate(walk.sizes, 2)
    ]
    return Region(tuple(seen), unclipped(walk.tensors[number, 0], row.outputs[0], places))


def unclipped(
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
