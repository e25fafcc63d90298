"""`cnncalc layers`: what layers there are, and what each takes and gives."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cnncalc.cli.screen import Screen, complain
from cnncalc.diagnostics import Source, Span
from cnncalc.layers import from_lower_case
from cnncalc.layers.describe import catalogue, describe
from cnncalc.network.forms import short_name
from cnncalc.network.unknown import unknown_layer
from cnncalc.render.catalogue import as_catalogue, as_description
from cnncalc.spec import made_entry

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def layers(
    name: Annotated[
        str | None, typer.Argument(help="a layer's name: Conv2d, max_pool2d, LazyLinear, …")
    ] = None,
) -> None:
    """List all layers or, for one, its arguments, formulas and a worked example."""
    screen = Screen(sys.stdout)
    if name is None:
        screen.print(as_catalogue(catalogue()))
        return
    found = describe(from_lower_case(name)) or describe(short_name(name))
    if found is not None:
        screen.print(as_description(found, unicode=screen.unicode))
        return
    span = Span(Source("<name>", name), 0, len(name))
    complain([unknown_layer(made_entry(name, (), span))])
    raise typer.Exit(2)
