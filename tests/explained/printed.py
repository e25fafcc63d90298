"""Sums as they are printed, computed by nothing of ours."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

_SIGNS = str.maketrans({"·": "*", "−": "-", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"})


@lru_cache(maxsize=20_000)
def printed_value(text: str) -> int:
    """What a printed sum comes to: whole numbers exactly, decimals as doubles, as PyTorch does."""
    assert re.fullmatch(r"[\d,.e()·+−/⌊⌋⌈⌉ max-]+", text), text
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text).translate(_SIGNS)
    exact = re.sub(r"(?<![\d.e])\d+(?![\d.e])", lambda found: f"Fraction({found[0]})", plain)
    # our own output, no input
    result = eval(exact, {"Fraction": Fraction, "floor": floor, "ceil": ceil, "max": max})
    assert result == int(result), f"{text} is no whole number"
    return int(result)
