"""`cnncalc figures`: what can be asked of a network, by name."""

from __future__ import annotations

import sys

import typer

from cnncalc.cli.screen import Screen
from cnncalc.costs.counting import CONVENTIONS
from cnncalc.costs.frameworks import FRAMEWORKS
from cnncalc.memory import DTYPES, OPTIMIZERS
from cnncalc.render.catalogue import as_names
from cnncalc.render.columns import COLUMNS, SETS

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def figures() -> None:
    """List columns, counting conventions, data types and optimisers."""
    columns = [(each.name, each.meaning) for each in COLUMNS.values()]
    sets = [(name, ", ".join(names)) for name, names in SETS.items()]
    screen = Screen(sys.stdout)
    parts = [
        ("--columns", columns),
        ("--columns: names for several", sets),
        ("--count", [(name, each.about) for name, each in CONVENTIONS.items()]),
        ("--framework", [(name, each.about) for name, each in FRAMEWORKS.items()]),
        ("--dtype", [(name, each.description) for name, each in DTYPES.items()]),
        ("--optimizer", [(name, each.description) for name, each in OPTIMIZERS.items()]),
    ]
    screen.print(as_names(parts, unicode=screen.unicode))
