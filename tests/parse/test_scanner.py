"""Code as tokens."""

from __future__ import annotations

import re

import pytest

from cnncalc.diagnostics import Source
from cnncalc.parse.scanner import Refusal, Scanner


def scanner(text: str) -> Scanner:
    return Scanner(Source("<test>", text), 0, len(text))


def tokens(text: str) -> list[tuple[str, str]]:
    reader = scanner(text)
    found = []
    while reader.peek().kind != "end":
        token = reader.take()
        found.append((token.kind, token.text))
    return found


def test_a_refusal_carries_a_diagnostic_about_the_next_token() -> None:
    reader = scanner("nn relu")
    reader.take()
    refusal = reader.refuse("no", label="here", advice="write it")
    assert isinstance(refusal, Refusal)
    problem = refusal.diagnostic
    assert (problem.code, problem.message, problem.label, problem.help) == (
        "call-syntax", "no", "here", "write it",
    )  # fmt: skip
    assert problem.span is not None
    assert (problem.span.start, problem.span.end) == (3, 7)


def test_a_refusal_at_the_end_stays_inside_the_text() -> None:
    span = scanner("").refuse("no").diagnostic.span
    assert span is not None
    assert (span.start, span.end) == (0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("nn.Conv2d(3)", [("name", "nn.Conv2d"), ("op", "("), ("number", "3"), ("op", ")")]),
        ("2 ** 3", [("number", "2"), ("op", "**"), ("number", "3")]),
        ("a // b", [("name", "a"), ("op", "//"), ("name", "b")]),
        ("a == b", [("name", "a"), ("op", "=="), ("name", "b")]),
        ("1e-05", [("number", "1e-05")]),
        (".5", [("number", ".5")]),
        ("1_000", [("number", "1_000")]),
        ("a\nb", [("name", "a"), ("newline", "\n"), ("name", "b")]),
        ("a \\\n b", [("name", "a"), ("name", "b")]),
        ("a # b\nc", [("name", "a"), ("newline", "\n"), ("name", "c")]),
        (">>> a\n... b", [("name", "a"), ("newline", "\n"), ("name", "b")]),
        ("'a' \"b\"", [("string", "'a'"), ("string", '"b"')]),
        (r"'it\'s'", [("string", r"'it\'s'")]),
        ('"""a\nb"""', [("string", '"""a\nb"""')]),
        ("'open\nnext", [("string", "'open"), ("newline", "\n"), ("name", "next")]),
        ("'''open\nnext", [("string", "'''open\nnext")]),
        ("'open\\", [("string", "'open\\")]),
        ("@ \x00", [("other", "@"), ("other", "\x00")]),
        ("größe 漢字", [("name", "größe"), ("name", "漢字")]),
    ],
)  # fmt: skip
def test_a_text_has_these_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert tokens(text) == expected


def test_only_the_stretch_between_start_and_end_is_read() -> None:
    reader = Scanner(Source("<test>", "ab cd ef"), 3, 5)
    assert [reader.take().text, reader.peek().kind] == ["cd", "end"]


def test_a_string_ends_where_the_stretch_ends() -> None:
    reader = Scanner(Source("<test>", "'ab' rest'"), 0, 3)
    assert reader.take().text == "'ab"


def test_an_operator_is_taken_only_where_it_comes_next() -> None:
    reader = scanner("(a)")
    assert not reader.took(")")
    assert reader.took("(")
    assert reader.take().text == "a"
    assert reader.took(")")
    assert not reader.took(")")


def test_text_in_quotes_is_no_operator() -> None:
    assert not scanner("'('").took("(")


def test_a_pattern_is_matched_from_the_next_token_on() -> None:
    reader = scanner("  kernel_size = 3")
    found = reader.match(re.compile(r"(\w+)\s*="))
    assert found is not None
    assert found[1] == "kernel_size"
    assert reader.take().text == "3"


def test_a_pattern_that_finds_nothing_moves_nothing() -> None:
    reader = scanner("a b")
    assert reader.match(re.compile("b")) is None
    assert reader.peek().text == "a"


@pytest.mark.parametrize(
    ("text", "alone"),
    [("3)", True), ("w ,", True), ("3\n]", True), ("3 * 2", False), ("'a')", False), ("3", False)],
)
def test_a_word_or_number_is_alone_where_its_place_in_the_brackets_ends(
    text: str, alone: bool
) -> None:
    assert scanner(text).alone() is alone


def test_a_line_is_skipped_up_to_its_end() -> None:
    reader = scanner("a b c\nd")
    reader.take()
    reader.skip_line()
    assert reader.peek().kind == "newline"
    reader.skip_newlines()
    assert reader.peek().text == "d"
    reader.skip_line()
    assert reader.peek().kind == "end"


def test_a_place_ends_behind_the_last_token_taken() -> None:
    reader = scanner("nn.ReLU()  # what it is")
    for _ in range(3):
        reader.take()
    assert reader.span(0).end == 9
    assert reader.span(0, 2).end == 2
