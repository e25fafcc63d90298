"""`from`: what an entry reads, by id, by output, in which scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.drawing import problems, reads, spec
from tests.running import marked, only_problem, reported, said, under

if TYPE_CHECKING:
    from cnncalc import Diagnostic

INSIDE = "it is inside `{}`: an entry sees its own list and those around it"


def problem(layers: str, blocks: str = "") -> Diagnostic:
    return only_problem(spec(layers, blocks), None)


@pytest.mark.parametrize(
    ("layers", "message", "label"),
    [
        ("- ReLU\n- {from: nope, ReLU: }", "no entry before this one has the id `nope`",
         "expected `input`"),
        ("- {id: conv1, ReLU: }\n- {from: conv2, ReLU: }",
         "no entry before this one has the id `conv2`", "did you mean `conv1`?"),
        ("- ReLU\n- {from: 0, ReLU: }", "no entry before this one has the id `0`",
         "expected `input`"),
        ("- {id: a, Sequential: [{id: x, ReLU: }]}\n- {from: x, Tanh: }",
         "no entry before this one has the id `x`", INSIDE.format("a")),
        ("- Sequential: [{id: x, ReLU: }]\n- Sequential: [{from: x, ReLU: }]",
         "no entry before this one has the id `x`", INSIDE.format("Sequential")),
        ("- Branches: [[{id: x, ReLU: }], [{from: x, ReLU: }]]",
         "no entry before this one has the id `x`", INSIDE.format("Branches")),
        ("- Residual: {main: [{id: x, ReLU: }], shortcut: [{from: x, ReLU: }]}",
         "no entry before this one has the id `x`", INSIDE.format("Residual")),
    ],
)  # fmt: skip
def test_a_reference_to_nothing_is_refused(layers: str, message: str, label: str) -> None:
    found = problem(layers)
    assert (found.code, found.message, found.label) == ("unknown-reference", message, label)
    if label.startswith("it is inside"):
        assert found.help == f"read what {label.split()[3].removesuffix(':')} gives"
    elif label.startswith("did you mean"):
        assert found.help == "write `conv1`"
    else:
        assert found.help == "write the `id` of an entry before this one, or `input`"


def test_a_block_is_a_wall() -> None:
    found = problem("- {id: y, ReLU: }\n- b", "b: [{id: x, ReLU: }, {from: y, Tanh: }]")
    assert found.message == "no entry before this one has the id `y`"
    assert found.label == "`y` is outside the block, which sees its own ids alone"
    assert found.help == "pass it in with `from: [x, y]`, and read `input.1` here"
    found = problem("- {id: y, ReLU: }\n- b\n- {from: x, ReLU: }", "b: {id: x, ReLU: }")
    assert found.message == "no entry before this one has the id `x`"
    assert found.label == INSIDE.format("b")


def test_a_blocks_body_does_not_see_the_models_inputs_by_name() -> None:
    text = "input: {left: 3x8x8, right: 3x8x8}\nblocks: {b: [{from: left, ReLU: }]}\n"
    found = only_problem(f"{text}layers: [{{from: [left, right], b: }}]", None)
    assert found.message == "no entry before this one has the id `left`"


@pytest.mark.parametrize(
    "layers",
    [
        "- {id: a, ReLU: }\n- {from: a.x, ReLU: }",
        "- {id: a, Sequential: [{id: x, ReLU: }]}\n- {from: a.x, ReLU: }",
    ],
)
def test_a_path_is_no_reference(layers: str) -> None:
    assert problem(layers).message == "no entry before this one has the id `a.x`"


def test_an_output_that_a_layer_does_not_have_is_refused() -> None:
    found = problem("- {id: s, Chunk: {chunks: 3, dim: 1}}\n- {from: s.3, ReLU: }")
    assert found.message == "there is no output 3 of `s`, which has 3 outputs: .0 to .2"
    assert (found.label, marked(found)) == ("expected .0 to .2", "s.3")
    found = problem("- {id: s, ReLU: }\n- {from: s.1, ReLU: }")
    assert found.message == "there is no output 1 of `s`, which has one output: `s`"
    found = problem("- {from: input.1, ReLU: }")
    assert found.message == "there is no output 1 of `input`, which has one output: `input`"
    found = problem("- {id: s, ReLU: }\n- {from: s.99999999999999999999, ReLU: }")
    assert found.code == "unknown-reference"


def test_an_entry_that_comes_later_cannot_be_read() -> None:
    found = problem("- {from: b, ReLU: }\n- {id: b, from: input, Tanh: }")
    assert found.code == "forward-reference"
    assert found.message == "`b` comes later: an entry reads what has run before it"
    assert [(under(each.span), each.label) for each in found.related] == [("b", "`b` is here")]
    assert found.help == "move `b` before this entry"


@pytest.mark.parametrize(
    ("layers", "ending"),
    [
        ("- {id: a, from: b, ReLU: }\n- {id: b, ReLU: }", "a → b → a"),
        ("- {id: a, from: c, ReLU: }\n- {id: b, ReLU: }\n- {id: c, from: b, ReLU: }",
         "a → b → c → a"),
        ("- {from: b, ReLU: }\n- {id: b, Tanh: }", "ReLU → b → ReLU"),
        ("- {id: a, from: [input, c], Add: }\n- {id: b, from: a, ReLU: }\n"
         "- {id: c, from: [input, b], Add: }", "a → b → c → a"),
    ],
)  # fmt: skip
def test_entries_that_hang_on_each_other_are_shown_as_a_circle(layers: str, ending: str) -> None:
    found = problem(layers)
    assert (found.code, found.label) == ("circular-reference", "closes the circle")
    assert found.message.endswith(f": {ending}")
    assert found.help == "let one of them read an entry that runs before them all"


def test_an_entry_cannot_read_itself() -> None:
    assert problem("- {id: a, from: a, ReLU: }").message == "`a` reads itself"


@pytest.mark.parametrize(
    "first",
    [
        "{when: in_channels == 3, Sequential: [{from: z, ReLU: }]}",
        "{when: in_channels == 3, from: z, ReLU: }",
        "{when: in_channels == 3, Residual: [{from: z, ReLU: }]}",
    ],
)
def test_what_hangs_on_the_channels_sees_no_later_entry_either(first: str) -> None:
    codes = [each.partition(":")[0] for each in problems(spec(f"- {first}\n- {{id: z, ReLU: }}"))]
    assert codes in (["forward-reference"], ["circular-reference"])


def test_an_id_stands_once_in_its_list() -> None:
    found = problem("- {id: x, ReLU: }\n- {id: x, Tanh: }")
    assert (found.code, found.message) == ("bad-name", "the id `x` is used twice")
    assert [under(each.span) for each in found.related] == ["x"]


def test_an_id_cannot_be_an_inputs_name() -> None:
    text = "input: {left: 3x8x8, right: 3x8x8}\nlayers: [Cat, {id: left, ReLU: }]"
    (found,) = problems(text)
    assert found.startswith("bad-name: ")
    assert "`left`" in found


@pytest.mark.parametrize("name", ["input", "3", "a.b", "a b", ""])
def test_an_input_has_a_name_that_an_id_could_have(name: str) -> None:
    text = f"input: {{left: 3x8x8, '{name}': 3x8x8}}\nlayers: [Cat]"
    found = reported(text, None).problems[0]
    assert (found.code, found.help) == ("bad-name", "write `left: 3x64x64`")


def test_what_cannot_be_read_is_unknown_without_further_noise() -> None:
    report = reported(spec("- {from: nope, conv8k3: }\n- Flatten\n- Linear(1, 1)"), None)
    assert said(report) == ["unknown-reference: no entry before this one has the id `nope`"]
    assert [row.output for row in report.rows] == [None, None, None]


def test_without_from_an_entry_reads_the_one_before() -> None:
    assert reads(spec("- ReLU\n- Sequential: [ReLU, ReLU]\n- ReLU")) == [
        [(0, 0)], [(1, 0)], [(2, 0)], [(3, 0)],
    ]  # fmt: skip


def test_an_entry_reads_one_or_several_by_their_ids() -> None:
    layers = "- {id: a, ReLU: }\n- {id: b, Tanh: }\n- {from: [a, b, input], Cat: }"
    assert reads(spec(layers))[2] == [(1, 0), (2, 0), (0, 0)]
    assert reads(spec("- {id: a, ReLU: }\n- {id: b, Tanh: }\n- Add: [a, b]"))[2] == [
        (1, 0), (2, 0),
    ]  # fmt: skip
    layers = "- {id: a, ReLU: }\n- Mul: [a, a, input]"
    assert reads(spec(layers))[1] == [(1, 0), (1, 0), (0, 0)]


def test_a_merge_may_name_what_it_reads_as_its_bare_value() -> None:
    for name in ("Cat", "cat", "Concat", "Add", "add", "Mul", "Sub", "Div", "Stack"):
        layers = f"- {{id: a, ReLU: }}\n- {name}: [a, input]"
        assert reads(spec(layers))[1] == [(1, 0), (0, 0)], name


def test_a_reference_names_one_of_several_outputs() -> None:
    layers = "- {id: s, Chunk: {chunks: 3, dim: 1}}\n- Cat: [s.2, s.0]\n- Add: [s.1, input.0]"
    report = reported(spec(layers), None)
    assert [[*row.reads] for row in report.rows[1:]] == [[(1, 2), (1, 0)], [(1, 1), (0, 0)]]


def test_an_entry_sees_the_ids_of_the_lists_around_it() -> None:
    layers = "- {id: a, ReLU: }\n- Sequential: [Tanh, Sequential: [{from: a, ReLU6: }]]"
    assert reads(spec(f"{layers}\n- Residual: [{{from: a, Sequential: [Tanh]}}]"))[2:] == [
        [(1, 0)], [(1, 0)], [(4, 0), (3, 0)],
    ]  # fmt: skip


def test_the_nearest_id_of_a_name_counts() -> None:
    inner = "Sequential: [{from: x, Tanh: }, {id: x, ReLU6: }, {from: [x, x], Add: }]"
    assert reads(spec(f"- {{id: x, ReLU: }}\n- {inner}")) == [
        [(0, 0)], [(1, 0)], [(2, 0)], [(3, 0), (3, 0)],
    ]  # fmt: skip


def test_input_in_a_block_is_what_arrives_there() -> None:
    blocks = "b: [Tanh, Add: [input, input]]\nc: [ReLU, Sequential: [b, {from: input, ReLU: }]]"
    assert reads(spec("- ReLU\n- b\n- ReLU\n- c", blocks)) == [
        [(0, 0)], [(1, 0)], [(1, 0), (1, 0)], [(3, 0)],
        [(4, 0)], [(5, 0)], [(5, 0), (5, 0)], [(4, 0)],
    ]  # fmt: skip


def test_the_inputs_of_a_model_are_ids() -> None:
    text = "input: {left: 3x8x8, right: 3x4x4}\nlayers:\n  - {id: a, from: left, MaxPool2d: 2}\n"
    assert reads(f"{text}  - Cat: [a, right]\n") == [[(0, 0)], [(1, 0), (0, 1)]]
    assert reads(f"{text}  - Cat: [a, input.1]\n") == [[(0, 0)], [(1, 0), (0, 1)]]


def test_where_several_tensors_arrive_input_is_all_of_them() -> None:
    text = "input: {left: 3x8x8, right: 3x8x8}\nblocks: {b: [Sequential: [Cat]]}\nlayers:\n"
    assert reads(f"{text}  - Cat\n") == [[(0, 0), (0, 1)]]
    assert reads(f"{text}  - {{from: input, Cat: }}\n") == [[(0, 0), (0, 1)]]
    assert reads(f"{text}  - b\n") == [[(0, 0), (0, 1)]]
    assert reads(f"{text}  - {{from: [right, left], b: }}\n") == [[(0, 1), (0, 0)]]
