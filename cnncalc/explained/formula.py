"""Formulas as trees: `⌊(W − F + 2·P)/S⌋ + 1`, read, and what they come to.

The notation is that of the docstrings of `arith` and of the formulas of layers: whole numbers,
letters, · + − / ( ) ⌊ ⌋ ⌈ ⌉ and max( , ). A product binds more than a sum.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, prod
from typing import NamedTuple, TypeAlias


class Number(NamedTuple):
    """A number as it stands."""

    value: int | float


class Letter(NamedTuple):
    """A letter that stands for a figure."""

    name: str


class Bound(NamedTuple):
    """A letter and the figure that it stands for, which may be a product."""

    name: str
    figure: Node


class Added(NamedTuple):
    """A sum: each term with its sign, 1 or −1."""

    terms: tuple[tuple[int, Node], ...]


class Times(NamedTuple):
    """A product."""

    factors: tuple[Node, ...]


class Divided(NamedTuple):
    """A quotient."""

    above: Node
    below: Node


class Rounded(NamedTuple):
    """⌊…⌋, or ⌈…⌉ where it goes up."""

    inner: Node
    up: bool


class Most(NamedTuple):
    """The largest of several."""

    choices: tuple[Node, ...]


Node: TypeAlias = Number | Letter | Bound | Added | Times | Divided | Rounded | Most

_TOKEN = re.compile(r"\s*(max|[A-Za-z][A-Za-z_0-9]*|\d+|[·+−/()⌊⌋⌈⌉,])")


@lru_cache(maxsize=256)
def parsed(text: str) -> Node:
    """The tree of a formula.

    Raises:
        ValueError: it is no formula.
    """
    tokens, at = [], 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ValueError(f"{text!r} is no formula: at {text[at : at + 9]!r}")
        tokens.append(found[1])
        at = found.end()
    reader = _Reader(tokens)
    tree = reader.sum()
    if reader.left:
        raise ValueError(f"{text!r} is no formula: more than one stands there")
    return tree


class _Reader:
    """Reads tokens from the first to the last."""

    def __init__(self, tokens: list[str]) -> None:
        self.left = tokens[::-1]

    def _next(self, *wanted: str) -> bool:
        """Whether the next token is one of those; it is then passed."""
        if self.left and self.left[-1] in wanted:
            self.left.pop()
            return True
        return False

    def _closed(self, sign: str) -> Node:
        inner = self.sum()
        if not self._next(sign):
            raise ValueError(f"a formula lacks its {sign}")
        return inner

    def sum(self) -> Node:
        """Terms between + and −."""
        terms = [(1, self._product())]
        while self.left and (sign := self.left[-1]) in "+−":
            self.left.pop()
            terms.append((1 if sign == "+" else -1, self._product()))
        return Added(tuple(terms)) if len(terms) > 1 else terms[0][1]

    def _product(self) -> Node:
        found = self._atom()
        while self.left and (sign := self.left[-1]) in "·/":
            self.left.pop()
            other = self._atom()
            if sign == "/":
                found = Divided(found, other)
            else:
                first = found.factors if isinstance(found, Times) else (found,)
                found = Times((*first, other))
        return found

    def _atom(self) -> Node:
        if self._next("("):
            return self._closed(")")
        if self._next("⌊"):
            return Rounded(self._closed("⌋"), up=False)
        if self._next("⌈"):
            return Rounded(self._closed("⌉"), up=True)
        if self._next("max"):
            self._next("(")
            choices = [self.sum()]
            while self._next(","):
                choices.append(self.sum())
            if not self._next(")"):
                raise ValueError("a formula lacks its )")
            return Most(tuple(choices))
        if not self.left or not self.left[-1][0].isalnum():
            raise ValueError("a formula lacks a number or a letter")
        token = self.left.pop()
        return Number(int(token)) if token.isdigit() else Letter(token)


def value(tree: Node) -> Fraction | float:
    """What a formula comes to, exactly; a float where a number in it is one, as PyTorch has it."""
    if isinstance(tree, Number):
        return tree.value if isinstance(tree.value, float) else Fraction(tree.value)
    if isinstance(tree, Bound):
        return value(tree.figure)
    if isinstance(tree, Added):
        return sum([sign * value(term) for sign, term in tree.terms])
    if isinstance(tree, Times):
        return prod(map(value, tree.factors))
    if isinstance(tree, Divided):
        return value(tree.above) / value(tree.below)
    if isinstance(tree, Rounded):
        inner = value(tree.inner)
        return Fraction(ceil(inner) if tree.up else floor(inner))
    if isinstance(tree, Most):
        return max(map(value, tree.choices))
    raise ValueError(f"{tree.name} has no value")
