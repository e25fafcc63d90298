"""A comparison on a terminal or in a pipe, with rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cnncalc.render.characters import ascii_only
from cnncalc.render.comparison_grid import Lines, Totals
from cnncalc.render.comparison_lines import lines
from cnncalc.render.comparison_totals import breaks, figures, inputs, summary, title
from cnncalc.render.differences import ARROW

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from cnncalc.comparison import Comparison

_MOST = 1_000
"""Lines that are shown; of more, the first ones."""


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
    arrow = as_written(ARROW)
    head = Text(as_written(title(comparison, names)), "bold")
    head.append(as_written(f"   input {inputs(comparison)}"), "not bold")
    totals = [
        (as_written(each.name), as_written(each.old), as_written(each.new), as_written(each.change))
        for each in figures(comparison, exact=exact)
    ]
    parts: list[RenderableType] = [head, Text(), Totals(totals, arrow)]
    parts += [Text(each, "red") for each in breaks(comparison)]
    parts += [Text(), Text(as_written(summary(comparison)))]
    if comparison.same:
        return Group(*parts)
    found = lines(comparison, full=full, exact=exact)
    table = [tuple([as_written(text) for text in each]) for each in found[:_MOST]]
    parts += [Text(), Lines(table, arrow.strip())]
    if len(found) > _MOST:
        note = f"… and {len(found) - _MOST:,} lines more: --format json lists them all"
        parts.append(Text(as_written(note), "dim"))
    return Group(*parts)
