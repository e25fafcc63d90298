"""A report as a Markdown table, for a notebook, an issue or a course page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.render.characters import printable
from cnncalc.render.lines import cells, lines, totals

if TYPE_CHECKING:
    from cnncalc.report import Report

_COLUMNS = {"#": "---:", "layer": ":---", "from": ":---", "output": ":---", "params": "---:",
            "flatten": "---:"}  # fmt: skip
"""The columns, and how each is aligned."""


def as_markdown(report: Report, depth: int | None = None, *, once: bool = False) -> str:
    """A report as a Markdown table with its totals below.

    Args:
        report: the computed network.
        depth: how many levels of groups to show; None shows all.
        once: whether groups that follow each other and are all alike are shown once.
    """
    shown = list(lines(report, depth, once=once))
    reads = any(line.reads for line in shown)
    columns = {name: sign for name, sign in _COLUMNS.items() if reads or name != "from"}
    text = [f"| {' | '.join(columns)} |", f"| {' | '.join(columns.values())} |"]
    for line in shown:
        indent = "&nbsp;&nbsp;" * line.depth
        layer = (
            f"{indent}`{printable(line.text).replace('`', chr(39)).replace('|', chr(92) + '|')}`"
        )
        parts = [line.number, layer, *cells(line, report.batch)]
        if reads:
            parts.insert(2, printable(line.reads).replace("|", "\\|"))
        text.append(f"| {' | '.join(parts)} |")
    text.append("")
    text.extend(f"- {name}: {figure}" for name, figure in totals(report))
    return "\n".join(text)
