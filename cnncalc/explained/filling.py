"""The numbers into a formula: what does nothing is left out, what is dilated gets a letter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cnncalc import arith
from cnncalc.explained.formula import (
    Added,
    Bound,
    Divided,
    Letter,
    Most,
    Node,
    Number,
    Rounded,
    Times,
    parsed,
    value,
)
from cnncalc.explained.printing import symbolic
from cnncalc.explained.tree import letters_in
from cnncalc.layers.formulas import formula_of
from cnncalc.layers.sums import Sides

if TYPE_CHECKING:
    from collections.abc import Mapping

SPANNED = "F_eff"
"""The letter of the pixels that a dilated kernel spans."""

_NEUTRAL = {"D": 1, "G": 1, "O": 0}
"""Letters that are left out where they do nothing: at that figure."""
_ABSENT = {"D": 1, "G": 1, "O": 0, "P": 0, "S": 1}
"""What letters come to that a layer has no argument for."""


def filled(formula: str, letters: Mapping[str, Any]) -> Node:
    """A formula with the figures of its letters.

    Args:
        formula: in the notation of `arith`.
        letters: their figures; one with a figure for each axis stands for one axis after the
            other where it is repeated, as F does in `F·F`, and for their product where it is not.
    """
    tree = parsed(formula)
    return _plain(_bound(tree, letters, _Axes(tree, letters)))


class _Axes:
    """Which figure of several a letter stands for next."""

    def __init__(self, tree: Node, letters: Mapping[str, Any]) -> None:
        self.letters = letters
        self.places = Counter(letters_in(tree))
        self.met: dict[str, int] = {}

    def figure(self, name: str) -> Node:
        """The figure of a letter at its next place."""
        found = self.letters[name]
        if not isinstance(found, tuple):
            return Number(_whole(found))
        if self.places[name] == len(found) > 1:
            self.met[name] = self.met.get(name, -1) + 1
            return Number(found[self.met[name]])
        return Times(tuple(map(Number, found))) if len(found) > 1 else Number(*found)


def _whole(figure: Any) -> Any:
    """A whole number as such: a factor of 2.0 is 2. Beyond 2^53 doubles are not exact."""
    if isinstance(figure, float) and figure.is_integer() and abs(figure) < 2**53:
        return int(figure)
    return figure


def _bound(tree: Node, letters: Mapping[str, Any], axes: _Axes) -> Node:
    """The figures at their letters; the kernel's span and uneven paddings get letters of theirs."""
    if isinstance(tree, Letter):
        name = tree.name
        if name in letters and letters[name] != _NEUTRAL.get(name):
            return Bound(name, axes.figure(name))
        return Number(_ABSENT[name])
    if isinstance(tree, Added):
        if letters.get("D", 1) != 1 and symbolic(tree) == formula_of(arith.reach):
            return Bound(SPANNED, Number(arith.reach(letters["F"], letters["D"])))
        return Added(tuple([(sign, _bound(each, letters, axes)) for sign, each in tree.terms]))
    if isinstance(tree, Times):
        sides = letters.get("P")
        if isinstance(sides, Sides) and tree == Times((Number(2), Letter("P"))):
            pair = Bound("P_1", Number(sides.before)), Bound("P_2", Number(sides.after))
            return Added(((1, pair[0]), (1, pair[1])))
        # as it is taught, the channels of a group, a quotient, stand behind the kernel
        factors = sorted(tree.factors, key=lambda each: isinstance(each, Divided))
        return Times(tuple([_bound(each, letters, axes) for each in factors]))
    if isinstance(tree, Divided):
        return Divided(_bound(tree.above, letters, axes), _bound(tree.below, letters, axes))
    if isinstance(tree, Rounded):
        return Rounded(_bound(tree.inner, letters, axes), tree.up)
    if isinstance(tree, Most):
        return Most(tuple([_bound(each, letters, axes) for each in tree.choices]))
    return tree


def _plain(tree: Node) -> Node:
    """A formula without what does nothing: factors of 1, terms of 0, rounding of whole numbers."""
    if isinstance(tree, Added):
        return _added(tree)
    if isinstance(tree, Times):
        factors = [each for each in map(_plain, tree.factors) if each != Number(1)]
        if Number(0) in factors:
            return Number(0)
        return Times(tuple(factors)) if len(factors) > 1 else factors[0] if factors else Number(1)
    if isinstance(tree, Divided):
        above, below = _plain(tree.above), _plain(tree.below)
        return above if below == Number(1) else Divided(above, below)
    if isinstance(tree, Rounded):
        inner = _plain(tree.inner)
        whole = value(inner)
        return inner if whole == int(whole) else Rounded(inner, tree.up)
    return Most(tuple(map(_plain, tree.choices))) if isinstance(tree, Most) else tree


def _added(tree: Added) -> Node:
    """A sum without sums in it, its plain numbers together where the first of them stands."""
    terms: list[tuple[int, Node]] = []
    number, place = 0, None
    for sign, each in tree.terms:
        term = _plain(each)
        for inner, part in term.terms if isinstance(term, Added) else ((1, term),):
            if isinstance(part, Number) and isinstance(part.value, int):
                number += sign * inner * part.value
                place = len(terms) if place is None else place
            else:
                terms.append((sign * inner, part))
    if number and place is not None:
        terms.insert(place, (1 if number > 0 else -1, Number(abs(number))))
    if not terms:
        return Number(0)
    return Added(tuple(terms)) if len(terms) > 1 or terms[0][0] < 0 else terms[0][1]
