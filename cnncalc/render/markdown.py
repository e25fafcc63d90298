"""A report as a Markdown table, for a notebook, an issue or a course page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.render.characters import printable
from cnncalc.render.lines import cells, lines, totals

if TYPE_CHECKING:
    from cnncalc.report import Report

_HEAD = "| # | layer | output | params | flatten |\n| ---: | :--- | :--- | ---: | ---: |"


def as_markdown(report: Report, depth: int | None = None) -> str:
    """A report as a Markdown table with its totals below.

    Args:
        report: the computed network.
        depth: how many levels of groups to show; None shows all.
    """
    shown = list(lines(report, depth))
    text = [_HEAD]
    for line in shown:
        indent = "&nbsp;&nbsp;" * line.depth
        layer = (
            f"{indent}`{printable(line.text).replace('`', chr(39)).replace('|', chr(92) + '|')}`"
        )
        text.append(f"| {' | '.join([line.number, layer, *cells(line, report.batch)])} |")
    text.append("")
    text.extend(f"- {name}: {figure}" for name, figure in totals(report))
    return "\n".join(text)
