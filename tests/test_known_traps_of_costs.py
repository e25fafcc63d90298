"""Costs that other tools, tutorials or calculators get wrong, each with where it was found.

What is a convention of theirs, and no mistake, is met by its name.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import cnncalc
from cnncalc.cli.read import read_file
from cnncalc.costs.counting import counted
from cnncalc.costs.frameworks import parameters
from tests.costs import reports
from tests.running import reported

SPECS = Path(__file__).parent.parent / "specs"


def shipped(name: str) -> cnncalc.Report:
    """The report of a shipped network."""
    return cnncalc.compute(cnncalc.build(read_file(str(SPECS / f"{name}.yaml"))))


def macs(call: str, *shape: int) -> int | None:
    """Our count for one sample of that shape."""
    return reports.of(call, (1, *shape)).total("macs")


def by(tool: str, call: str, *shape: int) -> int | None:
    """A tool's count for one sample of that shape."""
    return counted(reports.of(call, (1, *shape)), tool).total


def test_a_module_that_is_called_twice_has_its_weights_once_and_works_twice() -> None:
    """Source: torchsummary counts 296 parameters; its own README says 20 for 10 (#201)."""
    text = "input: 4x8x8\nlayers: [{id: a, Conv2d: {out: 4, kernel: 3}}, {share: a, from: input}]"
    report = reported(text, None)
    assert report.total("params") == 148
    assert [row.macs for row in report.rows] == [5_184, 5_184]
    assert report.total("macs") == 10_368


def test_tied_layers_have_their_weights_once() -> None:
    """Source: torchinfo 1.8.0 and torchsummary count 400 parameters."""
    text = (
        "input: 10\n"
        "layers: [{id: a, Linear: {out: 20, bias: false}}, {id: b, share: a, from: input}]"
    )
    report = reported(text, None)
    assert (report.total("params"), report.total("macs")) == (200, 400)


def test_a_transposed_convolution_works_at_the_positions_of_its_input() -> None:
    """Source: torchinfo says 208, thop 0.1.1 192, torch-scan 200, onnx-tool 80."""
    call = "nn.ConvTranspose2d(3, 1, 2, stride=2)"
    assert macs(call, 3, 2, 2) == 48
    assert by("ptflops", call, 3, 2, 2) == 48 + 16
    assert by("torchinfo", call, 3, 2, 2) == 208
    assert by("thop", call, 3, 2, 2) == 192


def test_a_grouped_transposed_convolution_divides_its_work_by_the_groups_once() -> None:
    """Source: calflops says 0, torchinfo and thop 32,768, onnx-tool 16,384, torch-scan 32,776."""
    call = "nn.ConvTranspose2d(8, 4, 4, stride=2, padding=1, groups=4, bias=False)"
    assert macs(call, 8, 8, 8) == 8_192
    assert by("thop", call, 8, 8, 8) == by("torchinfo", call, 8, 8, 8) == 32_768


def test_pools_multiply_nothing_and_have_none_of_our_macs() -> None:
    """A pool compares or adds: 6,144 comparisons and 83,232 additions here, which we leave out.

    Source: torch-scan says 2,048 and 360 as its "MACs", the kernel not squared.
    """
    assert macs("nn.MaxPool2d(2)", 8, 32, 32) == 0
    assert macs("nn.AdaptiveAvgPool2d(3)", 8, 100, 100) == 0
    assert by("fvcore", "nn.AdaptiveAvgPool2d(3)", 8, 100, 100) == 80_000
    assert by("thop", "nn.AdaptiveAvgPool2d(3)", 8, 100, 100) is None  # it rounds doubles


def test_same_padding_by_its_word_is_counted() -> None:
    """Source: fvcore says 0, since it does not know the operation; calflops 86,400."""
    call = "nn.Conv2d(3, 8, 4, padding='same', bias=False)"
    assert macs(call, 3, 16, 16) == 98_304
    assert by("fvcore", call, 3, 16, 16) == 0


def test_a_parameter_of_its_own_is_counted() -> None:
    """Source: torchsummary leaves 100 parameters out (#148)."""
    text = "input: 100\nlayers: [{id: w, Parameter: [100]}, {Add: [input, w]}]"
    report = reported(text, None)
    assert (report.total("params"), report.total("macs")) == (100, 0)


def test_groups_and_blocks_are_not_counted_on_top_of_their_layers() -> None:
    """Source: torchinfo summed containers too, 11.71 G (#39)."""
    report = shipped("resnet18")
    assert report.total("macs") == 1_814_073_344
    assert counted(report, "torchinfo").total == 1_814_083_944


@pytest.mark.parametrize(
    ("tool", "expected"),
    [("macs", 0), ("torch", 0), ("torchinfo", 16), ("fvcore", 16_384), ("thop", 32_768)],
)
def test_what_batch_normalisation_costs_is_a_convention(tool: str, expected: int) -> None:
    """Source: 8×32×32 elements; onnx-tool says 253,952, with a square root for each."""
    assert by(tool, "nn.BatchNorm2d(8)", 8, 32, 32) == expected


