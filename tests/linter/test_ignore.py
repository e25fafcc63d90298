"""`ignore`: where it stands, what it silences, and what is no rule."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.diagnostics import Diagnostic, Source
from cnncalc.field.notes import notes
from cnncalc.includes import with_includes
from cnncalc.linter import lint
from tests.linter.asking import found
from tests.running import marked, only_problem, reported

FILE = """
input: 3x15x15
{top}
blocks:
  unit(channels):
    - {conv}
    - BatchNorm2d
layers:
  - {first}
  - MaxPool2d(2)
  - unit(4)
"""


def file(
    top: str = "",
    conv: str = "Conv2d: {out_channels: channels, kernel_size: 4}",
    first: str = "unit(8)",
) -> str:
    return FILE.format(top=top, conv=conv, first=first)


@pytest.mark.parametrize("value", ["", "[x]", "{a: b}", "[[softmax-last]]", "[]"])
def test_ignore_takes_names_of_rules_alone(value: str) -> None:
    problem = only_problem(f"input: 3x8x8\nignore: {value}\nlayers: [ReLU]\n", None)
    assert problem.code in ("wrong-key-type", "unknown-rule")
    assert problem.status == 2


def test_an_unknown_rule_is_met_with_the_nearest_one() -> None:
    problem = only_problem("input: 3x8x8\nlayers:\n  - {ReLU: , ignore: softmax-lst}\n", None)
    assert problem.code == "unknown-rule"
    assert problem.message == "there is no rule `softmax-lst`"
    assert problem.label == "did you mean `softmax-last`?"
    assert marked(problem) == "softmax-lst"


def test_an_error_is_no_rule() -> None:
    assert only_problem("input: 3x8x8\nignore: bad-value\nlayers: [ReLU]\n", None).message == (
        "there is no rule `bad-value`"
    )


def test_without_ignore_each_place_is_said_once() -> None:
    assert found(file(), None) == ["bias-before-norm"]
    (each,) = lint(reported(file(), None))
    assert each.message == (
        "`BatchNorm2d` takes the bias of `Conv2d` before it away: 8 of its 392 parameters do "
        "nothing; the same entry does so once more"
    )


def test_ignore_in_the_file_silences_a_rule_everywhere() -> None:
    assert found(file(top="ignore: bias-before-norm"), None) == []
    assert found(file(top="ignore: [softmax-last, bias-before-norm]"), None) == []
    assert found(file(top="ignore: softmax-last"), None) == ["bias-before-norm"]


def test_ignore_beside_a_layer_silences_it_in_each_use_of_its_block() -> None:
    conv = "{Conv2d: {out_channels: channels, kernel_size: 4}, ignore: bias-before-norm}"
    assert found(file(conv=conv), None) == []


def test_ignore_beside_a_call_of_a_block_silences_what_is_in_it() -> None:
    one = file(first="{unit: 8, ignore: bias-before-norm}")
    (each,) = lint(reported(one, None))
    assert each.message.endswith("4 of its 516 parameters do nothing")


def test_ignore_beside_a_group_and_a_repeat_holds_in_each_of_them() -> None:
    for entry in (
        "Sequential: [conv8k3, bn]",
        "Residual: {main: [conv8k3p1, bn], shortcut: [conv8k1, bn]}",
        "Branches: [[conv8k3, bn], [conv8k3, bn]]",
        "{Sequential: [conv8k3, bn], repeat: 2}",
    ):
        inner = entry.strip("{}") if entry.endswith("2}") else entry
        layers = f"  - {{{inner}, ignore: bias-before-norm}}\n"
        assert found(f"input: 3x15x15\nlayers:\n{layers}", None) == []
        assert set(found(f"input: 3x15x15\nlayers:\n  - {entry}\n", None)) == {"bias-before-norm"}


def test_ignore_at_the_later_layer_of_a_pair_silences_it_too() -> None:
    text = "input: 3x8x8\nlayers: [conv8k3, {BatchNorm2d: , ignore: bias-before-norm}]\n"
    assert found(text, None) == []


def test_ignore_holds_where_the_shape_that_arrives_decides() -> None:
    conv = "{'Conv2d(in_channels, in_channels * 2, 2)': , ignore: bias-before-norm}"
    assert found(file(conv=conv), None) == []


def test_ignore_in_an_included_file_holds_for_its_own_blocks_alone() -> None:
    there = "ignore: bias-before-norm\nblocks:\n  unit: [conv8k3, bn]\n"
    here = "input: 3x15x15\ninclude: there.yaml\nlayers: [unit, conv8k3, bn]\n"

    def read(name: str, source: Source) -> cnncalc.Spec | Diagnostic:
        del source
        return cnncalc.parse(there, name)

    spec = with_includes(cnncalc.parse(here, "here.yaml"), read)
    report = cnncalc.compute(cnncalc.build(spec))
    assert report.problems == ()
    (each,) = lint(report)
    assert each.span is not None
    assert each.span.source.name == "here.yaml"


def test_an_unused_output_can_be_ignored_where_it_is_computed() -> None:
    text = "input: 3x8x8\nlayers: [{ReLU: %s}, {from: input, Sigmoid: }]\n"
    assert [each.code for each in reported(text % "", None).problems] == ["unused-output"]
    text = "input: 3x8x8\nlayers: [{ReLU: , ignore: unused-output}, {from: input, Sigmoid: }]\n"
    assert reported(text, None).problems == ()


def test_a_warning_about_fields_can_be_ignored_wherever_it_is_shown() -> None:
    text = "input: 3x8x8\n%slayers:\n  - {Conv2d: {out: 8, kernel: 3, padding: 4}%s}\n"
    assert [each.code for each in notes(reported(text % ("", ""), None))] == ["sees-only-padding"]
    ignoring = "ignore: sees-only-padding"
    assert notes(reported(text % (ignoring + "\n", ""), None)) == []
    assert notes(reported(text % ("", ", " + ignoring), None)) == []


def test_rules_can_be_chosen_and_left_out() -> None:
    report = reported("conv8k3 bn relu relu", "3x8x8")
    assert [each.code for each in lint(report)] == ["bias-before-norm", "activation-twice"]
    assert [each.code for each in lint(report, only=["activation-twice"])] == ["activation-twice"]
    assert [each.code for each in lint(report, ignore=["activation-twice"])] == ["bias-before-norm"]
    with pytest.raises(KeyError):
        lint(report, only=["no-such-rule"])
