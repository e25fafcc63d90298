"""`cnncalc check`: are these files what they say they are?"""

from __future__ import annotations

from typing import Annotated

import typer

from cnncalc.checks import check
from cnncalc.cli.read import read_file
from cnncalc.cli.screen import complain, results
from cnncalc.diagnostics import exit_status
from cnncalc.engine import compute
from cnncalc.network import build
from cnncalc.render.characters import printable

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(no_args_is_help=True)
def check_files(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="specs with `expect`", show_default=False)
    ],
) -> None:
    """Hold specs to what they expect: one line for each that holds, the full story otherwise."""
    status = 0
    for name in files:
        spec = read_file(name)
        report = compute(build(spec))
        problems = (*report.problems, *check(report, spec.claims))
        held = len(spec.claims)
        if failed := sum(bool(each.status) for each in problems):
            count = f"{failed} problem" + ("s" if failed > 1 else "")
            results(f"FAIL  {printable(name)}: {count}")
        elif held:
            results(
                f"ok    {printable(name)}: {held} expectation{'s hold' if held > 1 else ' holds'}"
            )
        else:
            results(f"ok    {printable(name)}: the layers fit, and nothing is expected")
        complain(problems)
        status = max(status, exit_status(problems))
    raise typer.Exit(status)
