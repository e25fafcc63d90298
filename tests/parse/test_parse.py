"""Which notation a text is in, and what is common to all."""

from __future__ import annotations

import time

import pytest

import cnncalc

YAML = [
    "input: 3x8x8\nlayers: [ReLU]",
    "\n\n# a comment\ninput: 3x8x8\nlayers: [ReLU]",
    "---\ninput: 3x8x8\nlayers: [ReLU]",
    "%YAML 1.1\n---\ninput: 3x8x8\nlayers: [ReLU]",
    '{"input": "3x8x8", "layers": ["ReLU"]}',
    '"input": 3x8x8\nlayers: [ReLU]',
    "layers:\n  - ReLU\ninput: 3x8x8",
    "\ufeffinput: 3x8x8\nlayers: [ReLU]",
    "input: 3x8x8\r\nlayers: [ReLU]\r\n",
    "input: 3x8x8\rlayers: [ReLU]\r",
]
CODE = [
    "nn.ReLU()",
    "ReLU",
    "relu",
    "self.act = nn.ReLU()",
    "# a comment\nnn.ReLU()",
    "nn.Sequential(\n    nn.ReLU(),\n)",
    "Sequential(\n  (0): ReLU()\n)",
    "(0): ReLU()",
    "[nn.ReLU()]",
    "\ufeffnn.ReLU()",
    "class Net(nn.Module):\n    act = nn.ReLU()",
    "nn.ReLU()\r\n",
]


@pytest.mark.parametrize("text", YAML)
def test_a_text_with_keys_is_yaml(text: str) -> None:
    spec = cnncalc.parse(text)
    assert spec.problems == ()
    assert spec.inputs[0].shape == (3, 8, 8)
    assert [each.name for each in spec.entries] == ["ReLU"]


@pytest.mark.parametrize("text", CODE)
def test_any_other_text_is_code(text: str) -> None:
    spec = cnncalc.parse(text)
    assert spec.problems == ()
    assert [each.name.lower() for each in spec.entries] == ["relu"]


@pytest.mark.parametrize("text", ["- ReLU", "foo: bar", "else:\n"])
def test_a_list_or_another_mapping_is_judged_as_yaml(text: str) -> None:
    assert cnncalc.parse(text).problems[0].code in ("wrong-key-type", "unknown-key")


def test_the_caller_may_know_the_notation() -> None:
    assert cnncalc.parse("relu", code=False).problems[0].code == "wrong-key-type"
    assert cnncalc.parse("x: 1", code=True).problems[0].message == (
        "a layer cannot start with ':'"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "`<text>` is empty"),
        (" \n ", "`<text>` is empty"),
        ("# nothing", "`<text>` holds no layer"),
        ("import torch", "`<text>` holds no layer"),
        ("nn.Sequential()", "`<text>` holds no layer"),
    ],
)
def test_a_text_without_layers_says_so(text: str, message: str) -> None:
    (problem,) = cnncalc.parse(text).problems
    assert (problem.code, problem.message) == ("empty-spec", message)


def test_a_text_beyond_the_limit_is_not_read() -> None:
    (problem,) = cnncalc.parse("#" * 2_000_001).problems
    assert (problem.code, problem.message) == (
        "too-large", "`<text>` has more than 2,000,000 characters",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 1_900_000 + "x",
        " \n" * 900_000 + "x",
        "#\n" * 900_000 + "x",
        "\n #" * 600_000,
        "a" * 1_900_000,
        " " * 1_900_000,
        '"' * 1_900_000,
        "a " * 900_000,
    ],
    ids=["lines", "blanks", "comments", "indented", "word", "spaces", "quotes", "words"],
)  # fmt: skip
def test_the_notation_is_found_in_one_pass(text: str) -> None:
    started = time.process_time()
    cnncalc.parse(text)
    assert time.process_time() - started < 2


def test_another_input_takes_the_place_of_the_files_own() -> None:
    spec = cnncalc.with_input(cnncalc.parse("input: 3x8x8\nlayers: [ReLU]"), "1x4x4")
    assert spec.inputs[0].shape == (1, 4, 4)
    assert spec.inputs[0].span.source.name == "<input>"


def test_another_input_mends_one_that_cannot_be_read() -> None:
    spec = cnncalc.with_input(cnncalc.parse("input: big\nlayers: [ReLU]"), "1x4x4")
    assert spec.problems == ()


def test_another_input_that_cannot_be_read_leaves_none() -> None:
    spec = cnncalc.with_input(cnncalc.parse("input: 3x8x8\nlayers: [ReLU]"), "big")
    assert spec.inputs == ()
    assert [each.message for each in spec.problems] == ["the input shape cannot be read: 'big'"]


def test_places_take_no_part_in_equality() -> None:
    assert cnncalc.parse("nn.ReLU()").entries == cnncalc.parse("\n  nn.ReLU( )").entries
    assert cnncalc.parse("nn.ReLU()").entries != cnncalc.parse("nn.Tanh()").entries


def test_one_shape_is_refused_where_there_are_several_inputs() -> None:
    spec = cnncalc.parse("input: {left: 3x8x8, right: 1x8x8}\nlayers: [ReLU]")
    (problem,) = cnncalc.with_input(spec, "1x4x4").problems
    assert (problem.code, problem.message) == (
        "input-shape",
        "the spec has the inputs `left` and `right`, and one shape is given for all of them",
    )


def test_another_input_keeps_the_name_of_the_one_there_is() -> None:
    spec = cnncalc.with_input(cnncalc.parse("input: {image: 3x8x8}\nlayers: [ReLU]"), "1x4x4")
    assert [(each.name, each.shape) for each in spec.inputs] == [("image", (1, 4, 4))]
