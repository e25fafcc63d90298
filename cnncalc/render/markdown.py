"""A report as a Markdown table, for a notebook, an issue or a course page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.figures import Figures
from cnncalc.render.sheet import View, sheet
from cnncalc.render.totals import totals

if TYPE_CHECKING:
    from cnncalc.report import Report


def as_markdown(
    report: Report | Figures,
    depth: int | None = None,
    *,
    once: bool = False,
    view: View | None = None,
) -> str:
    """A report as a Markdown table with its totals below.

    Args:
        report: the computed network, or its figures by other conventions than the usual ones.
        depth: how many levels of groups to show; None shows all.
        once: whether groups that follow each other and are all alike are shown once.
        view: the columns and their order; depth and once are then its own.
    """
    figures = report if isinstance(report, Figures) else Figures(report)
    view = view or View(depth=depth, once=once)
    shown = sheet(figures, view)
    text = [
        f"| {' | '.join([each.header for each in shown.columns])} |",
        f"| {' | '.join([':---' if each.left else '---:' for each in shown.columns])} |",
    ]
    for at, line in enumerate(shown.lines):
        parts = []
        for column, texts in zip(shown.columns, shown.texts, strict=True):
            part = texts[at].replace("|", "\\|")
            if column.name == "layer":
                part = f"{'&nbsp;&nbsp;' * line.depth}`{part.replace('`', chr(39))}`"
            parts.append(part)
        text.append(f"| {' | '.join(parts)} |")
    text.append("")
    for name, figure in totals(figures, view):
        text.append(f"- {name}: {figure}" if name else f"  {figure}")
    return "\n".join(text)
