"""A problem for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cnncalc.diagnostics import Diagnostic


def as_data(problem: Diagnostic) -> dict[str, Any]:
    """A problem by the keys that all JSON of this program uses for one."""
    span = problem.span
    return {
        "code": problem.code,
        "message": problem.message,
        "file": span.source.name if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "label": problem.label,
        "help": problem.help,
        "severity": "error" if problem.status else "warning",
        "related": [
            {
                "file": note.span.source.name,
                "line": note.span.line,
                "column": note.span.column,
                "label": note.label,
            }
            for note in problem.related
        ],
    }
