"""A report as lines: layers and groups as a tree, folded below a depth. Every table starts here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.render.numbers import UNKNOWN, grouped, sizes, values
from cnncalc.render.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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

    @property
    def broken(self) -> bool:
        """Whether the network breaks in it."""
        return any(row.broken for row in self.rows)

    @property
    def known(self) -> bool:
        """Whether all of it could be computed."""
        return all(row.output is not None for row in self.rows)


def cells(line: Line, batch: int) -> tuple[str, str, str]:
    """What stands in a line's columns: output, parameters, flatten size."""
    if not line.rows:
        return ("", "", "")
    if not line.known:
        return ("breaks here" if line.broken else UNKNOWN, UNKNOWN, UNKNOWN)
    last = line.last or line.rows[-1]
    samples = batch if last.batched else 1
    return (sizes(last.output, samples), _params(line.rows), values(last.flatten, samples))


def _params(rows: Sequence[Row]) -> str:
    """A count of parameters, with a word on those that are shared or not counted."""
    known = [row.params for row in rows if row.params is not None]
    if len(rows) == 1 and rows[0].shares:
        return "shared"
    if len(known) == len(rows):
        return grouped(sum(known))
    return f"{grouped(sum(known))} + not counted" if any(known) else "not counted"


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
                yield Line("", group.depth, title, ())
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
            line = Line(str(row.number), row.depth, text, (row,), None, sources.of(row))
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
    return Line(number, group.depth, f"{title} ({count})", rows, last, sources.outside(rows))


def totals(report: Report) -> list[tuple[str, str]]:
    """What stands below a table: names and figures."""
    if not report.whole:
        count = len(report.rows)
        broken = next((row.number for row in report.rows if row.broken), None)
        why = f"it breaks at layer {broken} of {count}" if broken else "there is no input"
        return [("total", f"unknown: {why}")]
    params, unknown = report.counted("params")
    trainable, _ = report.counted("trainable_params")
    without = f", and {unknown} layer{'s'[: unknown != 1]} not counted" if unknown else ""
    found = [("parameters", grouped(params) + without)]
    if params != trainable:
        found.append(("trainable", grouped(trainable)))
        found.append(("not trainable", grouped(params - trainable)))
    for each in report.results:
        samples = report.batch if each.batched else 1
        name = f" {each.name}" if len(report.results) > 1 else ""
        found.append((f"output{name}", sizes(each.shape, samples)))
        if name or each.shape is None:
            continue
        flatten = values(report.flatten, samples)
        if samples > 1 and report.flatten is not None:
            flatten += f" = {grouped(samples * report.flatten)}"
        found.append(("flatten", flatten))
    if any(row.stands_in for row in report.rows):
        found.append(("*", "stands in for what cnncalc does not know, as the spec says"))
    return found
