"""`cnncalc explain`: why each figure is what it is."""

from __future__ import annotations

import sys
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from cnncalc.cli.arguments import InputShape, Settings
from cnncalc.cli.read import read
from cnncalc.cli.screen import Screen, complain, results
from cnncalc.diagnostics import exit_status
from cnncalc.engine import compute
from cnncalc.explained import explanations
from cnncalc.explained.finding import advice, found
from cnncalc.explained.whole import whole
from cnncalc.network import build
from cnncalc.parse.settings import with_settings
from cnncalc.render.characters import printable

if TYPE_CHECKING:
    from cnncalc.report import Report
    from cnncalc.spec import Spec


class Format(str, Enum):
    """How an explanation is written."""

    text = "text"
    markdown = "markdown"
    json = "json"


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(no_args_is_help=True)
def explain(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="SPEC… [LAYER]",
            help="what the main command takes, and a layer's number, id or path behind it",
            show_default=False,
        ),
    ],
    layer: Annotated[
        str | None,
        typer.Option("--layer", "-l", metavar="LAYER", help="one layer or group alone"),
    ] = None,
    shape: InputShape = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="how the explanation is written")
    ] = Format.text,
    settings: Settings = None,
) -> None:
    """Show the formula, the formula with its numbers and the result: of each layer, or of one."""
    spec, name = (read(words, shape), layer) if layer else _with_layer(words, shape)
    report = compute(build(with_settings(spec, settings or [])))
    numbers = None
    if name is not None:
        numbers = found(report, name)
        if numbers is None and report.rows:
            message = f"there is no layer {printable(name)[:60]!r}: {advice(report, name)}"
            raise typer.BadParameter(message, param_hint="LAYER" if layer is None else "--layer")
    if report.rows and report.inputs:
        _show(report, numbers, form)
    complain(report.problems)
    raise typer.Exit(exit_status(report.problems))


def _with_layer(words: list[str], shape: str | None) -> tuple[Spec, str | None]:
    """The spec, and the layer that the last word names if it is no part of the spec."""
    if len(words) > 1 and words[-1].isdigit():
        before = read(words[:-1], shape)
        if before.inputs and not before.problems:
            return before, words[-1]
    spec = read(words, shape)
    if len(words) == 1 or not spec.problems:
        return spec, None
    before = read(words[:-1], shape)
    if before.problems:
        return spec, None
    whole_spec = len(words) == 2 or (len(words) == 3 and shape is None)
    if whole_spec or found(compute(build(before)), words[-1]) is not None:
        return before, words[-1]
    return spec, None


def _show(report: Report, numbers: range | None, form: Format) -> None:
    made = list(explanations(report, numbers))
    total = whole(report) if numbers is None else None
    if form is Format.json:
        from cnncalc.render.explanation import as_json

        results(as_json(made, total))
    elif form is Format.markdown:
        from cnncalc.render.explanation import as_markdown

        results(as_markdown(made, total))
    else:
        from cnncalc.render.explanation import as_explanation

        screen = Screen(sys.stdout)
        screen.print(as_explanation(made, total, unicode=screen.unicode))
