"""U-Net, CRNN, CvT and others that torchvision does not have, module by module, against PyTorch.

`truth/others.json` holds what PyTorch gave for the modules in `oracle/networks/`, once on the meta
device: what goes in and comes out, all parameters, and each call of a module without children, in
order, with its class, output shape, parameters and elements of buffers. A module that is called
again has none left to count.
Where PyTorch is, `UPDATE_TRUTH=1 pytest -o addopts= tests/oracle/test_networks.py` writes it anew.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import cnncalc
from cnncalc.cli.read import read_file

HERE = Path(__file__).parent
SPECS = HERE.parent / "specs"
TRUTH = HERE / "truth" / "others.json"
NETWORKS: dict[str, dict[str, Any]] = json.loads(TRUTH.read_text("utf-8"))["networks"]

FUNCTIONS = {
    "Abs", "Add", "Cat", "ExpandAs", "Interpolate", "Mul", "Narrow", "Pad", "Parameter",
    "ScaledDotProductAttention", "Slice", "Squeeze", "Sub", "Transpose",
}  # fmt: skip
"""Rows that no module of these networks answers for: PyTorch has a function there."""


@cache
def computed(name: str) -> cnncalc.Report:
    return cnncalc.compute(cnncalc.build(read_file(str(SPECS / f"{name}.yaml"))))


def modules(report: cnncalc.Report) -> list[list[Any]]:
    """The rows that PyTorch has a module for."""
    rows = [row for row in report.rows if row.type not in FUNCTIONS]
    return [[row.type, list(row.output or ()), row.params, row.buffers] for row in rows]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_module_of_a_shipped_network_is_what_pytorch_runs(name: str) -> None:
    report = computed(name)
    assert modules(report) == NETWORKS[name]["modules"]
    assert report.problems == ()


@pytest.mark.parametrize("name", NETWORKS)
def test_a_shipped_network_has_pytorchs_inputs_outputs_and_total(name: str) -> None:
    report = computed(name)
    assert [list(shape) for shape in report.inputs.values()] == NETWORKS[name]["inputs"]
    assert [list(each.shape or ()) for each in report.results] == NETWORKS[name]["outputs"]
    assert report.total("params") == NETWORKS[name]["params"]


def test_weights_that_are_shared_count_once() -> None:
    rows = computed("siamese").rows
    codes = [row for row in rows if row.type == "Linear" and row.output == (4096,)]
    assert [row.params for row in codes] == [37_752_832, 0]


def test_a_pyramid_gives_each_of_its_levels() -> None:
    assert {each.name: each.shape for each in computed("fpn").results} == {
        "p2": (256, 200, 334),
        "p3": (256, 100, 167),
        "p4": (256, 50, 84),
        "p5": (256, 25, 42),
    }
