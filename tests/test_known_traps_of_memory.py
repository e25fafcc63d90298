"""Bytes that other tools get wrong, each with where that was seen."""

from __future__ import annotations

import pytest

from cnncalc.memory import memory
from tests.memory.asking import computed, remembered, shipped

MIB = 1024**2


def test_inputs_of_several_sizes_are_summed() -> None:
    """Torchsummary says 1,525.88 MB, their product: pytorch-summary#204, PR#166, PR#71."""
    text = """
input: {a: 1x100x100, b: 1x200x200}
layers:
  - {id: half, from: b, AvgPool2d: 2}
  - Add: [a, half]
"""
    found = remembered(text)
    assert found.input == (10_000 + 40_000) * 4
    assert f"{found.input / MIB:.2f} MiB" == "0.19 MiB"


def test_blocks_are_no_rows_so_their_outputs_count_once() -> None:
    """Torchsummary hooks residual blocks too, and their outputs count twice (run)."""
    report = shipped("resnet18")
    found = memory(report)
    assert len(found.activations) == len(report.rows) == 69
    leaves = sum(each.flatten * 4 for each in report.rows if each.flatten is not None)
    assert sum(each or 0 for each in found.activations) == leaves


def test_the_state_of_the_optimiser_is_no_parameter() -> None:
    """Keras' "Total params" triples after `fit`: summary_utils.py, keras-core PR#859."""
    found = memory(shipped("lenet5"), optimizer="adam")
    assert found.parameters == 61_706 * 4
    assert found.optimizer_state == 2 * 61_706 * 4 + 10 * 4


def test_the_input_has_the_bytes_of_its_values() -> None:
    """Torchinfo says 3,200 for 28×28 floats, from the Python object of the storage (run)."""
    assert memory(computed("input: 1x28x28\nlayers: [Flatten]")).input == 3_136


def test_layers_without_parameters_have_outputs_too() -> None:
    """Torchinfo sums the outputs of layers with parameters alone: 52,144 B for LeNet-5 (run)."""
    found = memory(shipped("lenet5"))
    assert [each for each, own in zip(found.activations, found.weights, strict=True) if not own]
    with_weights = [
        each or 0 for each, own in zip(found.activations, found.weights, strict=True) if own
    ]
    assert 2 * sum(with_weights) == 52_144
    assert sum(each or 0 for each in found.activations) > sum(with_weights)


def test_evaluation_keeps_nothing_for_backward() -> None:
    """Torchinfo counts outputs twice in evaluation as well: torchinfo#149, #230."""
    found = memory(shipped("lenet5"))
    assert found.inference == found.parameters + found.buffers + found.peak  # type: ignore[operator]
    assert (found.inference or 0) < (found.training or 0)


@pytest.mark.parametrize(("name", "mib"), [("resnet50", 97.49), ("vgg16", 527.79)])
def test_mebibytes_are_1024_squared(name: str, mib: float) -> None:
    """Torchsummary divides by 1024² and prints "MB"; torchinfo divides by 10⁶ (src)."""
    found = memory(shipped(name))
    assert found.parameters is not None
    assert round(found.parameters / MIB, 2) == mib
