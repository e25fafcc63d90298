"""vars, blocks and include: what a file defines."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.parse.yaml_blocks import unusable
from cnncalc.spec import REQUIRED, Entry, Expression, Word
from tests.running import marked, place, under


def read(text: str) -> cnncalc.Spec:
    return cnncalc.parse(text, "<test>", code=False)


VARS, BLOCKS = "`vars` is a mapping of names to values", "`blocks` is a mapping of signatures to "
INCLUDE = "`include` is a file or a list of files"
PARAMETER = "a parameter is a name, or a name with a default"


@pytest.mark.parametrize(
    ("text", "code", "message", "mark"),
    [
        ("vars: 3", "wrong-key-type", VARS, "3"),
        ("vars: [a]", "wrong-key-type", VARS, "[a]"),
        ("vars: {a: [3]}", "wrong-key-type", "the variable `a` holds one value", "[3]"),
        ("vars: {a: }", "wrong-key-type", "the variable `a` holds one value", "a"),
        ("vars: {a: 1, a: 2}", "duplicate-key", "the key `a` stands twice", "a"),
        ("vars: {if: 1}", "bad-name",
         "a variable cannot be named `if`: it means something in expressions already", "if"),
        ("vars: {in_channels: 1}", "bad-name",
         "a variable cannot be named `in_channels`: it means what arrives", "in_channels"),
        ("vars: {a-b: 1}", "bad-name", "a variable cannot be named `a-b`: it is no name", "a-b"),
        ("blocks: 3", "wrong-key-type", BLOCKS + "lists of layers", "3"),
        ("blocks: {max: []}", "bad-name",
         "a block cannot be named `max`: it means something in expressions already", "max"),
        ("blocks: {from: []}", "bad-name",
         "a block cannot be named `from`: an entry has that key for something else", "from"),
        ("blocks: {Residual: []}", "bad-name",
         "a block cannot be named `Residual`: an entry has that key for something else",
         "Residual"),
        ("blocks: {3: []}", "call-syntax", "a block begins with its name", "3"),
        ("blocks: {a.b: []}", "call-syntax", "a block begins with its name", "a.b"),
        ("blocks: {a b: []}", "call-syntax", "nothing follows a signature", "b"),
        ("blocks: {a(b)c: []}", "call-syntax", "nothing follows a signature", "c"),
        ("blocks:\n  a(b: []", "call-syntax", "`(` is never closed", "("),
        ("blocks: {a(b, c): []}", "call-syntax",
         "in { … } the commas split this signature, and leave `a(b`", "a(b"),
        ("blocks: {a(b c): []}", "call-syntax", "expected `,` or `)` before 'c'", "c"),
        ("blocks: {a(3): []}", "call-syntax", PARAMETER, "3"),
        ("blocks: {a(*b): []}", "call-syntax", PARAMETER, "*"),
        ("blocks: {a(b.c): []}", "call-syntax", PARAMETER, "b.c"),
        ("blocks: {a(b=): []}", "call-syntax", "a value is missing", ")"),
        ("blocks: {a(b=1/0): []}", "bad-expression", "`1 / 0` is a division by zero", "/"),
        ("blocks: {a(None): []}", "bad-name",
         "a parameter cannot be named `None`: it means something in expressions already", "None"),
        ("blocks: {a(input): []}", "bad-name",
         "a parameter cannot be named `input`: it means what arrives", "input"),
        ("blocks:\n  a(b, b): []", "duplicate-name", "the parameter `b` stands twice", "b"),
        ("blocks:\n  a(b=1, c): []", "call-syntax",
         "`c` needs a default, as there is one before it", "c"),
        ("blocks:\n  a(b): []\n  a(c): []", "duplicate-name", "the block `a` is defined twice",
         "a(c)"),
        ("blocks:\n  a: [3]", "call-syntax", "a layer cannot start with '3'", "3"),
        ("include: {a: b}", "wrong-key-type", INCLUDE, "{a: b}"),
        ("include: [a, [b]]", "wrong-key-type", INCLUDE, "[b]"),
        ("include: ''", "wrong-key-type", INCLUDE, "''"),
    ],
)  # fmt: skip
def test_what_defines_nothing_is_refused(text: str, code: str, message: str, mark: str) -> None:
    (problem,) = read(text).problems
    assert (problem.code, problem.message, marked(problem)) == (code, message, mark)


def test_a_name_has_an_end() -> None:
    problem = unusable("a" * 201, "a variable", place("a"))
    assert problem is not None
    assert problem.label == "expected a shorter name"


def test_too_many_entries_in_blocks_are_said_once() -> None:
    text = "blocks:\n" + "".join(f"  b{n}: [{'relu, ' * 100}]\n" for n in range(300))
    assert [each.message for each in read(text + "layers: [relu]").problems] == [
        "the network has more than 20,000 layers"
    ]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [("64", int, 64), ("0.5", float, 0.5), ("2*3", int, 6), ("64 * 0.75", int, 48),
     ("ReLU", Word, "ReLU"), ("two words", str, "two words"), ("'64'", str, "64"),
     ("null", type(None), None), ("~", type(None), None), ("true", bool, True)],
)  # fmt: skip
def test_a_variable_holds_this(text: str, kind: type, value: object) -> None:
    (variable,) = read(f"vars: {{a: {text}}}").variables
    assert (variable.name, type(variable.value), variable.value) == ("a", kind, value)
    assert under(variable.span) == "a"


@pytest.mark.parametrize("text", ["width // 2", "'width // 2'", "max(width, 3)", "1/3"])
def test_a_variable_may_be_an_expression(text: str) -> None:
    (variable,) = read(
        f"vars: {{a: {text!s}}}" if "," not in text else f"vars:\n  a: {text}"
    ).variables
    assert isinstance(variable.value, Expression)
    assert variable.value.written == text.strip("'")


@pytest.mark.parametrize(
    ("key", "parameters"),
    [
        ("a", []),
        ("a()", []),
        ("a(b)", [("b", REQUIRED)]),
        ("a(b, c=1, d='x', e=None,)", [("b", REQUIRED), ("c", 1), ("d", "x"), ("e", None)]),
        ("'a(b, c=2 * 3)'", [("b", REQUIRED), ("c", 6)]),
        ("? a(\n    b,\n    c=1,\n    )\n  ", [("b", REQUIRED), ("c", 1)]),
    ],
)
def test_a_block_has_these_parameters(key: str, parameters: list[tuple[str, object]]) -> None:
    spec = read(f"blocks:\n  {key}: [ReLU]")
    assert spec.problems == ()
    (block,) = spec.blocks
    assert block.name == "a"
    assert [(each.name, each.value) for each in block.parameters] == parameters
    assert [each.value is REQUIRED for each in block.parameters] == [
        value is REQUIRED for _, value in parameters
    ]


def test_a_default_may_use_names_and_hold_a_call() -> None:
    (block,) = read("blocks:\n  a(b, c=b * 2, d=in_channels != b, e=conv(b)): [ReLU]").blocks
    kinds = [type(each.value) for each in block.parameters]
    assert kinds == [Word, Expression, Expression, Entry]


@pytest.mark.parametrize(
    ("body", "names"),
    [("[a, b]", ["a", "b"]), ("a", ["a"]), ("'a(1)'", ["a"]), ("{Conv2d: {out: 3}}", ["Conv2d"]),
     ("[]", []), ("", []), ("\n    - a\n    - b", ["a", "b"])],
)  # fmt: skip
def test_a_block_holds_a_list_of_entries_or_one(body: str, names: list[str]) -> None:
    (block,) = read(f"blocks:\n  x: {body}").blocks
    assert [each.name for each in block.entries] == names


@pytest.mark.parametrize(("text", "files"), [("a.yaml", ["a.yaml"]), ("[a, b/c]", ["a", "b/c"])])
def test_files_are_included_as_they_are_written(text: str, files: list[str]) -> None:
    assert [each.file for each in read(f"include: {text}").includes] == files
