"""Each slip of the list, one by one: a figure worked out by hand, and generated layers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import cnncalc
from cnncalc.mistakes.course import Course
from cnncalc.mistakes.depths import DEPTHS
from cnncalc.mistakes.field_slips import FIELD_SLIPS
from cnncalc.mistakes.others import OTHERS
from cnncalc.mistakes.plain import PLAIN
from cnncalc.mistakes.receptive import followed
from cnncalc.mistakes.slips import SLIPS, Slip
from cnncalc.mistakes.target import same, target
from tests.mistakes.asking import claimed, computed, said

LITERALS: list[tuple[str, str, str]] = [
    ("no-plus-one", "3x28x28 Conv2d(3, 8, 4)", "1.output=8x24x24"),
    ("no-plus-one", "16x50 Conv1d(16, 33, 3, stride=2)", "1.output=33x23"),
    ("no-padding", "3x32x32 Conv2d(3, 8, 5, padding=2)", "1.output=8x28x28"),
    ("no-padding", "3x32x32 Conv2d(3, 8, 3, padding='same')", "1.output=8x30x30"),
    ("no-padding", "8x7x7 ConvTranspose2d(8, 4, 4, stride=2, padding=1)", "1.size=16"),
    ("padding-once", "3x32x32 Conv2d(3, 8, 5, padding=2)", "1.flatten=7200"),
    ("padding-once", "3x10x10 ZeroPad2d(2)", "1.output=3x12x12"),
    ("no-stride", "3x32x32 Conv2d(3, 8, 3, stride=2)", "1.output=8x30x30"),
    ("pool-stride-1", "8x24x24 MaxPool2d(3)", "1.output=8x22x22"),
    ("pool-stride-of-kernel", "8x30x30 MaxPool2d(3, stride=2)", "1.output=8x10x10"),
    ("rounded-up", "8x7x7 MaxPool2d(2)", "1.output=8x4x4"),
    ("rounded-down", "8x8x8 MaxPool2d(3, 2, 1, ceil_mode=True)", "1.output=8x4x4"),
    ("window-in-padding", "1x5x5 MaxPool2d(2, 2, 1, ceil_mode=True)", "1.output=1x4x4"),
    ("no-dilation", "3x32x32 Conv2d(3, 8, 3, dilation=3)", "1.size=30"),
    ("dilation-times-kernel", "3x32x32 Conv2d(3, 8, 3, dilation=3)", "1.size=24"),
    ("as-convolution", "8x7x7 ConvTranspose2d(8, 4, 3, stride=2)", "1.output=4x3x3"),
    ("no-output-padding", "8x7x7 ConvTranspose2d(8, 4, 7, stride=3, output_padding=2)",
     "1.output=4x25x25"),
    ("only-the-stride", "3x32x32 Conv2d(3, 8, 5, stride=2)", "1.size=16"),
    ("only-the-stride", "8x7x7 ConvTranspose2d(8, 4, 5, stride=2)", "1.size=14"),
    ("no-kernel", "3x32x32 Conv2d(3, 8, 5, padding=1)", "1.size=35"),
    ("size-kept", "3x32x32 Conv2d(3, 8, 5)", "1.output=8x32x32"),
    ("window-turned", "3x20x30 Conv2d(3, 8, (3, 5))", "1.output=8x16x28"),
    ("flat-without-depth", "16x5x5 Flatten()", "1.output=25"),
    ("depth-of-input", "3x32x32 Conv2d(3, 8, 5)", "1.output=3x28x28"),
    ("depth-multiplied", "3x32x32 Conv2d(3, 8, 5)", "1.output=24x28x28"),
    ("no-bias", "3x130x130 Conv2d(3, 10, 3)", "1.params=270"),
    ("no-bias", "8x7x7 BatchNorm2d(8)", "1.params=8"),
    ("one-bias", "3x130x130 Conv2d(3, 10, 3)", "1.params=271"),
    ("one-bias", "20 Linear(20, 30)", "1.params=601"),
    ("bias-counted", "3x130x130 Conv2d(3, 10, 3, bias=False)", "1.params=280"),
    ("bias-counted", "5 Embedding(1000, 64)", "1.params=64064"),
    ("no-input-depth", "3x130x130 Conv2d(3, 10, 3)", "1.params=100"),
    ("no-input-depth", "3x130x130 Conv2d(3, 10, 3)", "1.macs=1474560"),
    ("kernel-not-squared", "4x130x130 Conv2d(4, 10, 3)", "1.params=130"),
    ("kernel-not-squared", "3x9x9x9 Conv3d(3, 16, 5)", "1.params=256"),
    ("no-groups", "16x9x9 Conv2d(16, 32, 3, groups=4)", "1.params=4640"),
    ("groups-twice", "16x9x9 Conv2d(16, 32, 3, groups=2)", "1.params=1184"),
    ("one-filter", "3x130x130 Conv2d(3, 10, 3)", "1.params=37"),
    ("dilated-taps", "3x32x32 Conv2d(3, 8, 3, dilation=2)", "1.params=608"),
    ("bias-of-input", "3x130x130 Conv2d(3, 10, 3)", "1.params=273"),
    ("bias-of-input", "20 Linear(20, 30)", "1.params=620"),
    ("bias-of-kernel", "3x130x130 Conv2d(3, 10, 3)", "1.params=300"),
    ("filters-as-deep-as-input", "3x130x130 Conv2d(3, 10, 3)", "1.params=91"),
    ("filters-as-deep-as-output", "3x130x130 Conv2d(3, 10, 3)", "1.params=910"),
    ("running-statistics", "64x7x7 BatchNorm2d(64)", "1.params=256"),
    ("all-buffers", "64x7x7 BatchNorm2d(64)", "1.params=257"),
    ("weights-at-each-place", "3x8x8 Conv2d(3, 10, 3)", "1.params=10080"),
    ("first-of-several", "7x10 LSTM(10, 20, num_layers=2)", "1.params=2560"),
    ("one-direction", "7x10 GRU(10, 20, bidirectional=True)", "1.params=1920"),
    ("no-recurrence", "7x10 RNN(10, 20)", "1.params=240"),
    ("one-bias-vector", "7x10 LSTM(10, 20)", "1.params=2480"),
    ("no-gates", "7x10 LSTM(10, 20)", "1.params=640"),
    ("pool-with-weights", "8x24x24 MaxPool2d(2)", "1.params=264"),
    ("pool-with-kernels", "8x24x24 MaxPool2d(2)", "1.params=256"),
    ("pool-with-kernel-and-bias", "8x24x24 MaxPool2d(2)", "1.params=40"),
    ("pool-with-kernel-each", "8x24x24 MaxPool2d(2)", "1.params=32"),
    ("pool-with-one-kernel", "8x24x24 MaxPool2d(2)", "1.params=4"),
    ("macs-with-bias", "3x8x8 Conv2d(3, 10, 3)", "1.macs=10080"),
    ("macs-once", "3x8x8 Conv2d(3, 10, 3)", "1.macs=270"),
    ("macs-at-one-side", "3x8x8 Conv2d(3, 10, 3)", "1.macs=1620"),
    ("macs-at-other-positions", "3x8x8 Conv2d(3, 10, 3)", "1.macs=17280"),
    ("macs-at-other-positions", "8x7x7 ConvTranspose2d(8, 4, 2, stride=2)", "1.macs=25088"),
    ("height-width-swapped", "3x20x30 Conv2d(3, 8, 3)", "output=8x28x18"),
    ("depth-last", "3x20x30 Conv2d(3, 8, 3)", "output=18x28x8"),
    ("depth-left-out", "3x20x30 Conv2d(3, 8, 3)", "output=18x28"),
    ("flattened", "3x20x30 Conv2d(3, 8, 3)", "output=4032"),
    ("batch-counted-in", "3x20x30 Conv2d(3, 8, 3)", "output=32x8x18x28"),
    ("spatial-only", "3x20x30 Conv2d(3, 8, 3)", "flatten=504"),
    ("depth-for-size", "3x20x20 Conv2d(3, 8, 3)", "size=8"),
    ("two-operations", "3x8x8 Conv2d(3, 10, 3)", "macs=19440"),
    ("pool-left-out", "8x24x24 MaxPool2d(2)", "1.size=24"),
    ("pool-left-out", "3x8x8 Conv2d(3, 10, 3), MaxPool2d(2), Flatten(), Linear(out_features=5)",
     "4.params=1805"),
    ("other-layer", "3x8x8 Conv2d(3, 10, 3), Conv2d(10, 9, 2)", "flatten=360"),
    ("as-it-arrives", "3x9x9 Conv2d(3, 10, 3, stride=2)", "size=9"),
    ("nothing-to-learn", "8x7x7 BatchNorm2d(8)", "params=0"),
    ("one-layer-alone", "3x130x130 Conv2d(3, 10, 3), Conv2d(10, 20, 3), Conv2d(20, 7, 3)",
     "params=1820"),
    ("layer-left-out", "3x130x130 Conv2d(3, 10, 3), Conv2d(10, 20, 3), Conv2d(20, 7, 3)",
     "params=1547"),
    ("one-side-left-out", "3x20x30 Conv2d(3, 8, 3)", "flatten=144"),
    ("sizes-added", "3x20x30 Conv2d(3, 8, 3)", "flatten=54"),
    ("parameters-for-macs", "3x8x8 Conv2d(3, 10, 3)", "macs=280"),
    ("macs-for-parameters", "3x8x8 Conv2d(3, 10, 3)", "params=9720"),
    ("values-for-parameters", "3x8x8 Conv2d(3, 10, 3)", "params=360"),
    ("bytes", "3x8x8 Conv2d(3, 10, 3)", "params=1120"),
    ("size-for-depth", "3x20x30 Conv2d(3, 8, 3)", "depth=28"),
    ("depth-times-input", "3x9x9 Conv2d(3, 10, 3), Conv2d(10, 20, 3)", "depth=60"),
    ("filters-added", "3x9x9 Conv2d(3, 10, 3), Conv2d(10, 20, 3)", "depth=30"),
    ("kernel-for-depth", "3x9x9 Conv2d(3, 10, 4)", "depth=4"),
    ("one-deep", "3x9x9 Conv2d(3, 10, 4)", "depth=1"),
    ("values-for-depth", "3x9x9 Conv2d(3, 10, 4)", "depth=360"),
    ("layers-for-depth", "3x9x9 Conv2d(3, 10, 3), ReLU()", "depth=2"),
    ("depth-in-size", "3x9x9 Conv2d(3, 10, 4)", "size=10x6x6"),
    ("area-for-size", "3x9x9 Conv2d(3, 10, 4)", "size=36"),
    ("own-kernel-only", "3x99x99 Conv2d(3, 8, 7), MaxPool2d(2), Conv2d(8, 8, 5)",
     "receptive_field=5"),
    ("field-without-strides", "3x99x99 Conv2d(3, 8, 7), MaxPool2d(2), Conv2d(8, 8, 5)",
     "receptive_field=12"),
    ("kernels-multiplied", "3x99x99 Conv2d(3, 8, 7), MaxPool2d(2), Conv2d(8, 8, 5)",
     "receptive_field=70"),
    ("kernels-added", "3x99x99 Conv2d(3, 8, 7), MaxPool2d(2), Conv2d(8, 8, 5)",
     "receptive_field=14"),
    ("field-without-dilation", "3x99x99 Conv2d(3, 8, 7), Conv2d(8, 8, 5, dilation=3)",
     "receptive_field=11"),
    ("field-without-pools", "3x99x99 Conv2d(3, 8, 7), MaxPool2d(2), Conv2d(8, 8, 5)",
     "receptive_field=11"),
    ("pool-strides-only", "3x99x99 Conv2d(3, 8, 7), MaxPool2d(2), Conv2d(8, 8, 5)",
     "receptive_field=15"),
    ("own-stride-first", "3x99x99 Conv2d(3, 8, 7, 2), Conv2d(8, 8, 5)", "receptive_field=21"),
    ("other-layer", "3x99x99 Conv2d(3, 8, 7, 2), Conv2d(8, 8, 5)", "receptive_field=7"),
]  # fmt: skip


@pytest.mark.parametrize(("slip", "layers", "text"), LITERALS)
def test_a_figure_that_a_slip_gives_is_met_with_it(slip: str, layers: str, text: str) -> None:
    found = said(layers, text)
    assert slip in [each.slip for each in found]
    assert len(found) <= 3
    for each in found:
        assert each.sentence.endswith(".")
        assert "{" not in each.sentence
        assert "\n" not in each.sentence


def test_batch_and_frozen_layers_are_told_too() -> None:
    assert said("3x20x30 Conv2d(3, 8, 3)", "flatten=16128", 4)[0].sentence == (
        "16,128 is 4·4,032, with the batch counted in: one sample has 4,032."
    )
    frozen = "9 Embedding(10, 4, _freeze=True), Linear(4, 2)"
    assert said(frozen, "trainable_params=50")[0].slip == "frozen-counted"


def test_every_slip_has_a_figure_worked_out_by_hand() -> None:
    misread = [each.name for each in (*PLAIN, *OTHERS, *DEPTHS)]
    names = {each.name for each in SLIPS} | {each.name for each in FIELD_SLIPS} | {*misread}
    tried = {slip for slip, _, _ in LITERALS} | {"batch-counted", "frozen-counted"}
    assert names == tried
    assert len({each.name for each in SLIPS}) == len(SLIPS)


def _per_axis(axes: int, low: int, high: int) -> st.SearchStrategy[Any]:
    return st.one_of(st.integers(low, high), st.tuples(*[st.integers(low, high)] * axes))


@st.composite
def layers(draw: st.DrawFn) -> str:
    """An input and one layer of any kind that slips are made with."""
    axes = draw(st.integers(1, 3))
    groups = draw(st.sampled_from([1, 1, 2, 4]))
    depth, filters = (groups * draw(st.integers(1, 12)) for _ in "io")
    sizes = "x".join(str(draw(st.integers(9, 40))) for _ in range(axes))
    kernel, stride = draw(_per_axis(axes, 1, 5)), draw(_per_axis(axes, 1, 3))
    padding, dilation = draw(_per_axis(axes, 0, 2)), draw(_per_axis(axes, 1, 3))
    bias, ceil = draw(st.booleans()), draw(st.booleans())
    conv = f"{depth}, {filters}, {kernel}, stride={stride}, padding={padding}, bias={bias}"
    conv += f", groups={groups}, dilation={dilation}"
    call = draw(st.sampled_from([
        f"Conv{axes}d({conv})",
        f"ConvTranspose{axes}d({conv})",
        f"MaxPool{axes}d({kernel}, {stride}, ceil_mode={ceil})",
        f"AvgPool{axes}d({kernel})",
        f"BatchNorm{axes}d({depth})",
        "Flatten()",
        f"Linear({sizes.split('x')[-1]}, {filters}, bias={bias})",
    ]))  # fmt: skip
    return f"{depth}x{sizes} {call}"


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_a_slip_gives_is_diagnosed_as_it_or_as_a_simpler_one(
    slip: Slip, data: st.DataObject
) -> None:
    report = computed_or_none(data.draw(layers()))
    assume(report is not None)
    assert report is not None
    about = target(report, "1")
    assert about is not None
    course = Course(report)
    world = course.world((slip,), [0], 1)
    key = data.draw(st.sampled_from(slip.keys))
    figure = course.figure(world, about, key) if world else None
    claim = claimed(report, "1.params=1")._replace(key=key)
    right = cnncalc.report.figure(report.rows, key) if key != "size" else None
    if (
        figure is None
        or figure == right
        or isinstance(figure, tuple) != (key in ("output", "size"))
    ):
        return
    found = cnncalc.likely(report, claim._replace(value=figure))
    plain = [each.name for each in PLAIN]
    rank = [*plain, *[each.name for each in SLIPS]]
    if key == "size" and not found:
        assert same(report.rows[0].output[1:], figure)
        return
    assert found, (report.rows[0].text, key, figure)
    assert rank.index(found[0].slip) <= rank.index(slip.name)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=layers(), key=st.sampled_from(["output", "channels", "flatten", "params", "macs"]))
def test_a_right_claim_is_never_diagnosed(text: str, key: str) -> None:
    report = computed_or_none(text)
    assume(report is not None)
    assert report is not None
    right = cnncalc.report.figure(report.rows, key)
    for layer in ("1", None):
        claim = claimed(report, "params=1")._replace(key=key, layer=layer, value=right)
        assert cnncalc.likely(report, claim) == ()


@pytest.mark.parametrize("step", FIELD_SLIPS, ids=lambda slip: slip.name)
def test_the_field_without_a_slip_is_the_right_one(step: Any) -> None:
    report = computed("3x99x99 Conv2d(3, 8, 7, 2), MaxPool2d(2), Conv2d(8, 8, 5, dilation=2)")
    from cnncalc.mistakes.field_slips import right

    fields = [tuple([axis.size for axis in each]) for each in cnncalc.fields(report) if each]
    assert followed(report, 3, right) == fields
    assert followed(report, 3, step.step) != fields


def computed_or_none(text: str) -> cnncalc.Report | None:
    sizes, _, call = text.partition(" ")
    spec = cnncalc.with_input(cnncalc.parse(call), sizes)
    report = cnncalc.compute(cnncalc.build(spec))
    return report if report.whole else None
