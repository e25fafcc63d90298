"""What a layer infers from the shapes that arrive, and what it refuses of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.layers.refusals import LayerError, mismatch, unsuited_rank

if TYPE_CHECKING:
    from typing import TypeVar

    from cnncalc.diagnostics import Problem
    from cnncalc.layers.base import Layer
    from cnncalc.layers.shapes import Shape

    Some = TypeVar("Some", bound=Layer)


def inferred(layer: Some, shapes: tuple[Shape, ...]) -> Some:
    """The layer with what it infers from the shapes that arrive filled in.

    Raises:
        LayerError: with all that PyTorch would refuse of these inputs.
    """
    if (unsuited := unsuited_rank(layer, shapes)) is not None:
        raise LayerError([unsuited])
    shape = shapes[0] if shapes else ()
    problems: list[Problem] = []
    found: dict[str, int] = {}
    mismatched: dict[str, int] = {}
    for each in layer.arguments:
        dimension = layer.dimension_of(each, shape)
        if dimension is None:
            continue
        value = layer.__dict__[each.name]
        if value is None:
            found[each.name] = shape[dimension]
        elif value != shape[dimension]:
            mismatched[each.name] = shape[dimension]
            problems.append(mismatch(layer, each, value, shape))
    for each in layer.arguments if found else ():
        if each.follows in found and layer.__dict__[each.name] is None:
            found[each.name] = found[each.follows]
    made = layer.replaced(**found) if found else layer
    if found:
        problems.extend(made.flaws())
    problems.extend(made.misfits(*shapes))
    if not problems:
        return made
    raise LayerError(problems, _certain(layer, len(problems) - len(mismatched), shapes))


def _certain(layer: Layer, other_problems: int, shapes: tuple[Shape, ...]) -> Any:
    """The output shape if only the channels differ and it does not hang on them."""
    if not layer.mixes_channels or other_problems:
        return None
    output = layer.output(*shapes)
    return output if min(output) > 0 else None
