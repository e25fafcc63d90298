"""The layers there are, and what each says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cnncalc.render.characters import ascii_only

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from cnncalc.layers.describe import Description


def _grid(rows: Iterable[tuple[str, ...]], *, unicode: bool) -> Table:
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for row in rows:
        cells = [Text(cell if unicode else ascii_only(cell)) for cell in row]
        cells[0].stylize("bold")
        grid.add_row(*cells)
    return grid


def as_catalogue(families: Iterable[tuple[str, list[str]]]) -> Group:
    """Every layer's name, by family, for a rich console."""
    parts: list[RenderableType] = []
    for title, names in families:
        parts += [Text(title, "bold"), Padding(Text(", ".join(names)), (0, 0, 0, 2))]
    return Group(*parts)


def as_names(parts: Iterable[tuple[str, list[tuple[str, str]]]], *, unicode: bool = True) -> Group:
    """Lists of names and what they mean, each under its title, for a rich console."""
    shown: list[RenderableType] = []
    for title, rows in parts:
        grid = Padding(_grid(rows, unicode=unicode), (0, 0, 1, 2))
        shown += [Text(title, "bold"), grid]
    return Group(*shown)


def as_description(description: Description, *, unicode: bool = True) -> Group:
    """What there is to know of one layer, for a rich console."""
    parts: list[RenderableType] = [Text(description.form, "bold"), ""]
    if description.arguments:
        heads = [("argument", "symbol", "default", "takes")]
        parts += [_grid([*heads, *description.arguments], unicode=unicode), ""]
    return Group(*parts, _grid(description.facts, unicode=unicode))