@pytest.mark.parametrize("call", ["nn.ReLU()", "nn.MaxPool2d(2)"])
def test_what_an_activation_or_a_pool_costs_is_a_convention(call: str) -> None:
    """Source: ptflops counts 8,192 elements twice, as a module and as the function in it."""
    assert by("macs", call, 8, 32, 32) == by("fvcore", call, 8, 32, 32) == 0
    assert by("ptflops", call, 8, 32, 32) == 2 * 8_192


def test_upsampling_is_counted_by_what_comes_out() -> None:
    """Source: calflops says 2,048, and drops its product with the scale; 8,192 come out."""
    call = "nn.Upsample(scale_factor=2)"
    assert by("fvcore", call, 8, 16, 16) == by("thop", call, 8, 16, 16) == 8_192
    assert macs(call, 8, 16, 16) == 0


def test_work_is_computed_at_the_size_that_is_there() -> None:
    """A Linear layer's work does not grow with the area as that of convolutions does.

    Source: ultralytics get_flops multiplies that of a small image by the area (#22636).
    """
    network = (
        "nn.Conv2d(3, 8, 3, padding=1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 9)"
    )
    small, large = macs(network, 3, 32, 32), macs(network, 3, 64, 64)
    assert (small, large) == (221_184 + 72, 4 * 221_184 + 72)
    assert small is not None
    assert large != 4 * small


def test_a_convolution_sums_over_its_input_channels() -> None:
    """Source: Neural DSL multiplies by the last axis, which is the width here."""
    assert macs("nn.Conv2d(3, 8, 3, padding=1)", 3, 32, 40) == 32 * 40 * 8 * 3 * 9


def test_what_is_multiplied_by_padding_counts() -> None:
    """Source: XLA, and so flax, leaves padding out: 196 operations (flax#3392); Keras says 256."""
    call = "nn.Conv2d(1, 2, 2, padding='same', bias=False)"
    assert by("flops", call, 1, 4, 4) == by("torch", call, 1, 4, 4) == 256


def test_what_is_unknown_is_not_zero() -> None:
    """Source: flax prints 0 FLOPs where its backend gives no figure (flax#4023)."""
    report = reported("input: 3x8x8\nlayers: [conv4k1, {Custom: {output: 4x8x8}}]", None)
    assert [row.macs for row in report.rows] == [768, None]
    assert report.total("macs") is None
    assert counted(report, "flops").total is None


def test_an_optimiser_has_no_share_in_the_parameters() -> None:
    """Source: Keras adds its state to the total of a model that was trained (keras-core#859)."""
    report = shipped("mobilenet_v2")
    assert report.total("params") == 3_504_872
    found = parameters(report, "keras")
    assert (found.params, found.trainable) == (3_538_984, 3_504_872)


@pytest.mark.parametrize(
    ("call", "operations"),
    [("nn.Conv2d(3, 64, 3)", 170_325_504), ("nn.Conv2d(3, 64, 3, padding=1)", 173_408_256)],
)
def test_the_padding_is_what_is_written(call: str, operations: int) -> None:
    """Source: HeyTensor's example has about 173 million for a padding that it does not name."""
    assert by("flops", call, 3, 224, 224) == operations


def test_a_depthwise_convolution_has_one_filter_for_each_channel() -> None:
    """Source: PaddlePaddle/models#3890 has 9 weights for 7 channels; Ldpe2G#4 divides twice."""
    call = "nn.Conv2d(7, 7, 3, padding=1, groups=7, bias=False)"
    report = reports.of(call, (1, 7, 10, 10))
    assert (report.total("params"), report.total("macs")) == (63, 6_300)


def test_counting_leaves_nothing_behind() -> None:
    """Source: calflops multiplies later counts after an exception, since it patches functions."""
    broken = reported("nn.Conv2d(3, 8, 3), nn.Linear(5, 6)")
    before = shipped("lenet5")
    for _ in range(3):
        assert counted(broken, "torchinfo").total is None
        assert counted(before, "torchinfo").total == 423_038


def test_lenet_5_without_and_with_its_biases() -> None:
    """Source: torchinfo says 423,038, which has 6,518 additions of biases in it."""
    report = shipped("lenet5")
    assert report.total("macs") == 416_520
    assert counted(report, "torchinfo").total == 416_520 + 6_518


def test_resnet_18_in_keras_has_the_statistics_of_batch_normalisation() -> None:
    """Source: pytorch2keras#34, 11,699,112 parameters against 11,689,512."""
    found = parameters(shipped("resnet18"), "keras")
    assert (found.params, found.trainable) == (11_699_112, 11_689_512)


def test_resnet_50_has_a_figure_for_each_tool() -> None:
    """Source: torchvision publishes 4.089 GMACs, ptflops counts 4.13; thop has 4 for each
    element of a batch normalisation."""
    report = shipped("resnet50")
    figures = {name: counted(report, name).total or 0 for name in ("macs", "ptflops", "thop")}
    assert {name: f"{each / 1e9:.3f}" for name, each in figures.items()} == {
        "macs": "4.089",
        "ptflops": "4.132",
        "thop": "4.134",
    }
