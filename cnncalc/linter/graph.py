"""A report as rules look at it: layers by their role, and what stands before and behind each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from cnncalc.diagnostics import Span
    from cnncalc.layers import Layer
    from cnncalc.report import Read, Report, Row


class Graph:
    """The layers of a report that could be computed and have a batch."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.roles: dict[str, list[Row]] = {}
        """The layers of each role, in order."""
        for row in report.rows:
            if row.layer is not None and row.layer.role and row.output is not None and row.batched:
                self.roles.setdefault(row.layer.role, []).append(row)

    @cached_property
    def _readers(self) -> dict[Read, list[Row]]:
        found: dict[Read, list[Row]] = {}
        for row in self.report.rows:
            for each in row.reads:
                found.setdefault(each, []).append(row)
        return found

    @cached_property
    def _given(self) -> set[Read]:
        return {each.read for each in self.report.results}

    @cached_property
    def shared(self) -> set[str]:
        """The paths of layers whose weights others use."""
        return {row.shares for row in self.report.rows if row.shares is not None}

    @cached_property
    def params(self) -> int | None:
        """The parameters of the whole network."""
        return self.report.total("params")

    def at(self, span: Span) -> list[Row]:
        """The layers whose entry stands there."""
        return [row for row in self.report.rows if row.span == span]

    def readers(self, read: Read) -> list[Row]:
        """The layers that read a tensor."""
        return self._readers.get(read, [])

    def leaves(self, read: Read) -> bool:
        """Whether a tensor is an output of the model."""
        return read in self._given

    def before(self, row: Row, past: Collection[str] = ()) -> Row | None:
        """The layer that gives the one tensor that a layer reads, past those of some roles.

        None where there are several, or where it is an input of the model.
        """
        while len(row.reads) == 1 and row.reads[0].number > 0:
            row = self.report.rows[row.reads[0].number - 1]
            if role(row) not in past:
                return row if known(row) is not None else None
        return None

    def alone(self, row: Row, reader: Row) -> bool:
        """Whether one layer alone reads what another gives, and the model does not give it."""
        (read,) = reader.reads
        return len(self.readers(read)) == 1 and not self.leaves(read) and read.number == row.number


def known(row: Row) -> Layer | None:
    """The layer of a row that could be computed."""
    return row.layer if row.output is not None else None


def role(row: Row) -> str:
    """The role of a layer; "" where it has none."""
    return row.layer.role if row.layer is not None else ""


def arriving(row: Row) -> tuple[int, ...]:
    """The shape that arrives at a layer, per sample."""
    return row.inputs[0] if row.inputs else ()


def written(values: Collection[int]) -> str:
    """A value for each axis as an argument has it: one number where they are the same."""
    listed = [*values]
    return str(listed[0]) if len({*listed}) == 1 else f"({', '.join(map(str, listed))})"


def on_axis(at: int, hit: Collection[int], count: int) -> str:
    """Which of so many axes is meant, where one of those that are hit stands for all."""
    if count == 1:
        return ""
    return " on each axis" if len(hit) == count else f" on axis {at + 1} of {count}"
