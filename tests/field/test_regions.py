"""One unit of every row in one walk: the same as row by row backward, and what is left open."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

import cnncalc
from cnncalc.cli.read import read_file
from cnncalc.field import Region, fields, region, regions, walked
from tests.oracle.drawn import graph
from tests.running import reported
from tests.test_shipped_networks import SPECS

if TYPE_CHECKING:
    from cnncalc import Report

Unit = tuple[int, ...] | None


def one_by_one(report: Report, unit: Unit, numbers: list[int]) -> list[Region | None]:
    """What `region` says of some rows: of all units where a row has no place for one."""
    walk = walked(report)
    found = []
    for number in numbers:
        try:
            found.append(region(report, number, unit, walk=walk))
        except ValueError:
            flat = len(report.rows[number - 1].outputs[0]) <= 2
            found.append(region(report, number, None, walk=walk) if flat else None)
    return found


def seen(layers: str, shape: str, unit: Unit, input: int = 0) -> list[object]:
    """What the unit of each row sees, None where that is left open."""
    found = regions(reported(f"layers:\n{layers}", shape), unit, input)
    return [each and each.seen for each in found]


# What is refused, and what is left open


def test_an_input_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no input 1: there are 1, counted from 0"):
        seen("- ReLU", "3x8x8", (0, 0), 1)


@pytest.mark.parametrize("unit", [(3,), (3, 3, 3), (8, 0), (0, 8), (-1, 0), (2**62, 0)])
def test_a_row_without_such_a_unit_says_nothing(unit: Unit) -> None:
    assert seen("- ReLU", "3x8x8", unit) == [None]


def test_a_row_that_hangs_on_another_input_says_nothing() -> None:
    text = "input: {a: 3x8x8, b: 3x8x8}\nlayers:\n- {from: a, ReLU: }\n- {from: b, Tanh: }"
    report = reported(text, None)
    assert [each and each.seen for each in regions(report, (1, 2), 1)] == [None, ((1, 1), (2, 2))]


def test_a_broken_row_and_what_follows_it_say_nothing() -> None:
    assert seen("- ReLU\n- MaxPool2d: 9\n- ReLU", "3x8x8", (1, 1)) == [((1, 1), (1, 1)), None, None]


def test_behind_what_mixes_units_only_so_many_rows_are_followed_backward() -> None:
    layers = "- {Flatten: {start_dim: 2}}\n" + "- {Conv1d: {out: 3, kernel: 3}}\n" * 60
    found = seen(layers, "3x30x30", (4,))
    assert [found.index(None), found.count(None)] == [50, 11]
    assert found[:3] == [((0, 0), (4, 4)), ((0, 0), (4, 6)), ((0, 0), (4, 8))]


def test_lists_longer_than_are_gone_through_are_left_open_after_so_many_rows() -> None:
    found = seen("- Conv1d(1, 1, 3, padding=1) * 60", "1x200000", (4,))
    assert found[:2] == [((3, 5),), ((2, 6),)]
    assert found.count(None) == 10


def test_without_an_input_there_is_nothing_to_see() -> None:
    assert regions(reported("layers: [ReLU]", None), (1, 1)) == (None,)


# What is seen


def test_the_borders_the_padding_and_a_row_without_places() -> None:
    layers = (
        "- {Conv2d: {out: 4, kernel: 5, padding: 2}}\n- MaxPool2d: 2\n"
        "- {Conv2d: {out: 4, kernel: 3, padding: 1}}\n- Flatten\n- Linear: 10"
    )
    found = regions(reported(f"layers:\n{layers}", "3x32x32"), (0, 5))
    assert found == (
        Region(((0, 2), (3, 7)), ((-2, 2), (3, 7))),
        Region(((0, 3), (8, 13)), ((-2, 3), (8, 13))),
        Region(((0, 5), (6, 15)), ((-4, 5), (6, 15))),
        Region(((0, 31), (0, 31)), None),
        Region(((0, 31), (0, 31)), ((0, 31), (0, 31))),
    )


def test_no_unit_is_all_units_together() -> None:
    assert seen("- {Narrow: {dim: 2, start: 2, length: 3}}", "3x8x8", None) == [((2, 4), (0, 7))]


def test_a_unit_that_sees_padding_on_one_axis_sees_nothing_on_the_other() -> None:
    assert seen("- {Conv2d: {out: 1, kernel: 1, padding: 1}}", "1x8x8", (0, 3)) == [(None, None)]


def test_a_branch_that_gives_padding_alone_widens_no_axis() -> None:
    layers = (
        "- {id: near, Conv2d: {out: 1, kernel: 1, padding: [1, 0]}}\n"
        "- {id: far, from: input, Conv2d: {out: 1, kernel: [1, 5], padding: [1, 2]}}\n"
        "- {id: wide, from: input, Conv2d: {out: 1, kernel: [3, 1], padding: [2, 0]}}\n"
        "- {from: [far, wide], Add: }\n- {Conv2d: {out: 1, kernel: [1, 3], padding: [0, 1]}}"
    )
    assert seen(layers, "1x8x8", (0, 4))[-2:] == [((0, 0), (4, 4)), ((0, 0), (3, 5))]
    assert seen(layers, "1x8x8", (1, 4))[-2:] == [((0, 1), (2, 6)), ((0, 1), (1, 7))]


def test_channels_that_are_taken_apart_again_see_what_was_theirs() -> None:
    layers = (
        "- {id: wide, Conv2d: {out: 2, kernel: 5, padding: 2}}\n"
        "- {id: all, from: [input, wide], Cat: }\n"
        "- {from: all, Narrow: {dim: 1, start: 1, length: 1}}\n"
        "- {from: all, Narrow: {dim: 1, start: 2, length: 1}}\n"
        "- {from: all, Narrow: {dim: 1, start: 1, length: 2}}"
    )
    own, wide = ((4, 4), (4, 4)), ((2, 6), (2, 6))
    assert seen(layers, "2x9x9", (4, 4))[-3:] == [own, wide, wide]


def test_images_side_by_side_each_see_their_own() -> None:
    layers = (
        "- {id: wide, Conv2d: {out: 1, kernel: [1, 3], padding: [0, 1]}}\n"
        "- {from: [input, wide], Cat: {dim: 2}}"
    )
    assert seen(layers, "1x8x8", (3, 4))[-1] == ((3, 3), (4, 4))
    assert seen(layers, "1x8x8", (11, 4))[-1] == ((3, 3), (3, 5))


def test_steps_of_two_types_with_the_same_numbers_are_told_apart() -> None:
    layers = (
        "- {Interpolate: {scale_factor: 0.5, mode: linear}}\n"
        "- {from: input, Narrow: {dim: 2, start: 0, length: 5}}\n"
        "- {ConvTranspose1d: {out: 1, kernel: 4, padding: 2, dilation: 2}}"
    )
    report = reported(f"layers:\n{layers}", "1x14")
    sizes = [each and [axis.size for axis in each] for each in fields(report)]
    assert sizes == [[2], [1], [7]]
    assert [each and each.seen for each in regions(report, (1,))] == [
        ((2, 3),),
        ((1, 1),),
        ((1, 3),),
    ]


# It is what is seen row by row


@pytest.mark.parametrize("first", range(0, 240, 20))
def test_generated_graphs_see_what_they_see_row_by_row(first: int) -> None:
    for seed in range(first, first + 20):
        text, shape = graph(seed)
        report = reported(f"layers:\n{text}", shape)
        random, axes = Random(seed), len(shape.split("x")) - 1
        more = [tuple(random.randrange(12) for _ in range(axes)) for _ in range(3)]
        for unit in (None, (0,) * axes, *more):
            numbers = [row.number for row in report.rows]
            assert list(regions(report, unit)) == one_by_one(report, unit, numbers), (seed, unit)


ZOO = {
    "resnet18": "3x65x64", "googlenet": "3x65x64", "unet-same": "3x64x64", "unet": "1x188x188",
    "densenet121": "3x33x32", "deeplabv3_mobilenet_v3_large": "3x64x65", "fpn": "3x64x72",
    "mobilenet_v3_small": "3x64x64", "shufflenet_v1": "3x64x64", "shufflenet_v2_x0_5": "3x64x64",
    "dcgan-generator": "100x1x1", "m5": "1x4000", "crnn": "1x32x60", "r3d_18": "3x8x32x32",
    "efficientnet_b0": "3x64x64", "cvt-13": "3x224x224", "inception_v3": "3x99x87",
    "siamese": None,
}  # fmt: skip
"""Shipped networks, and a small input."""


@pytest.mark.parametrize("name", ZOO)
def test_shipped_networks_see_what_they_see_row_by_row(name: str) -> None:
    spec = read_file(str(SPECS / f"{name}.yaml"))
    spec = cnncalc.with_input(spec, ZOO[name]) if ZOO[name] else spec
    report = cnncalc.compute(cnncalc.build(spec))
    random, axes = Random(name), len(next(iter(report.inputs.values()))) - 1
    numbers = sorted(random.sample(range(1, len(report.rows) + 1), min(len(report.rows), 25)))
    for unit in ((0,) * axes, tuple(range(3, 3 + axes)), (7,)):
        found = regions(report, unit)
        assert [found[at - 1] for at in numbers] == one_by_one(report, unit, numbers), unit
