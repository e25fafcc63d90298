"""`cnncalc schema`: the format of specs, for editors and validators."""

from __future__ import annotations

import typer

from cnncalc.cli.screen import results
from cnncalc.render.schema import as_text
from cnncalc.schema import schema

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command("schema")
def print_schema() -> None:
    """Print a JSON Schema of the spec format, for completion and red lines in editors.

    Save it with `cnncalc schema > cnncalc.schema.json`, and begin a spec with the line
    `# yaml-language-server: $schema=cnncalc.schema.json`.
    """
    results(as_text(schema()))
