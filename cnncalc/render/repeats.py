"""Groups that follow each other and are all alike: shown once, with their count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnncalc.report import GroupRow, Report, Row


def repeats(report: Report) -> dict[int, int]:
    """How many alike there are from a group on, by its place; 0 for those behind the first."""
    found: dict[int, int] = {}
    last: dict[tuple[str, int], int] = {}
    """The first of its like, by the path around it and where the next would begin."""
    for at, group in enumerate(report.groups):
        if group.first == group.end:
            continue
        around = group.path.rpartition(".")[0]
        first = last.pop((around, group.first), None)
        if first is not None and _alike(report, report.groups[first], group):
            found[first] = found.get(first, 1) + 1
            found[at] = 0
        else:
            first = at
        last[around, group.end] = first
    return found


def _alike(report: Report, one: GroupRow, other: GroupRow) -> bool:
    """Whether two groups hold the same layers with the same figures."""
    if one.type != other.type or one.end - one.first != other.end - other.first:
        return False
    pairs = zip(report.rows[one.first : one.end], report.rows[other.first : other.end], strict=True)
    return all(
        (mine.layer, mine.output, mine.params, mine.depth)
        == (theirs.layer, theirs.output, theirs.params, theirs.depth)
        and _counted_from(mine, one.first) == _counted_from(theirs, other.first)
        for mine, theirs in pairs
    )


def _counted_from(row: Row, first: int) -> list[tuple[int, int]]:
    """What a row reads, counted from where its group begins."""
    return [(read.number - first, read.output) for read in row.reads]
