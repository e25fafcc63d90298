"""What the rules say of a text."""

from __future__ import annotations

from cnncalc.linter import lint
from tests.running import marked, reported


def found(text: str, shape: str | None = "3x32x32", only: list[str] | None = None) -> list[str]:
    """The rules that a text is held against in vain, in reading order."""
    return [each.code for each in lint(reported(text, shape), only=only)]


def told(text: str, shape: str | None = "3x32x32") -> list[str]:
    """The one finding of a text: rule, message, place and help."""
    (each,) = lint(reported(text, shape))
    return [each.code, each.message, marked(each), each.help]
