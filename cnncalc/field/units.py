"""Units: where they have their places, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.field.forward import walked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.field.forward import Everywhere, Walk
    from cnncalc.layers.shapes import Shape
    from cnncalc.report import Report


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


def refuse(shape: Shape, dims: Sequence[int], unit: tuple[int, ...], number: int) -> None:
    """Raise a ValueError for a unit that a layer does not have."""
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
