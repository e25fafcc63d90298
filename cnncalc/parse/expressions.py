"""Values in code: numbers, words, tuples and expressions. Nothing is ever executed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from cnncalc.expressions import (
    DIVIDES,
    FUNCTIONS,
    KEYWORDS,
    Undefined,
    calculated,
    decimal,
    names_in,
)
from cnncalc.limits import MAX_DEPTH, MAX_INTEGER, MAX_NAME, MAX_OPERATORS
from cnncalc.parse.literals import number, text, unclosed
from cnncalc.parse.operators import Operators
from cnncalc.spec import Expression, Word

if TYPE_CHECKING:
    from cnncalc.parse.scanner import Scanner, Token

Read: TypeAlias = Any
"""A value as read: a number, text, None, a Word, an Expression, an Entry where a layer stands, or
a tuple."""

CONSTANTS = {"None": None, "True": True, "False": False}
_ARITHMETIC = ("+", "-", "*", "/", "//", "%", "**", "negative")


class Expressions:
    """Reads one value at a time from a scanner.

    Where `names` are known later, what is done with them is an Expression; where they are the
    names of somebody's Python program, nothing can be done with them.
    """

    names = False

    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self.depth = 0
        self.operators = 0
        """Operators so far of the expression that is being read."""

    def call(self, token: Token) -> Read:
        """A call whose name was just taken and whose bracket comes next."""
        raise self.scanner.refuse("a call cannot stand here", token, "expected a value")

    def word(self, token: Token) -> Read:
        """What a bare word stands for."""
        return Word(token.text, self.scanner.span(token.start, token.end))

    def value(self) -> Read:
        """One value; what can be worked out is, and a fraction is a float."""
        if self.scanner.alone():
            return self.atom()
        start = self.scanner.peek().start
        return self._finished(self.exact(), (start, self.scanner.last))

    def exact(self, least: int = 0) -> Read:
        """One value with its operators of this level and tighter; a fraction stays one."""
        return Operators(self, least).read()

    def deeper(self) -> None:
        """One level down; there is an end to it."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.scanner.refuse(
                f"brackets are nested more than {MAX_DEPTH} deep",
                label="too deep",
                code="too-large",
            )

    def atom(self) -> Read:
        """One value without operators."""
        scanner = self.scanner
        token = scanner.peek()
        if token.kind == "number":
            return number(scanner, scanner.take())
        if token.kind == "string":
            return text(scanner, scanner.take())
        if token.kind == "name" and token.text not in KEYWORDS:
            scanner.take()
            following = scanner.peek()
            if following.kind == "op" and following.text == "(":
                name = token.text.removeprefix("math.")
                return self._function(name, token) if name in FUNCTIONS else self.call(token)
            if token.text in CONSTANTS:
                return CONSTANTS[token.text]
            return self.word(token)
        if token.kind == "op" and token.text in "([":
            return self._bracket()
        if token.kind == "op" and token.text == "{":
            return self._pairs()
        label = {"end": "the text ends here", "newline": "the line ends here"}
        raise scanner.refuse("a value is missing", label=label.get(token.kind, "expected a value"))

    def _items(self, opening: Token, closing: str) -> tuple[list[Read], bool]:
        """The values up to a closing bracket, and whether a comma stands behind the last."""
        scanner = self.scanner
        self.deeper()
        items: list[Read] = []
        comma = False
        while True:
            scanner.skip_newlines()
            if scanner.took(closing):
                break
            items.append(self.atom() if scanner.alone() else self.exact())
            scanner.skip_newlines()
            comma = scanner.took(",")
            if not comma:
                if not scanner.took(closing):
                    raise unclosed(scanner, opening, closing)
                break
        self.depth -= 1
        return items, comma

    def _bracket(self) -> Read:
        opening = self.scanner.take()
        closing = ")" if opening.text == "(" else "]"
        items, comma = self._items(opening, closing)
        if opening.text == "(" and len(items) == 1 and not comma:
            return items[0]
        place = (opening.start, self.scanner.last)
        return tuple([self._finished(each, place) for each in items])

    def _function(self, name: str, token: Token) -> Read:
        """What a function such as `max` makes of its values."""
        items, _ = self._items(self.scanner.take(), ")")
        least, most = FUNCTIONS[name]
        if not least <= len(items) <= most:
            wanted = "one value"
            if most > 1:
                wanted = f"at most {most} values" if items else "at least one value"
            raise self.scanner.refuse(
                f"`{name}` takes {wanted}, and here it has {len(items)}",
                token,
                f"expected {wanted}",
                f"write `{name}(a)`" if least == most else f"write `{name}(a, b)`",
            )
        return self.worked_out(token, name, tuple(items), (token.start, self.scanner.last))

    def _pairs(self) -> Read:
        """The pairs of a dict, such as an OrderedDict takes."""
        scanner = self.scanner
        opening = scanner.take()
        pairs: list[Read] = []
        while True:
            scanner.skip_newlines()
            if scanner.took("}"):
                return tuple(pairs)
            key = self.value()
            if not scanner.took(":"):
                raise unclosed(scanner, opening, ":")
            pairs.append((key, self.value()))
            scanner.skip_newlines()
            if not scanner.took(",") and scanner.peek().text != "}":
                raise unclosed(scanner, opening, "}")

    def worked_out(
        self, token: Token, operator: str, operands: tuple[Read, ...], place: tuple[int, int]
    ) -> Read:
        """What an operator makes of values: a value, or an expression where names are not known."""
        if not self.names:
            self._refuse_names(token, operator, operands)
        elif any(isinstance(each, (Word, Expression)) for each in operands) or any(
            type(each) is tuple and names_in(each) for each in operands
        ):
            self.operators += 1
            if self.operators > MAX_OPERATORS:
                raise self.scanner.refuse(
                    f"an expression has more than {MAX_OPERATORS} operators",
                    token,
                    "one too many",
                    "give a part of it a name under `vars:`",
                    code="too-large",
                )
            return self._expression(operator, operands, place)
        try:
            result = calculated(operator, operands)
        except Undefined as undefined:
            raise self._undefined(token, undefined) from None
        if isinstance(result, int) and abs(result) > MAX_INTEGER:
            raise self._too_large(token)
        return result

    def _expression(
        self, operator: str, operands: tuple[Read, ...], place: tuple[int, int]
    ) -> Expression:
        start, end = place
        span = self.scanner.span(start, end)
        return Expression(
            operator,
            tuple([self._finished(each, place) for each in operands]),
            span.source.text[start : min(end, start + MAX_NAME)],
            span,
        )

    def _finished(self, value: Read, place: tuple[int, int]) -> Read:
        """A value as a spec holds it: a fraction is a float where that is exact."""
        if getattr(value, "denominator", 1) == 1:
            return value
        double = decimal(value) if self.names else float(value)
        if double is not None:
            return double
        return self._expression("/", (value.numerator, value.denominator), place)

    def _refuse_names(self, token: Token, operator: str, operands: tuple[Read, ...]) -> None:
        """Refuse what can only be worked out in the Python program that it comes from."""
        arithmetic = operator in _ARITHMETIC
        for each in operands:
            known = not isinstance(each, Word)
            if arithmetic:
                known &= hasattr(each, "denominator") or isinstance(each, float)
                known &= not isinstance(each, bool)
            if not known:
                shown = f"`{each[:60]}`" if isinstance(each, Word) else "what stands here"
                raise self.scanner.refuse(
                    f"`{token.text}` works on numbers, and {shown} is none",
                    token,
                    "both sides must be numbers" if arithmetic else "expected numbers",
                    "write the number itself: names of Python variables are not known here",
                )

    def _undefined(self, token: Token, undefined: Undefined) -> Exception:
        if undefined.args[0] == "too-large":
            return self._too_large(token)
        code, message, label, advice = undefined.args
        if label == DIVIDES:
            advice = ""  # of numbers that stand there
        if not self.names:
            code = "call-syntax"
            message = "division by zero" if label == DIVIDES else message
        return self.scanner.refuse(message, token, label, advice, code)

    def _too_large(self, token: Token) -> Exception:
        return self.scanner.refuse(
            f"the result of `{token.text}` is larger than {MAX_INTEGER:,}",
            token,
            "too large for a size",
            code="too-large",
        )
