"""A report as lines and columns of text: what the table and its Markdown form have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.render.cells import Column, weight
from cnncalc.render.columns import COLUMNS, SETS
from cnncalc.render.lines import Line, lines
from cnncalc.render.numbers import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.figures import Figures

DEFAULT = tuple([COLUMNS[name] for name in SETS["default"]])
"""The columns where none are chosen."""

_OF_ANY = ("number", "name", "layer", "from", "input", "kernel", "stride", "padding", "dilation",
           "groups")  # fmt: skip
"""Columns that know something of a layer even where its output is unknown."""


class View(NamedTuple):
    """How much of a report is shown, and in which order."""

    columns: tuple[Column, ...] = DEFAULT
    depth: int | None = None
    """How many levels of groups to show; None shows all."""
    once: bool = False
    """Whether groups that follow each other and are all alike are shown once."""
    sort: Column | None = None
    """The column whose largest counts come first; in the order of the layers where it is None."""
    top: int | None = None
    """How many lines to show of those."""


class Sheet(NamedTuple):
    """Lines and, for each column, a text for each of them."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    texts: tuple[list[str], ...]
    left_out: int = 0
    """Lines that are not shown, since only the first ones are wanted."""


def sheet(figures: Figures, view: View) -> Sheet:
    """What is shown of a report; columns in which nothing stands are left out."""
    shown = tuple(lines(figures.report, view.depth, once=view.once))
    count = len(shown)
    if view.sort is not None:
        shown = _sorted(shown, figures, view.sort)
        count = len(shown)
        shown = shown[: view.top]
    columns, texts = [], []
    known = [line.known for line in shown]
    for column in view.columns:
        pairs = zip(shown, known, strict=True)
        found = [_text(column, line, figures, known=each) for line, each in pairs]
        if any(found) or column.name in ("number", "layer"):
            columns.append(column)
            texts.append(found)
    return Sheet(tuple(columns), shown, tuple(texts), count - len(shown))


def _text(column: Column, line: Line, figures: Figures, *, known: bool) -> str:
    if not line.rows:
        return column.text(line, figures) if column.name in ("layer", "name") else ""
    if known or column.name in _OF_ANY:
        return column.text(line, figures)
    return "breaks here" if column.name == "output" and line.broken else UNKNOWN


def _sorted(shown: Sequence[Line], figures: Figures, column: Column) -> tuple[Line, ...]:
    """The lines with layers, the heaviest first; out of their groups, so with their whole name."""
    heavy = [line for line in shown if line.rows]
    heavy.sort(key=lambda line: -weight(column, line, figures))
    return tuple([line._replace(depth=0) for line in heavy])
