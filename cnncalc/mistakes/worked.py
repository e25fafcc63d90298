"""The numbers of a layer, read out of what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.layers.reach import Along
from cnncalc.layers.shapes import Unbatched
from cnncalc.layers.steps import Transposed, Window
from cnncalc.mistakes.axis import Axis
from cnncalc.mistakes.working import Factor, Term, Working

if TYPE_CHECKING:
    from cnncalc.layers import Layer
    from cnncalc.mistakes.working import Over
    from cnncalc.spec import Shape


def worked(layer: Layer, shapes: tuple[Shape, ...], outputs: tuple[Shape, ...]) -> Working:
    """The numbers of a layer that has inferred all from these shapes.

    Shapes are with the batch. What does not come to the layer's own figures is left out: its
    sums are others, and no slip in them can be told.
    """
    letters = _letters(layer)
    terms = _terms(layer, letters)
    found = Working((), (), terms=terms, statistics=_statistics(layer), letters=letters)
    if not shapes or not outputs or any(isinstance(each, Unbatched) for each in shapes + outputs):
        return found
    arrives, output = shapes[0][1:], outputs[0][1:]
    found = found._replace(arrives=arrives, output=output)
    if "F" in letters or "P" in letters:
        axes = _axes(layer, shapes, kernel="F" in letters)
        sliding = found._replace(axes=axes, depth=output[0] if output else 0)
        if axes and sliding.makes() == output:
            found = sliding
    elif len(arrives) > 1 and output == (product(arrives),):
        found = found._replace(flat=arrives)
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


def _axes(layer: Layer, shapes: tuple[Shape, ...], *, kernel: bool) -> tuple[Axis, ...]:
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
            pads_alike = values.get("padding") != "tf_same" and kernel
            axis = axis._replace(after=axis.after or axis.before) if pads_alike else axis
            axes.append(axis._replace(rounding="clipped" if values.get("ceil_mode") else "down"))
        else:
            return ()
    return tuple(axes)


def _terms(layer: Layer, letters: dict[str, int]) -> tuple[Term, ...]:
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
