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

_LEAST = 12
"""Columns that a layer has, however narrow the terminal."""
_COMFORTABLE = 24
"""Columns that a layer should have."""


class Grid:
    """The lines of a report as a table of one row, whose cells have a line for each of them.

    Rich takes a hundred times longer for a row than for a line, and this looks the same. Only the
    layers' column folds where the width is short.
    """

    def __init__(self, report: Report, shown: list[Line], as_written: Callable[[str], str]) -> None:
        self.columns = ["#", "layer", "from", "output", "params", "flatten"]
        reads = any(line.reads for line in shown)
        if not reads:
            self.columns.remove("from")
        self.cells: list[list[str]] = []
        self.styles: list[str] = []
        left_out = len(shown) - _MOST
        half = _MOST // 2
        for place, line in enumerate(shown):
            if left_out > 0 and half <= place < half + left_out:
                if place == half:
                    note = f"… {left_out:,} lines not shown: --format csv lists them all"
                    self._add(["", as_written(note), *[""] * (len(self.columns) - 2)], "dim")
                continue
            parts = [line.number, "  " * line.depth + printable(line.text)]
            if reads:
                parts.append(printable(line.reads))
            parts += cells(line, report.batch)
            self._add([as_written(part) for part in parts], _style(line))

    def _add(self, parts: list[str], style: str) -> None:
        self.cells.append(parts)
        self.styles.append(style)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table at the width that there is."""
        widths = [
            max(map(cell_len, column)) for column in zip(self.columns, *self.cells, strict=True)
        ]
        columns, rows = self.columns, self.cells
        if "from" in columns and self._room(widths, options) < _COMFORTABLE:
            columns, rows, widths = self._narrower(widths, options)
        room = max(_LEAST, self._room(widths, options))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for name in columns:
            left = name in ("layer", "from", "output")
            justify: JustifyMethod = "left" if left else "right"
            style = "dim" if name == "#" else None
            table.add_column(name, justify=justify, no_wrap=True, style=style)
        texts = [Text() for _ in columns]
        end = ""
        for parts, style in zip(rows, self.styles, strict=True):
            shown = parts
            if cell_len(parts[1]) > room:
                name = parts[1].lstrip(" ")
                indent = " " * min(len(parts[1]) - len(name), room // 2)
                wrapped = Text(name).wrap(console, room - len(indent), overflow="fold")
                shown = [*parts]
                shown[1] = "\n".join([indent + line.plain.rstrip() for line in wrapped])
            height = max([part.count("\n") for part in shown])
            for text, part in zip(texts, shown, strict=True):
                text.append(end)
                text.append(part + "\n" * (height - part.count("\n")) if height else part, style)
            end = "\n"
        table.add_row(*texts)
        yield table

    def _narrower(
        self, widths: list[int], options: ConsoleOptions
    ) -> tuple[list[str], list[list[str]], list[int]]:
        """The columns where they are wide: a line for each that is read or, at worst, none."""
        at = self.columns.index("from")
        rows = [[*parts] for parts in self.cells]
        pieces = ["from"]
        for parts in rows:
            parts[at] = parts[at].replace(", ", ",\n")
            pieces += parts[at].split("\n")
        narrow = [*widths[:at], max(map(cell_len, pieces)), *widths[at + 1 :]]
        if self._room(narrow, options) >= _LEAST:
            return self.columns, rows, narrow
        del narrow[at]
        for parts in rows:
            del parts[at]
        return [name for name in self.columns if name != "from"], rows, narrow

    def _room(self, widths: list[int], options: ConsoleOptions) -> int:
        """The columns that are left for the layers."""
        return options.max_width - sum(widths) + widths[1] - 2 * (len(widths) - 1)


def _style(line: Line) -> str:
    if not line.known:
        return "red"
    return "" if line.rows else "bold"
