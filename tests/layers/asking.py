"""Two questions that the tests of every family put to a layer, on shapes without their batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cnncalc.layers import LAYERS, Layer, LayerError

if TYPE_CHECKING:
    from cnncalc.diagnostics import Problem

Shape = tuple[int, ...]


def refused(call: str, *positional: Any, arrives: Shape | None = None, **named: Any) -> Problem:
    """The one problem of a layer that must be refused, on what arrives where that is given."""
    if arrives is None:
        with pytest.raises(LayerError) as caught:
            LAYERS[call](*positional, **named)
    else:
        layer, shape = LAYERS[call](*positional, **named), (1, *arrives)
        try:
            ready = layer.given(shape)
        except LayerError as error:
            (problem,) = error.problems
            return problem
        output = ready.outputs(shape)[0]
        assert min(output) < 1, f"{layer!r} takes {arrives}"
        (problem,) = ready.shrunk(shape, output)
        return problem
    (problem,) = caught.value.problems
    return problem


def after(layer: Layer, *shape: int) -> Shape:
    """The output shape for an input of that shape."""
    batched = (1, *shape)
    return layer.given(batched).output(batched)[1:]


def together(layer: Layer, *shapes: Shape) -> Shape:
    """The output shape for several inputs of those shapes."""
    batched = [(1, *shape) for shape in shapes]
    return layer.given(*batched).outputs(*batched)[0][1:]


def all_after(layer: Layer, *shape: int) -> list[Shape]:
    """All output shapes for an input of that shape."""
    batched = (1, *shape)
    return [each[1:] for each in layer.given(batched).outputs(batched)]


def refused_together(layer: Layer, *shapes: Shape) -> Problem:
    """The one problem of a layer with several inputs of those shapes."""
    with pytest.raises(LayerError) as caught:
        layer.given(*[(1, *shape) for shape in shapes])
    (problem,) = caught.value.problems
    return problem
