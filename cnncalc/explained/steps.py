"""One figure of a layer, explained: its formula, the formula with its numbers, what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc import arith
from cnncalc.explained.filling import SPANNED, filled
from cnncalc.explained.formula import Node, value
from cnncalc.explained.printing import numeric, symbolic
from cnncalc.explained.tree import letters_in
from cnncalc.layers.formulas import formula_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cnncalc.layers.shapes import Shape


class Step(NamedTuple):
    """One line: what it is about, its sum in letters and in numbers, and what that comes to."""

    what: str
    formula: str
    """In letters: `(W − F + 2P)/S + 1`; empty where words say it."""
    numbers: str
    """With the numbers in place: `(130 − 3 + 2·0)/1 + 1`; empty where words say it."""
    result: int | Shape | None
    """What the numbers come to; None where it is unknown."""
    note: str = ""
    figure: str = ""
    """Which it is: output, flatten, params, macs, receptive_field; empty on the way there."""
    places: tuple[int, ...] = ()
    """Which sizes of the output or axes of the field it is about, from 0, the batch left out."""
    letters: tuple[str, ...] = ()
    """The letters in its formula."""


def step(what: str, formula: str, letters: Mapping[str, Any], **more: Any) -> Step:
    """A step by a formula."""
    return of_tree(what, filled(formula, letters), **more)


def of_tree(what: str, tree: Node, **more: Any) -> Step:
    """A step by a formula that has its figures."""
    numbers = numeric(tree)
    return Step(
        what, symbolic(tree), numbers, int(value(tree)), letters=tuple(letters_in(tree)), **more
    )


def spanned(formula: str, letters: Mapping[str, Any], **more: Any) -> Iterator[Step]:
    """What a dilated kernel spans, where a formula asks for it."""
    if SPANNED in letters_in(filled(formula, letters)):
        # with a 0 behind it, it is not the span itself, which would get its letter
        tree = filled(f"{formula_of(arith.reach)} + 0", letters)
        found = of_tree("effective kernel", tree, **more)
        yield found._replace(letters=(SPANNED, *found.letters))
