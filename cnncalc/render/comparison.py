"""A comparison on a terminal or in a pipe, with rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from cnncalc.render.characters import ascii_only
from cnncalc.render.comparison_lines import FOLDED, lines
from cnncalc.render.comparison_totals import breaks, figures, inputs, summary, title
from cnncalc.render.differences import ARROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console, ConsoleOptions, RenderResult

    from cnncalc.comparison import Comparison

_MOST = 1_000
"""Lines that are shown; of more, the first ones."""

_HEADERS = ("", "old", "new", "name", "layer", "output", "params", "MACs", "field")
_LEFT = ("", "name", "layer", "output", "field")
_ALWAYS = ("", "old", "new", "layer")

STYLES = {
    "added": "green", "removed": "red", "changed": "yellow", "moved": "cyan", "renamed": "cyan",
    "follows": "", FOLDED: "dim",
}  # fmt: skip


def as_comparison(
    comparison: Comparison,
    *,
    names: tuple[str, str] | None = None,
    full: bool = False,
    exact: bool = False,
    unicode: bool = True,
) -> Group:
    """A comparison with its totals above and its layers below, for a rich console.

    Args:
        comparison: what changed.
        names: what to call the two networks; their own names where it is None.
        full: whether each layer that differs has a line of its own.
        exact: whether figures are written as whole numbers, without units.
        unicode: whether × and the like may be used.
    """
    as_written: Callable[[str], str] = str if unicode else ascii_only
    head = Text(as_written(title(comparison, names)), "bold")
    head.append(as_written(f"   input {inputs(comparison)}"), "not bold")
    head.append("\n")
    cells = [
        [as_written(text) for text in (each.name, each.old, each.new, each.change)]
        for each in figures(comparison, exact=exact)
    ]
    arrow = as_written(ARROW)
    widths = [max([cell_len(row[at]) for row in cells], default=0) for at in range(3)]
    for name, old, new, change in cells:
        line = f"{old:>{widths[1]}}"
        if new:
            line += arrow + f"{new:<{widths[2]}}"
        head.append(f"\n{name:<{widths[0] + 3}}", "bold")
        head.append(f"{line}   {change}".rstrip(), "" if new else "dim")
    for each in breaks(comparison):
        head.append(f"\n{each}", "red")
    head.append("\n\n" + as_written(summary(comparison)))
    if comparison.same:
        return Group(head)
    found = lines(comparison, full=full, exact=exact)
    table = [
        tuple([as_written(text) for text in each])
        for each in found[:_MOST]
        if each.kind != FOLDED or len(found) > 1
    ]
    foot = []
    if len(found) > _MOST:
        note = f"… and {len(found) - _MOST:,} lines more: --format json lists them all"
        foot = [Text(as_written(note), "dim")]
    return Group(head, Text(), _Lines(table), *foot)


class _Lines:
    """The lines as a table, or where the width is short each with its figures below it."""

    def __init__(self, table: list[tuple[str, ...]]) -> None:
        self.table = table
        self.shown = [
            at
            for at, name in enumerate(_HEADERS)
            if name in _ALWAYS or any(row[at] for row in table)
        ]
        self.widths = {
            at: max([cell_len(_HEADERS[at]), *[cell_len(row[at]) for row in table]])
            for at in self.shown
        }

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table at the width that there is."""
        if sum([self.widths[at] + 2 for at in self.shown]) - 2 <= options.max_width:
            yield from self._wide()
        else:
            yield from self._narrow(console, options.max_width)

    def _wide(self) -> Iterator[Segment]:
        yield Segment(self._row(_HEADERS) + "\n", Style(bold=True))
        for row in self.table:
            yield Segment(self._row(row) + "\n", Style.parse(STYLES[row[0]]))

    def _row(self, row: tuple[str, ...]) -> str:
        cells = []
        for at in self.shown:
            blank = " " * (self.widths[at] - cell_len(row[at]))
            cells.append(row[at] + blank if _HEADERS[at] in _LEFT else blank + row[at])
        return "  ".join(cells).rstrip()

    def _narrow(self, console: Console, width: int) -> Iterator[Segment]:
        for row in self.table:
            style = Style.parse(STYLES[row[0]])
            numbers = ARROW.strip().join([text for text in dict.fromkeys(row[1:3]) if text])
            first = " ".join([text for text in (row[0], numbers, row[3]) if text])
            below = [row[4]] if row[0] else []
            if not row[0]:
                first = row[4]
            below += [f"{_HEADERS[at]} {row[at]}" for at in range(5, len(row)) if row[at]]
            for indent, text in ((0, first), *((2, each) for each in below)):
                room = max(width - indent, 8)
                for part in Text(text).wrap(console, room, overflow="fold"):
                    yield Segment(" " * indent + part.plain.rstrip() + "\n", style)
