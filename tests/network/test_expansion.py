"""`when`, `repeat` and groups: which entries there are, how often, at which paths."""

from __future__ import annotations

import pytest

from tests.drawing import drawn, problems, spec
from tests.running import only_problem, reported, said


def paths(layers: str, blocks: str = "", more: str = "") -> list[str]:
    report = reported(spec(layers, blocks, more=more), None)
    assert report.status == 0, said(report)
    return [row.path for row in report.rows]


@pytest.mark.parametrize(
    ("entry", "code", "message"),
    [
        ("{when: nope, ReLU: }", "unknown-name", "nothing is named `nope` here"),
        ("{when: n / 0, ReLU: }", "bad-expression", "`2 / 0` is a division by zero"),
        ("{when: in_channels / 0, ReLU: }", "bad-expression", "`3 / 0` is a division by zero"),
        ("{repeat: n / 4, ReLU: }", "bad-expression",
         "`repeat` takes a whole number of at least 0, and here it comes to 1/2"),
        ("{repeat: n - 3, ReLU: }", "bad-expression",
         "`repeat` takes a whole number of at least 0, and here it comes to -1"),
        ("{repeat: in_channels / 2, ReLU: }", "bad-expression",
         "`repeat` takes a whole number of at least 0, and here it comes to 3/2"),
        ("ReLU * nope", "unknown-name", "nothing is named `nope` here"),
        ("{repeat: nope, ReLU: }", "unknown-name", "nothing is named `nope` here"),
        ("{repeat: n > 1, ReLU: }", "bad-expression",
         "`repeat` takes a whole number of at least 0, and here it comes to True"),
        ("{repeat: 0, ReLU: }", "wrong-key-type", "`repeat` is a whole number of at least 1"),
        ("ReLU * 0", "call-syntax",
         "a layer is repeated a whole number of times, at least once"),
    ],
)  # fmt: skip
def test_a_condition_or_count_that_comes_to_nothing_sensible_is_refused(
    entry: str, code: str, message: str
) -> None:
    problem = only_problem(spec(f"- {entry}\n- Tanh", more="vars: {n: 2}\n"), None)
    assert (problem.code, problem.message) == (code, message)


def test_what_a_condition_leaves_out_cannot_be_read() -> None:
    problem = only_problem(spec("- {id: a, when: false, ReLU: }\n- {from: a, Tanh: }"), None)
    assert problem.code == "unknown-reference"
    assert problem.message == "`a` is left out here, since its `when` does not hold"
    assert problem.help == "give this entry the same `when`"
    assert problems(spec("- {id: a, when: in_channels > 5, ReLU: }\n- {from: a, Tanh: }")) == [
        "unknown-reference: `a` is left out here, since its `when` does not hold"
    ]


@pytest.mark.parametrize("layers", ["- {when: false, ReLU: }", "- ReLU * n",
                                    "- {when: in_channels > 5, ReLU: }",
                                    "- {repeat: in_channels - 3, ReLU: }"])  # fmt: skip
def test_a_network_of_which_nothing_is_left_has_no_layers(layers: str) -> None:
    assert problems(spec(layers, more="vars: {n: 0}\n")) == ["empty-spec: there are no layers"]


@pytest.mark.parametrize(
    "value", ["false", "0", "null", "1 > 2", "n == 3", "not n", "in_channels > 3"]
)
def test_an_entry_is_left_out_where_its_condition_fails(value: str) -> None:
    layers = f"- Tanh\n- {{when: {value}, ReLU: }}\n- SiLU"
    assert drawn(spec(layers, more="vars: {n: 2}\n")) == [
        "0 Tanh() (0.0) 3x8x8", f"{2 if 'in_' in value else 1} SiLU() (1.0) 3x8x8",
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["true", "1", "n", "n == 2", "in_channels == 3", "0 < n < 3"])
def test_an_entry_is_there_where_its_condition_holds(value: str) -> None:
    layers = f"- Tanh\n- {{when: {value}, ReLU: }}"
    assert paths(layers, more="vars: {n: 2}\n") == ["0", "1"]


