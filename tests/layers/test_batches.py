"""A layer that says its output has a batch gives each sample the same shape, however many come."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from cnncalc.layers import LAYERS, Layer, LayerError, lookup
from cnncalc.layers.shapes import Unbatched
from tests.generated import generated
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
    @generated(40)
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


@pytest.mark.parametrize("name", ["Linear", "LazyLinear"])
def test_a_batch_alone_has_no_features(name: str) -> None:
    found = lookup(name)
    assert found is not None
    layer = found[0].made(found[1], (), {"out_features": 2})
    with pytest.raises(LayerError) as caught:
        layer.given((6,))
    (problem,) = caught.value.problems
    assert problem.code == "rank-mismatch"
    assert problem.message == (
        "`Linear` takes features, but one number for each sample arrives: "
        "the last dimension is the batch"
    )
    assert problem.help == "put `Unsqueeze(1)` before it"
    assert layer.given(Unbatched((6,))).weights() == {"weight": (2, 6), "bias": (2,)}


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("MatMul", [(3, 2), (3, 2, 2)]),
        ("MatMul", [(1, 3, 3, 2, 12), (1, 3, 12, 5)]),
        ("ScaledDotProductAttention", [(3, 12), (3, 6, 12), (3, 6, 12)]),
    ],
)
def test_matrices_of_batches_that_do_not_meet_are_refused(
    name: str, shapes: list[tuple[int, ...]]
) -> None:
    with pytest.raises(LayerError) as caught:
        LAYERS[name]().given(*shapes)
    (problem,) = caught.value.problems
    assert problem.code == "shape-mismatch"
    assert " sample by sample: with the batch they have " in problem.message
    assert problem.help.startswith("put `Unsqueeze(1)` behind ")


def test_a_matrix_without_a_batch_multiplies_every_sample() -> None:
    shapes = (3, 4, 2), Unbatched((2, 5))
    layer = LAYERS["MatMul"]().given(*shapes)
    assert layer.outputs(*shapes) == ((3, 4, 5),)
    assert layer.batched(*shapes)
