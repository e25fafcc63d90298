"""Input shapes as text."""

from __future__ import annotations

import time

import pytest

from cnncalc.diagnostics import Diagnostic
from cnncalc.parse.shapes import checked, is_shape, shape
from tests.running import place


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("", "input-shape", "the input shape cannot be read: ''"),
        ("3x", "input-shape", "the input shape cannot be read: '3x'"),
        ("x3", "input-shape", "the input shape cannot be read: 'x3'"),
        ("3xx3", "input-shape", "the input shape cannot be read: '3xx3'"),
        ("3 32 32", "input-shape", "the input shape cannot be read: '3 32 32'"),
        ("-1x3", "input-shape", "the input shape cannot be read: '-1x3'"),
        ("3.5x3", "input-shape", "the input shape cannot be read: '3.5x3'"),
        ("3x²", "input-shape", "the input shape cannot be read: '3x²'"),
        ("CxHxW", "input-shape", "the input shape cannot be read: 'CxHxW'"),
        ("\x1b[3m", "input-shape", "the input shape cannot be read: '\\x1b[3m'"),
        ("0x3", "input-shape", "the input shape has a size of 0"),
        ("1x1x1x1x1x1x1x1x1", "input-shape", "the input shape has 9 dimensions"),
        (
            "4294967296x4294967296",
            "size-too-large",
            "the input shape has more than 2,305,843,009,213,693,951 elements",
        ),
        (
            "3x" + "9" * 50 + "x32",
            "size-too-large",
            "the input shape has more than 2,305,843,009,213,693,951 elements",
        ),
    ],
)
def test_what_is_no_shape_is_refused(text: str, code: str, message: str) -> None:
    problem = shape(text, place(text))
    assert isinstance(problem, Diagnostic)
    assert (problem.code, problem.message) == (code, message)


def test_a_refusal_shows_only_the_beginning_of_a_long_text() -> None:
    problem = shape("a" * 10_000, place("a"))
    assert isinstance(problem, Diagnostic)
    assert len(problem.message) < 100


@pytest.mark.parametrize(
    "text", [" " * 100_000 + "a", "3" + " " * 100_000 + "a", "3x" * 50_000 + "a", "1" * 100_000]
)
def test_a_long_text_is_judged_at_once(text: str) -> None:
    started = time.process_time()
    assert not is_shape(text)
    assert isinstance(shape(text, place("a")), Diagnostic)
    assert time.process_time() - started < 0.5


def test_a_list_of_no_sizes_is_no_shape() -> None:
    problem = checked([], place(""), "`output`")
    assert isinstance(problem, Diagnostic)
    assert problem.message == "`output` has 0 dimensions"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3x130x130", (3, 130, 130)),
        ("3×130×130", (3, 130, 130)),
        ("3X130X130", (3, 130, 130)),
        ("3*130*130", (3, 130, 130)),
        ("3,130,130", (3, 130, 130)),
        ("(3, 130, 130)", (3, 130, 130)),
        ("[3, 130, 130]", (3, 130, 130)),
        (" 3 x 130 x 130 ", (3, 130, 130)),
        ("(10,)", (10,)),
        ("10", (10,)),
        ("1x1x1x1x1x1x1x1", (1,) * 8),
    ],
)
def test_a_shape_is_read(text: str, expected: tuple[int, ...]) -> None:
    assert is_shape(text)
    assert shape(text, place(text)) == expected


@pytest.mark.parametrize("text", ["conv10k3", "3x3.yaml", "relu", "x", "nn.ReLU()"])
def test_a_layer_or_a_file_is_no_shape(text: str) -> None:
    assert not is_shape(text)
