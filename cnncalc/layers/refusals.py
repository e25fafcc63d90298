"""Refusals that several layers share: the rule, both numbers, and an edit that mends it."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.shapes import Shape, Unbatched, shown
from cnncalc.limits import MAX_ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.arguments import Argument
    from cnncalc.layers.base import Layer


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
        + (", and its batch is mixed in" if isinstance(shape, Unbatched) else ""),
        f"expected {kinds}",
    )


def mismatch(layer: Layer, each: Argument, value: int, shape: Shape) -> Problem:
    """Other channels or features than the layer takes."""
    arriving = shape[each.dimension or 0]
    what = "features" if each.dimension == -1 else "channels"
    advice = f"write `{each.name}={arriving}`"
    if each.dimension == -1 and not layer.ranks and product(shape[1:]) == value:
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
    rank = len(shape)
    if dim is not None and not -rank <= dim < rank:
        yield Problem(
            "rank-mismatch",
            f"`{name}={dim}` of `{type(layer).__name__}` does not exist in {shown(shape)}: "
            f"with the batch it has {rank} dimensions",
            f"expected {-rank} to {rank - 1}",
            f"write `{name}={rank - 1 if dim > 0 else -rank}`",
            name,
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


def large_kernel(
    layer: Layer,
    shape: Shape,
    output: Shape,
    axes: Sequence[tuple[int, tuple[int, int], int]],
    most_padding: Sequence[int] = (),
) -> Iterator[Problem]:
    """A window without a place on an axis: kernel, padding and dilation of each, and the sum.

    `most_padding` is how much there may be on each axis, where that is bounded.
    """
    axis = next(axis for axis, size in enumerate(output[2:]) if size < 1)
    arriving, (kernel, padding, dilation) = shape[axis + 2], axes[axis]
    span = arith.reach(kernel, dilation)
    padded = arriving + sum(padding)
    spread = f" ({dilation}·({kernel} − 1) + 1 with its dilation)" if dilation > 1 else ""
    where = f" on axis {axis + 1} of {len(axes)}" if len(axes) > 1 else ""
    need = -(-(span - padded) // 2) + max(padding)
    allowed = not most_padding or need <= most_padding[axis]
    yield Problem(
        "kernel-too-large",
        f"the kernel of `{type(layer).__name__}` is larger than its padded input{where}: "
        f"{span}{spread} against {arriving} + {padding[0]} + {padding[1]} = {padded}",
        f"the size would be {output[axis + 2]}: {shown(shape)} arrives",
        f"write a kernel_size of at most {max(1, (padded - 1) // dilation + 1)}"
        + (f", or `padding={need}`" if allowed else ""),
        "kernel_size",
    )


def small_input(layer: Layer, shape: Shape, kernels: Sequence[int]) -> Iterator[Problem]:
    """An input that is smaller than the kernel without its padding.

    Source: PyTorch, ATen/native/Pool.h, pool3d_shape_check, as avg_pool3d calls it.
    """
    for axis, (size, kernel) in enumerate(zip(shape[2:], kernels, strict=True)):
        if size < kernel:
            yield Problem(
                "kernel-too-large",
                f"the kernel of `{type(layer).__name__}` is larger than its input without "
                f"padding on axis {axis + 1} of {len(kernels)}: {kernel} against {size}",
                f"{shown(shape)} arrives",
                f"write a kernel_size of at most {size} on that axis",
                "kernel_size",
            )
            return


def far_padding(
    mode: str, shape: Shape, sides: Sequence[tuple[int, int]], at: str
) -> Iterator[Problem]:
    """A padding that takes more pixels from the input than there are.

    Source: PyTorch, ATen/native/ReflectionPad.cpp and PadNd.cpp: a reflection leaves the border
    pixel out, a circle may take all that is not cropped on the other side.
    """
    for size, side in zip(shape[-len(sides) :], sides, strict=True):
        most = size - 1 if mode == "reflect" else size + min(0, *side)
        if max(side) > most:
            yield Problem(
                "padding-too-large",
                f"a {mode} padding of {max(side)} needs an input of at least "
                f"{max(side) + size - most}, but {size} arrive ({shown(shape)})",
                f"expected at most {most}",
                f"write a padding of at most {most}",
                at,
            )
            return
