"""What `print(model)` shows of any layer is read back as that layer."""

from __future__ import annotations

import pytest
import torch.nn as nn

import cnncalc
from cnncalc.layers import LAYERS

UNPRINTED = {
    "AvgPool3d": "PyTorch does not print ceil_mode of average pools",
    "FractionalMaxPool2d": "PyTorch prints none of its arguments",
    "FractionalMaxPool3d": "PyTorch prints none of its arguments",
}
"""Layers whose printed form leaves out what their worked example says."""
OTHERWISE = {
    "MultiheadAttention": "PyTorch prints the layer inside it, and none of its arguments",
    "Bilinear": "two tensors arrive",
    "CosineSimilarity": "two tensors arrive",
    "PairwiseDistance": "two tensors arrive",
}
"""Layers that no chain of layers holds as they are printed."""
PRINTED = [
    name
    for name in LAYERS
    if issubclass(getattr(nn, name, object), nn.Module) and name not in {*UNPRINTED, *OTHERWISE}
]


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_layer_is_read_back(name: str) -> None:
    example = (LAYERS[name].__doc__ or "").partition("\n")[0]
    call, _, rest = example.partition(": ")
    shape = rest.partition(" → ")[0]
    module = eval(f"nn.{call}", {"nn": nn})
    printed = str(nn.Sequential(module))
    spec = cnncalc.with_input(cnncalc.parse(printed), shape)
    report = cnncalc.compute(cnncalc.build(spec))
    assert report.problems == ()
    assert printed.startswith("Sequential(\n  (0): ")
    expected = eval(call, dict(LAYERS)).given((1, *map(int, shape.split("×"))))
    (row,) = report.rows
    assert row.layer is not None
    # a norm without weights prints bias=False, whatever it was made with
    assert row.layer.weights() == expected.weights()
    assert row.outputs == expected.outputs((1, *map(int, shape.split("×"))))
    differing = {
        name for name, value in row.args.items() if value != expected.shown_arguments()[name]
    }
    assert differing <= {"bias"}


@pytest.mark.parametrize("name", UNPRINTED)
def test_what_pytorch_does_not_print_is_not_printed(name: str) -> None:
    call = (LAYERS[name].__doc__ or "").partition(": ")[0]
    printed = str(eval(f"nn.{call}", {"nn": nn}))
    assert "ceil_mode" not in printed
    assert "output_" not in printed
