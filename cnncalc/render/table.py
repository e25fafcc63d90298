"""The table on a terminal or in a pipe, with rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from cnncalc.render.characters import ascii_only, printable
from cnncalc.render.lines import cells, lines, totals
from cnncalc.render.numbers import sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.render.lines import Line
    from cnncalc.report import Report

_MOST = 1_000
"""Lines of a table that are shown; of longer ones the first and last halves."""


def as_table(report: Report, *, depth: int | None = None, unicode: bool = True) -> Group:
    """A report's table with its input above and its totals below, for a rich console.

    Args:
        report: the computed network.
        depth: how many levels of groups to show; None shows all.
        unicode: whether × and the like may be used.
    """
    as_written = _unchanged if unicode else ascii_only
    shown = list(lines(report, depth))
    foot = Text("\n")
    for name, figure in totals(report):
        foot.append(f"{name:<15}", "bold")
        foot.append(as_written(figure) + "\n")
    foot.rstrip()
    return Group(_head(report, as_written), _table(report, shown, as_written), foot)


def _unchanged(text: str) -> str:
    return text


def _head(report: Report, as_written: Callable[[str], str]) -> Text:
    head = Text()
    if report.name:
        head.append(as_written(printable(report.name)) + "   ", "bold")
    shapes = ", ".join(sizes(shape, report.batch) for shape in report.inputs.values())
    head.append(as_written(f"input {shapes or 'unknown'}\n"))
    return head


def _table(report: Report, shown: list[Line], as_written: Callable[[str], str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("#", justify="right", no_wrap=True, style="dim")
    table.add_column("layer", overflow="fold")
    for name in ("output", "params", "flatten"):
        table.add_column(name, justify="left" if name == "output" else "right", no_wrap=True)
    left_out = len(shown) - _MOST
    half = _MOST // 2
    for place, line in enumerate(shown):
        if left_out > 0 and half <= place < half + left_out:
            if place == half:
                note = f"… {left_out:,} lines not shown: --format csv lists them all"
                table.add_row("", Text(as_written(note), "dim"))
            continue
        layer = "  " * line.depth + printable(line.text)
        row = [Text(as_written(cell)) for cell in (line.number, layer, *cells(line, report.batch))]
        table.add_row(*row, style=_style(line))
    return table


def _style(line: Line) -> str | None:
    if not line.known:
        return "red"
    return None if line.rows else "bold"
