"""How one layer is worked out by hand: the numbers that a slip leaves out or takes for others."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from cnncalc.arith import product

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cnncalc.mistakes.axis import Axis
    from cnncalc.spec import Shape


Over: TypeAlias = Literal["output", "input", "side", "once"]


class Factor(NamedTuple):
    """One dimension of a weight, by the letter that the layer's formula has for it."""

    letter: str
    value: int
    grouped: bool = False
    """Whether it is divided by the groups."""


class Term(NamedTuple):
    """One weight, bias or buffer."""

    name: str
    factors: tuple[Factor, ...]

    @property
    def bias(self) -> bool:
        """Whether it is a bias."""
        return "bias" in self.name

    @property
    def values(self) -> int:
        """How many values it has."""
        return product([each.value for each in self.factors])

    def text(self) -> str:
        """The product with its numbers; a single 1 where nothing is left to multiply."""
        return "·".join([str(each.value) for each in self.factors]) or "1"


class Working(NamedTuple):
    """The numbers of one layer. Shapes are per sample."""

    arrives: Shape
    output: Shape
    """What the layer itself makes of that."""
    axes: tuple[Axis, ...] = ()
    """None for a layer that does not slide."""
    depth: int = 0
    """The channels that come out, of a layer that slides."""
    flat: Shape = ()
    """The sizes that a flattening multiplies."""
    terms: tuple[Term, ...] = ()
    statistics: tuple[Term, ...] = ()
    """Buffers, counters left out."""
    over: Over | None = None
    """The positions that each weight is used at, in the MACs; None where those are otherwise."""
    adds: bool = False
    """Whether the MACs count the biases."""
    letters: Mapping[str, int] = MappingProxyType({})

    @property
    def padding(self) -> str:
        """What padding does here."""
        if self.axes and self.axes[0].transposed:
            return "the padding is taken away from what comes out"
        return "the window slides over the padding too"

    @property
    def each(self) -> str:
        """What the layer has a bias for, and how many there are."""
        unit = "unit" if "K" in self.letters else "channel"
        unit = "filter" if self.axes else unit
        count = next((term.values for term in self.terms if term.bias), 0)
        if "H" in self.letters or count < 2:
            return "each unit" if "H" in self.letters else f"each {unit}"
        return f"each of the {count:,} {unit}s"

    def makes(self) -> Shape:
        """The output's shape."""
        if self.axes:
            return (self.depth, *[each.made() for each in self.axes])
        return (product(self.flat),) if self.flat else self.output

    def params(self) -> int:
        """The parameters."""
        return sum([each.values for each in self.terms])

    def positions(self) -> Shape:
        """The sizes whose product is how often each weight is used."""
        if self.over == "once":
            return ()
        shape = self.makes() if self.over != "input" else self.arrives
        if self.axes:
            return shape[1:2] if self.over == "side" else shape[1:]
        return shape[:-1]

    def macs(self) -> int | None:
        """The multiply-accumulates; None where they are no product of positions and weights."""
        if self.over is None:
            return None
        counted = [each.values for each in self.terms if self.adds or not each.bias]
        return product(self.positions()) * sum(counted)

    def params_text(self) -> str:
        """`10·3·3·3 + 10`"""
        return " + ".join([each.text() for each in self.terms]) or "0"

    def macs_text(self) -> str:
        """`128·128·10·3·3·3`"""
        used = "·".join(map(str, self.positions()))
        terms = [each.text() for each in self.terms if self.adds or not each.bias]
        inner = " + ".join(terms)
        inner = f"({inner})" if used and len(terms) > 1 else inner
        return "·".join([each for each in (used, inner) if each])
