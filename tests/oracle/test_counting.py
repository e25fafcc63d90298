"""The rules for PyTorch's own counter against that counter, on a CPU as it comes."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import given

import cnncalc
from cnncalc.cli.read import read_file
from cnncalc.costs.conventions.torch import TORCH
from cnncalc.costs.counting import counted
from cnncalc.costs.quantities import Call
from cnncalc.costs.rules import counted_by
from cnncalc.layers import LAYERS
from tests.generated import generated
from tests.oracle.arguments import Case, cases
from tests.oracle.functions import WITHOUT_TWIN
from tests.oracle.networks import NETWORKS
from tests.oracle.work import flops, flops_of, ready

SPECS = Path(cnncalc.__file__).parent.parent / "specs"
LIGHT = ("crnn", "m5", "tcn", "dcgan-generator", "dcgan-discriminator", "shufflenet_v1", "cvt-13")
"""Networks that run on a CPU within a second."""


def report(name: str) -> cnncalc.Report:
    return cnncalc.compute(cnncalc.build(read_file(str(SPECS / f"{name}.yaml"))))


@pytest.mark.parametrize("name", [name for name in LAYERS if name not in WITHOUT_TWIN])
def test_every_layer_has_the_operations_that_pytorch_counts(name: str) -> None:
    @generated(60 if LAYERS[name].macs_formula != "0" else 4)
    @given(cases(name))
    def compare(case: Case) -> None:
        layer = ready(case)
        if layer is not None:
            outputs = layer.outputs(*case.shapes)
            call = Call(layer, case.shapes, outputs, layer.macs(*case.shapes))
            assert counted_by(TORCH.rules, call) == flops(case, plain=False), case

    compare()


@pytest.mark.parametrize("name", LIGHT)
def test_a_network_has_the_operations_that_pytorch_counts(name: str) -> None:
    network = NETWORKS[name]
    values = [torch.zeros(1, *shape) for shape in network.shapes]
    found = flops_of(network.make().eval(), *values, plain=False)
    assert counted(report(name), "torch").total == found


@pytest.mark.parametrize("name", NETWORKS)
def test_the_macs_of_a_network_are_half_of_what_pytorch_counts_of_its_products(name: str) -> None:
    network = NETWORKS[name]
    with torch.device("meta"):
        module = network.make().eval()
        values = [torch.empty(1, *shape) for shape in network.shapes]
        found = flops_of(module, *values, plain=True)
    assert 2 * (report(name).total("macs") or 0) == found
