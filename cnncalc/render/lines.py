"""A report as lines: layers and groups as a tree, folded below a depth. Every table starts here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.render.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.report import GroupRow, Report, Row


class Line(NamedTuple):
    """One line of a table: a layer, or a group with the sums of its layers where it is folded."""

    number: str
    depth: int
    text: str
    rows: tuple[Row, ...]
    """The layers it stands for; none for the heading of an open group."""
    last: Row | None = None
    """The layer that gives its output; None for the last of them."""
    reads: str = ""
    """What it reads, where that is anything but the line before it."""
    path: str = ""

    @property
    def giving(self) -> Row:
        """The layer that gives its output."""
        return self.last or self.rows[-1]

    @property
    def broken(self) -> bool:
        """Whether the network breaks in it."""
        return any(row.broken for row in self.rows)

    @property
    def known(self) -> bool:
        """Whether all of it could be computed."""
        return all(row.output is not None for row in self.rows)


def lines(report: Report, depth: int | None = None, *, once: bool = False) -> Iterator[Line]:
    """The lines of a report, up to and with the one where the network breaks.

    Args:
        report: the computed network.
        depth: how many levels to show; groups on the last are folded. None shows all.
        once: whether groups that follow each other and are all alike are shown once.
    """
    rows, groups = report.rows, report.groups
    counts: dict[int, int] = {}
    if once:
        from cnncalc.render.repeats import repeats

        counts = repeats(report)
    sources = Sources(report)
    place = at = 0
    while place < len(rows) or at < len(groups):
        if at < len(groups) and groups[at].first == place:
            group, count = groups[at], counts.get(at, 1)
            at += 1
            title = _title(group) + (f" ×{count}" if count > 1 else "")
            if count and (depth is None or group.depth + 1 < depth):
                yield Line("", group.depth, title, (), path=group.path)
                continue
            while at < len(groups) and groups[at].depth > group.depth:
                at += 1
            place = group.end
            if not count:  # it is shown where its like stands first
                continue
            end = group.first + count * (group.end - group.first)
            last = rows[group.last] if count == 1 and group.end > group.first else None
            line = _folded(sources, group, rows[group.first : end], title, last)
        else:
            row = rows[place]
            name = f"{row.id}: " if row.id else ""
            text = name + row.text + (" *" if row.stands_in else "")
            line = Line(str(row.number), row.depth, text, (row,), None, sources.of(row), row.path)
            place += 1
        yield line
        if not line.known:
            return


def _title(group: GroupRow) -> str:
    return f"{group.id}: {group.type}" if group.id not in (None, group.type) else group.type


def _folded(
    sources: Sources, group: GroupRow, rows: tuple[Row, ...], title: str, last: Row | None
) -> Line:
    number = "–".join(dict.fromkeys(str(row.number) for row in (*rows[:1], *rows[-1:])))
    count = f"{len(rows)} layer" + ("s" if len(rows) != 1 else "")
    title = f"{title} ({count})"
    return Line(number, group.depth, title, rows, last, sources.outside(rows), group.path)
