"""Notes under the table of the main command: what `cnncalc lint` finds at a glance."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from cnncalc.linter.run import lint

if TYPE_CHECKING:
    from cnncalc.report import Report

_MOST_ROWS = 1_000
"""Layers beyond which a table is shown without notes: they are not to take longer than it."""


def remark(report: Report) -> None:
    """Print a few notes on standard error, a line each."""
    if len(report.rows) > _MOST_ROWS or not (found := lint(report, near=True)):
        return
    from cnncalc.cli.screen import Screen
    from cnncalc.render.findings import as_notes

    screen = Screen(sys.stderr)
    with suppress(OSError):  # where nobody listens, there is nobody to tell
        for each in as_notes(found, unicode=screen.unicode):
            screen.console.print(each, soft_wrap=True)
