"""What sizes and axes are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers import Layer

_NAMES = {
    1: ("values",),
    2: ("channels", "length"),
    3: ("channels", "height", "width"),
    4: ("channels", "depth", "height", "width"),
}
"""What the sizes of a shape are called, by how many there are."""
_FEATURES = {"E", "D_in"}
"""Letters of a shape whose last size is features."""


def size_name(layer: Layer, place: int, count: int) -> str:
    """What one of so many sizes of an output is called."""
    letters = layer.letters.get(count + 1, "").split("×")
    mixed = -1 in layer.dimension_formulas and -2 not in layer.dimension_formulas
    if place == count - 1 and (mixed or letters[-1] in _FEATURES):
        return "features"
    if place < 0:
        return "batch"
    names = _NAMES.get(count)
    return names[place] if names else f"size {place + 1}"


def together(names: Sequence[str]) -> str:
    """Several names: `depth, height and width`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def axis_names(count: int) -> Sequence[str]:
    """What the axes of an image are called, by how many there are."""
    return _NAMES[count + 1][1:] if 1 <= count <= 3 else [f"axis {at + 1}" for at in range(count)]
