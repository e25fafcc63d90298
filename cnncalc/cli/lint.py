"""`cnncalc lint`: what is legal and probably not meant."""

from __future__ import annotations

import sys
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from cnncalc.cli.arguments import InputShape, Settings
from cnncalc.cli.find import NO_NETWORK, behind_a_shape, is_spec
from cnncalc.cli.read import defines, read, read_for
from cnncalc.cli.screen import Screen, complain, results
from cnncalc.diagnostics import Diagnostic, exit_status, suggest
from cnncalc.engine import compute
from cnncalc.linter import RULES, lint
from cnncalc.network import build
from cnncalc.render.characters import printable
from cnncalc.render.findings import as_findings, as_json, in_full, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.spec import Spec


class Format(str, Enum):
    """How findings are written."""

    text = "text"
    concise = "concise"
    json = "json"


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def _rules(asked: bool) -> None:
    if asked:
        from cnncalc.render.catalogue import as_names

        screen = Screen(sys.stdout)
        always = [(each.name, each.reason) for each in RULES.values() if not each.asked]
        asked_for = [(each.name, each.reason) for each in RULES.values() if each.asked]
        parts = [("rules", always), ("only where --only names them", asked_for)]
        screen.print(as_names(parts, unicode=screen.unicode))
        raise typer.Exit


@app.command(no_args_is_help=True)
def lint_specs(  # noqa: PLR0913 -- each option is an argument
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="SPEC…",
            help="what `cnncalc` takes, or files, globs and folders",
            show_default=False,
        ),
    ],
    shape: InputShape = None,
    settings: Settings = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="how findings are written")
    ] = Format.text,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="RULE,…", help="these rules alone")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULE,…", help="all but these rules")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="leave with status 1 where something is found")
    ] = False,
    rules: Annotated[
        bool,
        typer.Option("--rules", callback=_rules, is_eager=True, help="list the rules and leave"),
    ] = False,
) -> None:
    """Say what is legal in a network and probably not meant; it fails nothing by itself."""
    del rules
    wanted = _named(only, "--only") if only else None
    unwanted = _named(ignore or [], "--ignore")
    found: list[Diagnostic] = []
    problems: list[Diagnostic] = []
    looked_at = 0
    for spec in _specs(words, shape):
        looked_at += 1
        if isinstance(spec, Diagnostic):
            problems.append(spec)
            continue
        if settings:
            from cnncalc.parse.settings import with_settings

            spec = with_settings(spec, settings)
        report = compute(build(spec))
        problems += [each for each in report.problems if each.status]
        found += lint(report, only=wanted, ignore=unwanted)
    screen = Screen(sys.stdout)
    if form is Format.json:
        results(as_json([*problems, *found]))
    elif form is Format.concise:
        if problems or found:
            results("\n".join(as_findings([*problems, *found], unicode=screen.unicode)))
    else:
        if found or not problems:
            parts = in_full(found, unicode=screen.unicode, width=screen.console.width)
            screen.print(*parts, summary(found, looked_at))
        complain(problems)
    raise typer.Exit(max(exit_status(problems), int(strict and bool(found))))


def _specs(words: list[str], shape: str | None) -> Iterator[Spec | Diagnostic]:
    """Each spec that the words write or name, or why there is none."""
    files, given = behind_a_shape(words, shape)
    if files is None:
        yield read(words, shape)
        return
    looked_at = False
    for each in files:
        if each.problem is not None:
            looked_at = True
            yield each.problem
        elif not each.met or is_spec(each.name):
            spec = read_for(each.name, given)
            if not (each.met and defines(spec)):
                looked_at = True
                yield spec
    if not looked_at:
        yield NO_NETWORK


def _named(words: list[str], option: str) -> list[str]:
    """The rules that an option names.

    Raises:
        typer.BadParameter: there is no such rule.
    """
    names = [name.strip() for word in words for name in word.split(",")]
    for name in names:
        if name not in RULES:
            near = suggest(name, RULES) or "`cnncalc lint --rules` lists them"
            message = f"there is no rule {printable(name[:60])!r}: {near}"
            raise typer.BadParameter(message, param_hint=option)
    return names
