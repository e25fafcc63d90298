"""Formulas as text: in letters, or with the numbers in their place."""

from __future__ import annotations

from cnncalc.explained.formula import (
    Added,
    Bound,
    Divided,
    Letter,
    Node,
    Number,
    Rounded,
    Times,
)


def symbolic(tree: Node) -> str:
    """A formula in letters: `(W − F + 2P)/S + 1`."""
    return _printed(tree, numbers=False)


def numeric(tree: Node) -> str:
    """The same with the numbers in their place: `(130 − 3 + 2·0)/1 + 1`."""
    return _printed(tree, numbers=True)


def _printed(tree: Node, *, numbers: bool) -> str:
    if isinstance(tree, Number):
        return _number(tree.value)
    if isinstance(tree, Letter):
        return tree.name
    if isinstance(tree, Bound):
        return _printed(tree.figure, numbers=True) if numbers else tree.name
    if isinstance(tree, Added):
        return _sum(tree, numbers=numbers)
    if isinstance(tree, Times):
        parts = [_inside(each, numbers=numbers) for each in tree.factors]
        short = not numbers and len(parts) == 2 and isinstance(tree.factors[0], Number)
        return ("" if short and len(parts[1]) == 1 else "·").join(parts)
    if isinstance(tree, Divided):
        plain = isinstance(_there(tree.above, numbers=numbers), Times)
        above = _printed(tree.above, numbers=numbers)
        if not plain:
            above = _inside(tree.above, numbers=numbers)
        return f"{above}/{_inside(tree.below, numbers=numbers)}"
    if isinstance(tree, Rounded):
        inner = _printed(tree.inner, numbers=numbers)
        return f"⌈{inner}⌉" if tree.up else f"⌊{inner}⌋"
    return f"max({', '.join([_printed(each, numbers=numbers) for each in tree.choices])})"


def _number(number: float) -> str:
    """A number with its thousands apart; one below 0 in brackets."""
    text = f"{abs(number):,}" if isinstance(number, int) else repr(abs(number))
    return text if number >= 0 else f"(−{text})"


def _sum(tree: Added, *, numbers: bool) -> str:
    text = ""
    for sign, term in tree.terms:
        part = _printed(term, numbers=numbers)
        if sign < 0 and isinstance(_there(term, numbers=numbers), Added):
            part = f"({part})"
        if text:
            text += f" + {part}" if sign > 0 else f" − {part}"
        else:
            text = part if sign > 0 else f"−{part}"
    return text


def _there(tree: Node, *, numbers: bool) -> Node:
    """What stands there: the letter, or its figure."""
    return tree.figure if numbers and isinstance(tree, Bound) else tree


def _inside(tree: Node, *, numbers: bool) -> str:
    """A part of a product or quotient, in brackets where it is more than one thing."""
    text = _printed(tree, numbers=numbers)
    several = isinstance(_there(tree, numbers=numbers), Added | Times | Divided)
    return f"({text})" if several else text
