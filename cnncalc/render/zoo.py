"""The shipped networks as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text

from cnncalc.render.characters import ascii_only
from cnncalc.render.numbers import grouped, sizes
from cnncalc.render.units import scaled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Member(NamedTuple):
    """One network: name, inputs, parameters, MACs, and the weighted layers in its depth."""

    name: str
    inputs: Mapping[str, tuple[int, ...]]
    params: int | None
    macs: int | None
    depth: int


def as_zoo(members: Iterable[Member], *, unicode: bool = True) -> Table:
    """The networks as a table, for a rich console."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("name", no_wrap=True)
    table.add_column("input", no_wrap=True)
    for name in ("parameters", "MACs", "depth"):
        table.add_column(name, justify="right", no_wrap=True)
    for each in members:
        shapes = " and ".join(sizes(shape) for shape in each.inputs.values())
        cells = (each.name, shapes, grouped(each.params), scaled(each.macs), str(each.depth))
        table.add_row(*[Text(cell if unicode else ascii_only(cell)) for cell in cells])
    return table
