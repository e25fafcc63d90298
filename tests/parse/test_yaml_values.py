"""Arguments in YAML: numbers, names, expressions, calls, text."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.diagnostics import Source
from cnncalc.expressions import evaluate
from cnncalc.parse.scanner import Budget
from cnncalc.parse.yaml_entries import Entries
from cnncalc.parse.yaml_nodes import Scalar, nodes
from cnncalc.parse.yaml_values import argument
from cnncalc.spec import Entry, Expression, Value, Word
from tests.running import place


def read(text: str, *, plain: bool = True) -> Value:
    return argument(Scalar(text, place(text), plain), Budget())


@pytest.mark.parametrize(
    "text",
    ["", "two words", "a +", "a b + c", ":, :256", "..., 0", ":, -1", "torch.float32", "a,b",
     "CHW->HWC", "f(", "f(x", "a if b", "1 +* 2", "x" * 1_001 + "+1", "a" + " + a" * 201,
     "f(3 4)", "if", "not"],
)  # fmt: skip
def test_what_reads_as_nothing_else_is_text(text: str) -> None:
    found = read(text) if text else read(text, plain=False)
    assert (type(found), found) == (str, text)


@pytest.mark.parametrize("text", ["64", "1.5", "True", "None"])
def test_a_number_in_quotes_is_text(text: str) -> None:
    found = read(text, plain=False)
    assert (type(found), found) == (str, text)


@pytest.mark.parametrize(("text", "expected"), [("64*7", 448), ("2 > 1", True), ("-1", -1)])
def test_a_sum_in_quotes_is_an_expression_and_keeps_its_text(text: str, expected: object) -> None:
    found = read(text, plain=False)
    assert (type(found), found.written) == (Expression, text)
    assert evaluate(found, {}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("64", 64), ("64*7", 448), ("64 * 0.75", 48), ("1 - 0.5", 0.5), ("2 > 1", True),
     ("max(3, 4)", 4), ("3 if 1 else 4", 3), ("(3, 5)", (3, 5)), ("true", True), ("~", None)],
)  # fmt: skip
def test_what_can_be_worked_out_is(text: str, expected: object) -> None:
    found = read(text)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize("plain", [True, False])
def test_one_word_is_a_name(plain: bool) -> None:
    found = read("width", plain=plain)
    assert (type(found), found, found.span.end) == (Word, "width", 5)


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize(
    "text",
    ["width // 2", "-width", "a if b else c", "not last", "n-1", "channels-last", "a == 'same'",
     "max(a, 3)", "(a + 1) * 2", "4*expand"],
)  # fmt: skip
def test_what_is_done_with_names_is_an_expression_as_it_is_written(text: str, plain: bool) -> None:
    found = read(text, plain=plain)
    assert (type(found), found.written) == (Expression, text)


def test_a_fraction_that_no_float_is_stays_exact() -> None:
    found = read("1/3")
    assert (type(found), found.operator, found.operands, found.written) == (
        Expression, "/", (1, 3), "1/3",
    )  # fmt: skip


def test_a_call_is_a_layer_or_block() -> None:
    found = read("bottleneck(64) * 2", plain=False)
    assert isinstance(found, Entry)
    assert (found.name, found.repeat) == ("bottleneck", 2)


def test_lists_hold_names_and_expressions_too() -> None:
    spec = cnncalc.parse("layers: [{Conv2d: {kernel: [k, 1], padding: ['k // 2', 0]}}]")
    (kernel, padding) = spec.entries[0].arguments
    assert kernel.value == ("k", 1)
    assert isinstance(padding.value[0], Expression)


def test_the_words_of_all_arguments_are_counted_together() -> None:
    node = nodes(Source("<test>", "[f: {a: b + 1, c: d + 1}, f: {e: g + 1, h: i}, relu]"))
    assert node is not None
    reader = Entries([])
    reader.budget.left = 9
    found = reader.entries(node)
    assert [each.message for each in reader.problems] == [
        "the spec has more than 600,000 words and signs"
    ]
    assert len(found) == 2


def test_an_expression_may_go_on_in_the_next_line() -> None:
    spec = cnncalc.parse("layers:\n  - f:\n      k: a +\n        b\n      l: 'a *\n        b'")
    assert [each.value.operator for each in spec.entries[0].arguments] == ["+", "*"]
