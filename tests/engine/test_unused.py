"""What a network computes and nobody reads: a warning, and status 0."""

from __future__ import annotations

import pytest

from tests.drawing import spec
from tests.running import marked, only_problem, reported, said


def warnings(layers: str, more: str = "", blocks: str = "") -> list[str]:
    """The messages of a file that has warnings at most."""
    report = reported(spec(layers, blocks, more=more), None)
    assert report.status == 0, said(report)
    assert {each.code for each in report.problems} <= {"unused-output"}
    return [each.message for each in report.problems]


def test_an_entry_that_nobody_reads_is_worth_a_word() -> None:
    problem = only_problem(spec("- {id: a, conv4k1: }\n- {from: input, ReLU: }"), None)
    assert (problem.code, problem.status, problem.label) == ("unused-output", 0, "never read")
    assert problem.message == "nothing reads what `a` gives"
    assert problem.help == "read it with `from`, name it under `outputs`, or delete it"
    assert marked(problem) == "conv4k1"
    assert warnings("- conv4k1\n- {from: input, ReLU: }") == [
        "nothing reads what this `Conv2d` gives"
    ]


def test_a_group_that_nobody_reads_goes_by_its_id() -> None:
    for group in ("Sequential: [conv4k1, ReLU]", "Residual: [ReLU]", "ReLU: , repeat: 2"):
        assert warnings(f"- {{id: g, {group}}}\n- {{from: input, ReLU: }}") == [
            "nothing reads what `g` gives"
        ]


def test_an_input_that_nobody_reads_is_worth_a_word() -> None:
    text = "input: {left: 3x8x8, right: 3x8x8}\nlayers: [{from: left, ReLU: }]"
    problem = only_problem(text, None)
    assert problem.message == "nothing reads the input `right`"
    assert problem.help == "read it with `from: right`, or delete it"


def test_one_entry_is_mentioned_once_however_often_it_stands() -> None:
    blocks = "b: [{id: x, ReLU: }, {from: input, Tanh: }]"
    assert warnings("- b * 5", blocks=blocks) == ["nothing reads what `x` gives"]


def test_of_many_the_first_ten_are_mentioned() -> None:
    assert len(warnings("- {from: input, ReLU: }\n" * 40)) == 10


@pytest.mark.parametrize(
    "layers",
    ["- {from: nope, ReLU: }", "- conv8k99", "- Xyzzy", "- {from: [input, input], ReLU: }"],
)
def test_a_network_that_breaks_has_no_warnings(layers: str) -> None:
    report = reported(spec(f"- {{id: a, ReLU: }}\n- {{from: input, Tanh: }}\n{layers}"), None)
    assert "unused-output" not in [each.code for each in report.problems]


@pytest.mark.parametrize(
    ("layers", "more"),
    [
        ("- ReLU\n- Tanh", ""),
        ("- {id: a, ReLU: }\n- {id: b, from: input, ReLU: }", "outputs: [a, b]\n"),
        ("- {id: s, Chunk: {chunks: 3, dim: 1}}\n- {from: s.1, ReLU: }", ""),
        ("- {id: a, ReLU: }\n- {id: b, from: input, ReLU: }\n- Add: [a, b]", ""),
        ("- Residual: [ReLU]\n- Branches: [[ReLU], []]", ""),
        ("- {id: a, ReLU: }\n- {id: g, Parameter: {shape: [3, 1, 1]}}\n- Mul: [a, g]", ""),
    ],
)
def test_what_is_read_is_not_mentioned(layers: str, more: str) -> None:
    assert warnings(layers, more) == []
