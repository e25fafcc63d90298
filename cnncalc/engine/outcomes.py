"""What one layer makes of what arrives: output shapes and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.arith import product
from cnncalc.layers import LayerError
from cnncalc.layers.refusals import too_large
from cnncalc.layers.shapes import Unbatched
from cnncalc.limits import MAX_ELEMENTS

if TYPE_CHECKING:
    from cnncalc.layers import Layer
    from cnncalc.spec import Shape


class Outcome(NamedTuple):
    """A layer with all that it infers, and what it makes of shapes; None is not counted."""

    layer: Layer
    outputs: tuple[Shape, ...]
    params: int | None
    trainable_params: int | None
    buffers: int | None


def outcome(layer: Layer, shapes: tuple[Shape, ...]) -> Outcome:
    """What a layer makes of the shapes that arrive, with the batch.

    Raises:
        LayerError: with all that PyTorch would refuse, and tensors that are too large.
    """
    layer = layer.given(*shapes)
    outputs = layer.outputs(*shapes)
    for each in outputs:
        if each and min(each) < 1:
            raise LayerError(layer.shrunk(shapes[0] if shapes else (), each))
    weights = layer.weights()
    sizes = {name: product(shape) for name, shape in weights.items()}
    for each in outputs:
        if product(each) > MAX_ELEMENTS:
            raise LayerError([too_large(layer, "output", each)])
    for name, count in sizes.items():
        if count > MAX_ELEMENTS:
            raise LayerError([too_large(layer, name, weights[name])])
    if not layer.batched(*shapes):
        outputs = tuple([Unbatched(each) for each in outputs])
    params: int | None = sum(sizes.values())
    trainable = 0 if layer.frozen else params
    buffers: int | None = sum(map(product, layer.buffers().values()))
    unknown = layer.uncounted
    if unknown:
        params = None if "params" in unknown else params
        trainable = None if "params" in unknown else trainable
        buffers = None if "buffers" in unknown else buffers
    return Outcome(layer, outputs, params, trainable, buffers)
