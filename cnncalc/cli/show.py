"""The main command: a spec in, a table out."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Annotated

import typer

from cnncalc.checks import check
from cnncalc.cli import COMMANDS
from cnncalc.cli.arguments import InputShape, Settings
from cnncalc.cli.read import read
from cnncalc.cli.screen import Screen, complain, results
from cnncalc.cli.view import Options, asked, no_unit, view, wants_field
from cnncalc.diagnostics import exit_status
from cnncalc.engine import compute
from cnncalc.figures import Figures
from cnncalc.network import build

_EPILOG = "Other commands: " + "; ".join(COMMANDS.values()) + "."

_FIGURES = "Figures"
_COLUMNS = (
    "which columns, in which order: cost, memory, field, all, or names such as "
    "layer,output,macs%; `cnncalc figures` lists them"
)


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
    shape: InputShape = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="how the result is written")
    ] = Format.table,
    depth: Annotated[
        int | None, typer.Option(min=1, help="levels of groups to show; deeper ones are folded")
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="show blocks that repeat once, with their count")
    ] = False,
    settings: Settings = None,
    batch: Annotated[int, typer.Option(min=1, max=2**31, help="samples at once")] = 1,
    columns: Annotated[
        list[str] | None,
        typer.Option("--columns", "-c", metavar="NAME,…", help=_COLUMNS, rich_help_panel=_FIGURES),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="the heaviest first", rich_help_panel=_FIGURES),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="only so many of them; by macs where nothing else is said",
            rich_help_panel=_FIGURES,
        ),
    ] = None,
    exact: Annotated[
        bool,
        typer.Option("--exact", help="whole numbers instead of units", rich_help_panel=_FIGURES),
    ] = False,
    count: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            rich_help_panel=_FIGURES,
            help="count work as another does: flops, torchinfo, fvcore, ptflops, thop, torch",
        ),
    ] = None,
    framework: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="count parameters as keras does", rich_help_panel=_FIGURES
        ),
    ] = None,
    dtype: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            rich_help_panel=_FIGURES,
            help="memory in float64, float32, float16, bfloat16, float8, int8 or mixed",
        ),
    ] = None,
    optimizer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="memory of training with sgd, momentum, adam, …",
            rich_help_panel=_FIGURES,
        ),
    ] = None,
    fit: Annotated[
        str | None,
        typer.Option(
            metavar="SIZE",
            help="the largest batch in so much memory: 8GiB",
            rich_help_panel=_FIGURES,
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            metavar="ROW,COLUMN",
            help="which input pixels this place of each output sees",
            rich_help_panel=_FIGURES,
        ),
    ] = None,
    notes: Annotated[
        bool,
        typer.Option("--notes/--no-notes", help="what is legal and probably not meant, in brief"),
    ] = True,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="show the version"),
    ] = False,
) -> None:
    """Show a convolutional network's shapes, parameters, work, memory and receptive field."""
    del version
    options = Options(
        columns, sort, top, depth, once, exact, count, framework, dtype, optimizer, fit, unit
    )
    shown, wanted = view(options), asked(options)
    spec = read(words, shape)
    if settings:
        from cnncalc.parse.settings import with_settings

        spec = with_settings(spec, settings)
    network = build(spec)
    report = compute(network, batch=batch)
    problems = [*report.problems]
    if spec.claims:  # they are of one sample
        problems += check(report if batch == 1 else compute(network), spec.claims)
    walk = None
    if wants_field(shown, options) and report.inputs:
        from cnncalc.field import walked
        from cnncalc.field.notes import notes as notes_on_fields

        walk = walked(report)
        problems += notes_on_fields(report, walk=walk)
    report = report._replace(problems=tuple(problems))
    figures = Figures(report, wanted, lambda size: compute(network, batch=size), walk)
    if wanted.unit and report.whole and (refused := no_unit(report, wanted.unit)):
        raise typer.BadParameter(refused, param_hint="--unit")
    if form is Format.table:
        if report.rows and report.inputs:
            from cnncalc.render.table import as_table

            screen = Screen(sys.stdout)
            bars = screen.terminal
            screen.print(as_table(figures, view=shown, unicode=screen.unicode, bars=bars))
    elif form is Format.json:
        from cnncalc.render.json import as_json

        results(as_json(figures))
    elif form is Format.csv:
        from cnncalc.render.csv import as_csv

        results(as_csv(figures, shown if columns or sort or top else None))
    else:
        from cnncalc.render.markdown import as_markdown

        results(as_markdown(figures, view=shown))
    if report.problems:
        complain(report.problems)
    if notes and form is Format.table and not exit_status(report.problems):
        from cnncalc.cli.notes import remark

        remark(report)
    raise typer.Exit(exit_status(report.problems))
