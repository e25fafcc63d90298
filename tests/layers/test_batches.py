"""A layer that says its output has a batch gives each sample the same shape, however many come."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from cnncalc.layers import LAYERS, Layer, LayerError
from cnncalc.layers.shapes import Unbatched
from tests.oracle.arguments import cases

Shape = tuple[int, ...]


def with_batch(shapes: tuple[Shape, ...], batch: int) -> tuple[Shape, ...]:
    return tuple(
        each if isinstance(each, Unbatched) or not each else (batch, *each[1:]) for each in shapes
    )


def outputs(layer: Layer, shapes: tuple[Shape, ...]) -> Any:
    """The samples' shapes where there is a batch; None where the layer refuses or has none."""
    try:
        ready = layer.given(*shapes)
    except LayerError:
        return None
    if not ready.batched(*shapes):
        return None
    return ready.outputs(*shapes)


@pytest.mark.parametrize("name", LAYERS)
def test_a_batch_is_a_batch_at_any_size(name: str) -> None:
    @settings(
        max_examples=40,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(name))
    def check(case: Any) -> None:
        try:
            layer = LAYERS[name](**case.arguments)
        except LayerError:
            return
        few, many = (outputs(layer, with_batch(case.shapes, batch)) for batch in (5, 7))
        if few is None or many is None:
            return
        assert len(few) == len(many)
        for one, other in zip(few, many, strict=True):
            if not isinstance(one, Unbatched):
                assert (one[0], other[0]) == (5, 7)
                assert one[1:] == other[1:]

    check()
