"""Numbers of whole graphs that other tools get wrong, each with where that was seen."""

from __future__ import annotations

from pathlib import Path

import pytest

import cnncalc
from cnncalc.cli.read import read_file
from tests.running import reported

SPECS = Path(__file__).parent.parent / "specs"


def test_a_module_that_runs_twice_counts_once() -> None:
    """Torchsummary says 296, and its README's example 20 for 10: pytorch-summary#201."""
    text = """
input: 4x8x8
layers:
  - {id: conv, Conv2d: {out_channels: 4, kernel_size: 3, padding: 1}}
  - {share: conv}
"""
    report = reported(text, None)
    assert [row.params for row in report.rows] == [148, 0]
    assert report.total("params") == 148


def test_tied_layers_count_once() -> None:
    """Torchinfo 1.8.0 and torchsummary say 400."""
    text = """
input: {a: 10, b: 10}
layers:
  - {id: one, from: a, Linear: {out_features: 20, bias: false}}
  - {id: other, from: b, Linear: {out_features: 20, bias: false}, share: one}
  - Add: [one, other]
"""
    assert reported(text, None).total("params") == 200


def test_several_inputs_are_each_of_their_own_size() -> None:
    """Torchsummary multiplies their sizes: pytorch-summary#204."""
    text = """
input: {a: 1x100x100, b: 1x200x200}
layers:
  - {id: half, from: b, AvgPool2d: 2}
  - Add: [a, half]
"""
    report = reported(text, None)
    assert report.inputs == {"a": (1, 100, 100), "b": (1, 200, 200)}
    assert report.output == (1, 100, 100)


def test_a_bare_parameter_is_counted() -> None:
    """Torchsummary leaves out `nn.Parameter`: pytorch-summary#148."""
    text = "input: 100\nlayers: [{id: p, Parameter: {shape: 100}}, {Add: [input, p]}]"
    report = reported(text, None)
    assert (report.total("params"), report.output) == (100, (100,))


def test_blocks_are_not_layers_of_their_own() -> None:
    """Containers count twice where each is hooked: torchinfo#39, ResNet-18's 11.71 G."""
    report = cnncalc.compute(cnncalc.build(read_file(str(SPECS / "resnet18.yaml"))))
    assert sum(row.params or 0 for row in report.rows) == report.total("params") == 11_689_512
    assert {group.type.partition("(")[0] for group in report.groups} & {
        row.type for row in report.rows
    } == set()


@pytest.mark.parametrize("size", [23, 24])
def test_tensorflows_same_padding_rounds_up(size: int) -> None:
    """Keras#9883: both give 12, and so the way back is not known."""
    text = "layers: [{Conv2d: {out: 8, kernel: 3, stride: 2, padding: tf_same}}]"
    assert reported(text, f"3x{size}x{size}").output == (8, 12, 12)


@pytest.mark.parametrize(
    ("name", "params"),
    [("resnet18", 11_689_512), ("resnet50", 25_557_032), ("mobilenet_v2", 3_504_872)],
)
def test_parameters_of_published_networks(name: str, params: int) -> None:
    """As torchvision publishes them; Keras counts batch norm's statistics too: 11,699,112."""
    report = cnncalc.compute(cnncalc.build(read_file(str(SPECS / f"{name}.yaml"))))
    assert report.total("params") == params
    if name == "resnet18":
        counters = sum(row.type == "BatchNorm2d" for row in report.rows)
        assert params + (report.total("buffers") or 0) - counters == 11_699_112
