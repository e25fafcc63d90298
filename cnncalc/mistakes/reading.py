"""Slips in reading a figure: another order, another layer's, one figure for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cnncalc.mistakes.target import Target
    from cnncalc.report import Report, Row
    from cnncalc.spec import Shape

    Found = tuple[int | Shape, str]


class Reading(NamedTuple):
    """A figure that was claimed, and what there is to know of the true one."""

    report: Report
    target: Target
    key: str
    truth: int | Shape
    claimed: int | Shape

    @property
    def rows(self) -> tuple[Row, ...]:
        """The layers that it is about."""
        return self.report.rows[self.target.first : self.target.end]

    @property
    def shape(self) -> Shape:
        """The output."""
        row = self.report.rows[self.target.giving]
        return row.all_outputs[self.target.output] if row.outputs else ()

    def counted(self, row: Row) -> int | None:
        """What one layer has of the figure."""
        found: int | None = getattr(row, self.key)
        return found // self.report.batch if found and self.key == "macs" else found


class Misreading(NamedTuple):
    """One slip in reading a figure."""

    name: str
    keys: tuple[str, ...]
    found: Callable[[Reading], Iterator[Found]]
    """The figures that it may give, each with the sentence that tells it."""


def place(row: Row) -> str:
    """A layer by its id, or by its number."""
    return f"`{row.id[:60]}`" if row.id else f"layer {row.number}"


def times(shape: Shape) -> str:
    """The sizes as a product."""
    return "·".join(map(str, shape))