@pytest.mark.parametrize("condition", ["when: false", "when: in_channels > 99", "repeat: n",
                                       "repeat: in_channels - 6"])  # fmt: skip
def test_what_is_left_out_hands_on_nothing_of_what_it_would_read(condition: str) -> None:
    layers = "- {id: a, conv6k1: }\n- {id: b, conv3k1: }\n"
    layers += f"- {{from: a, {condition}, ReLU: }}\n- Tanh"
    lines = drawn(spec(layers, more="vars: {n: 0}\n"))
    assert lines[-1].endswith("Tanh() (2.0) 3x8x8")


def test_what_is_left_out_is_not_looked_into() -> None:
    layers = "- {when: false, from: nope, id: a, ReLU: }\n- {repeat: n, Xyzzy: }\n- Tanh"
    assert drawn(spec(layers, more="vars: {n: 0}\n")) == ["0 Tanh() (0.0) 3x8x8"]


@pytest.mark.parametrize("repeat", ["3", "n", "n * 1", "in_channels", "in_channels + n - 3"])
def test_an_entry_is_repeated_as_often_as_its_expression_says(repeat: str) -> None:
    report = reported(spec(f"- {{repeat: {repeat}, conv3k1: }}", more="vars: {n: 3}\n"), None)
    assert (said(report), len(report.rows), report.total("params")) == ([], 3, 36)


def test_each_repeat_sees_the_channels_that_arrive_at_it() -> None:
    entry = "{repeat: 3, Conv2d: {out: in_channels * 2, kernel: 1}}"
    outputs = [line.rpartition(" ")[2] for line in drawn(spec(f"- {entry}"))]
    assert outputs == ["6x8x8", "12x8x8", "24x8x8"]
    entry = "{repeat: in_channels, Conv2d: {out: in_channels + 1, kernel: 1}}"
    assert [line.rpartition(" ")[2] for line in drawn(spec(f"- {entry}"))] == [
        "4x8x8", "5x8x8", "6x8x8",
    ]  # fmt: skip


def test_in_a_group_each_entry_sees_the_channels_that_arrive_at_itself() -> None:
    inner = "Sequential: [conv6k1, {Conv2d: {out: in_channels // 2, kernel: 1}}]"
    assert [line.rpartition(" ")[2] for line in drawn(spec(f"- {inner}"))] == ["6x8x8", "3x8x8"]
    blocks = "b(c=in_channels): [conv6k1, {Conv2d: {out: in_channels + c, kernel: 1}}]"
    assert [line.rpartition(" ")[2] for line in drawn(spec("- b", blocks))] == ["6x8x8", "9x8x8"]


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ("- ReLU * 2\n- Tanh", ["0", "1", "2"]),
        ("- {id: a, ReLU: , repeat: 2}\n- Tanh", ["a.0", "a.1", "1"]),
        ("- {id: a, ReLU: , repeat: in_channels}\n- Tanh", ["a.0", "a.1", "a.2", "1"]),
        ("- Residual: [ReLU, Tanh]", ["0.main.0", "0.main.1", "0.add"]),
        ("- Residual: {main: ReLU, shortcut: [Tanh]}", ["0.main.0", "0.shortcut.0", "0.add"]),
        ("- {id: r, Residual: [{id: x, ReLU: }]}", ["r.main.x", "r.add"]),
        ("- {id: add, Residual: [{id: add, ReLU: }]}", ["add.main.add", "add.add"]),
        ("- Branches: [ReLU, [], [Tanh, SiLU]]", ["0.0.0", "0.2.0", "0.2.1", "0.cat"]),
        ("- Branches: {merge: add, paths: [[ReLU], [Tanh]]}", ["0.0.0", "0.1.0", "0.add"]),
        ("- Branches: {merge: mul, paths: [ReLU, ReLU]}", ["0.0.0", "0.1.0", "0.mul"]),
        ("- Sequential: [ReLU, Sequential: [{id: x, ReLU: }]]\n- Tanh", ["0.0", "0.1.x", "1"]),
        ("- Sequential: ReLU", ["0.0"]),
        ("- {repeat: 2, Residual: [ReLU]}", ["0.main.0", "0.add", "1.main.0", "1.add"]),
    ],
)
def test_layers_have_these_paths(layers: str, expected: list[str]) -> None:
    assert paths(layers) == expected


