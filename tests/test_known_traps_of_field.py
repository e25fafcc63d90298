"""Receptive fields that other tools get wrong, each with where it was found.

The expected figures are those of a gradient probe, or published.
"""

from __future__ import annotations

from fractions import Fraction

from cnncalc.field import fields, region
from tests.field.asking import jumps, network, sizes, starts
from tests.running import reported


def test_the_field_of_a_layer_is_that_of_all_before_it_too() -> None:
    """torch-scan 0.2 shows 3, 5, 2: each layer's own kernel."""
    chain = "nn.Conv1d(1, 4, 3, 2), nn.Conv1d(4, 4, 3, dilation=2), nn.MaxPool1d(2, 2)"
    assert sizes(chain) == [3, 11, 13]
    assert jumps(chain) == ["2", "2", "4"]


def test_the_last_pool_of_vgg16_sees_212_pixels() -> None:
    """google-research/receptive_field, README: 212, 32, 90. torch-scan 0.1 gave 308 (PR#33)."""
    report = network("vgg16")
    pool = [row.number for row in report.rows if row.type == "MaxPool2d"][-1]
    for axis in fields(report)[pool - 1] or ():
        assert (axis.size, axis.jump, axis.start) == (212, 32, -90)
    assert region(report, pool, (3, 3)) == (((6, 217), (6, 217)), ((6, 217), (6, 217)))


def test_the_last_block_of_resnet50_sees_427_pixels() -> None:
    """Araujo et al. (Distill, 2019) give 483 for the v1 of TensorFlow, which strides elsewhere;
    torchvision's has its strides in the 3×3 convolutions."""
    report = network("resnet50")
    last = [row.number for row in report.rows if row.type == "Add"][-1]
    assert [(each.size, each.jump) for each in fields(report)[last - 1] or ()] == [(427, 32)] * 2
    assert [each.size for each in fields(report)[-1] or ()] == [224, 224]


RESIDUAL = """
layers:
  - {id: a, Conv1d: {out_channels: 4, kernel_size: 3, stride: 2, padding: 1}}
  - {id: b, Conv1d: {out_channels: 4, kernel_size: 3, padding: 1}}
  - {id: c, from: input, Conv1d: {out_channels: 4, kernel_size: 1, stride: 2}}
  - {from: [b, c], Add: }
"""


def test_a_shortcut_reads_what_the_block_reads_and_not_what_it_gives() -> None:
    """pytorch-receptive-field feeds the shortcut from the main path, a jump of 4 (#17)."""
    assert sizes(RESIDUAL) == [3, 7, 1, 7]
    assert jumps(RESIDUAL) == ["2"] * 4
    seen = region(reported(RESIDUAL, "1x112"), 4, (28,))
    assert seen is not None
    assert seen.seen == ((53, 59),)


def test_a_transposed_convolution_has_a_jump_of_half() -> None:
    """torch-scan gives −2 for it; google-research/receptive_field raises an unknown op.

    Some of its units see more than others: the size is the worst case, r + (⌈k/s⌉ − 1)·j.
    """
    first = "nn.Conv1d(1, 4, 3, 2, 1), "
    by_two = first + "nn.ConvTranspose1d(4, 4, 2, 2), nn.Conv1d(4, 4, 3, padding=1)"
    assert sizes(by_two) == [3, 3, 5]
    assert jumps(by_two) == ["2", "1", "1"]
    assert sizes(first + "nn.ConvTranspose1d(4, 4, 4, 2, 1)") == [3, 5]
    odd = first + "nn.ConvTranspose1d(4, 4, 3, 2, 1, output_padding=1)"
    assert sizes(odd) == [3, 5]
    seen = [region(reported(odd, "1x64"), 2, (unit,)) for unit in (20, 21)]
    assert [each and each.seen for each in seen] == [((19, 21),), ((19, 23),)]


def test_a_convolution_behind_an_upsampling_sees_two_pixels() -> None:
    """A kernel of 3 on repeated pixels: three values, two of which are one pixel."""
    chain = "nn.Upsample(scale_factor=2), nn.Conv1d(1, 4, 3, padding=1)"
    assert sizes(chain) == [1, 2]
    assert jumps(chain) == ["1/2", "1/2"]
    assert starts(chain) == [0, -1]


def test_even_kernels_and_the_strides_of_pools_count() -> None:
    """cindolfi/receptive-field gives sizes 15, 5, 2: k mod 2 instead of 1, pools without stride."""
    chain = "nn.Conv1d(1, 4, 2, 2), nn.Conv1d(4, 4, 4, 2), nn.MaxPool1d(3)"
    assert [row.output for row in reported(chain, "1x32").rows] == [(4, 16), (4, 7), (4, 2)]
    assert sizes(chain, "1x32") == [2, 8, 16]
    assert jumps(chain, "1x32")[-1] == str(Fraction(12))
