"""Values in code: numbers, words, tuples and sums of numbers. Nothing is ever executed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from cnncalc.limits import MAX_DEPTH, MAX_INTEGER
from cnncalc.spec import Word

if TYPE_CHECKING:
    from cnncalc.parse.scanner import Scanner, Token

Read: TypeAlias = Any
"""A value as read: a number, text, None, a Word, an Entry where a layer stands, or a tuple."""

_SUMS = ("+", "-")
_PRODUCTS = ("*", "/", "//", "%")
CONSTANTS = {"None": None, "True": True, "False": False}


class Expressions:
    """Reads one value at a time from a scanner."""

    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self.depth = 0

    def call(self, token: Token) -> Read:
        """A call whose name was just taken and whose bracket comes next."""
        raise self.scanner.refuse("a call cannot stand here", token, "expected a value")

    def word(self, token: Token) -> Read:
        """What a bare word stands for."""
        return Word(token.text)

    def value(self) -> Read:
        """One value; sums and products of numbers are worked out."""
        if self.scanner.alone():
            return self._atom()
        self.deeper()
        left = self._product()
        while self._operator(_SUMS):
            token = self.scanner.take()
            left = self.worked_out(token, left, self._product())
        self.depth -= 1
        return left

    def deeper(self) -> None:
        """One level down; there is an end to it."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.scanner.refuse(
                f"brackets are nested more than {MAX_DEPTH} deep",
                label="too deep",
                code="too-large",
            )

    def _operator(self, signs: tuple[str, ...]) -> bool:
        token = self.scanner.peek()
        return token.kind == "op" and token.text in signs

    def _product(self) -> Read:
        left = self._signed()
        while self._operator(_PRODUCTS):
            token = self.scanner.take()
            left = self.worked_out(token, left, self._signed())
        return left

    def _signed(self) -> Read:
        minus = False
        sign = None
        while self._operator(_SUMS):
            sign = self.scanner.take()
            minus ^= sign.text == "-"
        base = self._atom()
        if self._operator(("**",)):
            token = self.scanner.take()
            self.deeper()
            base = self.worked_out(token, base, self._signed())
            self.depth -= 1
        if sign is None:
            return base
        return self.worked_out(sign, 0, base) if minus else base

    def _atom(self) -> Read:
        scanner = self.scanner
        token = scanner.peek()
        if token.kind == "number":
            return number(scanner, scanner.take())
        if token.kind == "string":
            return text(scanner, scanner.take())
        if token.kind == "name":
            scanner.take()
            following = scanner.peek()
            if following.kind == "op" and following.text == "(":
                return self.call(token)
            if token.text in CONSTANTS:
                return CONSTANTS[token.text]
            return self.word(token)
        if token.kind == "op" and token.text in "([":
            return self._bracket()
        if token.kind == "op" and token.text == "{":
            return self._pairs()
        label = {"end": "the text ends here", "newline": "the line ends here"}
        raise scanner.refuse("a value is missing", label=label.get(token.kind, "expected a value"))

    def _bracket(self) -> Read:
        scanner = self.scanner
        opening = scanner.take()
        closing = ")" if opening.text == "(" else "]"
        items: list[Read] = []
        comma = False
        while True:
            scanner.skip_newlines()
            if scanner.took(closing):
                break
            items.append(self.value())
            scanner.skip_newlines()
            comma = scanner.took(",")
            if not comma:
                scanner.skip_newlines()
                if not scanner.took(closing):
                    raise unclosed(scanner, opening, closing)
                break
        if opening.text == "(" and len(items) == 1 and not comma:
            return items[0]
        return tuple(items)

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

    def worked_out(self, token: Token, left: Read, right: Read) -> Read:
        """What an operator makes of the values on its two sides."""
        sign = token.text
        for each in (left, right):
            if isinstance(each, bool) or not isinstance(each, (int, float)):
                shown = f"`{each[:60]}`" if isinstance(each, Word) else "what stands here"
                raise self.scanner.refuse(
                    f"`{sign}` works on numbers, and {shown} is none",
                    token,
                    "both sides must be numbers",
                    "write the number itself: names of Python variables are not known here",
                )
        try:
            result = _calculated(sign, left, right)
        except ZeroDivisionError:
            raise self.scanner.refuse("division by zero", token, "divides by 0") from None
        except OverflowError:
            result = MAX_INTEGER + 1
        if isinstance(result, int) and abs(result) > MAX_INTEGER:
            raise self.scanner.refuse(
                f"the result of `{sign}` is larger than {MAX_INTEGER:,}",
                token,
                "too large for a size",
                code="too-large",
            )
        return result


def _calculated(sign: str, left: Any, right: Any) -> Any:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case "//":
            return left // right
        case "%":
            return left % right
        case _:
            pass  # **, the only one left
    if isinstance(left, int) and abs(left) > 1 and right > MAX_INTEGER.bit_length():
        raise OverflowError
    result = left**right
    if isinstance(result, complex):
        raise OverflowError
    return result


def unclosed(scanner: Scanner, opening: Token, closing: str) -> Exception:
    """The refusal where a bracket is not closed."""
    token = scanner.peek()
    if token.kind == "end":
        return scanner.refuse(
            f"`{opening.text}` is never closed", opening, "opened here", f"add `{closing}`"
        )
    return scanner.refuse(
        f"expected `,` or `{closing}` before {token.text[:40]!r}",
        token,
        f"expected `,` or `{closing}`",
        "put a comma between the values",
    )


def number(scanner: Scanner, token: Token) -> int | float:
    """The number that a token writes."""
    digits = token.text.replace("_", "")
    try:
        if len(digits) > 400:
            value: int | float = MAX_INTEGER + 1
        elif digits.isdigit() or digits[1:2] in "xXoObB":
            value = int(digits, 0)  # refuses leading zeros, as Python does
        else:
            return float(digits)
    except ValueError:
        message = f"`{token.text[:40]}` is not a number"
        raise scanner.refuse(message, token, "expected a number") from None
    if value > MAX_INTEGER:
        raise scanner.refuse(
            f"a number is larger than {MAX_INTEGER:,}",
            token,
            "too large for a size",
            code="too-large",
        )
    return value


def text(scanner: Scanner, token: Token) -> str:
    """The text between a token's quotes; a backslash keeps the character behind it."""
    written = token.text
    quote = written[0] * (3 if written[:3] == written[0] * 3 and len(written) >= 6 else 1)
    if len(written) < 2 * len(quote) or not written.endswith(quote):
        advice = f"add {quote} where the text ends"
        raise scanner.refuse(f"the quote {quote} is never closed", token, "opened here", advice)
    inner = written[len(quote) : -len(quote)]
    return re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL) if "\\" in inner else inner
