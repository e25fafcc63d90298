"""Refusals that several layers share: the rule, both numbers, and an edit that mends it."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.shapes import Shape, Unbatched, shown
from cnncalc.limits import MAX_ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cnncalc.layers.arguments import Argument
    from cnncalc.layers.base import Layer


class LayerError(ValueError):
    """What PyTorch would refuse, at construction or on the first forward pass.

    `output` is the output shape where it is certain all the same.
    """

    def __init__(self, problems: Iterable[Problem], output: Shape | None = None) -> None:
        self.problems = tuple(problems)
        self.output = output
        super().__init__("\n".join(problem.message for problem in self.problems))


def wrong_count(layer: Layer, shapes: Sequence[Shape]) -> Problem:
    """More or fewer tensors than the layer reads."""
    name, arity, count = type(layer).__name__, layer.arity, len(shapes)
    least, most = arity[0], arity[-1]
    wanted = f"{least}" if least == most else f"at least {least}"
    if least != most and most < MANY:
        wanted = " or ".join(map(str, arity))
    noun = "tensor" if wanted == "1" else "tensors"
    arriving = ", ".join(map(shown, shapes[:8]))
    advice = "name one of them after `from:`, or merge them first with `Cat` or `Add`"
    if count < least:
        advice = f"name {wanted} ids after `from:`, as in `from: [a, b]`"
    return Problem(
        "inputs-mismatch",
        f"`{name}` reads {wanted} {noun}, but {count} arrive{'s' * (count == 1)}"
        + (f": {arriving}" if shapes else ""),
        f"expected {wanted}",
        advice,
    )


MANY = 1_000
"""More tensors than any layer reads."""


MOST_DIMENSIONS = 64
"""More dimensions than most of PyTorch's functions take.

