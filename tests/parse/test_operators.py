"""Operators between values: how they bind, and what is said where one is out of place."""

from __future__ import annotations

from typing import Any

import pytest

from cnncalc.diagnostics import Diagnostic, Source
from cnncalc.parse.calls import Calls
from cnncalc.parse.scanner import Refusal
from cnncalc.spec import Expression, Word
from tests.running import marked, under


def read(text: str, *, names: bool = True) -> Any:
    calls = Calls(Source("<test>", text), 0, len(text), names=names)
    found = calls.value()
    assert calls.scanner.peek().kind == "end"
    return found


def refusal(text: str, *, names: bool = True) -> Diagnostic:
    with pytest.raises(Refusal) as caught:
        read(text, names=names)
    return caught.value.diagnostic


def tree(value: Any) -> str:
    """A value with brackets around everything that belongs together."""
    if isinstance(value, Expression):
        return f"({value.operator} {' '.join(map(tree, value.operands))})"
    return str(value)


MANY = "an expression has more than 200 operators"


@pytest.mark.parametrize(
    ("text", "code", "message", "mark"),
    [
        ("a +", "call-syntax", "a value is missing", ""),
        ("a + * b", "call-syntax", "a value is missing", "*"),
        ("a and", "call-syntax", "a value is missing", ""),
        ("a + not b", "call-syntax", "`not` behind `+` stands in brackets", "not"),
        ("a == not b", "call-syntax", "`not` behind `==` stands in brackets", "not"),
        ("a if b", "call-syntax", "a condition has two values: `a if c else b`", "if"),
        ("a if b if c else d else e", "call-syntax",
         "a condition in a condition stands in brackets", "if"),
        ("a if else b", "call-syntax", "a value is missing", "else"),
        ("a is None", "call-syntax", "`is` is no operator here", "is"),
        ("(a + b", "call-syntax", "`(` is never closed", "("),
        ("min()", "call-syntax", "`min` takes at least one value, and here it has 0", "min"),
        ("abs(a, b)", "call-syntax", "`abs` takes one value, and here it has 2", "abs"),
        ("round(n=3)", "call-syntax", "expected `,` or `)` before '='", "="),
        ("a + 1 // 0", "bad-expression", "`1 // 0` is a division by zero", "//"),
        ("a + 'b' * 2", "bad-expression", "`*` works on numbers, and `b` is none", "*"),
        ("a + 2 ** 64", "too-large",
         "the result of `**` is larger than 9,223,372,036,854,775,807", "**"),
        ("a" + " + a" * 100_000, "too-large", MANY, "+"),
        ("a" + " < a" * 100_000, "too-large", MANY, "<"),
        ("not " * 100_000 + "a", "too-large", MANY, "not"),
        ("a if b else " * 100_000 + "a", "too-large", MANY, "if"),
        ("a ** " * 100_000 + "a", "too-large", "brackets are nested more than 64 deep", "a"),
        ("(a + " * 100_000, "too-large", "brackets are nested more than 64 deep", "a"),
    ],
    ids=lambda each: each[:40],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(text: str, code: str, message: str, mark: str) -> None:
    problem = refusal(text)
    assert (problem.code, problem.message, marked(problem)) == (code, message, mark)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a + 1", "`+` works on numbers, and `a` is none"),
        ("1 < a", "`<` works on numbers, and `a` is none"),
        ("3 if a else 4", "`if` works on numbers, and `a` is none"),
        ("not a", "`not` works on numbers, and `a` is none"),
        ("max(a, 3)", "`max` works on numbers, and `a` is none"),
    ],
)
def test_in_pasted_code_nothing_is_done_with_names(text: str, message: str) -> None:
    assert refusal(text, names=False).message == message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b * c", "(+ a (* b c))"),
        ("a * b + c", "(+ (* a b) c)"),
        ("a - b - c", "(- (- a b) c)"),
        ("(a + b) * c", "(* (+ a b) c)"),
        ("a ** b ** c", "(** a (** b c))"),
        ("-a ** b", "(negative (** a b))"),
        ("a ** -b", "(** a (negative b))"),
        ("a ** -b ** c * d", "(* (** a (negative (** b c))) d)"),
        ("--a", "a"),
        ("-+-a", "a"),
        ("-a - -b", "(- (negative a) (negative b))"),
        ("a // b % c / d", "(/ (% (// a b) c) d)"),
        ("not a == b", "(not (== a b))"),
        ("not not a", "(not (not a))"),
        ("not a and b or c", "(or (and (not a) b) c)"),
        ("a or b and c", "(or a (and b c))"),
        ("a < b", "(< a b)"),
        ("a < b < c", "(and (< a b) (< b c))"),
        ("a < b <= c != d", "(and (and (< a b) (<= b c)) (!= c d))"),
        ("a < b + c < d", "(and (< a (+ b c)) (< (+ b c) d))"),
        ("a < b and c > d", "(and (< a b) (> c d))"),
        ("a if b else c", "(if a b c)"),
        ("a if b else c if d else e", "(if a b (if c d e))"),
        ("a if (b if c else d) else e", "(if a (if b c d) e)"),
        ("a + 1 if b or c else d * 2", "(if (+ a 1) (or b c) (* d 2))"),
        ("not a if b else c", "(if (not a) b c)"),
        ("max(a, b + 1, 2 * 3)", "(max a (+ b 1) 6)"),
        ("math.floor(a / 2)", "(floor (/ a 2))"),
        ("2 * 3 + a", "(+ 6 a)"),
        ("a + 0.1 + 0.2", "(+ (+ a 0.1) 0.2)"),
        ("1 / 3 * a", "(* (/ 1 3) a)"),
        ("(a\n  +\n  b)", "(+ a b)"),
    ],
)
def test_operators_bind_as_in_python(text: str, expected: str) -> None:
    assert tree(read(text)) == expected


def test_an_expression_knows_its_text_and_its_place() -> None:
    found = read("  (a + b) * c ")
    assert (found.written, under(found.span)) == ("(a + b) * c", "(a + b) * c")
    inner = found.operands[0]
    assert (inner.written, under(inner.span)) == ("a + b", "a + b")
    assert [under(each.span) for each in inner.operands] == ["a", "b"]
    assert type(inner.operands[0]) is Word


def test_the_text_of_an_expression_has_an_end() -> None:
    assert len(read("a" * 100_000 + " + b").written) == 200


def test_each_argument_may_have_as_many_operators() -> None:
    argument = "a" + " + a" * 200
    found = read(f"f({argument}, {argument}, g({argument}))")
    assert len(found.arguments) == 3
