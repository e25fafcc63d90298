"""Numbers and shapes as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

UNKNOWN = "?"

SCALAR = "scalar"
"""The shape of a single number."""


def grouped(count: int | None) -> str:
    """A count with its thousands apart; a question mark where it is unknown."""
    return UNKNOWN if count is None else f"{count:,}"


def sizes(shape: Iterable[int] | None, batch: int = 1, between: str = "×") -> str:
    """A shape, with the batch in front where it is more than one sample."""
    if shape is None:
        return UNKNOWN
    text = between.join(map(str, shape))
    if not text:
        return str(batch) if batch > 1 else SCALAR
    return f"{batch}{between}{text}" if batch > 1 else text


def values(flatten: int | None, batch: int = 1) -> str:
    """A flatten size: per sample, and times the batch where that is more than one."""
    return f"{batch} × {grouped(flatten)}" if batch > 1 else grouped(flatten)


def percent(part: int | None, whole: int | None) -> str:
    """A share with one decimal, rounded half up; `<0.1%` for what is nearly nothing."""
    if part is None or not whole:
        return UNKNOWN if part is None or whole is None else "–"
    tenths = (2_000 * part + whole) // (2 * whole)
    if not tenths:
        return "<0.1%" if part else "0%"
    return f"{tenths // 10}.{tenths % 10}%"


def bar(part: int | None, whole: int | None, width: int = 8) -> str:
    """A share as a bar of so many cells, in eighths of a cell."""
    if not part or not whole:
        return " " * width
    eighths = max(1, min(8 * width, (16 * width * part + whole) // (2 * whole)))
    full, rest = divmod(eighths, 8)
    text = "█" * full + ("▏▎▍▌▋▊▉"[rest - 1] if rest else "")
    return text.ljust(width)


def per_axis(figures: Sequence[float | None]) -> str:
    """A size for each axis: `7×7`; a question mark for those that are unknown."""
    return "×".join([UNKNOWN if each is None else str(each) for each in figures])


def along(figures: Sequence[int | Fraction | None]) -> str:
    """A place or a step for each axis: `-3`, or `1/2, 1` where they differ; – for none."""
    if len(set(figures)) == 1:
        figures = figures[:1]
    return ", ".join(["–" if each is None else str(each) for each in figures])
