"""`cnncalc zoo`: the networks that come along, each with its figures."""

from __future__ import annotations

import sys

import typer

from cnncalc.cli.read import read_file, shipped
from cnncalc.cli.screen import Screen, complain
from cnncalc.depth import depth
from cnncalc.diagnostics import Diagnostic, exit_status
from cnncalc.engine import compute
from cnncalc.network import build
from cnncalc.render.zoo import Member, as_zoo

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def zoo() -> None:
    """List the shipped networks with input, parameters, work and depth; show one by its name."""
    members: list[Member] = []
    problems: list[Diagnostic] = []
    for name in shipped():
        report = compute(build(read_file(name)))
        problems += report.problems
        params, macs = report.total("params"), report.total("macs")
        members.append(Member(name, report.inputs, params, macs, depth(report)))
    screen = Screen(sys.stdout)
    screen.print(as_zoo(members, unicode=screen.unicode))
    complain(problems)
    raise typer.Exit(exit_status(problems))
