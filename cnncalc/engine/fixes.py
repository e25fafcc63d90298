"""Mends that see more than one layer: what a layer before, or another number, would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.layers import LayerError, lookup
from cnncalc.layers.base import shown

if TYPE_CHECKING:
    from cnncalc.diagnostics import Problem
    from cnncalc.layers import Layer
    from cnncalc.spec import Shape


def fix(
    problem: Problem,
    layer: Layer,
    shape: Shape,
    before: tuple[Layer, Shape] | None,
    *,
    first: bool,
) -> str | None:
    """A better mend than the layer's own, or None.

    Args:
        problem: what the layer says.
        layer: the layer that refuses.
        shape: the shape that arrives at it, with the batch.
        before: the layer before it and the shape that arrived there, where it has both.
        first: whether the shape is that of the model's input.
    """
    flattened = before[1] if before and type(before[0]).__name__ == "Flatten" else None
    if problem.code == "rank-mismatch" and problem.at is None:
        return _other_rank(layer, shape, flattened, first=first)
    if problem.code == "features-mismatch" and type(layer).__name__ == "Linear":
        return _other_features(layer, shape, flattened)
    if problem.code == "inputs-mismatch" and before is not None:
        return uncut(*before)
    wanted = layer.__dict__.get(str(problem.at))
    if problem.code == "channels-mismatch" and first and wanted == shape[-1]:
        sizes = "x".join(map(str, (shape[-1], *shape[1:-1])))
        return f"write the input with its channels first: `{sizes}`"
    return None


def uncut(layer: Layer, shape: Shape) -> str | None:
    """What to write in a layer that has cut the batch, where it was to give several tensors."""
    from cnncalc.layers.split import unsplit

    advice = unsplit(layer, shape)
    return f"in `{type(layer).__name__}`, {advice}" if advice else None


def _other_rank(layer: Layer, shape: Shape, flattened: Shape | None, *, first: bool) -> str | None:
    if flattened is not None and len(flattened) in layer.ranks:
        return f"put it before `Flatten()`, where {shown(flattened)} arrives"
    if first and len(shape) + 1 in layer.ranks:
        sizes = "x".join(map(str, shape[1:]))
        return f"the input has no channels yet: write it as `1x{sizes}`, or `3x{sizes}` for RGB"
    if first and shape[1] == 1 and len(shape) - 1 in layer.ranks:
        sizes = "x".join(map(str, shape[2:]))
        return f"the batch is left out: write the input as `{sizes}`"
    name = type(layer).__name__
    for axes in ("1", "2", "3"):
        found = lookup(f"{name[:-2]}{axes}d") if name[-2:-1].isdigit() else None
        if found and len(shape) in found[0].ranks:
            return f"write `{found[0].__name__}` for {shown(shape)}"
    return None


def _other_features(layer: Layer, shape: Shape, flattened: Shape | None) -> str:
    wanted: int = layer.__dict__["in_features"]
    if len(shape) > 2:
        flat = product(shape[1:])
        sizes = "·".join(map(str, shape[1:]))
        if flat == wanted:
            return f"put `Flatten()` before it: {sizes} = {wanted}"
        return f"put `Flatten()` before it and write `{layer.replaced(in_features=flat)!r}`"
    advice = f"write `{layer.replaced(in_features=shape[-1])!r}`"
    pooled = _pooled(flattened) if flattened is not None else None
    if pooled is not None and product(pooled[1:]) == wanted:
        sizes = "·".join(map(str, pooled[1:]))
        advice += f", or put one more `MaxPool2d(2)` before `Flatten()`: {sizes} = {wanted}"
    return advice


def _pooled(shape: Shape) -> Shape | None:
    """What MaxPool2d(2) makes of a shape, or None where it does not take it."""
    try:
        from cnncalc.layers.pool import MaxPool2d

        pool = MaxPool2d(2).given(shape)
    except LayerError:
        return None
    return pool.output(shape)
