"""The two streams: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from cnncalc.diagnostics import Diagnostic
from cnncalc.render.characters import ascii_only, takes_unicode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

_WIDE = 10_000
"""The width where there is no terminal: nothing is cut or wrapped in a pipe."""


class Screen:
    """A stream with what it can show."""

    def __init__(self, stream: TextIO) -> None:
        self.terminal = stream.isatty()
        self.unicode = takes_unicode(stream)
        self.console = Console(
            file=stream,
            markup=False,
            emoji=False,
            highlight=False,
            width=None if self.terminal else _WIDE,
            # NO_COLOR asks for no colour; without bold and dim, too, the output is plain text
            color_system=None if os.environ.get("NO_COLOR") else "auto",
        )

    def print(self, *parts: RenderableType) -> None:
        """Print each part on lines of its own; in a pipe, no line ends in blanks."""
        if self.terminal and self.unicode:
            with _writing():
                self.console.print(*parts, sep="\n")
            return
        with _writing(), self.console.capture() as captured:
            self.console.print(*parts, sep="\n")
        text = captured.get() if self.unicode else ascii_only(captured.get())  # rich cuts with …
        results("\n".join([line.rstrip() for line in text.splitlines()]))

    def print_lines(self, lines: Iterable[Text | str]) -> None:
        """Print each as one line, however long it is."""
        texts = [Text(each) if isinstance(each, str) else each for each in lines]
        if self.terminal:
            with _writing():
                for each in texts:
                    self.console.print(self.suited(each), soft_wrap=True)
        elif texts:
            results("\n".join([self.suited(each).plain for each in texts]))

    def suited(self, text: Text) -> Text:
        """A text in the signs that the stream carries."""
        if self.unicode:
            return text
        from cnncalc.render.diagnostic import in_ascii

        return in_ascii(text)


def results(text: str) -> None:
    """Write lines to standard output."""
    with _writing():
        sys.stdout.write(text)
        sys.stdout.write("\n")
        sys.stdout.flush()


@contextmanager
def _writing() -> Iterator[None]:
    """Where the reader of a pipe has left, go on without a word; where the disk is full, say so."""
    try:
        yield
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return  # nobody reads on, and the exit status tells all the same
        message = f"standard output cannot be written: {error.strerror}"
        complain([Diagnostic("output-unwritable", message)])
        sys.exit(2)


def complain(problems: Iterable[Diagnostic]) -> None:
    """Print problems on standard error, each in full."""
    from cnncalc.render.diagnostic import full

    screen = Screen(sys.stderr)
    width = screen.console.width
    with suppress(OSError):  # where nobody listens, the exit status still tells
        for problem in problems:
            text = full(problem, unicode=screen.unicode, width=width)
            screen.console.print(text, soft_wrap=True)


def internal_error(error: Exception) -> Diagnostic:
    """What to say where the mistake is ours, in one line."""
    message = f"this is a mistake of cnncalc's own: {type(error).__name__}: {str(error)[:200]}"
    advice = "please report it with the command and the spec that led here"
    return Diagnostic("internal-error", message, help=advice)
