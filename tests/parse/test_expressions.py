"""Values in code: numbers, words, tuples, sums."""

from __future__ import annotations

from typing import Any

import pytest

from cnncalc.diagnostics import Diagnostic, Source
from cnncalc.parse.expressions import Expressions
from cnncalc.parse.scanner import Refusal, Scanner
from cnncalc.spec import Word


def value(text: str) -> Any:
    return Expressions(Scanner(Source("<test>", text), 0, len(text))).value()


def refusal(text: str) -> Diagnostic:
    with pytest.raises(Refusal) as caught:
        value(text)
    return caught.value.diagnostic


BEYOND = "9,223,372,036,854,775,807"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("", "call-syntax", "a value is missing"),
        ("\n3", "call-syntax", "a value is missing"),
        ("*", "call-syntax", "a value is missing"),
        ("3 +", "call-syntax", "a value is missing"),
        ("f(3)", "call-syntax", "a call cannot stand here"),
        ("(3", "call-syntax", "`(` is never closed"),
        ("[3, 4", "call-syntax", "`[` is never closed"),
        ("(3 4)", "call-syntax", "expected `,` or `)` before '4'"),
        ("(3]", "call-syntax", "expected `,` or `)` before ']'"),
        ("'open", "call-syntax", "the quote ' is never closed"),
        ('"""open"', "call-syntax", 'the quote """ is never closed'),
        ("12x", "call-syntax", "`12x` is not a number"),
        ("3²", "call-syntax", "`3²` is not a number"),
        ("1__0.5.5", "call-syntax", "`1__0.5.5` is not a number"),
        ("1 / 0", "call-syntax", "division by zero"),
        ("1 // 0", "call-syntax", "division by zero"),
        ("1 % 0", "call-syntax", "division by zero"),
        ("0 ** -1", "call-syntax", "division by zero"),
        ("width * 2", "call-syntax", "`*` works on numbers, and `width` is none"),
        ("-x", "call-syntax", "`-` works on numbers, and `x` is none"),
        ("'a' + 'b'", "call-syntax", "`+` works on numbers, and what stands here is none"),
        ("True + 1", "call-syntax", "`+` works on numbers, and what stands here is none"),
        ("(1, 2) * 3", "call-syntax", "`*` works on numbers, and what stands here is none"),
        ("9223372036854775808", "too-large", f"a number is larger than {BEYOND}"),
        ("9" * 5_000, "too-large", f"a number is larger than {BEYOND}"),
        ("0x" + "f" * 17, "too-large", f"a number is larger than {BEYOND}"),
        ("2 ** 63", "too-large", f"the result of `**` is larger than {BEYOND}"),
        ("10**10**10", "too-large", f"the result of `**` is larger than {BEYOND}"),
        ("9 ** 9 ** 9 ** 9", "too-large", f"the result of `**` is larger than {BEYOND}"),
        ("2.0 ** 1e9", "too-large", f"the result of `**` is larger than {BEYOND}"),
        ("(-8) ** 0.5", "call-syntax", "`-8 ** 1/2` is the root of a negative number"),
        ("2 ** 62 * 4", "too-large", f"the result of `*` is larger than {BEYOND}"),
        ("(" * 65 + "3" + ")" * 65, "too-large", "brackets are nested more than 64 deep"),
        ("2**" * 70 + "1", "too-large", "brackets are nested more than 64 deep"),
    ],
)
def test_what_is_no_value_is_refused(text: str, code: str, message: str) -> None:
    problem = refusal(text)
    assert (problem.code, problem.message) == (code, message)


def test_a_refusal_of_a_very_long_word_is_short() -> None:
    assert len(refusal("x" * 10_000 + " * 2").message) < 200
    assert len(refusal("(3 " + "x" * 10_000).message) < 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", 3),
        ("1_000", 1000),
        ("0x10", 16),
        ("0b101", 5),
        ("2.5", 2.5),
        (".5", 0.5),
        ("1e-05", 1e-05),
        ("9223372036854775807", 2**63 - 1),
        ("None", None),
        ("True", True),
        ("False", False),
        ("'same'", "same"),
        ('"same"', "same"),
        ("'''a\nb'''", "a\nb"),
        (r"'it\'s'", "it's"),
        ("''", ""),
        ("(3, 5)", (3, 5)),
        ("[3, 5]", (3, 5)),
        ("(3,)", (3,)),
        ("(3)", 3),
        ("[3]", (3,)),
        ("()", ()),
        ("((1, 2), 3)", ((1, 2), 3)),
        ("(\n3,\n5,\n)", (3, 5)),
        ("64*7*7", 3136),
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("7 // 2", 3),
        ("7 % 4", 3),
        ("8 / 2", 4),
        ("64 * 0.75", 48),
        ("0.1 + 0.2", 0.3),
        ("1 / 3", 1 / 3),
        ("1 / 3 * 3", 1),
        ("(1 / 3) * 3", 1),
        ("2 ** 0.5", 2**0.5),
        ("64 ** (1 / 3)", 4),
        ("max(3, 7 // 2, 2)", 3),
        ("math.ceil(3.2) + round(2.5) + abs(-1)", 7),
        ("3 if 2 > 1 else 4", 3),
        ("not 1 == 2 and 3", 3),
        ("1 < 2 < 2", False),
        ("(\n1\n+\n2\n)", 3),
        ("2 ** 3 ** 2", 512),
        ("-2 ** 2", -4),
        ("2 ** -1", 0.5),
        ("--3", 3),
        ("-+-3", 3),
        ("-" * 10_001 + "3", -3),
        ("1" + "+1" * 10_000, 10_001),
        ("1 ** 9223372036854775807", 1),
        ("(" * 63 + "3" + ")" * 63, 3),
    ],
)
def test_a_text_stands_for_this_value(text: str, expected: object) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


def test_a_bare_word_is_no_text() -> None:
    found = value("torch.float32")
    assert found == "torch.float32"
    assert type(found) is Word
