"""A report as lines: layers and groups as a tree, folded below a depth. Every table starts here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.render.numbers import UNKNOWN, grouped, sizes, values

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

    @property
    def broken(self) -> bool:
        """Whether the network breaks in it."""
        return any(row.broken for row in self.rows)

    @property
    def known(self) -> bool:
        """Whether all of it could be computed."""
        return all(row.output is not None for row in self.rows)

    @property
    def params(self) -> int | None:
        """The parameters of its layers."""
        counts = [row.params for row in self.rows if row.params is not None]
        return sum(counts) if len(counts) == len(self.rows) else None


def cells(line: Line, batch: int) -> tuple[str, str, str]:
    """What stands in a line's columns: output, parameters, flatten size."""
    if not line.rows:
        return ("", "", "")
    if not line.known:
        return ("breaks here" if line.broken else UNKNOWN, UNKNOWN, UNKNOWN)
    last = line.rows[-1]
    samples = batch if last.batched else 1
    return (sizes(last.output, samples), grouped(line.params), values(last.flatten, samples))


def lines(report: Report, depth: int | None = None) -> Iterator[Line]:
    """The lines of a report, up to and with the one where the network breaks.

    Args:
        report: the computed network.
        depth: how many levels to show; groups on the last are folded. None shows all.
    """
    rows, groups = report.rows, report.groups
    place = at = 0
    while place < len(rows) or at < len(groups):
        if at < len(groups) and groups[at].first == place:
            group = groups[at]
            at += 1
            if depth is None or group.depth + 1 < depth:
                yield Line("", group.depth, _title(group), ())
                continue
            line = _folded(group, rows[group.first : group.end])
            while at < len(groups) and groups[at].depth > group.depth:
                at += 1
            place = group.end
        else:
            row = rows[place]
            name = f"{row.id}: " if row.id else ""
            line = Line(str(row.number), row.path.count("."), name + row.text, (row,))
            place += 1
        yield line
        if not line.known:
            return


def _title(group: GroupRow) -> str:
    return f"{group.id}: {group.type}" if group.id else group.type


def _folded(group: GroupRow, rows: tuple[Row, ...]) -> Line:
    number = "–".join(dict.fromkeys(str(row.number) for row in (*rows[:1], *rows[-1:])))
    count = f"{len(rows)} layer" + ("s" if len(rows) != 1 else "")
    return Line(number, group.depth, f"{_title(group)} ({count})", rows)


def totals(report: Report) -> list[tuple[str, str]]:
    """What stands below a table: names and figures."""
    if not report.whole:
        count = len(report.rows)
        broken = next((row.number for row in report.rows if row.broken), None)
        why = f"it breaks at layer {broken} of {count}" if broken else "there is no input"
        return [("total", f"unknown: {why}")]
    params, trainable = report.total("params"), report.total("trainable_params")
    found = [("parameters", grouped(params))]
    if params is not None and trainable is not None and params != trainable:
        found.append(("trainable", grouped(trainable)))
        found.append(("not trainable", grouped(params - trainable)))
    samples = report.batch if report.rows and report.rows[-1].batched else 1
    found.append(("output", sizes(report.output, samples)))
    flatten = values(report.flatten, samples)
    if samples > 1 and report.flatten is not None:
        flatten += f" = {grouped(samples * report.flatten)}"
    found.append(("flatten", flatten))
    return found
