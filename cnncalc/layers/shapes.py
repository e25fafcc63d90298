"""Shapes, and how one reads them."""

from __future__ import annotations

from typing import TypeAlias

Shape: TypeAlias = tuple[int, ...]
"""Sizes, the batch first."""


class Unbatched(tuple[int, ...]):
    """A shape whose first dimension is not the batch: there is none, or it is mixed with others."""

    twin: Shape | None = None
    """The shape that it would have at twice the batch; None where it hangs on no batch."""


def per_sample(shape: Shape) -> Shape:
    """A shape without its batch; where there is none to leave out, the whole shape."""
    return tuple(shape) if isinstance(shape, Unbatched) else shape[1:]


def shown(shape: Shape) -> str:
    """A shape as one reads it: without the batch."""
    return "×".join(map(str, per_sample(shape))) or "a single number"
