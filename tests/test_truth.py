"""AlexNet and VGG, leaf by leaf, against torchvision's networks as PyTorch ran them.

`truth/torchvision.json` was measured with torch 2.13 and torchvision 0.28 on the meta device: for
each module in the order of its call the name, class, output shape, parameters and buffers.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import cnncalc

HERE = Path(__file__).parent
MODELS = json.loads((HERE / "truth" / "torchvision.json").read_text("utf-8"))["models"]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model["name"]))
def test_every_leaf_of_a_shipped_network_is_torchvisions(model: dict[str, Any]) -> None:
    text = (HERE.parent / "specs" / f"{model['name']}.yaml").read_text("utf-8")
    report = cnncalc.compute(cnncalc.build(cnncalc.parse(text)))
    # torchvision flattens with a function, which its list of modules does not have
    rows = [row for row in report.rows if row.type != "Flatten"]
    leaves = [[row.path, row.type, list(row.output or ()), row.params, row.buffers] for row in rows]
    assert leaves == model["layers"]
    assert report.total("params") == model["params"]
    assert report.total("buffers") == model["buffers"]
    assert report.output == tuple(model["output"][1:])


def test_the_truth_covers_alexnet_and_all_of_vgg() -> None:
    vgg = [f"vgg{depth}{norm}" for depth in (11, 13, 16, 19) for norm in ("", "_bn")]
    assert [model["name"] for model in MODELS] == ["alexnet", *vgg]
