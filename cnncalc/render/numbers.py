"""Numbers and shapes as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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
