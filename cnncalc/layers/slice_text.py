"""Python's slice notation, read from text: `:, ::2, 0, ...`."""

from __future__ import annotations

import re
from typing import Any

from cnncalc.layers.kinds import Kind, Unfit, is_whole

_TAKES = "Python's slice notation as text, such as ':, :256'"
_DIGITS = 18
"""Digits of a number in it: no size has more."""
_LONGEST = 200


def items(text: str) -> list[Any]:
    """The parts of a text such as `:, ::2, 0, ...`.

    Raises:
        Unfit: the text is no such thing.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and not parts[-1]:
        parts.pop()  # Python lets a comma trail
    return [_item(part, dim) for dim, part in enumerate(parts)]


class _NoNumber(Unfit):
    """A part that is no slice of numbers, such as `:c // 2`."""

    def __init__(self, part: str, dim: int) -> None:
        super().__init__(_TAKES, "bad-value")
        length = part[1:].strip() if part[:1] == ":" else ""
        if not re.fullmatch(r"\w[\w +*/()-]{0,40}", length) or not dim:
            dim, length = 1, "c // 2"
        narrow = f"Narrow: {{dim: {dim}, start: 0, length: {length}}}"
        self.advice = f"write whole numbers or names; for a sum, write `{narrow}`"


def _item(part: str, dim: int) -> Any:
    if part == "...":
        return ...
    if part == "None":
        return None
    bounds = [_number(each.strip(), part, dim) for each in part.split(":")]
    if len(bounds) == 1 and bounds[0] is not None:
        return bounds[0]
    if not 2 <= len(bounds) <= 3:
        raise Unfit(_TAKES, "bad-value")
    return slice(*bounds)


def _number(text: str, part: str, dim: int) -> int | None:
    if text in ("", "None"):
        return None
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].lstrip() if text[0] in "+-" else text
    if not (digits.isascii() and digits.isdigit()) or len(digits) > _DIGITS:
        raise _NoNumber(part, dim)
    return sign * int(digits)


def slice_text() -> Kind:
    """Text in Python's slice notation."""

    def convert(value: Any, _axes: int) -> str:
        text = str(value) if is_whole(value) else value
        if not isinstance(text, str):
            raise Unfit(_TAKES)
        if len(text) > _LONGEST:
            raise Unfit(_TAKES, "bad-value")
        items(text)
        return str(text).strip()

    return Kind(_TAKES, convert, text=True, of="whole")
