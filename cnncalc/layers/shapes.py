"""Shapes, and how one reads them."""

from __future__ import annotations

from typing import TypeAlias

Shape: TypeAlias = tuple[int, ...]
"""Sizes, the batch first."""


def per_sample(shape: Shape) -> Shape:
    """A shape without its batch; where the batch was flattened in, there is none to leave out."""
    return shape[1:] if len(shape) > 1 else shape


def shown(shape: Shape) -> str:
    """A shape as one reads it: without the batch."""
    return "×".join(map(str, per_sample(shape)))
