"""`cnncalc lint`: what is legal and probably not meant."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cnncalc.cli.arguments import InputShape, Settings
from cnncalc.cli.read import SHIPPED, read, read_file
from cnncalc.cli.screen import Screen, complain, results
from cnncalc.diagnostics import exit_status, suggest
from cnncalc.engine import compute
from cnncalc.linter import RULES, lint
from cnncalc.network import build
from cnncalc.render.characters import printable
from cnncalc.render.findings import as_findings, as_json, in_full, summary

if TYPE_CHECKING:
    from cnncalc.diagnostics import Diagnostic
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
            metavar="SPEC…|FILES…",
            help="a spec as `cnncalc` takes it, or several files",
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
    specs = _specs(words, shape)
    for spec in specs:
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
        parts = in_full(found, unicode=screen.unicode, width=screen.console.width)
        screen.print(*parts, *([summary(found, len(specs))] if found or not problems else []))
        complain(problems)
    raise typer.Exit(max(exit_status(problems), int(strict and bool(found))))


def _specs(words: list[str], shape: str | None) -> list[Spec]:
    """One spec, as the main command takes it, or that of each file."""
    if len(words) > 1 and shape is None and all(map(_is_file, words)):
        return [read_file(each) for each in dict.fromkeys(words)]
    return [read(words, shape)]


def _is_file(word: str) -> bool:
    if word.endswith((".yaml", ".yml", ".json")):
        return True
    known = word.replace("-", "").replace("_", "").isalnum() and SHIPPED / f"{word}.yaml"
    return bool(known and known.is_file()) or ("\0" not in word and Path(word).is_file())


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
