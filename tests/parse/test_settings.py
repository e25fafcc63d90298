"""`--set`: other values for a spec's variables."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.parse.settings import with_settings
from tests.running import marked, said

TEXT = """\
input: 3x8x8
vars: {width: 4, half: width // 2, act: ReLU, deep: false}
layers:
  - {Conv2d: {out: width, kernel: 1}}
  - {Conv2d: {out: half, kernel: 1}}
  - act
  - {when: deep, Tanh: }
expect: {params: 26}
"""


def report_with(*settings: str, text: str = TEXT) -> cnncalc.Report:
    spec = with_settings(cnncalc.parse(text), settings)
    report = cnncalc.compute(cnncalc.build(spec))
    return report._replace(problems=(*report.problems, *cnncalc.check(report, spec.claims)))


def texts(*settings: str) -> list[str]:
    report = report_with(*settings)
    assert said(report) == []
    return [row.text for row in report.rows]


@pytest.mark.parametrize(
    ("setting", "code", "message", "label", "mark"),
    [
        ("width", "call-syntax", "a setting is a name and a value, and this is `width`",
         "expected `=` and a value", "width"),
        ("width=", "call-syntax", "a setting is a name and a value, and this is `width=`",
         "expected `=` and a value", "width"),
        ("width=  ", "call-syntax", "a setting is a name and a value, and this is `width=  `",
         "expected `=` and a value", "width"),
        ("", "call-syntax", "a setting is a name and a value, and this is ``",
         "expected `=` and a value", ""),
        ("=3", "unknown-name", "the spec has no variable ``", "expected `width` or `half` or `act`"
         " or `deep`", ""),
        ("widht=3", "unknown-name", "the spec has no variable `widht`", "did you mean `width`?",
         "widht"),
        ("in_channels=3", "unknown-name", "the spec has no variable `in_channels`",
         "expected `width` or `half` or `act` or `deep`", "in_channels"),
    ],
)  # fmt: skip
def test_what_is_no_setting_is_refused(
    setting: str, code: str, message: str, label: str, mark: str
) -> None:
    problem = report_with(setting).problems[0]
    assert (problem.code, problem.message, problem.label) == (code, message, label)
    assert marked(problem) == mark
    assert problem.status == 2


def test_a_spec_without_variables_has_nothing_to_set() -> None:
    problem = report_with("a=3", text="input: 3x8x8\nlayers: [ReLU]").problems[0]
    assert (problem.label, problem.help) == ("not a variable", "it has no `vars`")


@pytest.mark.parametrize("value", ["0", "-1", "1/2", "x", "'x'", "None", "1e999", "9" * 5_000,
                                   "2 ** 999", "(", "width", "1 / 0", "[1, 2]", "{a: b}", "\x1b"])  # fmt: skip  # noqa: E501
def test_a_value_that_no_layer_takes_is_a_problem_of_the_layer(value: str) -> None:
    report = report_with(f"width={value}")
    assert report.status in (1, 2)
    assert all(len(each.message) < 300 for each in report.problems)


@pytest.mark.parametrize("setting", ["width=8", "width = 8", " width=8 ", "width=4 * 2",
                                     "width=16 // 2", "width=16 / 2"])  # fmt: skip
def test_a_variable_has_the_value_that_is_set(setting: str) -> None:
    assert texts(setting)[:2] == ["Conv2d(3, 8, 1)", "Conv2d(8, 4, 1)"]


def test_what_hangs_on_a_variable_follows_unless_it_is_set_as_well() -> None:
    assert texts("width=8", "half=5")[1] == "Conv2d(8, 5, 1)"
    assert texts("half=width * 3")[1] == "Conv2d(4, 12, 1)"


def test_the_last_of_several_settings_counts() -> None:
    assert texts("width=8", "width=6")[0] == "Conv2d(3, 6, 1)"


def test_text_and_truth_can_be_set() -> None:
    assert texts("act=SiLU")[2] == "SiLU()"
    assert texts("act=LeakyReLU")[2] == "LeakyReLU()"
    assert texts("deep=true")[3] == "Tanh()"


def test_the_expectations_are_of_the_files_own_values() -> None:
    assert said(report_with()) == []
    assert said(report_with("width=4")) == []
    assert said(report_with("width=5")) == []
    assert cnncalc.parse(TEXT).claims != ()
    assert with_settings(cnncalc.parse(TEXT), ["width=5"]).claims == ()
    assert with_settings(cnncalc.parse(TEXT), ["width=4"]).claims != ()
