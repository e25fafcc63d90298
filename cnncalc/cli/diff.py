"""`cnncalc diff`: what changed from one network to another?"""

from __future__ import annotations

import sys
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from cnncalc.cli.history import read_any
from cnncalc.cli.screen import Screen, complain, results
from cnncalc.comparison import Condition, compare, condition, refusals
from cnncalc.diagnostics import Diagnostic, exit_status
from cnncalc.engine import compute
from cnncalc.network import build

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.report import Report
    from cnncalc.spec import Spec

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_SPEC = "a file, a shipped spec, git:REVISION:FILE, - for standard input, or layers in quotes"


class Format(str, Enum):
    """How a comparison is written."""

    text = "text"
    markdown = "markdown"
    json = "json"


@app.command(no_args_is_help=True)
def diff(  # noqa: PLR0913 -- each option is an argument
    old: Annotated[str, typer.Argument(metavar="OLD", help=_SPEC, show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="the same", show_default=False)],
    shape: Annotated[
        str | None,
        typer.Option("--input", "-i", metavar="C×H×W", help="the input shape of both"),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="how the result is written")
    ] = Format.text,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="another value for a variable, where it is one"
        ),
    ] = None,
    batch: Annotated[int, typer.Option(min=1, max=2**31, help="samples at once")] = 1,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="CONDITION",
            help="exit with 1 where this holds: params>+5%, macs>0, training>8GiB, layers>+10, …",
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="a line for each layer that differs, and nothing folded")
    ] = False,
    exact: Annotated[bool, typer.Option("--exact", help="whole numbers instead of units")] = False,
) -> None:
    """Show what changed from one network to another, layer by layer and in all."""
    if old == new == "-":
        raise typer.BadParameter("standard input can be only one of them", param_hint="'NEW'")
    conditions: list[Condition] = []
    problems: list[Diagnostic] = []
    for text in fail_on or ():
        made = condition(text)
        if isinstance(made, Diagnostic):
            problems.append(made)
        else:
            conditions.append(made)
    specs = _set((read_any(old, shape), read_any(new, shape)), settings or [])
    reports = [compute(build(spec), batch=batch) for spec in specs]
    problems += _said(reports)
    comparison = compare(*reports)
    names = (old, new)
    if exit_status(problems) < UNREADABLE:
        problems += refusals(comparison, conditions)
    status = exit_status(problems)
    if form is Format.json:
        from cnncalc.render.comparison_json import comparison_as_json

        results(comparison_as_json(comparison, names=names, problems=problems))
    elif status == UNREADABLE:
        pass  # there is nothing to compare
    elif form is Format.text:
        from cnncalc.render.comparison import as_comparison

        screen = Screen(sys.stdout)
        screen.print(
            as_comparison(comparison, names=names, full=full, exact=exact, unicode=screen.unicode)
        )
    else:
        from cnncalc.render.comparison_markdown import comparison_as_markdown

        results(
            comparison_as_markdown(
                comparison, names=names, full=full, exact=exact, problems=problems
            )
        )
    complain(problems)
    raise typer.Exit(status)


UNREADABLE = 2
"""The exit status where a network or a condition cannot be read."""


def _said(reports: Iterable[Report]) -> list[Diagnostic]:
    """What is wrong with the networks; what is wrong with both of one file is said once."""
    found: dict[object, Diagnostic] = {}
    for each in (problem for report in reports for problem in report.problems if problem.status):
        place = each.span and (each.span.source.name, each.span.line, each.span.column)
        found.setdefault((each.code, each.message, place), each)
    return list(found.values())


def _set(specs: tuple[Spec, Spec], settings: list[str]) -> list[Spec]:
    """Both specs with other values for their variables: each takes those that it has.

    What neither has is a mistake, which the second is told.
    """
    if not settings:
        return list(specs)
    from cnncalc.parse.settings import with_settings

    known = [{each.name for each in spec.variables} for spec in specs]
    words = {text: text.partition("=")[0].strip() for text in settings}
    mine = [text for text, name in words.items() if name in known[0]]
    theirs = [text for text, name in words.items() if name in known[1] or name not in known[0]]
    return [with_settings(specs[0], mine), with_settings(specs[1], theirs)]
