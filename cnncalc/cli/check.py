"""`cnncalc check`: is a network what is said of it?"""

from __future__ import annotations

import sys
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

import typer

from cnncalc.checked import Checked, tally
from cnncalc.cli.arguments import InputShape, Settings
from cnncalc.cli.find import NO_NETWORK, behind_a_shape, is_path
from cnncalc.cli.held import Asked, Reasons, named, written
from cnncalc.cli.progress import watched
from cnncalc.cli.read import in_file
from cnncalc.cli.screen import Screen, complain, results
from cnncalc.diagnostics import Diagnostic
from cnncalc.parse.claim_words import parted, read_claim
from cnncalc.render.verdicts import lines, stories, summary
from cnncalc.spec import PROMPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cnncalc.cli.find import Named

_REASONED = 20
"""Failing specs of which the slips behind wrong claims are looked for."""
_REMEMBERED = 64
"""Files that are kept while others may include them."""

_EPILOG = (
    "A claim is a key, = == <= >= < or >, and a figure: output=20x16x16, size=16, params=5300, "
    "conv1.params=280, 3.output=20x32x32, 'macs<=600M'. Quote < and >: the shell takes them for "
    "itself. Exit status: 0 all holds, 1 it does not, 2 it cannot be understood."
)


class Format(str, Enum):
    """How verdicts are written."""

    text = "text"
    concise = "concise"
    github = "github"
    junit = "junit"
    json = "json"


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(epilog=_EPILOG, no_args_is_help=True)
def check(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="SPEC… [CLAIM…]",
            help="what `cnncalc` takes, or files, globs and folders; and what is said of each",
            show_default=False,
        ),
    ],
    shape: InputShape = None,
    settings: Settings = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="how the verdicts are written")
    ] = Format.text,
) -> None:
    """Hold specs to what they expect, and to claims: a verdict each, and why not."""
    spec, claim_words = parted(words, is_path)
    read = [read_claim(each) for each in claim_words]
    unread = tuple([each for each in read if isinstance(each, Diagnostic)])
    claims = tuple([each for each in read if not isinstance(each, Diagnostic)])
    files, given = behind_a_shape(spec, shape)
    reasons = Reasons(0 if form is Format.concise else _REASONED)
    opened = lru_cache(_REMEMBERED)(in_file)
    asked = Asked(claims, unread, shape, settings or (), opened, reasons)
    if files is None:
        raise typer.Exit(_shown([written(spec, asked)], form, alone=True))
    asked = asked._replace(shape=given)
    alone = len(files) == 1 and not unread
    raise typer.Exit(_shown(watched(_all(files, asked), len(files)), form, alone=alone))


def _all(files: list[Named], asked: Asked) -> Iterator[Checked]:
    """Each file, with what became of it; and what is wrong with the call."""
    if asked.unread:
        yield Checked(PROMPT, None, problems=asked.unread, of_the_call=True)
    looked_at = False
    for each in files:
        found = named(each, asked)
        looked_at = looked_at or not (each.met and found.passed_over)
        yield found
    if not looked_at:
        yield Checked("<files>", None, problems=(NO_NETWORK,), of_the_call=True)


def _shown(every: Iterable[Checked], form: Format, *, alone: bool) -> int:
    """Write all verdicts; the exit status."""
    done: list[Checked] = []
    screen = Screen(sys.stdout)
    for each in every:
        done.append(each)
        if form is Format.text:
            screen.print_lines(lines(each, alone=alone))
        elif form is Format.concise:
            from cnncalc.render.locations import concise

            screen.print_lines([concise(problem, each) for problem in each.diagnostics])
        elif form is Format.github:
            from cnncalc.render.github import annotation

            screen.print_lines([annotation(problem, each) for problem in each.diagnostics])
        if form not in (Format.concise, Format.github):
            complain(stories(each, alone=alone))
    if form is Format.junit:
        from cnncalc.render.junit import as_junit

        results(as_junit(done))
    elif form is Format.json:
        from cnncalc.render.json_checks import checks_as_json

        results(checks_as_json(done))
    elif form is Format.github or (form is Format.text and len(done) > 1):
        screen.print_lines([summary(tally(done))])
    return max(each.status for each in done)
