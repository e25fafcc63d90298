"""What YAML scalars mean."""

from __future__ import annotations

from math import inf, isnan

import pytest

from cnncalc.limits import MAX_INTEGER
from cnncalc.parse import scalars
from cnncalc.parse.yaml_nodes import Scalar
from tests.running import place


def scalar(text: str, *, plain: bool = True) -> Scalar:
    return Scalar(text, place(text), plain)


@pytest.mark.parametrize(
    "text",
    ["same", "yes", "no", "on", "off", "y", "3:30", "017", "0o17", "0x10", "1_", "1__0", "_1", "-",
     "+", ".", "-.", "..", "1.2.3", "3x4", "v1", "2**", "1 +", "64*7)", "3*4 5", "1/0", "(", "e5",
     "1e", "2024-01-02x", "9.9.9"],
)  # fmt: skip
def test_what_is_no_number_stays_text(text: str) -> None:
    assert scalars.value(scalar(text)) == text
    assert scalars.whole(scalar(text)) is None


@pytest.mark.parametrize("text", ["3", "true", "null", "64*7", "~", ""])
def test_text_in_quotes_is_text(text: str) -> None:
    assert scalars.value(scalar(text, plain=False)) == text


@pytest.mark.parametrize(
    "text", ["1." + "0" * 397 + "e5", "1+" * 5_000 + "1", "1+" * 5_000 + "a", "(" * 5_000 + "1*1"]
)
def test_a_very_long_number_or_sum_is_text(text: str) -> None:
    assert scalars.value(scalar(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", 3), ("-3", -3), ("+3", 3), ("0", 0), ("5_300", 5300), ("64*7*7", 3136),
        ("2 ** 10", 1024), ("(3 + 4) * 2", 14), ("2.5", 2.5), (".5", 0.5), ("5.", 5.0),
        ("-.5", -0.5), ("1e3", 1000.0), ("1e-05", 1e-05), ("1_0.5", 10.5), ("true", True),
        ("True", True), ("FALSE", False), ("null", None), ("None", None), ("~", None), ("", None),
        (".inf", inf), ("-.inf", -inf), ("9" * 39, int("9" * 39)), ("9" * 40, MAX_INTEGER + 1),
        ("9" * 10_000, MAX_INTEGER + 1),
    ],
)  # fmt: skip
def test_a_scalar_stands_for_this_value(text: str, expected: object) -> None:
    found = scalars.value(scalar(text))
    assert found == expected
    assert type(found) is type(expected)


def test_nan_is_a_number() -> None:
    assert isnan(scalars.value(scalar(".nan")))


@pytest.mark.parametrize("text", ["true", "3.0", "1e3", "null", "x"])
def test_what_is_not_whole_is_none(text: str) -> None:
    assert scalars.whole(scalar(text)) is None


def test_a_whole_number_may_be_a_sum() -> None:
    assert [scalars.whole(scalar(text)) for text in ("3", "-3", "2*3", "7//2")] == [3, -3, 6, 3]
