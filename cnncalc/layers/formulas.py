"""What a layer says of its sums: the formulas of its sizes and counts, and what their letters are.

A formula is written once. The tests evaluate it, `cnncalc layers` shows it, and `cnncalc explain`
puts the numbers in its place.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from cnncalc import arith

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cnncalc.layers.shapes import Shape
    from cnncalc.layers.sums import Sum


def formula_of(function: Callable[..., Any]) -> str:
    """The formula of a function of `arith`: the first line of its docstring."""
    return (function.__doc__ or "").partition("\n")[0]


class Formulated:
    """The part of a layer's contract that is about formulas."""

    size_formula: ClassVar[Any] = None
    """The function of `arith` that gives its output size on each axis."""
    dimension_formulas: ClassVar[Mapping[int, str]] = MappingProxyType({})
    """The formulas of other dimensions of the output, the batch counted."""
    output_formula: ClassVar[str] = "the shape that arrives"
    params_formula: ClassVar[str] = "0"
    """The parameter count in the symbols of the arguments; the tests evaluate it."""
    params_note: ClassVar[str] = ""
    """What the formula leaves out, where it does."""
    macs_formula: ClassVar[str] = "0"
    """The multiply-accumulates in the symbols of the arguments and of `macs_symbols`."""
    macs_symbols: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """What else the letters in that formula are."""

    def macs_letters(self, *shapes: Shape) -> Mapping[str, int]:
        """The numbers that `macs_symbols` stand for."""
        del shapes
        return {}

    def symbols(self) -> dict[str, Any]:
        """The values of the arguments that have a letter in formulas."""
        layer: Any = self
        pairs = [(each.symbol, layer.values().get(each.name)) for each in layer.arguments]
        return {
            symbol: value
            for symbol, value in pairs
            if symbol and value is not None and not isinstance(value, str)
        }

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        """How the sizes of its first output come about, dimension by dimension.

        What it says nothing of is as it arrives, or as `output_formula` has it.
        """
        from cnncalc.layers.sums import Sum

        layer: Any = self
        shape = shapes[0] if shapes else ()
        rank, letters = len(layer.output(*shapes)), {**named_sizes(shape), **self.symbols()}
        for at, formula in self.dimension_formulas.items():
            yield Sum(at % rank, formula, letters)
        if self.size_formula is not None:
            yield from self.axis_sums(*shapes)

    def axis_sums(self, *shapes: Shape) -> Iterator[Sum]:
        """The same for the axes of an image."""
        from cnncalc.layers.sums import Sum

        if type(self).size_formula in (arith.convolution, arith.pooling):
            from cnncalc.layers.sums import sliding  # a question's cost, not a start's

            yield from sliding(self, shapes[0])
            return
        formula = formula_of(self.size_formula)
        for axis, size in enumerate(shapes[0][2:]):
            yield Sum(axis + 2, formula, {"W": size, **self.on_axis(axis)})

    def on_axis(self, axis: int) -> dict[str, Any]:
        """The values of the arguments on one axis."""
        values = self.symbols().items()
        return {name: each[axis] if isinstance(each, tuple) else each for name, each in values}


def named_sizes(shape: Shape) -> dict[str, int]:
    """Channels, height and width of an image, by their letters."""
    return dict(zip("CHW", shape[-3:], strict=True)) if len(shape) > 2 else {}


_LETTERS = {2: "NC", 3: "NCL", 4: "NCHW", 5: "NCDHW"}


def lettered(shape: Shape) -> list[str]:
    """A letter for each dimension of a shape: those of the field where they have one."""
    found = _LETTERS.get(len(shape), "")
    return list(found) or [f"d_{at}" for at in range(len(shape))]
