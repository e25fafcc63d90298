"""The formulas that docstrings and layers print, evaluated as they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, prod


def value_of(formula: str, letters: Mapping[str, int | float]) -> int:
    """A formula's value: `·` multiplies, `/` divides without a rest, ⌊…⌋ rounds down, ⌈…⌉ up."""
    signs = {"·": "*", "−": "-", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}
    text = formula.translate(str.maketrans(signs))
    names = {
        name: Fraction(each) if isinstance(each, int) else each for name, each in letters.items()
    }
    # our own docstrings, no input
    result = eval(text, {"floor": floor, "ceil": ceil, "max": max}, names)
    assert result == int(result), f"{formula} is no whole number"
    return int(result)


def count_of(formula: str, letters: Mapping[str, int | Sequence[int]], flags: set[str]) -> int:
    """A parameter count: terms joined by ` + `, each with ` if flag` or ` if flag and flag`.

    A letter with one number for each axis stands for one axis after the other where it is
    repeated, as F does in `F·F`, and for their product where it is not.
    """
    total = 0
    for term in terms(formula):
        count, _, conditions = term.partition(" if ")
        if conditions and not set(conditions.split(" and ")) <= flags:
            continue
        numbers = {}
        for letter, value in letters.items():
            if isinstance(value, int):
                numbers[letter] = value
                continue
            places = len(re.findall(rf"\b{letter}\b", count))
            numbers[letter] = prod(value)
            if places > 1:
                assert places == len(value), f"{letter} stands {places} times in {count}"
                count = re.sub(rf"\b{letter}\b(·{letter}\b)*", letter, count)
        total += value_of(count, numbers)
    return total


def terms(formula: str) -> list[str]:
    """The terms of a sum; a sum in brackets belongs to its term."""
    found = [""]
    for part in formula.split(" + "):
        inside = found[-1].count("(") > found[-1].count(")")
        found[-1:] = [f"{found[-1]} + {part}"] if inside else [found[-1], part]
    return found[1:]
