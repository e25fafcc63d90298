"""Where a problem of a checked spec is, for programs that open files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.render.characters import printable

if TYPE_CHECKING:
    from cnncalc.checked import Checked
    from cnncalc.diagnostics import Diagnostic


class Location(NamedTuple):
    """A stretch of a file, counted from 1; its end is the first character behind it."""

    file: str | None
    """None where there is no file, as for layers at the prompt."""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


def location(problem: Diagnostic, checked: Checked) -> Location:
    """Where a problem is; one of a claim at the prompt is where the file begins."""
    span = problem.span
    if span is None or (span.source.name.startswith("<") and not checked.name.startswith("<")):
        return Location(checked.file)
    name = span.source.name
    file = None if name.startswith("<") else name
    return Location(file, *span.source.place(span.start), *span.source.place(span.end))


def concise(problem: Diagnostic, checked: Checked) -> str:
    """One line: file:line:column: code message."""
    found = location(problem, checked)
    name = found.file or checked.name
    if problem.span is not None and name.startswith("<"):
        name = problem.span.source.name
    name = printable(name)
    return f"{name}:{found.line}:{found.column}: {problem.code} {printable(problem.message)}"
