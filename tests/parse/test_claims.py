"""One expectation: a value or a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cnncalc.diagnostics import Diagnostic
from cnncalc.parse.claims import claim
from cnncalc.spec import Claim
from tests.running import place

if TYPE_CHECKING:
    from collections.abc import Sequence


WHOLE = "a whole number such as `5_300`, `5.3k` or `<= 5M`"
FRACTION = "a whole number: it has more digits than that"


def read(key: str, value: str | int | Sequence[int]) -> Claim | Diagnostic:
    return claim(None, key, value, place(str(value)))


@pytest.mark.parametrize(
    ("key", "value", "message", "label"),
    [
        ("params", "many", "`params` cannot be 'many'", WHOLE),
        ("params", "", "`params` cannot be ''", WHOLE),
        ("params", "-5", "`params` cannot be '-5'", WHOLE),
        ("params", "5Q", "`params` cannot be '5Q'", WHOLE),
        ("params", "1" * 60, f"`params` cannot be '{'1' * 60}'", "one whole number, and no shape"),
        ("params", "5.3", "`params` cannot be '5.3'", "a whole number"),
        ("params", "0.0005k", "`params` cannot be '0.0005k'", FRACTION),
        ("flatten", "3x4", "`flatten` cannot be '3x4'", "one whole number, and no shape"),
        ("output", "<=3", "`output` cannot be '<=3'", "a shape such as `20x16x16`, and no bound"),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused(key: str, value: str, message: str, label: str) -> None:
    problem = read(key, value)
    assert isinstance(problem, Diagnostic)
    assert (problem.code, problem.message) == ("expect-syntax", message)
    assert problem.label == f"expected {label}"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("twenty", "`output` cannot be read: 'twenty'"),
        ("3x0", "`output` has a size of 0"),
        ([], "`output` has 0 dimensions"),
    ],
)
def test_what_is_no_output_is_refused(value: str | list[int], message: str) -> None:
    problem = read("output", value)
    assert isinstance(problem, Diagnostic)
    assert (problem.code, problem.message) == ("expect-syntax", message)


def test_a_long_value_is_quoted_in_short() -> None:
    problem = read("params", "<=" * 10_000)
    assert isinstance(problem, Diagnostic)
    assert len(problem.message) < 100


@pytest.mark.parametrize(
    ("value", "relation", "number", "slack"),
    [
        ("5300", "==", 5300, 0),
        ("5_300", "==", 5300, 0),
        ("5,300", "==", 5300, 0),
        ("= 5300", "==", 5300, 0),
        ("== 5300", "==", 5300, 0),
        ("<= 5M", "<=", 5_000_000, 0),
        ("< 600M", "<", 600_000_000, 0),
        (">= 1k", ">=", 1000, 0),
        (">1.5K", ">", 1500, 0),
        ("5.3k", "==", 5300, 100),
        ("11.7M", "==", 11_700_000, 100_000),
        ("12M", "==", 12_000_000, 1_000_000),
        ("1.81G", "==", 1_810_000_000, 10_000_000),
        ("1B", "==", 10**9, 10**9),
        ("2 T", "==", 2 * 10**12, 10**12),
        (5301, "==", 5301, 0),
    ],
)
def test_a_figure_is_read(value: str | int, relation: str, number: int, slack: int) -> None:
    found = read("params", value)
    assert isinstance(found, Claim)
    assert (found.relation, found.value, found.slack) == (relation, number, slack)


@pytest.mark.parametrize("value", ["20x16x16", "20×16×16", [20, 16, 16], "= 20x16x16"])
def test_an_output_is_read(value: str | list[int]) -> None:
    found = read("output", value)
    assert isinstance(found, Claim)
    assert (found.relation, found.value, found.written) == ("==", (20, 16, 16), "20×16×16")
