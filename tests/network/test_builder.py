"""A whole spec: variables, outputs, several inputs, what a file without layers is."""

from __future__ import annotations

import pytest

import cnncalc
from tests.drawing import problems, spec
from tests.running import marked, only_problem, reported, said


@pytest.mark.parametrize(
    ("variables", "codes"),
    [
        ("{w: v, v: 3}", ["unknown-name"]),
        ("{w: w + 1}", ["unknown-name"]),
        ("{v: 0, w: 3 / v}", ["bad-expression"]),
        ("{w: in_channels}", ["unknown-name"]),
        ("{v: 2, w: v ** 999}", ["too-large"]),
        ("{v: 3, w: v / 2}", ["bad-expression"]),
    ],
)
def test_a_variable_that_cannot_be_worked_out_is_said_once(
    variables: str, codes: list[str]
) -> None:
    text = spec("- {Conv2d: {out: w, kernel: 1}}", more=f"vars: {variables}\n")
    report = reported(text, None)
    assert [each.code for each in report.problems] == codes
    for each in report.problems:
        assert f"did you mean `{marked(each)}`" not in each.label


def test_a_variable_may_use_those_before_it() -> None:
    more = "vars: {w: 4, v: w * 2, u: v if w > 3 else 1, act: ReLU}\n"
    report = reported(spec("- {Conv2d: {out: u, kernel: 1}}\n- act", more=more), None)
    assert [row.text for row in report.rows] == ["Conv2d(3, 8, 1)", "ReLU()"]


def test_a_file_of_blocks_alone_has_no_layers() -> None:
    problem = only_problem("blocks: {b: [ReLU]}\n", None)
    assert problem.code == "empty-spec"
    assert problem.message == "there are no layers: the spec only defines blocks"
    assert problem.help == "name it after `include:` in a spec that has layers"


@pytest.mark.parametrize(
    ("outputs", "code", "mark"),
    [
        ("[a, nope]", "unknown-reference", "nope"),
        ("[a, s.3]", "unknown-reference", "s.3"),
        ("[a, x]", "unknown-reference", "x"),
        ("[]", "wrong-key-type", "[]"),
        ("{a: b}", "wrong-key-type", "{a: b}"),
    ],
)
def test_outputs_are_ids_of_the_files_own_list(outputs: str, code: str, mark: str) -> None:
    layers = "- {id: a, Sequential: [{id: x, ReLU: }]}\n- {id: s, Chunk: {chunks: 3, dim: 1}}"
    report = reported(spec(layers) + f"outputs: {outputs}\n", None)
    found = [each for each in report.problems if each.status]
    assert [(each.code, marked(each)) for each in found] == [(code, mark)]


def test_an_output_stands_once() -> None:
    report = reported(spec("- {id: a, ReLU: }") + "outputs: [a, a]\n", None)
    assert report.status == 2


def test_what_the_last_entry_gives_is_the_output() -> None:
    report = reported(spec("- ReLU\n- conv6k1"), None)
    assert [(each.name, each.shape) for each in report.results] == [("output", (6, 8, 8))]


def test_outputs_are_in_the_order_in_which_they_are_named() -> None:
    layers = "- {id: a, conv4k1: }\n- {id: g, Sequential: [conv5k1, ReLU]}\n- {id: s, Chunk: {chunks: 5, dim: 1}}"  # noqa: E501
    report = reported(spec(layers) + "outputs: [s.4, g, a, input]\n", None)
    assert said(report) == []
    assert [(each.name, each.shape) for each in report.results] == [
        ("s.4", (1, 8, 8)), ("g", (5, 8, 8)), ("a", (4, 8, 8)), ("input", (3, 8, 8)),
    ]  # fmt: skip
    assert report.output == (1, 8, 8)


def test_one_output_needs_no_list() -> None:
    report = reported(spec("- {id: a, conv4k1: }\n- ReLU") + "outputs: a\n", None)
    assert report.output == (4, 8, 8)


def test_the_inputs_of_a_model_are_in_order() -> None:
    report = reported("input: {left: 3x8x8, right: 1x4x4}\nlayers: [Custom: 5]", None)
    assert report.inputs == {"left": (3, 8, 8), "right": (1, 4, 4)}
    assert report.rows[0].inputs == ((3, 8, 8), (1, 4, 4))


def test_another_input_takes_the_place_of_the_only_one() -> None:
    made = cnncalc.with_input(cnncalc.parse(spec("- conv4k1")), "3x9x9")
    assert cnncalc.compute(cnncalc.build(made)).output == (4, 9, 9)


def test_the_same_network_is_built_every_time() -> None:
    blocks = "b(c=in_channels): [{Conv2d: {out: c * 2, kernel: 1}}, Xyzzy]"
    made = cnncalc.parse(spec("- b * 2\n- {repeat: in_channels, ReLU: }", blocks))
    first, second = (cnncalc.compute(cnncalc.build(made)) for _ in range(2))
    assert first == second
    network = cnncalc.build(made)
    assert cnncalc.compute(network) == cnncalc.compute(network) == first


def test_names_that_pasted_code_has_are_no_names_of_a_spec() -> None:
    assert problems("input: 3x8x8\nlayers: [{Conv2d: {out: nope, kernel: 1}}]") != []


def test_entries_outlive_what_is_known_of_them() -> None:
    entries = "".join(f"- {{id: x{at}, Hardtanh: }}\n" for at in range(50))
    blocks = "unit(c=in_channels): [Residual: [{Conv2d: {out: c, kernel: 1}}]]"
    network = cnncalc.build(cnncalc.parse(spec(f"{entries}- unit * 40", blocks)))
    report = cnncalc.compute(network)
    assert (said(report), {row.type for row in report.rows[50:]}) == ([], {"Conv2d", "Add"})


@pytest.mark.parametrize(("first", "second"), [("1", "true"), ("true", "1")])
def test_a_layer_is_not_taken_for_another_whose_arguments_are_merely_equal(
    first: str, second: str
) -> None:
    blocks = "b(k): [{Conv2d: {out: 3, kernel: 1, bias: k}}]\nc(k): [{Conv2d: {out: 3, kernel: k}}]"
    for name in ("b", "c"):
        alone = {each: problems(spec(f"- {name}: {each}", blocks)) for each in (first, second)}
        together = problems(spec(f"- {name}: {first}\n- {name}: {second}", blocks))
        assert together == alone[first] + alone[second]
