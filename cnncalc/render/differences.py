"""How much more or less one figure is than another, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from cnncalc.render.numbers import UNKNOWN, grouped, per_axis, sizes
from cnncalc.render.units import scaled, size_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Write: TypeAlias = Callable[[int | None], str]
    Figure: TypeAlias = int | tuple[int | None, ...] | None

ARROW = " → "

_THOUSAND = 10_000
"""Tenths of a percent from which on they are not shown."""


def signed(change: int, write: Write = grouped) -> str:
    """A change with its sign: `+1.5 M`, `−3`, `±0`."""
    if not change:
        return "±0"
    return ("+" if change > 0 else "−") + write(abs(change))


def growth(old: int, change: int) -> str:
    """A change in percent of what was, with one decimal, rounded half up; "" where that was 0."""
    if not old or not change:
        return ""
    tenths = (2_000 * abs(change) + abs(old)) // (2 * abs(old))
    sign = "+" if (change > 0) == (old > 0) else "−"
    if not tenths:
        return f"{sign}<0.1%"
    if tenths >= _THOUSAND:
        return f"{sign}{(tenths + 5) // 10:,}%"
    return f"{sign}{tenths // 10}.{tenths % 10}%"


def difference(old: int, new: int, write: Write = grouped) -> str:
    """A change and its percentage: `+1.5 M (+5.9%)`."""
    share = growth(old, new - old)
    return signed(new - old, write) + (f" ({share})" if share else "")


def fractional(old: int, new: int) -> float | None:
    """A change in percent for programs; None where there was nothing."""
    return round(100 * (new - old) / old, 4) if old else None


def written(key: str, figure: Figure, *, exact: bool = False) -> str:
    """A figure of a network by its key, as people read it."""
    if key == "output":
        return sizes(figure)  # type: ignore[arg-type]
    if isinstance(figure, tuple):
        return per_axis(figure)
    return writes(key, exact=exact)(figure)


def writes(key: str, *, exact: bool = False) -> Write:
    """How a count of some key is written."""
    if key in ("inference", "training"):
        return _bytes if exact else size_of
    return grouped if exact or key in ("layers", "flatten", "receptive_field") else scaled


def _bytes(count: int | None) -> str:
    return UNKNOWN if count is None else f"{count:,} B"
