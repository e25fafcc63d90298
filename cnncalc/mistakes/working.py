"""How one layer is worked out by hand: the numbers that a slip leaves out or takes for others."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from cnncalc.arith import product
from cnncalc.layers.reach import Along
from cnncalc.layers.shapes import Unbatched
from cnncalc.layers.steps import Transposed, Window
from cnncalc.mistakes.axis import Axis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cnncalc.layers import Layer
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
    def unit(self) -> str:
        """What the layer has as many of as biases."""
        if self.axes:
            return "filter"
        return "unit" if "K" in self.letters or "H" in self.letters else "channel"

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


def worked(layer: Layer, shapes: tuple[Shape, ...], outputs: tuple[Shape, ...]) -> Working | None:
    """The numbers of a layer that has inferred all from these shapes; None where it has no such.

    Shapes are with the batch. What does not come to the layer's own figures is left out: its
    sums are others, and no slip in them can be told.
    """
    if not shapes or not outputs or any(isinstance(each, Unbatched) for each in shapes + outputs):
        return None
    arrives, output = shapes[0][1:], outputs[0][1:]
    letters = _letters(layer)
    found = Working(arrives, output, letters=letters)
    if "F" in letters or "P" in letters:
        axes = _axes(layer, shapes)
        sliding = found._replace(axes=axes, depth=output[0] if output else 0)
        if axes and sliding.makes() == output:
            found = sliding
    elif len(arrives) > 1 and output == (product(arrives),):
        found = found._replace(flat=arrives)
    terms = _terms(layer, letters)
    found = found._replace(terms=terms, statistics=_statistics(layer))
    over: Over = "output" if found.axes else "input"
    if found.axes and found.axes[0].transposed:
        over = "input"
    counted = found._replace(over=over)
    return counted if terms and counted.macs() == layer.macs(*shapes) // shapes[0][0] else found


def _letters(layer: Layer) -> dict[str, int]:
    """The numbers of the arguments by their letters; of what has one for each axis the first."""
    letters = {}
    for each in layer.arguments:
        value = layer.__dict__.get(each.name) if each.symbol else None
        if isinstance(value, tuple) and value and len(set(value)) == 1:
            value = value[0]
        letters[each.symbol or ""] = value if isinstance(value, int) else 0
    letters.pop("", None)
    return letters


def _axes(layer: Layer, shapes: tuple[Shape, ...]) -> tuple[Axis, ...]:
    read = layer.reach(0, *shapes)
    links = read[0].dims[2:] if read and read[0] is not None else ()
    values, axes = layer.values(), []
    for at, (link, size) in enumerate(zip(links, shapes[0][2:], strict=False)):
        step = link.step if isinstance(link, Along) else None
        if isinstance(step, Transposed):
            extra = values.get("output_padding", (0,) * len(links))[at]
            pads = (step.before, step.before)
            axis = Axis(size, step.kernel, step.stride, *pads, step.dilation, extra)
            axes.append(axis._replace(transposed=True))
        elif isinstance(step, Window):
            axis = Axis(size, step.kernel, step.stride, step.before, step.after, step.dilation)
            pads_alike = values.get("padding") != "tf_same" and "F" in _letters(layer)
            axis = axis._replace(after=axis.after or axis.before) if pads_alike else axis
            axes.append(axis._replace(rounding="clipped" if values.get("ceil_mode") else "down"))
        else:
            return ()
    return tuple(axes)


def _terms(layer: Layer, letters: Mapping[str, int]) -> tuple[Term, ...]:
    """The weights, the dimensions of the first by the letters of the layer's formula."""
    product_of = layer.params_formula.partition(" ")[0].split("·")
    terms = []
    for at, (name, shape) in enumerate(layer.weights().items()):
        factors = [Factor("", size) for size in shape]
        if at == 0 and len(product_of) == len(shape):
            named = zip(product_of, shape, strict=True)
            factors = [Factor(each.strip("()").removesuffix("/G"), size, "/" in each)
                       for each, size in named]  # fmt: skip
        elif len(factors) == 1:
            letter = next((each for each in ("K", "C") if letters.get(each) == shape[0]), "")
            factors = [Factor(letter, shape[0])]
        terms.append(Term(name, tuple(factors)))
    return tuple(terms)


def _statistics(layer: Layer) -> tuple[Term, ...]:
    buffers = layer.buffers().items()
    return tuple([Term(name, (Factor("", product(each)),)) for name, each in buffers if each])
