"""Places in a text, codes, exit status, nearest names."""

from __future__ import annotations

import pytest

from cnncalc.diagnostics import (
    CODES,
    Diagnostic,
    Quoted,
    Source,
    Span,
    exit_status,
    nearest,
    suggest,
)


def test_every_code_leads_to_an_exit_status_and_says_what_it_means() -> None:
    for code, (status, meaning) in CODES.items():
        assert code.replace("-", "").isalpha()
        assert code.islower()
        assert status in (0, 1, 2)
        assert meaning


@pytest.mark.parametrize(
    ("codes", "status"),
    [
        ([], 0),
        (["kernel-too-large"], 1),
        (["yaml-syntax"], 2),
        (["kernel-too-large", "yaml-syntax", "expectation-failed"], 2),
    ],
)
def test_the_worst_problem_decides_the_exit_status(codes: list[str], status: int) -> None:
    assert exit_status(Diagnostic(code, "message") for code in codes) == status


@pytest.mark.parametrize(
    ("offset", "line", "column"),
    [(0, 1, 1), (1, 1, 2), (2, 1, 3), (3, 2, 1), (4, 3, 1), (5, 3, 2), (6, 3, 3)],
)
def test_lines_and_columns_count_from_1_in_characters(offset: int, line: int, column: int) -> None:
    source = Source("<test>", "ab\n\né👩")
    assert source.place(offset) == (line, column)
    span = Span(source, offset, offset)
    assert (span.line, span.column) == (line, column)


def test_a_line_is_its_text_without_the_end() -> None:
    source = Source("<test>", "ab\n\ncd")
    assert [source.line(number) for number in (1, 2, 3)] == ["ab", "", "cd"]
    assert Source("<test>", "").line(1) == ""
    assert Source("<test>", "a\n").line(2) == ""


def test_quoted_text_stands_where_its_quotes_stand() -> None:
    outer = Source("<test>", "a: \nb: 'x'")
    quoted = Quoted(outer, outer.text.index("'"), "x\ny")
    assert quoted.place(2) == (2, 4)
    assert quoted.line(2) == "b: 'x'"
    assert quoted.name == "<test>"


@pytest.mark.parametrize(
    ("word", "found"),
    [("conv2D", "Conv2d"), ("Cnv2d", "Conv2d"), ("relu", "ReLU"), ("xyzzy", None), ("", None),
     ("C" * 61, None)],
)  # fmt: skip
def test_the_nearest_name_is_one_or_none(word: str, found: str | None) -> None:
    assert nearest(word, ["Conv2d", "Conv3d", "ReLU"]) == found


def test_a_suggestion_is_the_nearest_name_or_all_where_they_are_few() -> None:
    assert suggest("inpt", ("input", "layers")) == "did you mean `input`?"
    assert suggest("xyzzy", ("input", "layers")) == "expected `input` or `layers`"
    assert suggest("xyzzy", tuple("abcdefghi")) == ""
