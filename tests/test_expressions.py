"""What expressions come to, exactly, and what is said where they come to nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnncalc.diagnostics import Diagnostic, Source
from cnncalc.expressions import Unworkable, calculated, evaluate, names_in
from cnncalc.limits import MAX_BITS
from cnncalc.parse.calls import Calls
from cnncalc.parse.scanner import Refusal
from cnncalc.spec import Entry, Word
from tests.running import marked

NAMES = {"a": 3, "b": 4, "none": 0, "half": 0.5, "text": "same", "nothing": None, "pair": (2, 5)}


def read(text: str) -> Any:
    calls = Calls(Source("<test>", text), 0, len(text), names=True)
    value = calls.value()
    assert calls.scanner.peek().kind == "end"
    return value


def worked_out(text: str, **names: Any) -> Any:
    return evaluate(read(text), {**NAMES, **names})


def refusal(text: str) -> Diagnostic:
    with pytest.raises(Unworkable) as caught:
        worked_out(text)
    return caught.value.diagnostic


@pytest.mark.parametrize(
    ("text", "code", "message", "mark"),
    [
        ("a + width", "unknown-name", "nothing is named `width` here", "width"),
        ("max(a, width.x)", "unknown-name", "nothing is named `width.x` here", "width.x"),
        ("(same if width else 1)", "unknown-name", "nothing is named `width` here", "width"),
        ("1 + a // none", "bad-expression", "`3 // 0` is a division by zero", "a // none"),
        ("a / (b - 4)", "bad-expression", "`3 / 0` is a division by zero", "a / (b - 4)"),
        ("a % none", "bad-expression", "`3 % 0` is a division by zero", "a % none"),
        ("none ** -1", "bad-expression", "`0 ** -1` is a division by zero", "none ** -1"),
        ("none ** -half", "bad-expression", "`0 ** -1/2` is a division by zero", "none ** -half"),
        ("(-a) ** half", "bad-expression", "`-3 ** 1/2` is the root of a negative number",
         "(-a) ** half"),
        ("text + 1", "bad-expression", "`+` works on numbers, and `same` is none", "text + 1"),
        ("-text", "bad-expression", "`-` works on numbers, and `same` is none", "-text"),
        ("int(text)", "bad-expression", "`int` works on numbers, and `same` is none", "int(text)"),
        ("nothing < 1", "bad-expression", "`<` works on numbers, and `None` is none",
         "nothing < 1"),
        ("pair * 2", "bad-expression", "`*` works on numbers, and what stands here is none",
         "pair * 2"),
        ("2 ** (a * 100)", "too-large", "the result of `**` has more than 256 binary digits",
         "2 ** (a * 100)"),
        ("a ** a ** a ** a", "too-large", "the result of `**` has more than 256 binary digits",
         "a ** a ** a ** a"),
        ("a * 1e-99", "too-large", "a number has more than 256 binary digits", "a * 1e-99"),
        ("a * float('inf')", "bad-expression", "`inf` cannot stand in an expression",
         "a * float('inf')"),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_said(text: str, code: str, message: str, mark: str) -> None:
    problem = refusal(text)
    assert (problem.code, problem.message, marked(problem)) == (code, message, mark)


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(Unworkable) as caught:
        evaluate(read("widht * 2"), {"width": 64})
    assert caught.value.diagnostic.label == "did you mean `width`?"
    with pytest.raises(Unworkable) as caught:
        evaluate(read("x * 2"), {"width": 64})
    assert caught.value.diagnostic.label == "expected `width` or `in_channels`"


def test_a_name_that_holds_too_much_is_bounded_step_by_step() -> None:
    with pytest.raises(Unworkable) as caught:
        evaluate(read("n * n"), {"n": 2 ** (MAX_BITS - 1)})
    assert caught.value.diagnostic.code == "too-large"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", 3),
        ("a + b * 2", 11),
        ("64 / 2 * a", 96),
        ("a / 2", Fraction(3, 2)),
        ("a / 3", 1),
        ("0.75 * b", 3),
        ("0.1 * a", Fraction(3, 10)),
        ("1 / 3 * a", 1),
        ("half", 0.5),
        ("half + half", 1),
        ("-a // 2", -2),
        ("-a % b", 1),
        ("-a ** 2", -9),
        ("2 ** -a", Fraction(1, 8)),
        ("b ** half", 2),
        ("64 ** (1 / a)", 4),
        ("round(a / 2)", 2),
        ("round(a / 2 + 1)", 2),
        ("int(-a / 2)", -1),
        ("ceil(a / 2)", 2),
        ("ceil(-a / 2)", -1),
        ("floor(-a / 2)", -2),
        ("abs(-a)", 3),
        ("min(a, b, half)", Fraction(1, 2)),
        ("max(pair)", 5),
        ("8 * max((a + 4) // 8, ceil(0.9 * a / 8))", 8),
        ("a < b", True),
        ("a < b < 4", False),
        ("a < b <= 4 != none", True),
        ("half == 1 / 2 * (a - 2)", True),
        ("text == 'same'", True),
        ("text != 'same'", False),
        ("text == a", False),
        ("nothing == None", True),
        ("a > 2 and b", 4),
        ("none and missing", 0),
        ("a or missing", 3),
        ("nothing or ReLU", "ReLU"),
        ("ReLU if a > 2 else Tanh", "ReLU"),
        ("not none", True),
        ("(a > 2) + 1", 2),
        ("b if none else a if none else 7", 7),
        ("(a, b * 2)", (3, 8)),
        ("1 / none if none else 0", 0),
        ("'text'", "text"),
    ],
)
def test_an_expression_comes_to_this(text: str, expected: object) -> None:
    found = worked_out(text)
    assert found == expected
    assert isinstance(found, type(expected))


def test_a_word_alone_that_nothing_has_for_a_name_is_itself() -> None:
    found = worked_out("ReLU")
    assert (type(found), found) == (Word, "ReLU")


def test_a_call_stays_a_call() -> None:
    assert isinstance(worked_out("conv(a) if a else conv(b)"), Entry)


def test_names_are_found_wherever_they_stand() -> None:
    assert names_in(read("a + max(b, (c, 'd')) if e else f(g, h=i * 2) * j")) == {
        "a", "b", "c", "e", "g", "i", "j",
    }  # fmt: skip
    assert names_in((3, "text", None)) == set()


def test_a_deep_expression_is_worked_out_without_recursion() -> None:
    assert worked_out("a" + " + a" * 199) == 600


INTEGERS = st.integers(-20, 20)
COMPARED = ("<", "<=", ">", ">=", "==", "!=")


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{} {} {}".format, inner, st.sampled_from(("+", "-", "*", "//", "%")), inner),
        st.builds("{} {} {}".format, inner, st.sampled_from(COMPARED), inner),
        st.builds("{} {} {}".format, inner, st.sampled_from(("and", "or")), inner),
        st.builds("{} if ({}) else {}".format, inner, inner, inner),
        st.builds("({})".format, inner),
        st.builds("(not {})".format, inner),
        st.builds("-{}".format, inner.map("({})".format)),
        st.builds("{}({}, {})".format, st.sampled_from(("min", "max")), inner, inner),
        st.builds("abs({})".format, inner),
        st.builds("({}) ** 2".format, st.sampled_from(("x", "y", "3"))),
    )


EXPRESSIONS = st.recursive(st.one_of(INTEGERS.map(str), st.sampled_from("xyz")), _grown)


@given(EXPRESSIONS, INTEGERS, INTEGERS, INTEGERS)
def test_whole_numbers_are_worked_out_as_python_does(text: str, x: int, y: int, z: int) -> None:
    names = {"x": x, "y": y, "z": z}
    try:
        expected = eval(text, {"min": min, "max": max, "abs": abs}, names)
    except ZeroDivisionError:
        expected = None
    found, problem = None, ""
    try:
        found = evaluate(read(text), names)
    except (Refusal, Unworkable) as error:
        problem = str(error)
    if problem:  # where no name is in it, what divides by 0 is wrong even if it is not chosen
        assert "division by zero" in problem
        assert expected is None or any(each in text for each in (" if ", " or ", " and "))
    else:
        assert found == expected


@given(st.fractions(-50, 50, max_denominator=20), st.fractions(-50, 50, max_denominator=20))
def test_fractions_are_exact(left: Fraction, right: Fraction) -> None:
    for sign, expected in (("+", left + right), ("-", left - right), ("*", left * right)):
        assert calculated(sign, (left, right)) == expected
    if right:
        assert calculated("/", (left, right)) == left / right
        assert calculated("//", (left, right)) == left // right
        assert calculated("%", (left, right)) == left % right
