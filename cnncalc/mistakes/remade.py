"""A layer when other shapes arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers import LayerError
from cnncalc.layers.shapes import Unbatched
from cnncalc.limits import MAX_ELEMENTS

if TYPE_CHECKING:
    from cnncalc.layers import Layer
    from cnncalc.spec import Shape


def remade(layer: Layer, shapes: tuple[Shape, ...]) -> tuple[Layer, tuple[Shape, ...]] | None:
    """The layer that infers anew what it can, and what it makes of them; None for nothing."""
    if any(isinstance(each, Unbatched) for each in shapes):
        return None
    first = shapes[0] if shapes else ()
    open_ones = {
        each.name: None
        for each in layer.arguments
        if each.inferred or layer.dimension_of(each, first) is not None
    }
    try:
        layer = (layer.replaced(**open_ones) if open_ones else layer).given(*shapes)
        outputs = layer.outputs(*shapes)
    except LayerError:
        return None
    bad = any((each and min(each) < 1) or max(each, default=0) > MAX_ELEMENTS for each in outputs)
    if bad or not layer.batched(*shapes):
        return None
    return layer, outputs
