"""Refusals of windows and paddings that do not suit the sizes that arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.diagnostics import Problem
from cnncalc.layers.shapes import Shape, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.base import Layer
    from cnncalc.layers.transposed import _ConvTranspose


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


def wide_output_padding(layer: _ConvTranspose) -> Iterator[Problem]:
    """An output padding that neither the stride nor the dilation leaves room for.

    Source: PyTorch, torch.nn.ConvTranspose2d, "output_padding".
    """
    axes = zip(layer.output_padding, layer.stride, layer.dilation, strict=True)
    for extra, stride, dilation in axes:
        most = max(stride, dilation) - 1
        if extra > most:
            yield Problem(
                "output-padding",
                f"`output_padding` must be smaller than the stride or the dilation: "
                f"{extra} against stride {stride} and dilation {dilation}",
                f"expected at most {most}",
                f"write `output_padding={most}`",
                "output_padding",
            )
            return


def cropped_away(
    layer: Layer, shape: Shape, sides: Sequence[tuple[int, int]], at: str
) -> Iterator[Problem]:
    """A negative padding that takes away more than there is.

    Source: PyTorch, ATen/native/PadNd.cpp, constant_pad_nd, which crops before it pads.
    """
    for size, side in zip(shape[len(shape) - len(sides) :], sides, strict=True):
        cropped = -min(0, side[0]) - min(0, side[1])
        if cropped > size:
            yield Problem(
                "padding-too-large",
                f"`{type(layer).__name__}` crops {cropped} before it pads, "
                f"but {size} arrive ({shown(shape)})",
                f"expected to crop at most {size}",
                f"write negative paddings that add up to no more than {size}",
                at,
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
