"""A sheet in columns, with rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from cnncalc.render.cells import weight
from cnncalc.render.numbers import bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

    from cnncalc.figures import Figures
    from cnncalc.render.cells import Column
    from cnncalc.render.lines import Line
    from cnncalc.render.sheet import Sheet

_MOST = 1_000
"""Lines of a table that are shown; of longer ones the first and last halves."""

_COMFORTABLE = 24
"""Columns that a layer should have; below, the table is made narrower."""

_DROPPED = ("from", "flatten", "number")
"""What a table does without where the width is short, in this order."""

_PLAIN = Style()
_STYLES = {"": _PLAIN, "bold": Style(bold=True), "dim": Style(dim=True), "red": Style(color="red")}


class Grid:
    """The lines of a sheet as a table, written line by line.

    Rich's own table takes twenty times longer for as many lines. Only the layers' column folds
    where the width is short; a number or a shape is never cut. Where so many columns are chosen
    that they have no room beside each other, they stand below each other, in several tables.
    """

    def __init__(
        self,
        shown: Sheet,
        figures: Figures,
        as_written: Callable[[str], str],
        *,
        bars: bool = False,
        chosen: bool = False,
    ) -> None:
        self.columns = {each.name: each for each in shown.columns}
        self.cells = {
            column.name: [as_written(text) for text in texts]
            for column, texts in zip(shown.columns, shown.texts, strict=True)
        }
        self.lines = list(shown.lines)
        self.chosen = chosen
        self.widths: dict[str, tuple[list[str], int]] = {}
        for column in shown.columns if bars else ():
            if column.share:
                self._draw(column, figures)
        if len(self.lines) > _MOST:
            self._shorten(as_written)

    def _draw(self, column: Column, figures: Figures) -> None:
        """A bar beside each share: the largest of them fills it."""
        weights = [weight(column, line, figures) for line in self.lines]
        most = max(weights, default=0)
        pairs = zip(self.cells[column.name], weights, strict=True)
        self.cells[column.name] = [f"{text} {bar(part, most)}" for text, part in pairs]

    def _shorten(self, as_written: Callable[[str], str]) -> None:
        half, left_out = _MOST // 2, len(self.lines) - _MOST
        note = as_written(f"… {left_out:,} lines not shown: --format csv lists them all")
        for name, texts in self.cells.items():
            texts[half:-half] = [note if name == "layer" else ""]
        heading = self.lines[half]._replace(depth=0, rows=())
        self.lines[half:-half] = [heading]
        self.note_at = half

    note_at = -1
    """The line that says that others are left out."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table at the width that there is."""
        columns = dict(self.cells)
        step = 2
        natural = max(map(cell_len, self._indented(step)), default=0)
        room = self._room(columns, options)
        tables = [columns]
        if room < min(natural, _COMFORTABLE):  # step by step: what is read, then indents, then more
            step = 1
            if "from" in columns:
                columns["from"] = [each.replace(", ", ",\n") for each in columns["from"]]
            tables = self._apart(columns, options) if self.chosen else [columns]
            for name in () if self.chosen else _DROPPED:
                if self._room(columns, options) >= _COMFORTABLE // 2:
                    break
                columns.pop(name, None)
        for at, each in enumerate(tables):
            if at:
                yield Segment.line()
            room = self._room(each, options)
            if "layer" in each:
                fits = natural <= room
                each["layer"] = (
                    self._indented(step) if fits else self._folded(console, max(room, 1), step)
                )
            yield from self._table(each)

    def _apart(
        self, columns: dict[str, list[str]], options: ConsoleOptions
    ) -> list[dict[str, list[str]]]:
        """The columns in as many tables as they need, each with the layers' numbers and names."""
        fixed = {name: texts for name, texts in columns.items() if name in ("number", "layer")}
        tables = [dict(fixed)]
        for name, texts in columns.items():
            if name in fixed:
                continue
            wider = tables[-1] | {name: texts}
            if len(tables[-1]) > len(fixed) and self._room(wider, options) < _COMFORTABLE:
                wider = fixed | {name: texts}
                tables.append({})
            tables[-1] = wider
        return tables

    def _room(self, columns: dict[str, list[str]], options: ConsoleOptions) -> int:
        """The columns that are left for the layers."""
        used = 2 * (len(columns) - 1)
        for name in columns:
            if name != "layer":
                used += self._width(name, columns[name])
        return options.max_width - used

    def _width(self, name: str, texts: list[str]) -> int:
        """The cells that the widest text of a column takes; the same texts are measured once."""
        measured, width = self.widths.get(name, (None, 0))
        if measured is not texts:
            text = "\n".join([self.columns[name].header, *texts])
            width = max(map(len if text.isascii() else cell_len, text.split("\n")))
            self.widths[name] = (texts, width)
        return width

    def _indented(self, step: int) -> list[str]:
        """The layers with their indents."""
        pairs = zip(self.lines, self.cells.get("layer", ()), strict=False)
        return [" " * (step * line.depth) + text for line, text in pairs]

    def _folded(self, console: Console, room: int, step: int) -> list[str]:
        """The layers with their indents, over several lines where they are long."""
        found = []
        for line, text in zip(self.lines, self.cells["layer"], strict=True):
            indent = " " * min(step * line.depth, room // 2)
            if cell_len(indent + text) <= room:
                found.append(indent + text)
                continue
            wrapped = Text(text).wrap(console, room - len(indent), overflow="fold")
            found.append("\n".join([indent + line.plain.rstrip() for line in wrapped]))
        return found

    def _table(self, columns: dict[str, list[str]]) -> Iterator[Segment]:
        """Header and lines, each cell as wide as its column."""
        sides = [
            (self._width(name, texts), self.columns[name].left) for name, texts in columns.items()
        ]
        header = [self.columns[name].header for name in columns]
        yield Segment("  ".join(_aligned(header, sides)).rstrip() + "\n", _STYLES["bold"])
        dim = _STYLES["dim"] if next(iter(columns)) == "number" else _PLAIN
        for at, parts in enumerate(zip(*columns.values(), strict=True)):
            style = _STYLES["dim" if at == self.note_at else _style(self.lines[at])]
            for pieces in _stacked(parts):
                cells = _aligned(pieces, sides)
                yield Segment(cells[0], style + dim)
                yield Segment(("  " + "  ".join(cells[1:])).rstrip() + "\n", style)


def _stacked(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The lines that cells fill, of which some have several."""
    if not any("\n" in part for part in parts):
        return [parts]
    split = [part.split("\n") for part in parts]
    height = max(map(len, split))
    return [*zip(*[each + [""] * (height - len(each)) for each in split], strict=True)]


def _aligned(parts: Sequence[str], sides: Sequence[tuple[int, bool]]) -> list[str]:
    """Cells as wide as their columns, each at its side."""
    found = []
    for part, (width, left) in zip(parts, sides, strict=True):
        blank = " " * (width - (len(part) if part.isascii() else cell_len(part)))
        found.append(part + blank if left else blank + part)
    return found


def _style(line: Line) -> str:
    if not line.known:
        return "red"
    return "" if line.rows else "bold"
