"""What a YAML scalar means: numbers as people write them, and no `yes`, `3:30` or `017`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnncalc.limits import MAX_INTEGER
from cnncalc.parse.expressions import Expressions
from cnncalc.parse.scanner import Refusal, Scanner

if TYPE_CHECKING:
    from cnncalc.parse.yaml_nodes import Scalar
    from cnncalc.spec import Value

_DIGITS = r"(?:0|[1-9](?:_?\d)*+)"
_INTEGER = rf"[-+]?{_DIGITS}"
_FLOAT = rf"[-+]?(?:{_DIGITS}?\.\d*|{_DIGITS}(?=[eE]))(?:[eE][-+]?\d+)?"
_SUM = r"[\d\s+\-*/%(),]*\d\s*[-+*/%,][\d\s+\-*/%(),]*"
_LONGEST = 200
"""Characters in a number or a sum; what is longer is no size."""
_WORDS = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "None": None, "~": None, "": None,
    ".inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan"),
}  # fmt: skip


def value(scalar: Scalar) -> Value:
    """The value that a scalar stands for: a number, True, False, None, or its text.

    A sum such as 64*7*7 is worked out. Text that is no number stays text: whether it is one of
    the argument's own words the layer says.
    """
    text = scalar.text
    if not scalar.plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if not (first.isdigit() or first in "+-.("):
        return text
    if re.fullmatch(_INTEGER, text):
        return int(text) if len(text) < 40 else MAX_INTEGER + 1
    if len(text) > _LONGEST:
        return text
    if re.fullmatch(_FLOAT, text) and text not in (".", "+.", "-."):
        return float(text)
    if re.fullmatch(_SUM, text):
        span = scalar.span
        scanner = Scanner(span.source, span.start, span.end)
        try:
            reader = Expressions(scanner)
            reader.names = True  # where a fraction is not rounded
            worked_out: Value = reader.value()
        except Refusal:
            return text
        return worked_out if scanner.peek().kind == "end" else text
    return text


def whole(scalar: Scalar) -> int | None:
    """The whole number that a scalar writes, or None."""
    found = value(scalar)
    return found if isinstance(found, int) and not isinstance(found, bool) else None
