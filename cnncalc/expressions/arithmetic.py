"""What an operator makes of values, exactly: a decimal is the fraction that it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Diagnostic
from cnncalc.limits import MAX_BITS

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from cnncalc.diagnostics import Span
    from cnncalc.spec import Value

CHOICES = ("if", "and", "or")
"""Operators that work out one side only after they have seen another."""

_CLOSED = frozenset({"+", "-", "*"})
"""Operators that make a whole number of two."""

_SIDES = 2


class Undefined(ArithmeticError):
    """An operator that is not defined for what it is given: a code, a message, a label, an edit.

    The place is the caller's to say.
    """

    def __init__(self, code: str, message: str, label: str, advice: str = "") -> None:
        super().__init__(code, message, label, advice)

    def at(self, span: Span) -> Diagnostic:
        """The problem at its place."""
        code, message, label, advice = self.args
        return Diagnostic(code, message, span, label, help=advice)


DIVIDES = "divides by 0"
"""The label of a division by zero."""


def calculated(operator: str, operands: list[Value] | tuple[Value, ...]) -> Value:
    """What an operator of `spec.OPERATORS` makes of values.

    Raises:
        Undefined: it makes nothing of these.
    """
    calculation: Any = _CALCULATIONS.get(operator)
    if operator in _CLOSED and type(operands[0]) is type(operands[1]) is int:
        return bounded(operator, calculation(*operands))
    if operator in CHOICES:
        if operator == "if":
            return operands[0 if operands[1] else 2]
        return operands[bool(operands[0]) is (operator == "and")]
    if operator == "not":
        return not operands[0]
    if operator in ("==", "!="):
        left, right = [exact(each) if _is_number(each) else each for each in operands]
        return (left == right) is (operator == "==")
    if operator in ("min", "max") and len(operands) == 1 and type(operands[0]) is tuple:
        operands = operands[0] or (None,)
    if operator == "negative" and isinstance(operands[0], float):
        return -operands[0]
    for each in operands:
        if not _is_number(each):
            raise Undefined(
                "bad-expression",
                f"`{_sign(operator)}` works on numbers, and {_shown(each)} is none",
                "both sides must be numbers" if len(operands) == _SIDES else "expected a number",
            )
    exactly = [exact(each) for each in operands]
    if operator in ("/", "//", "%") and not exactly[1]:
        raise _divides_by_zero(operator, *exactly)
    return bounded(operator, calculation(*exactly))


def _quotient(left: Any, right: Any) -> Any:
    if type(left) is type(right) is int and not left % right:
        return left // right
    from fractions import Fraction

    return Fraction(left) / Fraction(right)


def _ceil(value: Any) -> Any:
    return -(-value // 1)


_CALCULATIONS: dict[str, Callable[..., Any]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _quotient,
    "//": lambda left, right: left // right,
    "%": lambda left, right: left % right,
    "**": lambda base, exponent: _power(base, exponent),
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "negative": lambda value: -value,
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "int": int,
    "round": round,
    "ceil": _ceil,
    "floor": lambda value: value // 1,
    "abs": abs,
}


def _power(base: Any, exponent: Any) -> Any:
    """A power, worked out only where its size is known to be small."""
    if type(exponent) is not int:
        return _root(base, exponent)
    if exponent < 0 and not base:
        raise _divides_by_zero("**", base, exponent)
    if base in (0, 1, -1):
        return base**exponent if exponent >= 0 else base ** (exponent % 2)
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if (bits - 1) * abs(exponent) > MAX_BITS:
        raise _too_large("**")
    if exponent < 0:
        return _quotient(1, base**-exponent)
    return base**exponent


def _root(base: Any, exponent: Any) -> Any:
    """A power with a fraction as exponent: exact where there is one, a double's otherwise."""
    if base < 0:
        message = f"`{_shown(base)} ** {_shown(exponent)}` is the root of a negative number"
        raise Undefined("bad-expression", message, "no real number")
    if not base and exponent < 0:
        raise _divides_by_zero("**", base, exponent)
    try:
        root = float(base) ** float(exponent)
    except OverflowError:
        raise _too_large("**") from None
    near = exact(root)
    whole: int = round(near)
    return whole if _is_root(whole, base, exponent) else near


def _is_root(whole: int, base: Any, exponent: Any) -> bool:
    """Whether whole ** denominator is base ** numerator, as far as that is small enough to say."""
    if type(base) is not int or exponent < 0:
        return False
    powers = ((whole, exponent.denominator), (base, exponent.numerator))
    if any(each.bit_length() * power > MAX_BITS for each, power in powers):
        return False
    power: int = base**exponent.numerator
    return bool(whole**exponent.denominator == power)


def exact(value: Any) -> Any:
    """A number as an int where it is whole, else as the fraction that its decimal writes.

    Raises:
        Undefined: it is infinite, or has more digits than any size.
    """
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 2**53:
            return int(value)
        if value - value != 0:  # infinite, or no number at all
            message = f"`{value}` cannot stand in an expression"
            raise Undefined("bad-expression", message, "not a finite number")
        from fractions import Fraction

        return bounded("", Fraction(repr(value)))
    return int(value) if isinstance(value, bool) else value


def decimal(value: Fraction) -> float | None:
    """The float whose decimal writes exactly this fraction; None where there is none."""
    from fractions import Fraction

    double = float(value)
    return double if Fraction(repr(double)) == value else None


def bounded(operator: str, value: Any) -> Any:
    """A result, if it is not too large; an int where it is whole.

    Raises:
        Undefined: it has more digits than any size.
    """
    if isinstance(value, bool):
        return value
    if value.denominator == 1:
        value = value.numerator
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        raise _too_large(operator)
    return value


def _is_number(value: Any) -> bool:
    return hasattr(value, "denominator") or isinstance(value, float)


def _sign(operator: str) -> str:
    return "-" if operator == "negative" else operator


def _shown(value: Any) -> str:
    if value is None:
        return "`None`"
    if isinstance(value, (str, tuple)):
        return f"`{str(value)[:60]}`" if isinstance(value, str) else "what stands here"
    return str(value)[:60]


def _too_large(operator: str) -> Undefined:
    what = f"the result of `{operator}`" if operator else "a number"
    message = f"{what} has more than {MAX_BITS} binary digits"
    return Undefined("too-large", message, "too large for a size")


def _divides_by_zero(operator: str, left: Any, right: Any) -> Undefined:
    message = f"`{_shown(left)} {operator} {_shown(right)}` is a division by zero"
    advice = "write `max(1, …)` around what may become 0" if operator != "**" else ""
    return Undefined("bad-expression", message, DIVIDES, advice)
