"""The shipped networks, module by module, against torchvision's as PyTorch ran them.

`truth/torchvision.json.gz` was measured with torch 2.13 and torchvision 0.28: each network was
built without weights, put in eval mode and run once on the meta device, with a hook on every
module. For each it holds the shapes per sample that go in and come out, and for each call of a
module without children, in order: its class, output shape, parameters, elements of buffers and
multiply-accumulates. These are output elements × what each of them sums up, the weights of one
filter, without bias: the total is half of what PyTorch's FlopCounterMode counts of the network.
A module's second call has no parameters left to count. Auxiliary classifiers that eval mode leaves
out are not in it. torchvision's own subclasses of a PyTorch layer go by the layer's name, and the
`layer_scale` of a ConvNeXt block stands where the block multiplies by it, before StochasticDepth.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import cnncalc
from cnncalc.cli.read import read_file

HERE = Path(__file__).parent
SPECS = HERE.parent / "specs"
MODELS: dict[str, dict[str, Any]] = json.loads(
    gzip.decompress((HERE / "truth" / "torchvision.json.gz").read_bytes())
)["models"]
SHIPPED = [name for name in MODELS if (SPECS / f"{name}.yaml").exists()]

FUNCTIONS = {
    "Add": "`+`, of residual connections",
    "Mul": "`*`, of squeeze-and-excitation",
    "Cat": "torch.cat",
    "Chunk": "Tensor.chunk, of ShuffleNet",
    "ChannelShuffle": "views and a transposition, of ShuffleNet",
    "Flatten": "torch.flatten, in all but ConvNeXt",
    "Mean": "Tensor.mean, or functional.adaptive_avg_pool2d in MobileNetV2",
    "Interpolate": "functional.interpolate, of segmentation",
}
"""Rows that no module answers for, since torchvision calls a function there."""

CALLED_AS_FUNCTIONS = {
    "densenet": {"ReLU": 1, "AdaptiveAvgPool2d": 1},  # in DenseNet.forward, at the end
    "googlenet": {"ReLU": 57},  # one for each convolution
    "inception_v3": {"ReLU": 94, "AvgPool2d": 9, "MaxPool2d": 2},  # and the pools of its branches
}
"""By the beginning of a network's name: layers that are modules elsewhere, and how many are not."""


@cache
def computed(path: Path) -> cnncalc.Report:
    spec = read_file(str(path))
    return cnncalc.compute(cnncalc.build(spec))


def facts(row: cnncalc.Row) -> list[object]:
    return [row.type, list(row.output or ()), row.params, row.buffers, row.macs]


def modules(name: str) -> list[list[object]]:
    """The rows of a shipped network that torchvision has a module for.

    A row is taken for a function only where torchvision's next module is another, and as often as
    torchvision calls that function.
    """
    allowed = Counter[str]()
    for start, counts in CALLED_AS_FUNCTIONS.items():
        if name.startswith(start):
            allowed.update(counts)
    truth = MODELS[name]["modules"]
    found: list[list[object]] = []
    for row in computed(SPECS / f"{name}.yaml").rows:
        module = facts(row)
        if len(found) >= len(truth) or module != truth[len(found)]:
            if row.type in FUNCTIONS and not row.params:
                continue
            if allowed[row.type]:
                allowed[row.type] -= 1
                continue
        found.append(module)
    return [*found, *([kind, "is missing"] for kind in allowed.elements())]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_module_of_a_shipped_network_is_torchvisions(name: str) -> None:
    assert modules(name) == MODELS[name]["modules"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_network_has_torchvisions_input_output_and_totals(name: str) -> None:
    model = MODELS[name]
    report = computed(SPECS / f"{name}.yaml")
    assert [list(shape) for shape in report.inputs.values()] == [model["input"]]
    assert report.total("params") == model["params"]
    assert report.total("buffers") == model["buffers"]
    assert report.total("macs") == model["macs"]
    outputs = model["output"] if isinstance(model["output"], list) else model["output"]["out"]
    assert list(report.output or ()) == outputs


def test_all_of_torchvisions_classification_networks_are_shipped_and_exact() -> None:
    exact = [
        name
        for name in SHIPPED
        if MODELS[name]["category"] == "classification" and modules(name) == MODELS[name]["modules"]
    ]
    assert len(exact) == 68


@pytest.mark.parametrize("name", [name for name in MODELS if "names" in MODELS[name]])
def test_alexnet_and_vgg_have_torchvisions_names_as_paths(name: str) -> None:
    rows = computed(SPECS / f"{name}.yaml").rows
    assert [row.path for row in rows if row.type != "Flatten"] == MODELS[name]["names"]


def test_resnet18_of_blocks_is_the_resnet18_of_a_flat_list_with_ids() -> None:
    flat = computed(HERE / "truth" / "resnet18-flat.yaml")
    blocks = computed(SPECS / "resnet18.yaml")
    assert [facts(row) for row in flat.rows] == [facts(row) for row in blocks.rows]
    assert [row.inputs for row in flat.rows] == [row.inputs for row in blocks.rows]
    assert flat.problems == blocks.problems == ()


def test_resnet50_is_under_60_lines_with_its_family() -> None:
    files = [SPECS / "resnet50.yaml", SPECS / "families" / "resnet.yaml"]
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) < 60
