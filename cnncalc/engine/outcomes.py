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
    macs: int | None


def outcome(layer: Layer, shapes: tuple[Shape, ...], batch: int) -> Outcome:
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
        outputs = _apart(layer, shapes, tuple([Unbatched(each) for each in outputs]), batch)
    elif any(isinstance(each, Unbatched) for each in outputs):
        outputs = _apart(layer, shapes, outputs, batch)
    params: int | None = sum(sizes.values())
    trainable = 0 if layer.frozen else params
    buffers: int | None = sum(map(product, layer.buffers().values()))
    macs: int | None = layer.macs(*shapes)
    unknown = layer.uncounted
    if unknown:
        params = None if "params" in unknown else params
        trainable = None if "params" in unknown else trainable
        buffers = None if "buffers" in unknown else buffers
        macs = None if "macs" in unknown else macs
    return Outcome(layer, outputs, params, trainable, buffers, macs)


def _apart(
    layer: Layer, shapes: tuple[Shape, ...], outputs: tuple[Shape, ...], batch: int
) -> tuple[Shape, ...]:
    """The outputs, those without a batch with their twins.

    What grows as the batch does in its first dimension alone has its batch back: a network for
    video makes images of frames, and frames of images again.
    """
    twins = tuple([_twin(each, batch) for each in shapes])
    if twins == shapes:
        return outputs
    try:
        others = layer.given(*twins).outputs(*twins)
    except LayerError:
        return outputs
    if len(others) != len(outputs):
        return outputs
    found: list[Shape] = []
    for each, other in zip(outputs, others, strict=True):
        if not isinstance(each, Unbatched) or tuple(each) == tuple(other):
            found.append(each)
        elif (batch, *each[1:]) == each and (2 * batch, *each[1:]) == tuple(other):
            found.append(tuple(each))
        else:
            mixed = Unbatched(each)
            mixed.twin = tuple(other)
            found.append(mixed)
    return tuple(found)


def _twin(shape: Shape, batch: int) -> Shape:
    """The shape that a tensor has at twice the batch."""
    if isinstance(shape, Unbatched):
        return shape if shape.twin is None else Unbatched(shape.twin)
    return (2 * batch, *shape[1:])
