"""The figures of a layer before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from cnncalc.figures import Figures

Figure: TypeAlias = "int | tuple[int | None, ...] | None"
"""A count, or a size for each axis; None stands for what is unknown."""

KEYS = ("output", "params", "trainable_params", "macs", "receptive_field", "param_bytes",
        "activation_bytes", "kept_bytes")  # fmt: skip
"""The figures of a layer that are compared; bytes are of the usual dtype, for the whole batch."""


class FigureChange(NamedTuple):
    """A figure that differs; a count of what is not there is 0, and its sizes are None."""

    key: str
    old: Figure
    new: Figure


def measured(
    old: Figures | None, old_at: int, new: Figures | None, new_at: int
) -> tuple[FigureChange, ...]:
    """The figures of two layers, by their places, that differ; None where there is no layer."""
    before, now = _figures(old, old_at), _figures(new, new_at)
    return tuple(
        [
            FigureChange(key, one, other)
            for key, one, other in zip(KEYS, before, now, strict=True)
            if one != other
        ]
    )


def _figures(figures: Figures | None, at: int) -> tuple[Figure, ...]:
    if figures is None:
        return (None, 0, 0, 0, None, 0, 0, 0)
    row, memory = figures.report.rows[at], figures.memory
    field = (figures.fields[at] if row.output is not None else None) or ()
    sizes = tuple([each.size for each in field]) or None
    return (
        row.output, row.params, row.trainable_params, row.macs, sizes,
        memory.weights[at], memory.activations[at], memory.kept_at[at],
    )  # fmt: skip
