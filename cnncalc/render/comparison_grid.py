"""The lines of a comparison at the width that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from cnncalc.render.comparison_lines import FOLDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

HEADERS = ("", "old", "new", "name", "layer", "output", "params", "MACs", "field")
"""What stands above the parts of a line."""

LEFT = ("", "name", "layer", "output", "field")
"""Those whose texts begin at the left."""

_LAYER = HEADERS.index("layer")
_NARROWEST = 8

_STYLES = {
    "added": "green", "removed": "red", "changed": "yellow", "moved": "cyan", "renamed": "cyan",
    "follows": "", FOLDED: "dim",
}  # fmt: skip


def shown_columns(table: Sequence[Sequence[str]]) -> list[int]:
    """The columns in which something stands, and those that are always there."""
    always = ("", "old", "new", "layer")
    return [
        at for at, name in enumerate(HEADERS) if name in always or any(row[at] for row in table)
    ]


class Lines:
    """The lines as a table or, where the width is short, each with its figures below it."""

    def __init__(self, table: Sequence[tuple[str, ...]], arrow: str) -> None:
        """Lines in the signs that the stream can carry; the arrow stands between two numbers."""
        self.table = table
        self.arrow = arrow
        self.columns = shown_columns(table)
        self.widths = {
            at: max([cell_len(HEADERS[at]), *[cell_len(row[at]) for row in table]])
            for at in self.columns
        }

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table, or one part below the other."""
        for columns in (self.columns, [at for at in self.columns if HEADERS[at] != "field"]):
            if sum([self.widths[at] + 2 for at in columns]) - 2 <= options.max_width:
                yield from self._wide(columns)
                return
        yield from self._narrow(console, options.max_width)

    def _wide(self, columns: list[int]) -> Iterator[Segment]:
        yield Segment(self._row(HEADERS, columns) + "\n", Style(bold=True))
        for row in self.table:
            yield Segment(self._row(row, columns) + "\n", Style.parse(_STYLES[row[0]]))

    def _row(self, row: tuple[str, ...], columns: list[int]) -> str:
        cells = []
        for at in columns:
            blank = " " * (self.widths[at] - cell_len(row[at]))
            cells.append(row[at] + blank if HEADERS[at] in LEFT else blank + row[at])
        return "  ".join(cells).rstrip()

    def _narrow(self, console: Console, width: int) -> Iterator[Segment]:
        for row in self.table:
            style = Style.parse(_STYLES[row[0]])
            numbers = self.arrow.join([text for text in dict.fromkeys(row[1:3]) if text])
            parts = [(0, row[_LAYER])]
            if row[0] != FOLDED:
                first = " ".join([text for text in (row[0], numbers, row[3]) if text])
                parts = [(0, first), (2, row[_LAYER])]
            figures = [f"{HEADERS[at]} {row[at]}" for at in range(_LAYER + 1, len(row)) if row[at]]
            parts += [(2, text) for text in _packed(figures, width - 2)]
            for indent, text in parts:
                room = max(width - indent, _NARROWEST)
                yield from _folded(console, text, room, indent, style)


class Totals:
    """The figures in all, each on a line or, where the width is short, on two."""

    def __init__(self, figures: Sequence[tuple[str, str, str, str]], arrow: str) -> None:
        """Each figure's name, what it was, what it is (nothing where that is the same), change."""
        self.figures = figures
        self.arrow = arrow

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The figures at the width that there is."""
        widths = [max([cell_len(row[at]) for row in self.figures], default=0) for at in range(4)]
        fits = sum(widths) + cell_len(self.arrow) + 6 <= options.max_width
        for name, old, new, change in self.figures:
            style = Style() if new else Style(dim=True)
            if fits:
                pair = f"{old:>{widths[1]}}" + (f"{self.arrow}{new:<{widths[2]}}" if new else "")
                yield Segment(f"{name:<{widths[0] + 3}}", Style(bold=True))
                yield Segment(f"{pair}   {change}".rstrip() + "\n", style)
                continue
            pair = f"{name} {old}" + (self.arrow + new if new else "")
            for indent, text in ((0, pair), (2, change)):
                room = max(options.max_width - indent, _NARROWEST)
                yield from _folded(console, text, room, indent, style)


def _packed(texts: Sequence[str], room: int) -> list[str]:
    """Texts beside each other, as many on a line as there is room for."""
    found: list[str] = []
    for text in texts:
        if found and cell_len(found[-1]) + 3 + cell_len(text) <= room:
            found[-1] += f"   {text}"
        else:
            found.append(text)
    return found


def _folded(console: Console, text: str, room: int, indent: int, style: Style) -> Iterator[Segment]:
    """A text on as many lines as it needs; none where there is none."""
    for part in Text(text).wrap(console, room, overflow="fold") if text else ():
        yield Segment(" " * indent + part.plain.rstrip() + "\n", style)
