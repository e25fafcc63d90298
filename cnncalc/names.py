"""Which rows of a report a name stands for: the path or the id of a row or of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cnncalc.report import Report


class Place(NamedTuple):
    """Rows by their positions, as a half-open range, and the one that gives their output."""

    first: int
    end: int
    giving: int


def numbered(report: Report, number: str) -> Place | None:
    """The row of a number from 1, written in decimal digits; None where there is none."""
    at = int(number) - 1 if len(number) < 10 else -1
    return Place(at, at + 1, at) if 0 <= at < len(report.rows) else None


def places(report: Report) -> dict[str, Place]:
    """What each name stands for; a group may have no rows.

    Paths go before ids, so that an id of the file goes before one in a block; among either, rows
    before groups, and the first of a name before the others.
    """
    found: dict[str, Place] = {}
    named = [(row.path, row.id, Place(row.number - 1, row.number, row.number - 1))
             for row in report.rows]  # fmt: skip
    named += [(each.path, each.id, Place(each.first, each.end, each.last))
              for each in report.groups]  # fmt: skip
    for path, _, place in named:
        found.setdefault(path, place)
    for _, name, place in named:
        if name is not None:
            found.setdefault(name, place)
    return found


def ids(report: Report) -> list[str]:
    """All ids, those of the rows before those of the groups."""
    named = [*[row.id for row in report.rows], *[each.id for each in report.groups]]
    return [each for each in named if each]
