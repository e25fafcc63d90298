"""The main command: a spec in, a table out."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Annotated

import typer

from cnncalc.checks import check
from cnncalc.cli import COMMANDS
from cnncalc.cli.read import read
from cnncalc.cli.screen import Screen, complain, results
from cnncalc.diagnostics import exit_status
from cnncalc.engine import compute
from cnncalc.network import build

_EPILOG = "Other commands: " + "; ".join(COMMANDS.values()) + "."


class Format(str, Enum):
    """How a report is written."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


def _version(asked: bool) -> None:
    if asked:
        from cnncalc import __version__

        results(f"cnncalc {__version__}")
        raise typer.Exit


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(epilog=_EPILOG, no_args_is_help=True)
def show(  # noqa: PLR0913 -- each option is an argument
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="SPEC…",
            help="a file, the name of a shipped spec, - for standard input, or an input shape and "
            "layers: 3x130x130 conv10k3 max4, 3x32x32 'nn.Conv2d(3, 8, 3)'",
            show_default=False,
        ),
    ],
    shape: Annotated[
        str | None,
        typer.Option("--input", "-i", metavar="C×H×W", help="the input shape without the batch"),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="how the result is written")
    ] = Format.table,
    depth: Annotated[
        int | None, typer.Option(min=1, help="levels of groups to show; deeper ones are folded")
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="show blocks that repeat once, with their count")
    ] = False,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="another value for one of the spec's `vars`"
        ),
    ] = None,
    batch: Annotated[int, typer.Option(min=1, max=2**31, help="samples at once")] = 1,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="show the version"),
    ] = False,
) -> None:
    """Show a convolutional network's shapes, parameters and flatten sizes, layer by layer."""
    del version
    spec = read(words, shape)
    if settings:
        from cnncalc.parse.settings import with_settings

        spec = with_settings(spec, settings)
    report = compute(build(spec), batch=batch)
    report = report._replace(problems=(*report.problems, *check(report, spec.claims)))
    if form is Format.table:
        if report.rows and report.inputs:
            from cnncalc.render.table import as_table

            screen = Screen(sys.stdout)
            screen.print(as_table(report, depth=depth, once=once, unicode=screen.unicode))
    elif form is Format.json:
        from cnncalc.render.json import as_json

        results(as_json(report))
    elif form is Format.csv:
        from cnncalc.render.csv import as_csv

        results(as_csv(report))
    else:
        from cnncalc.render.markdown import as_markdown

        results(as_markdown(report, depth, once=once))
    if report.problems:
        complain(report.problems)
    raise typer.Exit(exit_status(report.problems))
