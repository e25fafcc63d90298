"""`cnncalc quiz`: figures are asked for, and answers checked."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from cnncalc.cli.arguments import InputShape, Settings
from cnncalc.cli.read import read
from cnncalc.cli.screen import Screen, complain, results
from cnncalc.diagnostics import exit_status
from cnncalc.engine import compute
from cnncalc.network import build
from cnncalc.parse.settings import with_settings
from cnncalc.quiz import judged, passed, questions
from cnncalc.render.characters import ascii_only, printable

if TYPE_CHECKING:
    from cnncalc.quiz import Question, Verdict
    from cnncalc.report import Report

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_LONGEST = 1_000
"""Characters of an answer that are read."""


@app.command(no_args_is_help=True)
def quiz(
    words: Annotated[
        list[str],
        typer.Argument(metavar="SPEC…", help="what the main command takes", show_default=False),
    ],
    count: Annotated[
        int, typer.Option("--questions", "-n", min=1, max=1_000, help="how many are asked")
    ] = 5,
    seed: Annotated[
        int | None, typer.Option(help="the same number asks the same questions")
    ] = None,
    shape: InputShape = None,
    settings: Settings = None,
) -> None:
    """Ask for figures of a network, a line an answer: 20x16x16, 5,300 or 5.3k."""
    report = compute(build(with_settings(read(words, shape), settings or [])))
    complain(report.problems)
    if status := exit_status(report.problems):
        raise typer.Exit(status)
    try:
        right, asked = _held(report, questions(report, count, seed))
    except KeyboardInterrupt:
        results("")
        raise typer.Exit(130) from None
    results(f"{right} of {asked} right" if asked else "there is nothing to ask")
    raise typer.Exit(0 if right == asked else 1)


def _held(report: Report, asked: list[Question]) -> tuple[int, int]:
    """How many answers were right, of how many questions."""
    say = _Voice()
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    inputs = ", ".join(["×".join(map(str, shape)) for shape in report.inputs.values()])
    say.line(f"{report.name or 'a network'}, of an input of {inputs}:")
    for row in report.rows:
        say.line(f"  {row.number}  {row.text}")
    right = 0
    for at, question in enumerate(asked, 1):
        say.line(f"\n{at}. {question.text}")
        verdict = _answered(report, question, say)
        if verdict is None:
            say.line(f"   no answer, and {len(asked) - at + 1} of {len(asked)} left")
            break
        say.line(f"   {verdict.text}")
        for each in verdict.more:
            say.line(f"   {each}")
        right += bool(verdict.right)
    say.line("")
    return right, len(asked)


def _answered(report: Report, question: Question, say: _Voice) -> Verdict | None:
    """The verdict on an answer; None at the end of the input. A person may write it again."""
    while True:
        line = sys.stdin.readline(_LONGEST) if sys.stdin is not None else ""
        if not line:
            return None
        if not line.strip():
            return passed(report, question)
        verdict = judged(report, question, line)
        if verdict.right is not None or not sys.stdin.isatty():
            return verdict
        say.line(f"   {verdict.text}")


class _Voice:
    """Says lines, in ASCII where nothing else can be shown."""

    def __init__(self) -> None:
        self.unicode = Screen(sys.stdout).unicode

    def line(self, text: str) -> None:
        """Say a line."""
        shown = "\n".join([printable(each) for each in text.split("\n")])
        results(shown if self.unicode else ascii_only(shown))
