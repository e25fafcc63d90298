"""Work by the rules of other tools, as they gave it when they were run.

torchinfo 1.8.0, fvcore 0.1.5.post20221221, ptflops 0.7.5 (its pytorch backend), thop
0.1.1.post2209072238 and FlopCounterMode of torch 2.13, on a CPU, each on one layer in eval mode.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import cnncalc
from cnncalc.cli.read import read_file
from cnncalc.costs.counting import CONVENTIONS, counted
from tests.costs import reports

SPECS = Path(__file__).parent.parent.parent / "specs"
TOOLS = ("torchinfo", "fvcore", "ptflops", "thop", "torch")


def test_other_names_are_no_conventions() -> None:
    with pytest.raises(KeyError, match="calflops"):
        counted(reports.of("nn.ReLU()", (1, 3)), "calflops")


@pytest.mark.parametrize("name", CONVENTIONS)
def test_a_broken_network_has_no_total(name: str) -> None:
    spec = cnncalc.with_input(
        cnncalc.parse("nn.Conv2d(3, 4, 1), nn.BatchNorm2d(5), nn.ReLU()"), "3x2x2"
    )
    found = counted(cnncalc.compute(cnncalc.build(spec)), name)
    assert found.total is None
    assert found.rows[0] is not None
    assert found.rows[1] is None


def test_a_layer_of_the_user_s_own_is_counted_by_what_it_says_and_by_no_tool() -> None:
    text = "input: 3x2x2\nlayers: [{Custom: {output: 4, params: 1, macs: 7}}]"
    report = cnncalc.compute(cnncalc.build(cnncalc.parse(text)), batch=2)
    totals = {name: counted(report, name).total for name in CONVENTIONS}
    assert totals == {"macs": 14, "flops": 28, **dict.fromkeys(TOOLS)}
    silent = "input: 3x2x2\nlayers: [{Custom: {output: 4, params: 1}}]"
    report = cnncalc.compute(cnncalc.build(cnncalc.parse(silent)))
    assert {counted(report, name).total for name in CONVENTIONS} == {None}


@pytest.mark.parametrize("name", CONVENTIONS)
def test_a_convention_says_what_it_counts_and_where_that_is_written(name: str) -> None:
    convention = CONVENTIONS[name]
    assert convention.name == name
    assert convention.unit in ("MACs", "FLOPs")
    assert convention.about
    assert convention.source


def test_a_total_is_the_sum_of_the_rows_of_the_whole_batch() -> None:
    spec = cnncalc.with_input(cnncalc.parse("conv8k3 relu flatten fc10"), "3x8x8")
    report = cnncalc.compute(cnncalc.build(spec), batch=4)
    assert counted(report, "macs") == ("macs", "MACs", (31_104, 0, 0, 11_520), 42_624)
    assert counted(report, "flops") == ("flops", "FLOPs", (62_208, 0, 0, 23_040), 85_248)


@pytest.mark.parametrize("name", CONVENTIONS)
@pytest.mark.parametrize("batch", [2, 3, 7])
def test_the_batch_multiplies_every_row_unless_the_tool_averages(name: str, batch: int) -> None:
    network = cnncalc.build(read_file(str(SPECS / "resnet18.yaml")))
    one = counted(cnncalc.compute(network), name)
    many = counted(cnncalc.compute(network, batch=batch), name)
    if not CONVENTIONS[name].averaged:
        assert many.rows == tuple([batch * (each or 0) for each in one.rows])
        assert many.total == batch * (one.total or 0)
    else:  # functions are counted for the batch, and modules for a sample
        calls = [row.type in ("ReLU", "MaxPool2d", "AdaptiveAvgPool2d")
                 for row in cnncalc.compute(network).rows]  # fmt: skip
        halves = [(each or 0) // 2 * called for each, called in zip(one.rows, calls, strict=True)]
        assert many.total == (one.total or 0) + (batch - 1) * sum(halves)


MATRIX = [
    ("nn.Conv2d(3, 8, 3, padding=1)", (1, 3, 32, 32),
     (229_376, 221_184, 229_376, 221_184, 442_368)),
    ("nn.Conv2d(3, 8, 3, padding=1, bias=False)", (1, 3, 32, 32),
     (221_184, 221_184, 221_184, 221_184, 442_368)),
    ("nn.Conv2d(8, 8, 3, padding=1, groups=8, bias=False)", (1, 8, 32, 32),
     (73_728, 73_728, 73_728, 73_728, 147_456)),
    ("nn.ConvTranspose2d(3, 1, 2, stride=2)", (1, 3, 2, 2), (208, 48, 64, 192, 96)),
    ("nn.ConvTranspose2d(8, 4, 4, stride=2, padding=1, groups=4, bias=False)", (1, 8, 8, 8),
     (32_768, 8_192, 8_192, 32_768, 16_384)),
    ("nn.Conv2d(3, 8, 4, padding='same', bias=False)", (1, 3, 16, 16),
     (98_304, 0, 98_304, 98_304, 196_608)),
    ("nn.BatchNorm2d(8)", (1, 8, 32, 32), (16, 16_384, 16_384, 32_768, 0)),
    ("nn.GroupNorm(4, 8)", (1, 8, 32, 32), (16, 40_960, 16_384, 0, 0)),
    ("nn.ReLU()", (1, 8, 32, 32), (0, 0, 16_384, 0, 0)),
    ("nn.MaxPool2d(2)", (1, 8, 32, 32), (0, 0, 16_384, 0, 0)),
    ("nn.AvgPool2d(2)", (1, 8, 32, 32), (0, 0, 16_384, 2_048, 0)),
    ("nn.AdaptiveAvgPool2d(1)", (1, 8, 32, 32), (0, 8_192, 16_384, 8_200, 0)),
    ("nn.Linear(128, 10)", (1, 128), (1_290, 1_280, 1_290, 1_280, 2_560)),
    ("nn.Upsample(scale_factor=2)", (1, 8, 16, 16), (0, 8_192, 16_384, 8_192, 0)),
    ("nn.Linear(128, 10)", (4, 128), (5_160, 5_120, 1_290, 5_120, 10_240)),
    ("nn.BatchNorm2d(8)", (4, 8, 32, 32), (64, 65_536, 16_384, 131_072, 0)),
    ("nn.ReLU()", (4, 8, 32, 32), (0, 0, 40_960, 0, 0)),
]  # fmt: skip
"""The layers that tools are compared by, a bias, a norm, a pool and a batch among them."""


@pytest.mark.parametrize(("call", "shape", "expected"), MATRIX)
def test_the_tools_figures_are_met(
    call: str, shape: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    report = reports.of(call, shape)
    assert tuple([counted(report, name).total for name in TOOLS]) == expected


IMAGE = (2, 8, 4, 4)
WORDS = (2, 7, 16)
FURTHER = [
    ("nn.Conv1d(4, 6, 3, stride=2)", (2, 4, 50), (3_744, 3_456, 1_872, 3_456, 6_912)),
    ("nn.Conv3d(3, 4, (1, 3, 3), padding=(0, 1, 1))", (2, 3, 4, 8, 8),
     (57_344, 55_296, 28_672, 55_296, 110_592)),
    ("nn.Conv2d(8, 4, 3, padding='same', padding_mode='circular')", (3, 8, 9, 9),
     (70_956, 69_984, 23_652, 69_984, 139_968)),
    ("nn.Conv2d(3, 8, 3, padding='valid')", (1, 3, 16, 16), (43_904, 0, 43_904, 42_336, 84_672)),
    ("nn.ConvTranspose1d(6, 4, 4, stride=2, groups=2)", (2, 6, 10),
     (2_288, 960, 568, 2_112, 1_920)),
    ("nn.Linear(16, 5)", WORDS, (170, 1_120, 595, 1_120, 2_240)),
    ("nn.Embedding(10, 4)", (2, 7), (80, 0, 0, 0, 0)),
    ("nn.BatchNorm2d(8, affine=False)", IMAGE, (0, 256, 128, 512, 0)),
    ("nn.BatchNorm2d(8, track_running_stats=False)", IMAGE, (32, 1_280, 256, 1_024, 0)),
    ("nn.LayerNorm(16)", WORDS, (64, 1_120, 112, 896, 0)),
    ("nn.LayerNorm(16, elementwise_affine=False)", WORDS, (0, 896, 112, 448, 0)),
    ("nn.InstanceNorm2d(8)", IMAGE, (0, 1_024, 128, 512, 0)),
    ("nn.InstanceNorm2d(8, affine=True)", IMAGE, (32, 1_280, 256, 1_024, 0)),
    ("nn.RMSNorm(16)", WORDS, (32, 0, 0, 0, 0)),
    ("nn.LocalResponseNorm(5)", IMAGE, (0, 0, 1_152, 0, 0)),
    ("nn.PReLU(8)", IMAGE, (16, 0, 384, 256, 0)),
    ("nn.GELU()", IMAGE, (0, 0, 384, 0, 0)),
    ("nn.ELU()", IMAGE, (0, 0, 384, 0, 0)),
    ("nn.SiLU()", IMAGE, (0, 0, 256, 0, 0)),
    ("nn.ReLU6()", IMAGE, (0, 0, 128, 0, 0)),
    ("nn.LeakyReLU()", IMAGE, (0, 0, 128, 0, 0)),
    ("nn.Hardswish()", IMAGE, (0, 0, 0, 0, 0)),
    ("nn.Sigmoid()", IMAGE, (0, 0, 0, 0, 0)),
    ("nn.Softmax(dim=1)", IMAGE, (0, 0, 256, 736, 0)),
    ("nn.Dropout()", IMAGE, (0, 0, 0, 0, 0)),
    ("nn.AvgPool3d(2)", (2, 8, 4, 4, 4), (0, 0, 1_536, 128, 0)),
    ("nn.LPPool2d(2, 2)", IMAGE, (0, 0, 384, 0, 0)),
    ("nn.MaxPool2d(3, stride=2)", (2, 8, 9, 9), (0, 0, 1_944, 0, 0)),
    ("nn.AdaptiveAvgPool2d(2)", (2, 8, 6, 6), (0, 576, 864, 640, 0)),
    ("nn.AdaptiveAvgPool1d(1)", (2, 8, 6), (0, 0, 144, 112, 0)),
    ("nn.AdaptiveMaxPool2d(2)", (2, 8, 6, 6), (0, 0, 864, 0, 0)),
    ("nn.Upsample(scale_factor=2, mode='bilinear')", IMAGE, (0, 4_096, 1_280, 11_264, 0)),
    ("nn.Upsample(size=7, mode='bicubic')", IMAGE, (0, 0, 980, 203_056, 0)),
    ("nn.Upsample(scale_factor=2, mode='trilinear')", (2, 8, 4, 4, 4), (0, 0, 10_240, 0, 0)),
    ("nn.UpsamplingNearest2d(scale_factor=2)", IMAGE, (0, 1_024, 1_024, 1_024, 0)),
    ("nn.PixelShuffle(2)", IMAGE, (0, 0, 0, 0, 0)),
    ("nn.RNN(5, 7)", (2, 3, 5), (588, 0, 315, 630, 1_008)),
    ("nn.LSTM(5, 7, num_layers=2, bidirectional=True)", (2, 3, 5), (12_432, 0, 7_056, 13_776, 0)),
    ("nn.LSTM(5, 7, bias=False, proj_size=2)", (2, 3, 5), (1_260, 0, 798, 2_352, 2_520)),
    ("nn.GRU(5, 7, batch_first=True)", (2, 3, 5), (1_764, 0, 1_029, 2_058, 3_024)),
    ("nn.RNNCell(5, 7)", (4, 5), (2_744, 336, 105, 420, 672)),
    ("nn.LSTMCell(5, 7)", (4, 5), (10_976, 1_344, 462, 1_792, 2_688)),
    ("nn.GRUCell(5, 7, bias=False)", (4, 5), (7_056, 1_008, 301, 1_204, 2_016)),
    ("nn.MultiheadAttention(8, 2, batch_first=True)", (2, 6, 8), (0, 4_224, 3_720, 0, 8_448)),
    ("nn.Flatten()", IMAGE, (0, 0, 0, 0, 0)),
    ("LayerNorm2d(8)", IMAGE, (32, 1_280, 0, 0, 0)),
    ("LayerScale(8)", IMAGE, (0, 0, 0, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("call", "shape", "expected"), FURTHER)
def test_further_layers_are_counted_as_the_tools_counted_them(
    call: str, shape: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    report = reports.of(call, shape)
    assert tuple([counted(report, name).total for name in TOOLS]) == expected


SEVERAL = [
    ("Bilinear: {in1_features: 5, in2_features: 6, out_features: 3}", ((4, 5), (4, 6)),
     (372, 0, 0, 0, 0)),
    ("MultiheadAttention: {embed_dim: 8, num_heads: 2, batch_first: true, kdim: 3, vdim: 5, "
     "add_zero_attn: true}", ((2, 6, 8), (2, 4, 3), (2, 4, 5)), (0, 3_008, 2_276, 0, 6_016)),
    ("ScaledDotProductAttention: ", ((2, 4, 6, 8), (2, 4, 5, 8), (2, 4, 5, 8)), (0, 0, 0, 0, 0)),
    ("ScaledDotProductAttention: ", ((2, 6, 8), (2, 5, 8), (2, 5, 8)), (0, 0, 0, 0, 1_920)),
    ("MatMul: ", ((2, 4, 3), (2, 3, 5)), (0, 120, 120, 0, 240)),
    ("Add: ", (IMAGE, IMAGE), (0, 0, 0, 0, 0)),
    ("Mul: ", (IMAGE, (2, 8, 1, 1)), (0, 0, 0, 0, 0)),
    ("Cat: ", (IMAGE, IMAGE), (0, 0, 0, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "shapes", "expected"), SEVERAL)
def test_layers_of_several_tensors_are_counted_as_the_tools_counted_them(
    entry: str, shapes: tuple[tuple[int, ...], ...], expected: tuple[int, ...]
) -> None:
    report = reports.of(entry, *shapes)
    assert tuple([counted(report, name).total for name in TOOLS]) == expected


@pytest.mark.parametrize(
    ("call", "shape", "tool"),
    [
        ("nn.AdaptiveAvgPool2d(3)", (1, 8, 7, 7), "thop"),  # it rounds a sum of doubles
        ("nn.Softmax()", (1, 8, 7, 7), "thop"),  # it fails
        ("nn.Upsample(scale_factor=0.3)", (1, 8, 9, 9), "ptflops"),  # the factor is a double
        ("nn.MaxPool2d(2, padding='tf_same')", (1, 8, 7, 7), "ptflops"),  # what is padded is open
        ("nn.LayerNorm(4)", (1, 2, 2, 2, 2, 4), "fvcore"),  # it fails
    ],
)
def test_what_a_tool_would_say_is_unknown_rather_than_guessed(
    call: str, shape: tuple[int, ...], tool: str
) -> None:
    found = counted(reports.of(call, shape), tool)
    assert found.rows == (None,)
    assert found.total is None


@pytest.mark.parametrize(
    ("name", "batch", "expected"),
    [
        ("crnn", 2, (1_404_276_298, 1_274_398_720, 709_196_226, 1_411_991_552, 2_547_945_472)),
        ("se_resnet50", 2,
         (8_183_538_736, 8_239_093_760, 4_162_040_744, 8_283_584_000, 16_366_796_800)),
        ("dcgan-generator", 2, (856_690_432, 209_747_968, 105_242_624, 857_669_632, 418_512_896)),
        ("cvt-13", 1, (282_721_832, 4_076_203_392, 4_084_365_928, 4_077_023_232, 8_115_446_784)),
    ],
)  # fmt: skip
def test_whole_networks_come_to_what_the_tools_say(
    name: str, batch: int, expected: tuple[int, ...]
) -> None:
    """The PyTorch modules are those of the oracle tests, `oracle/networks/`."""
    report = cnncalc.compute(cnncalc.build(read_file(str(SPECS / f"{name}.yaml"))), batch=batch)
    assert tuple([counted(report, tool).total for tool in TOOLS]) == expected
