"""What one unit of a layer sees, exactly: backward through the graph with sets of units."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.field.boxes import followed
from cnncalc.field.forward import Everywhere, walked
from cnncalc.field.pattern import Interval, hull
from cnncalc.layers.places import ALL, TooLong, ends

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        _refuse(row.outputs[0], dims, unit, number)
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


def unit_dims(shape: Shape, seen: Everywhere | None) -> tuple[int, ...]:
    """The dimensions of a row's output, with the batch, on which a unit has its place.

    They are those behind the channels; of tokens and the like, where the axes of the input lie on
    others, those.
    """
    dims = sorted({dim for each in seen or () for tie in each.ties for dim in tie.dims})
    return tuple(dims) if dims and dims[0] < 2 else tuple(range(2, len(shape)))


def unit_sizes(report: Report, number: int, input: int = 0, walk: Walk | None = None) -> Shape:
    """How many units a row has on each dimension on which they have a place."""
    row = report.rows[number - 1]
    if not row.outputs or not report.inputs:
        return ()
    walk = walk or walked(report, input)
    dims = unit_dims(row.outputs[0], walk.tensors.get((number, 0)))
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
