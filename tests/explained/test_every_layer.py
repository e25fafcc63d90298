"""Every printed sum of every layer, computed, is the engine's figure, over generated arguments."""

from __future__ import annotations

import pytest
from hypothesis import given

from cnncalc.arith import product
from cnncalc.explained import layer_steps
from cnncalc.layers import LAYERS, LayerError
from cnncalc.layers.shapes import Unbatched, per_sample
from tests.explained.printed import printed_value
from tests.generated import generated
from tests.layers.test_register import example
from tests.oracle.arguments import cases

each_layer = pytest.mark.parametrize("name", LAYERS)


def hold(layer: object, shapes: tuple[tuple[int, ...], ...]) -> list[object]:
    """All steps of a layer, each of which holds."""
    outputs = layer.outputs(*shapes)
    output = per_sample(outputs[0])
    true = {"params": layer.params, "macs": layer.macs(*shapes), "flatten": product(output)}
    found = list(layer_steps(layer, shapes, outputs))
    for each in found:
        if each.numbers:
            assert printed_value(each.numbers) == each.result, each
        if each.figure in true and each.figure not in layer.uncounted:
            assert each.result == true[each.figure], each
        if each.figure == "output":
            sizes = outputs[0]
            batched = not isinstance(sizes, Unbatched)
            assert {sizes[at + batched] for at in each.places} == {each.result}, each
        if each.what == "output":
            assert each.result == output
            assert each.note
    return found


@each_layer
def test_the_sums_of_the_example_hold(name: str) -> None:
    each = example(name)
    layer = each.layer.given(*each.shapes)
    found = hold(layer, each.shapes)
    counted = {step.figure for step in found}
    assert "params" in counted
    assert each.macs == 0 or "macs" in counted


@each_layer
def test_the_sums_hold_over_generated_arguments(name: str) -> None:
    @generated(40)
    @given(cases(name))
    def check(case: object) -> None:
        try:
            layer = LAYERS[name](**case.arguments).given(*case.shapes)
        except LayerError:
            return
        if min(sum(layer.outputs(*case.shapes), start=(1,))) > 0:
            hold(layer, case.shapes)

    check()
