"""The table on a terminal or in a pipe, with rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cnncalc.render.characters import ascii_only, printable
from cnncalc.render.grid import Grid
from cnncalc.render.lines import lines, totals
from cnncalc.render.numbers import sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.report import Report


def as_table(
    report: Report, *, depth: int | None = None, once: bool = False, unicode: bool = True
) -> Group:
    """A report's table with its input above and its totals below, for a rich console.

    Args:
        report: the computed network.
        depth: how many levels of groups to show; None shows all.
        once: whether groups that follow each other and are all alike are shown once.
        unicode: whether × and the like may be used.
    """
    as_written = _unchanged if unicode else ascii_only
    shown = list(lines(report, depth, once=once))
    foot = Text("\n")
    for name, figure in totals(report):
        foot.append(f"{name:<15}", "bold")
        foot.append(as_written(figure) + "\n")
    foot.rstrip()
    return Group(_head(report, as_written), Grid(report, shown, as_written), foot)


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
