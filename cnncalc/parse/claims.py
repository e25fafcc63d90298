"""Expectations: a value or a bound, with figures such as 5_300, 5.3k, 11.7M or 1.8G."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Diagnostic
from cnncalc.parse.shapes import checked, is_shape, shape
from cnncalc.spec import Claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.diagnostics import Span

FIGURES = (
    "flatten", "params", "trainable_params", "macs", "receptive_field", "channels", "depth", "size",
)  # fmt: skip
"""What `expect` may say of a network or a layer, besides its `output` shape."""

PER_AXIS = ("receptive_field", "size")
"""Those that are a number for each axis, and so may be written as one or as several."""

_CLAIM = r"(?s)\s*(==|<=|>=|<|>|=)?\s*(.+?)\s*"
FIGURE = r"(\d[\d_,]*)(?:\.(\d+))?\s*([kKMGBT]?)"
_POWERS = {"": 0, "k": 3, "K": 3, "M": 6, "G": 9, "B": 9, "T": 12}


def claim(
    layer: str | None, key: str, value: str | int | Sequence[int], span: Span
) -> Claim | Diagnostic:
    """One expectation as data, or why it cannot be read."""
    if isinstance(value, int):
        return Claim(layer, key, "==", value, 0, f"{value:,}", span)
    if not isinstance(value, str):
        sizes = checked(value, span, f"`{key}`")
        return _shape_claim(layer, key, sizes, span)
    found = re.fullmatch(_CLAIM, value) if len(value) <= 200 else None
    relation: Any = (found and found[1]) or "=="
    if relation == "=":
        relation = "=="
    body = found[2] if found else value
    if key == "output":
        if relation != "==":
            return _unreadable(key, value, span, "a shape such as `20x16x16`, and no bound")
        if body in ("scalar", "()"):
            return Claim(layer, key, "==", (), 0, "scalar", span)
        return _shape_claim(layer, key, shape(body, span, f"`{key}`"), span)
    if key in PER_AXIS and relation == "==" and is_shape(body) and not body.isdigit():
        return _shape_claim(layer, key, shape(body, span, f"`{key}`"), span)
    figure = re.fullmatch(FIGURE, body) if len(body) <= 40 else None
    if figure is None:
        if is_shape(body):
            return _unreadable(key, value, span, "one whole number, and no shape")
        return _unreadable(key, value, span, "a whole number such as `5_300`, `5.3k` or `<= 5M`")
    whole, fraction, unit = figure[1].replace("_", "").replace(",", ""), figure[2] or "", figure[3]
    power = _POWERS[unit]
    if fraction[power:].strip("0"):
        expected = "a whole number" + (": it has more digits than that" if unit else "")
        return _unreadable(key, value, span, expected)
    number = int(whole + fraction[:power]) * 10 ** max(power - len(fraction), 0)
    # a rounded form stands for all that rounds to it: half of its last digit either way
    exact = relation != "==" or len(fraction) > power or not unit
    slack = 0 if exact else 10 ** (power - len(fraction))
    return Claim(layer, key, relation, number, slack, body, span)


def _shape_claim(layer: str | None, key: str, sizes: Any, span: Span) -> Claim | Diagnostic:
    if isinstance(sizes, Diagnostic):
        return sizes._replace(code="expect-syntax")
    return Claim(layer, key, "==", sizes, 0, "×".join(map(str, sizes)), span)


def _unreadable(key: str, value: str, span: Span, expected: str) -> Diagnostic:
    return Diagnostic(
        "expect-syntax", f"`{key}` cannot be {value[:60]!r}", span, f"expected {expected}"
    )
