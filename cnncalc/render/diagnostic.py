"""A diagnostic as text: the headline, the source line with a caret, the label, the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from cnncalc.render.characters import ascii_only, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.diagnostics import Diagnostic, Source, Span

_MOST = 160
"""The columns that are used where there are more."""


class _Mark(NamedTuple):
    span: Span
    label: str
    sign: str
    style: str


def full(diagnostic: Diagnostic, *, unicode: bool = True, width: int = _MOST) -> Text:
    """The whole story of one problem, in colours that a terminal may show.

    Args:
        diagnostic: the problem.
        unicode: whether signs beyond ASCII may be used.
        width: the columns there are; of longer source lines the part around the mark is shown.
    """
    text = Text()
    kind, style = ("error", "bold red") if diagnostic.status else ("warning", "bold yellow")
    text.append(f"{kind}[{diagnostic.code}]", style)
    text.append(": ")
    text.append(printable(diagnostic.message), "bold")
    text.append("\n")
    if diagnostic.span is not None:
        marks = [_Mark(note.span, note.label, "-", "blue") for note in diagnostic.related]
        marks.append(_Mark(diagnostic.span, diagnostic.label, "^", style))
        _places(text, diagnostic.span.source, marks, min(width, _MOST))
    if diagnostic.help:
        text.append("help", "bold green")
        text.append(f": {printable(diagnostic.help)}\n")
    return text if unicode else in_ascii(text)


def in_ascii(text: Text) -> Text:
    """The same text and styles without any sign beyond ASCII."""
    plain = Text()
    for part in text.split("\n", include_separator=True):
        plain.append(ascii_only(part.plain), part.spans[0].style if part.spans else "")
    return plain


def concise(diagnostic: Diagnostic) -> str:
    """One line: file:line:column: code message."""
    span = diagnostic.span
    place = f"{printable(span.source.name)}:{span.line}:{span.column}: " if span else ""
    return f"{place}{diagnostic.code} {printable(diagnostic.message)}"


def _places(text: Text, main: Source, marks: list[_Mark], columns: int) -> None:
    """The source lines that the marks are about: the main source first, each in reading order."""
    names = list(dict.fromkeys([main.name, *(mark.span.source.name for mark in marks)]))
    width = len(str(max(mark.span.line for mark in marks)))
    for name in names:
        here = sorted(
            (mark for mark in marks if mark.span.source.name == name),
            key=lambda mark: (mark.span.line, mark.sign == "^"),
        )
        first = next((mark for mark in here if mark.sign == "^"), here[0]).span
        text.append(" " * width + ("--> " if name == names[0] else "::: "), "blue")
        text.append(f"{printable(name)}:{first.line}:{first.column}\n")
        text.append(" " * width + " |\n", "blue")
        _lines(text, here, width, max(20, columns - width - 3))
    text.append(" " * width + " |\n", "blue")


def _lines(text: Text, marks: Iterable[_Mark], width: int, room: int) -> None:
    """The lines with their marks; of a long line each mark shows the part around it."""
    last, seen = 0, ""
    for mark in marks:
        line = mark.span.line
        source = mark.span.source.line(line)
        start = mark.span.column - 1
        length = max(1, min(mark.span.end - mark.span.start, len(source) - start))
        source, start = _window(source, start, length, room)
        shown = _shown(source)
        if line != last or shown != seen:
            if last and line > last + 1:
                text.append("...\n", "blue")
            text.append(f"{line:>{width}} | ", "blue")
            text.append(shown.rstrip() + "\n")
        last, seen = line, shown
        before = cell_len(_shown(source[:start]))
        signs = max(1, cell_len(_shown(source[start : start + length]).rstrip()))
        text.append(" " * width + " | ", "blue")
        text.append(" " * before)
        label = f" {printable(mark.label)}" if mark.label else ""
        text.append(mark.sign * signs + label + "\n", mark.style)


def _window(source: str, start: int, length: int, room: int) -> tuple[str, int]:
    """The part of a long line around its mark, with … where it is cut, and where the mark is."""
    if len(source) <= room:
        return source, start
    first = max(0, min(start - room // 4, len(source) - room))
    end = max(first + room, start + min(length, room))
    part = source[first:end]
    if end < len(source) and start + length < end:
        part = f"{part[:-1]}…"
    return (f"…{part[1:]}" if 0 < first < start else part), start - first


def _shown(source: str) -> str:
    return printable(source.replace("\t", "    "))
