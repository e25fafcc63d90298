"""What may reach a terminal: no control characters, and only ASCII where nothing else can."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_ASCII = str.maketrans(
    {
        "×": "x",
        "·": "*",
        "−": "-",
        "→": "->",
        "⌊": "floor(",
        "⌋": ")",
        "⌈": "ceil(",
        "⌉": ")",
        "…": "...",
        "─": "-",
        "│": "|",
        "└": "+",
        "├": "+",
        "²": "^2",
        "–": "-",
        "≥": ">=",
        "✓": "ok",
        "✗": "x",
    }
)


def printable(text: str) -> str:
    """Text without anything that could steer a terminal: such characters are written out."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def takes_unicode(stream: TextIO) -> bool:
    """Whether a stream can carry the signs that the tables use."""
    try:
        "×·−→⌊…─".encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def ascii_only(text: str) -> str:
    """The same text in ASCII."""
    return text.translate(_ASCII).encode("ascii", "backslashreplace").decode()
