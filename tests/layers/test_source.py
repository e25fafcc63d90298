"""Parameters, buffers, and layers of the user's own."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from cnncalc.layers.shapes import Unbatched
from tests.layers.asking import refused, refused_together

Parameter, Custom = LAYERS["Parameter"], LAYERS["Custom"]


def test_a_parameter_reads_nothing() -> None:
    assert refused_together(Parameter(3), (8,)).message == (
        "`Parameter` reads 0 tensors, but 1 arrives: 8"
    )


@pytest.mark.parametrize("shape", ["64x", "a", "64,7", "-1x3", "6 4", ""])
def test_a_shape_that_is_none_is_refused(shape: str) -> None:
    problem = refused("Custom", shape)
    assert problem.code == "bad-value"
    assert "takes a shape without the batch, such as '64x7x7' or [64, 7, 7]" in problem.message


def test_a_parameter_is_a_tensor_without_a_batch() -> None:
    layer = Parameter((64, 1, 1)).given()
    assert layer.outputs() == ((64, 1, 1),)
    assert isinstance(layer.outputs()[0], Unbatched)
    assert not layer.batched()
    assert layer.params == 64
    assert not layer.frozen
    assert Parameter(64, requires_grad=False).frozen


def test_a_buffer_counts_no_parameters() -> None:
    layer = LAYERS["Buffer"]((1, 49)).given()
    assert layer.params == 0
    assert layer.buffers() == {"buffer": (1, 49)}


def test_a_custom_layer_gives_what_is_written_for_each_sample() -> None:
    layer = Custom("64x7x7", params=100)
    assert layer == Custom((64, 7, 7), params=100) == Custom(" 64×7x7 ", params=100)
    assert layer.given((2, 3, 32, 32), (2, 5)).outputs((2, 3, 32, 32), (2, 5)) == ((2, 64, 7, 7),)
    assert layer.batched((2, 3))
    assert layer.given().outputs() == ((64, 7, 7),)
    assert not layer.batched()


def test_a_custom_layer_says_what_it_does_not_count() -> None:
    assert Custom("10").uncounted == ("params", "buffers", "macs")
    assert Custom("10", params=0, macs=5).uncounted == ("buffers",)
    assert Custom("10", 7).params == 7
    assert Custom("10").params == 0
    assert Custom("10", buffers=4).buffers() == {"buffers": (4,)}
    assert Custom("10", 7).shown_arguments() == {
        "output": (10,), "params": 7, "macs": None, "buffers": None,
    }  # fmt: skip
