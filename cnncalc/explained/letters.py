"""What the letters of formulas mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.explained.filling import SPANNED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.layers import Layer

_MEANINGS = {
    "W": "the size that arrives",
    SPANNED: "the pixels that the dilated kernel spans",
    "P_1": "the padding before",
    "P_2": "the padding after",
    "r": "the receptive field before",
    "j": "the jump before (input pixels from one value to the next)",
}
"""The letters that are no argument's."""


def meanings(layer: Layer, letters: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The letters of a layer's formulas, once each, with what they are."""
    names = {each.symbol: f"`{each.name}`" for each in layer.arguments if each.symbol}
    known = {**_MEANINGS, **names} if "j" not in letters else {**names, **_MEANINGS}
    found = dict.fromkeys(letters)
    return tuple([(letter, known[letter]) for letter in found if letter in known])
