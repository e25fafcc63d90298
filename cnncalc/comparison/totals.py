"""The figures of two networks in all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cnncalc.comparison.measures import Figure
    from cnncalc.figures import Figures

KEYS = ("layers", "params", "trainable_params", "macs", "output", "flatten", "receptive_field",
        "inference", "training")  # fmt: skip
"""What is compared in all; `inference` and `training` are bytes."""


class Total(NamedTuple):
    """A figure of two networks; None stands for what is unknown."""

    key: str
    old: Figure
    new: Figure

    @property
    def change(self) -> int | None:
        """How much more it is; None where it is no count, or unknown.

        Sizes that are the same on every axis count as one.
        """
        one, other = single(self.old), single(self.new)
        return None if one is None or other is None else other - one

    @property
    def changed(self) -> bool:
        """Whether it differs."""
        return self.old != self.new


def single(figure: Figure) -> int | None:
    """A count, or the size that a figure has on every axis; None where there is no such number."""
    if isinstance(figure, tuple):
        return figure[0] if len(set(figure)) == 1 else None
    return figure


def totals(old: Figures, new: Figures) -> tuple[Total, ...]:
    """The figures of two networks in all, in the order of `KEYS`."""
    return tuple([Total(*each) for each in zip(KEYS, _all(old), _all(new), strict=True)])


def _all(figures: Figures) -> tuple[Figure, ...]:
    report, memory = figures.report, figures.memory
    row = report.giving if report.whole else None
    field = figures.fields[row.number - 1] if row else None
    return (
        len(report.rows), report.total("params"), report.total("trainable_params"),
        report.total("macs"), report.output, report.flatten,
        tuple([each.size for each in field]) if field else None,
        memory.inference if report.whole else None, memory.training if report.whole else None,
    )  # fmt: skip
