"""What a layer reads, as one says it: nothing where it is the line before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.render.numbers import UNKNOWN
from cnncalc.report import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cnncalc.report import Read, Report, Row

NONE = "–"
"""What stands where a layer reads no tensor at all."""

SEVERAL = 2

_MOST = 4
"""Names that are listed one by one."""


class Sources:
    """The names of what the layers of a report read: ids of layers or groups, or numbers."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.named: dict[int, list[tuple[str, str]]] = {}
        """The ids of what gives a row's output, with the list that each is known in."""
        for each in report.groups:
            if each.id and len(each.gives) < SEVERAL:
                self._add(each.end, each.path, each.id)
        for row in report.rows:
            if row.id:
                self._add(row.number, row.path, row.id)

    def _add(self, number: int, path: str, name: str) -> None:
        self.named.setdefault(number, []).append((path.rpartition(".")[0], name))

    def of(self, row: Row) -> str:
        """What a row reads; "" for the row before it alone."""
        reads = row.reads
        several = row.number == 1 and len(self.report.inputs) > 1
        if len(reads) == 1 and reads[0] == (row.number - 1, 0) and not several:
            return ""
        return self._listed(reads, row.path) or NONE

    def outside(self, rows: Sequence[Row]) -> str:
        """What rows shown as one read from outside; "" for the row before them alone."""
        if not rows:
            return ""
        first = rows[0].number
        reads = {read: None for row in rows for read in row.reads if read.number < first}
        return "" if [*reads] == [(first - 1, 0)] else self._listed(reads, rows[0].path)

    def _listed(self, reads: Iterable[Read], reader: str) -> str:
        names = [numbered(self.report, read, self._name(read.number, reader)) for read in reads]
        if len(names) <= _MOST:
            return ", ".join(names)
        return f"{names[0]}, … {names[-1]} ({len(names)})"

    def _name(self, number: int, reader: str) -> str | None:
        """The outermost id of what gives a row's output, of those that the reader can name."""
        for around, name in self.named.get(number, ()):
            if not around or reader.startswith(f"{around}."):
                return name
        return None


def numbered(report: Report, read: Read, name: str | None = None) -> str:
    """One tensor by its row's number, or name, and which output; or by the input's name."""
    number, output = read
    if number == NOTHING:
        return UNKNOWN
    if number == 0:
        names = [*report.inputs]
        return names[output] if len(names) > 1 else "input"
    name = name or str(number)
    return f"{name}.{output}" if len(report.rows[number - 1].outputs) > 1 else name
