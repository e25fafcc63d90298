"""Which ids there may be."""

from __future__ import annotations

import pytest

from cnncalc.network.naming import id_problem
from tests.running import place


@pytest.mark.parametrize(
    "name", ["", " ", "3", "٣", "²", "a b", "a.b", "a/b", "a:b", "\x1b", "a\n", "é!", "a" * 201]
)
def test_what_cannot_be_an_id_says_what_can(name: str) -> None:
    problem = id_problem(name, place(name), None)
    assert problem is not None
    assert (problem.code, problem.message) == ("bad-name", f"`{name[:200]}` cannot be an id")
    assert problem.label == "expected letters, digits, _ and -, and not digits alone"
    assert problem.help == "write `id: conv1`"


def test_the_name_of_the_input_is_taken() -> None:
    problem = id_problem("input", place("input"), None)
    assert problem is not None
    assert problem.message == "`input` means the model's input"
    assert problem.label == "expected another name"


def test_an_id_that_is_taken_shows_where() -> None:
    first = place("act")
    problem = id_problem("act", place("act"), first)
    assert problem is not None
    assert problem.message == "the id `act` is used twice"
    assert [(note.span, note.label) for note in problem.related] == [(first, "first here")]


@pytest.mark.parametrize(
    "name", ["a", "conv1", "3x3", "block-1", "_", "größe", "漢字", "inputs", "a" * 200]
)
def test_letters_digits_and_hyphens_make_an_id(name: str) -> None:
    assert id_problem(name, place(name), None) is None
