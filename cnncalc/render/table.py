"""The table on a terminal or in a pipe, with rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cnncalc.figures import Figures
from cnncalc.render.characters import ascii_only, printable
from cnncalc.render.grid import Grid
from cnncalc.render.numbers import sizes
from cnncalc.render.sheet import DEFAULT, View, sheet
from cnncalc.render.totals import totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.report import Report


def as_table(
    report: Report | Figures,
    *,
    depth: int | None = None,
    once: bool = False,
    unicode: bool = True,
    view: View | None = None,
    bars: bool = False,
) -> Group:
    """A report's table with its input above and its totals below, for a rich console.

    Args:
        report: the computed network, or its figures by other conventions than the usual ones.
        depth: how many levels of groups to show; None shows all.
        once: whether groups that follow each other and are all alike are shown once.
        unicode: whether × and the like may be used.
        view: the columns and their order; depth and once are then its own.
        bars: whether a bar stands beside each share.
    """
    figures = report if isinstance(report, Figures) else Figures(report)
    view = view or View(depth=depth, once=once)
    as_written = _unchanged if unicode else ascii_only
    shown = sheet(figures, view)
    chosen = view.columns != DEFAULT
    foot = Text("\n")
    if shown.left_out:
        foot = Text(as_written(f"   … and {shown.left_out:,} more\n\n"), "dim")
    for name, figure in totals(figures, view):
        foot.append(f"{as_written(name):<15}", "bold")
        foot.append(as_written(figure) + "\n")
    foot.rstrip()
    grid = Grid(shown, figures, as_written, bars=bars and unicode, chosen=chosen)
    return Group(_head(figures.report, as_written), grid, foot)


def _unchanged(text: str) -> str:
    return text


def _head(report: Report, as_written: Callable[[str], str]) -> Text:
    head = Text()
    if report.name:
        head.append(as_written(printable(report.name)) + "   ", "bold")
    several = len(report.inputs) > 1
    shapes = ", ".join(
        (f"{printable(name)} " if several else "") + sizes(shape, report.batch)
        for name, shape in report.inputs.items()
    )
    head.append(as_written(f"input {shapes or 'unknown'}\n"))
    return head
