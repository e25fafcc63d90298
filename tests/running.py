"""A text taken all the way: its report, its problems, the one problem it has."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

import cnncalc
from cnncalc.diagnostics import Source, Span

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cnncalc import Diagnostic, Report


def reported(text: str, shape: str | None = "3x32x32", *, code: bool | None = None) -> Report:
    """The report of a text, with the problems of its `expect` behind the others."""
    spec = cnncalc.parse(text, "<test>", code=code)
    if shape is not None:
        spec = cnncalc.with_input(spec, shape)
    report = cnncalc.compute(cnncalc.build(spec))
    return report._replace(problems=(*report.problems, *cnncalc.check(report, spec.claims)))


def layers(text: str, shape: str | None = "3x32x32", *, code: bool | None = None) -> list[str]:
    """The layers of a text that has no problem, as PyTorch writes them."""
    report = reported(text, shape, code=code)
    assert said(report) == []
    return [row.text for row in report.rows]


def said(report: Report) -> list[str]:
    """The problems of a report: code and message."""
    return [f"{each.code}: {each.message}" for each in report.problems]


def only_problem(
    text: str, shape: str | None = "3x32x32", *, code: bool | None = None
) -> Diagnostic:
    """The one problem that a text has."""
    report = reported(text, shape, code=code)
    assert len(report.problems) == 1, said(report)
    return report.problems[0]


def marked(problem: Diagnostic) -> str:
    """The text that a problem is about."""
    assert problem.span is not None
    return under(problem.span)


def under(span: Span) -> str:
    """The text of a place."""
    return span.source.text[span.start : span.end]


def place(text: str) -> Span:
    """A whole text as a place."""
    return Span(Source("<test>", text), 0, len(text))


def plain(part: RenderableType, width: int = 100) -> str:
    """What rich shows of something where there is no terminal."""
    stream = io.StringIO()
    Console(file=stream, width=width, markup=False, emoji=False, highlight=False).print(part)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())
