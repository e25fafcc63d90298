"""Explanations of whole networks: their sums hold, and fields are those of the engine."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.cli.read import read_file, shipped
from cnncalc.explained import explain, explanations
from cnncalc.explained.finding import advice, found
from cnncalc.explained.whole import whole
from tests.explained.printed import printed_value
from tests.running import reported


def said(text: str, number: int, shape: str | None = "3x32x32") -> dict[str, tuple[str, ...]]:
    """The steps of a layer: formula, numbers, result and note, by what they are about."""
    steps = explain(reported(text, shape), number).steps
    return {each.what: (each.formula, each.numbers, each.result, each.note) for each in steps}


@pytest.mark.parametrize("name", shipped())
def test_every_sum_of_a_shipped_network_holds(name: str) -> None:
    report = cnncalc.compute(cnncalc.build(read_file(name)))
    fields = cnncalc.fields(report)
    for each in explanations(report):
        row = report.rows[each.number - 1]
        true = {"params": row.params, "macs": row.macs, "flatten": row.flatten}
        told = set()
        for step in each.steps:
            if step.numbers:
                assert printed_value(step.numbers) == step.result
            if step.figure in true and row.shares is None:
                assert step.result == true[step.figure]
            if step.figure == "receptive_field" and step.places:
                sizes = [axis.size for axis in fields[row.number - 1]]
                assert {sizes[at] for at in step.places} == {step.result}
                told.update(step.places)
        assert told == set(range(len(fields[row.number - 1] or ())))
    totals = {each.figure: each for each in whole(report).steps}
    assert totals["params"].result == report.total("params")
    assert totals["macs"].result == report.total("macs")
    assert totals["output"].result == report.output
    for step in totals.values():
        assert not step.numbers or printed_value(step.numbers) == step.result


def test_there_is_no_layer_beyond_the_last() -> None:
    with pytest.raises(ValueError, match="there is no layer 2: there are 1, from 1"):
        explain(reported("nn.ReLU()"), 2)


def test_a_broken_network_is_explained_up_to_where_it_breaks() -> None:
    steps = [
        each.steps[-1].note
        for each in explanations(reported("conv8k3, nn.Conv2d(3, 8, 99), nn.ReLU()"))
    ]
    assert len(steps) == 2
    assert steps[1] == "the network breaks here"


def test_floor_stands_only_where_the_division_leaves_a_remainder_and_what_is_cut_is_said() -> None:
    told = said("nn.Conv2d(3, 8, 3, stride=2)", 1, "3x33x32")
    assert told["height"] == ("(W − F + 2P)/S + 1", "(33 − 3 + 2·0)/2 + 1", 16, "")
    assert told["width"] == (
        "⌊(W − F + 2P)/S⌋ + 1",
        "⌊(32 − 3 + 2·0)/2⌋ + 1",
        15,
        "rounded down: the last 1 of the 32 is in no window",
    )
    padded = said("nn.Conv2d(3, 8, 3, stride=2, padding=1)", 1)
    assert padded["height and width"][3] == "rounded down, which cuts padding alone"


def test_a_dilated_kernel_is_its_effective_one() -> None:
    told = said("nn.Conv2d(3, 8, 3, dilation=2)", 1)
    assert told["effective kernel"][:3] == ("D·(F − 1) + 1", "2·(3 − 1) + 1", 5)
    assert told["height and width"][:3] == ("(W − F_eff + 2P)/S + 1", "(32 − 5 + 2·0)/1 + 1", 28)
    assert told["receptive field"][:3] == ("r + D·(F − 1)·j", "1 + 2·(3 − 1)·1", 5)


def test_groups_stand_in_the_sum_where_there_are_some() -> None:
    told = said("nn.Conv2d(32, 64, 3, groups=32, bias=False)", 1, "32x8x8")
    assert told["parameters"][:3] == ("K·F·F·(D_in/G)", "64·3·3·(32/32)", 576)
    alone = said("nn.Conv2d(32, 64, 3)", 1, "32x8x8")
    assert alone["parameters"][:3] == ("K·F·F·D_in + K", "64·3·3·32 + 64", 18496)


def test_the_window_that_ceil_mode_drops_is_told() -> None:
    told = said("nn.MaxPool2d(2, 2, 1, ceil_mode=True)", 1, "3x29x29")
    assert told["height and width"] == (
        "⌈(W − F + 2P)/S⌉ + 1 − dropped",
        "⌈(29 − 2 + 2·1)/2⌉ + 1 − 1",
        15,
        "ceil_mode rounds up to 16, but the last window would start behind the input, "
        "at 30 of 29 + 1, and is dropped",
    )


def test_what_same_padding_comes_to() -> None:
    told = said("nn.Conv2d(3, 8, 2, padding='same')", 1)
    assert told["padding"] == ("F − 1", "2 − 1", 1, "`same`: 0 before, 1 after")
    assert told["height and width"][:2] == ("(W − F + P_1 + P_2)/S + 1", "(32 − 2 + 0 + 1)/1 + 1")
    told = said("nn.Conv2d(3, 8, 3, 2, 'tf_same')", 1)
    assert told["padding"][:3] == (
        "max((W/S − 1)·S + F − W, 0)",
        "max((32/2 − 1)·2 + 3 − 32, 0)",
        1,
    )


def test_merges_add_up_channels() -> None:
    text = (
        "input: 3x8x8\nlayers:\n- {id: a, Conv2d: {out: 32, kernel: 1}}\n"
        "- {id: b, Conv2d: {out: 16, kernel: 1}, from: input}\n- Cat: [a, b, a]\n"
    )
    told = said(text, 3, None)
    assert told["channels"] == ("C_1 + C_2 + C_3", "32 + 16 + 32", 80, "of 3 tensors")
    assert told["receptive field"][3] == "as before"


def test_paths_that_see_differently_are_told_in_figures() -> None:
    text = (
        "input: 3x8x8\nlayers:\n- {id: a, Conv2d: {out: 4, kernel: 3, padding: 1}}\n"
        "- {id: b, Conv2d: {out: 4, kernel: 5, padding: 2}, from: input}\n- Add: [a, b]\n"
    )
    told = said(text, 3, None)
    assert told["receptive field"] == ("", "", 5, "the paths that meet here see 3 and 5")


def test_running_statistics_are_buffers() -> None:
    told = said("nn.BatchNorm2d(3)", 1)
    assert told["parameters"] == (
        "2C",
        "2·3",
        6,
        "running_mean, running_var and num_batches_tracked are buffers: they do not count",
    )


def test_flatten_linear_and_transposed_convolution() -> None:
    assert said("nn.Flatten()", 1, "20x16x16")["values"][:3] == ("C·H·W", "20·16·16", 5120)
    linear = said("nn.Linear(120, 84)", 1, "120")
    assert linear["parameters"][:3] == ("K·D_in + K", "84·120 + 84", 10164)
    up = said("nn.ConvTranspose2d(3, 8, 4, 2, 1)", 1)
    assert up["height and width"][:3] == ("(W − 1)·S − 2P + F", "(32 − 1)·2 − 2·1 + 4", 64)


def test_shared_weights_are_counted_where_they_are() -> None:
    text = "input: 4x8x8\nlayers:\n- {id: a, Conv2d: {out: 4, kernel: 1}}\n- {share: a}\n"
    assert said(text, 2, None)["parameters"] == ("", "", 0, "those of `a`, counted there")


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("2", [2]), ("head", [2, 3]), ("conv", [1]), ("0", None), ("4", None), ("nothing", None),
     ("99999999999", None), ("²", None), ("", None)],
)  # fmt: skip
def test_a_layer_is_found_by_number_id_or_group(name: str, numbers: list[int] | None) -> None:
    text = (
        "input: 3x8x8\nlayers:\n- {id: conv, Conv2d: {out: 4, kernel: 1}}\n"
        "- {id: head, Sequential: [ReLU(), Flatten()]}\n"
    )
    report = reported(text, None)
    places = found(report, name)
    assert (None if places is None else list(places)) == numbers
    assert advice(report, "haed") == "did you mean `head`?"


def test_what_is_huge_is_explained_at_once() -> None:
    told = said("nn.Conv1d(1, 1, 3, stride=2)", 1, f"1x{2**40 + 1}")
    assert told["length"][2] == 2**39
    many = reported("input: 4x8x8\nlayers:\n- {Conv2d: {out: 4, kernel: 1}, repeat: 3000}\n", None)
    assert len(list(explanations(many))) == 3000
