"""Operators between values, with Python's precedence, read without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cnncalc.parse.expressions import Expressions, Read
    from cnncalc.parse.scanner import Token

_CONDITION, _NOT, COMPARISON, SUM, PRODUCT, _SIGN, _POWER = 1, 4, 5, 6, 7, 8, 9
_LEVELS = {
    "if": _CONDITION, "else": _CONDITION, "or": 2, "and": 3,
    "==": COMPARISON, "!=": COMPARISON, "<": COMPARISON, "<=": COMPARISON, ">": COMPARISON,
    ">=": COMPARISON, "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "//": PRODUCT, "%": PRODUCT,
    "**": _POWER,
}  # fmt: skip
"""How tightly an operator binds what stands on its two sides."""

_RIGHT = ("**", "if", "else")
"""Operators that are read from the right: 2 ** 3 ** 2 is 2 ** 9."""

_FOREIGN = {"is": "==", "in": "=="}


class _Sign(NamedTuple):
    """An operator whose right side is not complete."""

    operator: str
    level: int
    operands: int
    token: Token


class _Operand(NamedTuple):
    """A value, and where it stands."""

    value: Read
    start: int
    end: int


class Operators:
    """Reads values with operators between them, the loosest of them of a level."""

    __slots__ = ("least", "operands", "reader", "scanner", "signs")

    def __init__(self, reader: Expressions, least: int) -> None:
        self.reader = reader
        self.scanner = reader.scanner
        self.least = least
        self.operands: list[_Operand] = []
        self.signs: list[_Sign] = []

    def read(self) -> Read:
        """The value of all that hangs together from the next token on."""
        while True:
            self._prefixes()
            start = self.scanner.peek().start
            value = self.reader.atom()
            self.operands.append(_Operand(value, start, self.scanner.last))
            if not self._continues():
                break
        self._work_out(0)
        return self.operands[0].value

    def _prefixes(self) -> None:
        """Take the signs in front of a value; two that undo each other are none."""
        scanner = self.scanner
        negative = False
        while True:
            if self.reader.depth:
                scanner.skip_newlines()
            token = scanner.peek()
            if token.kind == "op" and token.text in ("+", "-"):
                scanner.take()
                if token.text == "-" and negative:
                    self.signs.pop()
                elif token.text == "-":
                    self.signs.append(_Sign("negative", _SIGN, 1, token))
                negative ^= token.text == "-"
            elif token.kind == "name" and token.text == "not":
                if self.signs and self.signs[-1].level > _NOT:
                    raise scanner.refuse(
                        f"`not` behind `{self.signs[-1].token.text}` stands in brackets",
                        label="expected a value",
                        advice="write `(not …)`",
                    )
                scanner.take()
                self.signs.append(_Sign("not", _NOT, 1, token))
            else:
                return

    def _continues(self) -> bool:
        """Whether an operator follows; if so it is taken, and what binds tighter is worked out."""
        scanner = self.scanner
        if self.reader.depth:
            scanner.skip_newlines()
        token = scanner.peek()
        operator = token.text
        level = _LEVELS.get(operator, 0) if token.kind in ("op", "name") else 0
        if not level or level < self.least:
            if token.kind == "name" and operator in _FOREIGN and self.reader.names:
                raise scanner.refuse(
                    f"`{operator}` is no operator here", label="expected `==` or another comparison"
                )
            return False
        chained = None
        if level == COMPARISON:
            self._work_out(SUM)
            if self.signs and self.signs[-1].level == COMPARISON:
                chained = self.operands[-1]  # a < b < c is a < b and b < c
        self._work_out(level + (operator in _RIGHT))
        waiting = self.signs[-1] if self.signs else None
        waits = waiting is not None and waiting.operator == "if" and waiting.operands == 0
        if operator == "else":
            if not waits:
                return False
            scanner.take()
            self.signs[-1] = _Sign("if", _CONDITION, 3, self.signs[-1].token)
            return True
        if operator == "if" and waits:
            raise scanner.refuse(
                "a condition in a condition stands in brackets",
                label="expected `else`",
                advice="write `a if (b if c else d) else e`",
            )
        scanner.take()
        if operator == "if":
            self.signs.append(_Sign("if", _CONDITION, 0, token))
            return True
        if chained:
            self.signs.append(_Sign("and", COMPARISON, 2, token))
            self.operands.append(chained)
        if operator == "**":
            self.reader.deeper()
        self.signs.append(_Sign(operator, level, 2, token))
        return True

    def _work_out(self, level: int) -> None:
        """Work out what binds as tightly as this level, or tighter."""
        operands = self.operands
        while self.signs and self.signs[-1].level >= level:
            sign = self.signs.pop()
            if not sign.operands:
                raise self.scanner.refuse(
                    "a condition has two values: `a if c else b`",
                    sign.token,
                    "has no `else`",
                    "add `else` and the value where it does not hold",
                )
            if sign.operator == "**":
                self.reader.depth -= 1
            used = operands[-sign.operands :]
            values = tuple([each.value for each in used])
            start = min(used[0].start, sign.token.start) if sign.operands == 1 else used[0].start
            end = used[-1].end
            value = self.reader.worked_out(sign.token, sign.operator, values, (start, end))
            operands[-sign.operands :] = [_Operand(value, start, end)]
