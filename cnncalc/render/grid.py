"""The lines of a report in columns, with rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from cnncalc.render.characters import printable
from cnncalc.render.lines import cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult

    from cnncalc.render.lines import Line
    from cnncalc.report import Report

_MOST = 1_000
"""Lines of a table that are shown; of longer ones the first and last halves."""

_COMFORTABLE = 24
"""Columns that a layer should have; below, the table is made narrower."""

_LEFT = ("layer", "from", "output")
"""Columns that begin at the left."""


class Grid:
    """The lines of a report as a table of one row, whose cells have a line for each of them.

    Rich takes a hundred times longer for a row than for a line, and this looks the same. Only the
    layers' column folds where the width is short; a number or a shape is never cut.
    """

    def __init__(self, report: Report, shown: list[Line], as_written: Callable[[str], str]) -> None:
        self.cells: dict[str, list[str]] = {
            name: [] for name in ("#", "layer", "from", "output", "params", "flatten")
        }
        self.depths: list[int] = []
        self.styles: list[str] = []
        left_out = len(shown) - _MOST
        half = _MOST // 2
        for place, line in enumerate(shown):
            if left_out > 0 and half <= place < half + left_out:
                if place == half:
                    note = f"… {left_out:,} lines not shown: --format csv lists them all"
                    self._add(["", as_written(note), "", "", "", ""], 0, "dim")
                continue
            parts = [line.number, printable(line.text), printable(line.reads)]
            parts += cells(line, report.batch)
            self._add([as_written(part) for part in parts], line.depth, _style(line))
        if not any(self.cells["from"]):
            del self.cells["from"]

    def _add(self, parts: list[str], depth: int, style: str) -> None:
        for column, part in zip(self.cells.values(), parts, strict=True):
            column.append(part)
        self.depths.append(depth)
        self.styles.append(style)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table at the width that there is."""
        columns = dict(self.cells)
        step = 2
        natural = max(map(cell_len, self._indented(step)), default=0)
        room = self._room(columns, options)
        if room < min(natural, _COMFORTABLE):  # step by step: what is read, then indents, then more
            columns, room = self._narrower(columns, options)
            step = 1
        columns["layer"] = (
            self._folded(console, max(room, 1), step) if (natural > room) else self._indented(step)
        )
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for name in columns:
            justify: JustifyMethod = "left" if name in _LEFT else "right"
            style = "dim" if name == "#" else None
            table.add_column(name, justify=justify, no_wrap=True, style=style)
        texts = [Text() for _ in columns]
        end = ""
        for parts, style in zip(zip(*columns.values(), strict=True), self.styles, strict=True):
            height = max([part.count("\n") for part in parts])
            for text, part in zip(texts, parts, strict=True):
                text.append(end)
                text.append(part + "\n" * (height - part.count("\n")) if height else part, style)
            end = "\n"
        table.add_row(*texts)
        yield table

    def _narrower(
        self, columns: dict[str, list[str]], options: ConsoleOptions
    ) -> tuple[dict[str, list[str]], int]:
        """The columns with a line for each that is read or, where it is narrower, without it."""
        if "from" in columns:
            columns["from"] = [each.replace(", ", ",\n") for each in columns["from"]]
        for name in ("from", "flatten", "#"):
            room = self._room(columns, options)
            if room >= _COMFORTABLE // 2:
                break
            columns.pop(name, None)
        return columns, self._room(columns, options)

    def _room(self, columns: dict[str, list[str]], options: ConsoleOptions) -> int:
        """The columns that are left for the layers."""
        used = 2 * (len(columns) - 1)
        for name, column in columns.items():
            if name != "layer":
                pieces = [piece for each in column for piece in each.split("\n")]
                used += max(map(cell_len, (name, *pieces)))
        return options.max_width - used

    def _indented(self, step: int) -> list[str]:
        """The layers with their indents."""
        pairs = zip(self.depths, self.cells["layer"], strict=True)
        return [" " * (step * depth) + text for depth, text in pairs]

    def _folded(self, console: Console, room: int, step: int) -> list[str]:
        """The layers with their indents, over several lines where they are long."""
        found = []
        for depth, text in zip(self.depths, self.cells["layer"], strict=True):
            indent = " " * min(step * depth, room // 2)
            if cell_len(indent + text) <= room:
                found.append(indent + text)
                continue
            wrapped = Text(text).wrap(console, room - len(indent), overflow="fold")
            found.append("\n".join([indent + line.plain.rstrip() for line in wrapped]))
        return found


def _style(line: Line) -> str:
    if not line.known:
        return "red"
    return "" if line.rows else "bold"