def test_blocks_and_parameters_have_these_paths() -> None:
    blocks = "unit(act): [{id: c, conv3k1: }, act]\nstage(body, n): [body * n]"
    assert paths('- {id: s, "stage(unit(ReLU), 2)": }', blocks) == ["s.0.c", "s.0.1", "s.1.c", "s.1.1"]  # fmt: skip  # noqa: E501


def test_a_repeat_over_the_channels_keeps_the_paths_apart() -> None:
    layers = "- {repeat: in_channels, ReLU: }\n- {repeat: in_channels, Sequential: [ReLU]}\n- Tanh"
    found = paths(layers)
    assert len(set(found)) == len(found) == 7


def test_the_rows_of_a_residual_are_its_main_path_its_shortcut_and_the_sum() -> None:
    assert drawn(spec("- Residual: {main: [conv6k1, ReLU], shortcut: [conv6k1]}")) == [
        "0.main.0 Conv2d(3, 6, 1) (0.0) 6x8x8",
        "0.main.1 ReLU() (1.0) 6x8x8",
        "0.shortcut.0 Conv2d(3, 6, 1) (0.0) 6x8x8",
        "0.add Add() (2.0, 3.0) 6x8x8",
    ]
    for written in ("conv3k1", "[conv3k1]", "{main: conv3k1}", "{main: conv3k1, shortcut: []}"):
        assert drawn(spec(f"- ReLU\n- Residual: {written}"))[2] == "1.add Add() (2.0, 1.0) 3x8x8"


def test_the_rows_of_branches_are_the_paths_in_order_and_the_merge() -> None:
    expected = [
        "0.0.0 Conv2d(3, 6, 1) (0.0) 6x8x8", "0.2.0 ReLU() (0.0) 3x8x8",
        "0.cat Cat() (1.0, 0.0, 2.0) 12x8x8",
    ]  # fmt: skip
    assert drawn(spec("- Branches: [conv6k1, [], [ReLU]]")) == expected
    assert drawn(spec("- Branches: {paths: [[conv6k1], [], ReLU]}")) == expected
    assert drawn(spec("- Branches: {merge: cat, paths: [conv6k1, [], ReLU]}")) == expected


def test_a_path_of_which_nothing_is_left_is_the_identity() -> None:
    for path in ("{when: false, ReLU: }", "{when: in_channels > 5, ReLU: }"):
        lines = drawn(spec(f"- conv3k1\n- Branches: [[{path}], conv6k1]"))
        assert lines[-1] == "1.cat Cat() (1.0, 2.0) 9x8x8"


def test_one_branch_alone_is_what_it_gives() -> None:
    assert drawn(spec("- Branches: [[conv6k1]]"))[-1].endswith(" 6x8x8")


def test_a_slice_may_name_numbers() -> None:
    blocks = "cut(c): [{Slice: ':, :c'}]\nrest(c): [\"Slice(':, c:')\"]"
    layers = "- cut(2)\n- cut(1)\n- rest(0)\n- Slice: ':, :in_channels'"
    assert [line.split(" (")[0] for line in drawn(spec(layers, blocks))] == [
        "0.0 Slice(':, :2')", "1.0 Slice(':, :1')", "2.0 Slice(':, 0:')", "3 Slice(':, :1')",
    ]  # fmt: skip
