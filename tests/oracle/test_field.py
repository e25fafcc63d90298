"""What cnncalc says that a unit sees, against the gradient of the real network in PyTorch."""

from __future__ import annotations

import os
from random import Random

import pytest
import torch

import cnncalc
from cnncalc.cli.read import read_file
from cnncalc.field import fields, region, unit_sizes
from tests.oracle.drawn import graph
from tests.oracle.probing import lit, run
from tests.test_shipped_networks import SPECS

GRAPHS = int(os.environ.get("FIELD_GRAPHS", "320"))
"""More than that were drawn while the layers were written."""


def units(random: Random, sizes: tuple[int, ...], more: int) -> list[tuple[int, ...]]:
    """Both corners, and some units between."""
    corners = [tuple([0] * len(sizes)), tuple([size - 1 for size in sizes])]
    between = [tuple(random.randrange(size) for size in sizes) for _ in range(more)]
    return list(dict.fromkeys([*corners, *between]))


def compared(report: cnncalc.Report, numbers: list[int], random: Random, more: int) -> int:
    """Hold what is known of some rows against the probe; how many units that were."""
    torch.manual_seed(random.randrange(1000))
    tensors = run(report, max(numbers))
    count = 0
    for number in numbers:
        for unit in units(random, unit_sizes(report, number), more):
            claimed = region(report, number, unit)
            if claimed is None:
                continue
            found = lit(report, tensors, number, unit)
            assert claimed.seen == found, (number, report.rows[number - 1].text, unit)
            count += 1
    return count


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@pytest.mark.parametrize("seed", range(GRAPHS))
def test_a_generated_graph_sees_what_its_gradient_lights(seed: int) -> None:
    text, shape = graph(seed)
    spec = cnncalc.with_input(cnncalc.parse(f"layers:\n{text}"), shape)
    report = cnncalc.compute(cnncalc.build(spec))
    assert report.whole, (text, report.problems)
    random = Random(seed)
    known = zip(report.rows, fields(report), strict=True)
    hangs = [row.number for row, each in known if each is not None]
    if hangs:
        numbers = {hangs[-1], random.choice(hangs)}
        assert compared(report, sorted(numbers), random, 2) > 0, text


ZOO = {
    "lenet5": "1x28x28", "m5": "1x4000", "tcn": "1x200", "crnn": "1x32x60",
    "dcgan-generator": "100x1x1", "dcgan-discriminator": "3x64x64", "unet": "1x188x188",
    "unet-same": "3x64x64", "fpn": "3x64x107", "resnet18": "3x97x128", "resnet50": "3x64x64",
    "mobilenet_v2": "3x96x64", "mobilenet_v3_small": "3x64x96", "squeezenet1_1": "3x97x97",
    "shufflenet_v2_x0_5": "3x64x64", "shufflenet_v1": "3x64x64", "googlenet": "3x65x64",
    "densenet121": "3x64x65", "efficientnet_b0": "3x64x96", "mnasnet0_5": "3x64x64",
    "regnet_y_400mf": "3x64x64", "regnet_x_400mf": "3x65x65", "inception_v3": "3x99x87",
    "convnext_tiny": "3x64x64", "cvt-13": "3x224x224", "lraspp_mobilenet_v3_large": "3x64x96",
    "r3d_18": "3x8x32x32", "se_resnet50": "3x64x64",
}  # fmt: skip
"""Shipped networks, and an input that is quick to run."""


@pytest.mark.parametrize("name", ZOO)
def test_a_shipped_network_sees_what_its_gradient_lights(name: str) -> None:
    spec = cnncalc.with_input(read_file(str(SPECS / f"{name}.yaml")), ZOO[name])
    report = cnncalc.compute(cnncalc.build(spec))
    assert report.whole, report.problems
    random = Random(name)
    known = zip(report.rows, fields(report), strict=True)
    spatial = [row.number for row, each in known if each and len(row.output or ()) > 1]
    numbers = {spatial[-1], *random.sample(spatial, 2)}
    assert compared(report, sorted(numbers), random, 1) >= 4
