"""The keys of a file."""

from __future__ import annotations

import pytest

import cnncalc
from tests.running import marked

SPEC = "a spec is a mapping with `input` and `layers`, and this is "
OUTPUTS = "`outputs` is an id or a list of ids"
LISTED = "`outputs` takes several ids as a list"
UNREAD = "the input shape cannot be read: 'x'"
INPUT = "`input` is one shape of whole numbers"


def read(text: str) -> cnncalc.Spec:
    return cnncalc.parse(text, "<test>", code=False)


@pytest.mark.parametrize("text", ["", "\n", "# nothing", "---\n"])
def test_an_empty_file_says_what_a_spec_has(text: str) -> None:
    (problem,) = read(text).problems
    assert (problem.code, problem.message) == (
        "empty-spec", "`<test>` is empty: a spec has an input and layers",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "message", "mark"),
    [
        ("- ReLU", "wrong-key-type", SPEC + "a list", "-"),
        ("ReLU", "wrong-key-type", SPEC + "text", "R"),
        ("input: 3x8x8", "empty-spec", "the spec has no `layers`", "i"),
        ("layers:", "empty-spec", "there are no layers", ""),
        ("layers: []", "empty-spec", "there are no layers", "[]"),
        ("layers: ReLU", "wrong-key-type", "`layers` is a list", "ReLU"),
        ("layers: {ReLU: }", "wrong-key-type", "`layers` is a list", "{ReLU: }"),
        ("layers: [ReLU]\nlayer: [ReLU]", "unknown-key", "there is no key `layer` here", "layer"),
        ("layers: [ReLU]\nlayers: ", "duplicate-key", "the key `layers` stands twice", "layers"),
        ("name: [a]\nlayers: [ReLU]", "wrong-key-type", "`name` is one piece of text", "[a]"),
        ("input: x\nlayers: [ReLU]", "input-shape", "the input shape cannot be read: 'x'", "x"),
        ("input: [3, a]\nlayers: [ReLU]", "input-shape", INPUT, "[3, a]"),
        ("input: [[3]]\nlayers: [ReLU]", "input-shape", INPUT, "[[3]]"),
        ("input: {a: x}\nlayers: [ReLU]", "input-shape", UNREAD, "x"),
        ("input: {a: [x]}\nlayers: [ReLU]", "input-shape", INPUT, "[x]"),
        ("input: {a: {b: 3}}\nlayers: [ReLU]", "input-shape", INPUT, "{b: 3}"),
        ("input: {}\nlayers: [ReLU]", "input-shape", "`input` names no shape", "{}"),
        ("input: {a b: 3}\nlayers: [ReLU]", "bad-name", "an input cannot be named `a b`", "a b"),
        ("input: {1: 3}\nlayers: [ReLU]", "bad-name", "an input cannot be named `1`", "1"),
        ("outputs: {a: b}\nlayers: [ReLU]", "wrong-key-type", OUTPUTS, "{a: b}"),
        ("outputs: []\nlayers: [ReLU]", "wrong-key-type", "`outputs` names no id", "[]"),
        ("outputs: a, b\nlayers: [ReLU]", "wrong-key-type", LISTED, "a, b"),
        ("input: [0]\nlayers: [ReLU]", "input-shape", "the input shape has a size of 0", "[0]"),
        ("input: []\nlayers: [ReLU]", "input-shape", "the input shape has 0 dimensions", "[]"),
        ("input:\nlayers: [ReLU]", "input-shape", "the input shape cannot be read: ''", ""),
    ],
)  # fmt: skip
def test_what_is_no_spec_is_refused(text: str, code: str, message: str, mark: str) -> None:
    (problem,) = read(text).problems
    assert (problem.code, problem.message, marked(problem)) == (code, message, mark)


def test_the_nearest_key_is_offered() -> None:
    (problem,) = read("layers: [ReLU]\nexpected: {params: 0}").problems
    assert problem.label == "did you mean `expect`?"


def test_a_misspelt_key_is_not_missing_as_well() -> None:
    (problem,) = read("layer: [ReLU]").problems
    assert (problem.message, problem.label) == (
        "there is no key `layer` here",
        "did you mean `layers`?",
    )


def test_all_problems_of_a_file_are_found_in_one_run() -> None:
    spec = read("input: x\nlayers: [3]\nexpect: {params: many}\nfoo: 1")
    assert [each.code for each in spec.problems] == [
        "unknown-key", "input-shape", "call-syntax", "expect-syntax",
    ]  # fmt: skip


@pytest.mark.parametrize("shape", ["3x8x8", "[3, 8, 8]", "3,8,8", "'3x8x8'", "[3, 2*4, 8]"])
def test_an_input_may_be_text_or_a_list(shape: str) -> None:
    spec = read(f"input: {shape}\nlayers: [ReLU]")
    assert spec.problems == ()
    assert [(each.name, each.shape) for each in spec.inputs] == [("input", (3, 8, 8))]


def test_a_name_is_text_of_bounded_length() -> None:
    assert read("name: 3\nlayers: [ReLU]").name == "3"
    assert read("name:\nlayers: [ReLU]").name == ""
    assert read(f"name: {'a' * 500}\nlayers: [ReLU]").name == "a" * 200


def test_a_directive_a_marker_and_comments_may_stand_before_the_keys() -> None:
    assert read("# a\n%YAML 1.1\n---\nlayers: [ReLU]\n...\n").problems == ()


def test_inputs_may_have_names() -> None:
    spec = read("input: {left: 3x8x8, right-1: [1, 8, 8]}\nlayers: [ReLU]")
    assert spec.problems == ()
    assert [(each.name, each.shape) for each in spec.inputs] == [
        ("left", (3, 8, 8)), ("right-1", (1, 8, 8)),
    ]  # fmt: skip


@pytest.mark.parametrize("outputs", ["[p3, split.1]", "\n  - p3\n  - split.1"])
def test_outputs_are_ids(outputs: str) -> None:
    spec = read(f"outputs: {outputs}\nlayers: [ReLU]")
    assert [each.name for each in spec.outputs] == ["p3", "split.1"]
    assert read("outputs: p3\nlayers: [ReLU]").outputs[0].name == "p3"


@pytest.mark.parametrize("key", ["blocks: {b: [ReLU]}", "vars: {a: 1}", "include: a.yaml"])
def test_a_file_that_only_defines_needs_no_layers(key: str) -> None:
    spec = read(key)
    assert (spec.problems, spec.entries) == ((), ())