Source: PyTorch, ATen/WrapDimUtilsMulti.h, dim_bitset_size.
"""


def many_dimensions(layer: Layer, count: int) -> Problem:
    """A tensor of more dimensions than PyTorch works on."""
    return Problem(
        "rank-mismatch",
        f"`{type(layer).__name__}` is to work on {count} dimensions, and PyTorch on at most "
        f"{MOST_DIMENSIONS}",
        f"expected at most {MOST_DIMENSIONS}",
        "put `Flatten` before it",
    )


def wrong_rank(layer: Layer, shape: Shape) -> Problem:
    """Another number of dimensions than the layer takes."""
    if isinstance(layer.ranks, range):
        count = layer.ranks.start - 1
        kinds = f"at least {count} dimension" + ("s" if count > 1 else "")
    else:
        kinds = " or ".join(layer.letters[rank] for rank in layer.ranks)
    return Problem(
        "rank-mismatch",
        f"`{type(layer).__name__}` takes {kinds} but {shown(shape)} arrives"
        + (", without a batch" if isinstance(shape, Unbatched) else ""),
        f"expected {kinds}",
    )


def unsuited_rank(layer: Layer, shapes: Sequence[Shape]) -> Problem | None:
    """Another number of tensors, or of dimensions, than the layer takes."""
    if len(shapes) not in layer.arity:
        return wrong_count(layer, shapes)
    if any(len(each) > MOST_DIMENSIONS for each in shapes):
        return many_dimensions(layer, max(map(len, shapes)))
    if layer.ranks and shapes and len(shapes[0]) not in layer.ranks:
        return wrong_rank(layer, shapes[0])
    alone = bool(shapes) and len(shapes[0]) == 1 and not isinstance(shapes[0], Unbatched)
    if alone and any(each.dimension == -1 for each in layer.arguments):
        return no_features(layer)
    return None


def no_features(layer: Layer) -> Problem:
    """A number for each sample, where a layer takes its features from the last dimension."""
    return Problem(
        "rank-mismatch",
        f"`{type(layer).__name__}` takes features, but one number for each sample arrives: "
        "the last dimension is the batch",
        "expected features",
        "put `Unsqueeze(1)` before it",
    )


def mismatch(layer: Layer, each: Argument, value: int, shape: Shape) -> Problem:
    """Other channels or features than the layer takes."""
    dimension = layer.dimension_of(each, shape)
    arriving = shape[dimension or 0]
    what = "features" if dimension == -1 else "channels"
    advice = f"write `{each.name}={arriving}`"
    if dimension == -1 and not layer.ranks and product(shape[1:]) == value:
        advice = "put `Flatten()` before it"
    elif each.inferred:
        advice += ", or leave it out by naming the rest and it is inferred"
    return Problem(
        f"{what}-mismatch",
        f"`{type(layer).__name__}` takes {value:,} {what} but {arriving:,} arrive",
        f"expected {arriving}",
        advice,
        each.name,
    )


def too_large(layer: Layer, what: str, sizes: Shape) -> Problem:
    """A tensor of more elements than there can be."""
    return Problem(
        "size-too-large",
        f"the {what} of `{type(layer).__name__}` would have {'×'.join(map(str, sizes))} "
        f"elements, more than {MAX_ELEMENTS:,}",
        "larger than any machine can address",
        "write smaller sizes",
    )


def missing_dimension(layer: Layer, name: str, dim: int | None, shape: Shape) -> Iterator[Problem]:
    """A dimension that does not exist in the shape that arrives; dimension 0 is the batch."""
    rank = len(shape) or 1  # a scalar counts as one dimension
    if dim is not None and not -rank <= dim < rank:
        batch = "" if isinstance(shape, Unbatched) else "with the batch "
        yield Problem(
            "rank-mismatch",
            f"`{name}={dim}` of `{type(layer).__name__}` does not exist in {shown(shape)}: "
            f"{batch}it has {len(shape)} dimension" + "s" * (len(shape) != 1),
            f"expected {-rank} to {rank - 1}",
            f"write `{name}={rank - 1 if dim > 0 else -rank}`",
            name,
        )


def repeated_dimension(
    layer: Layer, name: str, dims: Sequence[int], shape: Shape
) -> Iterator[Problem]:
    """A dimension that is named twice, be it once from the end."""
    rank = len(shape) or 1
    seen: dict[int, int] = {}
    for each in dims:
        if each % rank in seen:
            same = seen[each % rank]
            as_is = "" if each == same else f", as {same} and as {each}"
            yield Problem(
                "bad-value",
                f"`{name}` of `{type(layer).__name__}` has dimension {each % rank} twice{as_is}",
                "expected each dimension once",
                f"leave one of them out: {shown(shape)} arrives",
                name,
            )
            return
        seen[each % rank] = each


def no_dimension(layer: Layer, shape: Shape) -> Problem:
    """A single number arrives where there must be a dimension."""
    return Problem(
        "rank-mismatch",
        f"`{type(layer).__name__}` needs a dimension, but {shown(shape)} arrives",
        "expected at least one dimension",
        "put `Unsqueeze(0)` before it",
    )


def indivisible(layer: Layer, what: str, size: int, by: int, at: str) -> Problem:
    """A size that a layer must divide and cannot."""
    return Problem(
        "shape-mismatch",
        f"`{type(layer).__name__}` divides the {what} by {by}, "
        f"but {size} arrive: {size} / {by} leaves {size % by}",
        f"expected {what} that are a multiple of {by}",
        f"let {max(1, size // by) * by} {what} arrive",
        at,
    )


def odd_groups(layer: Layer, groups: int, at: str, **sides: int | None) -> Iterator[Problem]:
    """Groups, an argument of that name, that do not divide the channels of a side."""
    common = gcd(*[channels for channels in sides.values() if channels is not None])
    for name, channels in sides.items():
        if channels is not None and channels % groups:
            divisors = range(1, min(common, groups * 2) + 1) if groups < 10_000 else [1]
            near = min(
                (each for each in divisors if common % each == 0),
                key=lambda each: abs(each - groups),
            )
            yield Problem(
                "groups-mismatch",
                f"`{type(layer).__name__}` has {groups} groups, which do not divide "
                f"its {channels:,} {name}: {channels:,} / {groups} leaves {channels % groups}",
                f"{groups} does not divide {channels}",
                f"write `{at}={near}`, or make {name} a multiple of {groups}",
                at,
            )
