"""Slips in what a layer makes of a shape: its window, its depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cnncalc.mistakes.slips.slip import EVERYTHING, Slip, on_axes

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.mistakes.axis import Axis
    from cnncalc.mistakes.working import Working


def _unpadded(axis: Axis) -> Axis:
    return axis._replace(before=0, after=0)


def _bare(axis: Axis) -> Axis:
    """Nothing but the stride: W/S, or W·S of a transposed convolution."""
    axis = _unpadded(axis)._replace(dilation=1, extra=0)
    if axis.transposed:
        return axis._replace(kernel=axis.stride)
    return axis._replace(kernel=0, first=0, rounding="down")


def _no_first(working: Working) -> Working | None:
    slides = [axis.kernel > 1 or axis.stride > 1 for axis in working.axes]
    return on_axes(lambda axis: axis._replace(first=0))(working) if all(slides) else None


def _no_kernel(working: Working) -> Working | None:
    if any(axis.transposed for axis in working.axes):
        return None
    return on_axes(lambda axis: axis._replace(kernel=0, dilation=1))(working)


def _divided(working: Working) -> Working | None:
    return on_axes(_bare)(working) if any(axis.stride > 1 for axis in working.axes) else None


def _kept(working: Working) -> Working | None:
    return on_axes(_bare)(working) if all(axis.stride == 1 for axis in working.axes) else None


def _pool_left_out(working: Working) -> Working | None:
    if working.terms or all(axis.kernel == 1 for axis in working.axes):
        return None
    return on_axes(lambda axis: _bare(axis)._replace(stride=1))(working)


def _one_stride(*, of_pool: bool) -> Callable[[Working], Working | None]:
    unstrided = on_axes(lambda axis: axis._replace(stride=1))
    return lambda working: unstrided(working) if of_pool != bool(working.terms) else None


def _kernel_as_stride(working: Working) -> Working | None:
    if working.terms or any(axis.transposed or not axis.kernel for axis in working.axes):
        return None  # a slip before this one may have taken the kernel away
    return on_axes(lambda axis: axis._replace(stride=axis.kernel))(working)


def _turned(working: Working) -> Working | None:
    """The window of each axis on the other."""
    if len(working.axes) != 2:
        return None
    one, other = working.axes
    return working._replace(
        axes=(other._replace(size=one.size), one._replace(size=other.size)),
    )


def _rounded(rounding: Literal["up", "down"], *, clipped: bool) -> Callable[[Axis], Axis]:
    def changed(axis: Axis) -> Axis:
        return axis._replace(rounding=rounding) if clipped == (axis.rounding == "clipped") else axis

    return changed


def _as_convolution(axis: Axis) -> Axis:
    return axis._replace(transposed=False, extra=0)


def _depth_of_input(working: Working) -> Working | None:
    filters = "K" in working.letters and working.axes
    return working._replace(depth=working.arrives[0]) if filters else None


def _depth_multiplied(working: Working) -> Working | None:
    filters = "K" in working.letters and working.axes
    return working._replace(depth=working.arrives[0] * working.depth) if filters else None


def _flat_without_depth(working: Working) -> Working | None:
    return working._replace(flat=working.flat[1:]) if len(working.flat) > 1 else None


def _slip(
    name: str, change: Callable[[Working], Working | None], done: str, why: str
) -> Slip:  # each changes all that follows
    return Slip(name, EVERYTHING, change, done, why)


SIZES = (
    _slip(
        "rounded-down", on_axes(_rounded("down", clipped=True)),
        "the division is rounded down", "with ceil_mode it is rounded up",
    ),
    _slip(
        "no-plus-one", _no_first,
        "the + 1 is dropped", "the first place of the window counts too",
    ),
    _slip(
        "no-padding", on_axes(_unpadded),
        "the padding is left out", "{padding}, on both sides",
    ),
    _slip(
        "padding-once", on_axes(lambda axis: axis._replace(after=0)),
        "the padding is counted once", "{padding}, on both sides",
    ),
    _slip(
        "no-stride", _one_stride(of_pool=False),
        "the stride is left out", "the window moves on by a stride at a time",
    ),
    _slip(
        "pool-stride-1", _one_stride(of_pool=True),
        "the stride of the pool is taken for 1",
        "a pool moves on by its kernel size, unless it has a stride of its own",
    ),
    _slip(
        "pool-stride-of-kernel", _kernel_as_stride,
        "the stride of the pool is taken for its kernel size",
        "it is that only where no other is given",
    ),
    _slip(
        "rounded-up", on_axes(_rounded("up", clipped=False)),
        "the division is rounded up", "a last window that is cut short does not count",
    ),
    _slip(
        "window-in-padding", on_axes(_rounded("up", clipped=True)),
        "a last window is counted that starts in the padding",
        "with ceil_mode a window has to start in the input",
    ),
    _slip(
        "no-dilation", on_axes(lambda axis: axis._replace(dilation=1)),
        "the dilation is left out", "a dilated kernel reaches over D·(F − 1) + 1 places",
    ),
    _slip(
        "dilation-times-kernel",
        on_axes(lambda axis: axis._replace(kernel=axis.dilation * axis.kernel, dilation=1)),
        "the kernel is multiplied by the dilation",
        "there are only F − 1 gaps between F taps, so that it reaches over D·(F − 1) + 1 places",
    ),
    _slip(
        "as-convolution", on_axes(_as_convolution),
        "the transposed convolution is computed as a convolution",
        "it makes its input larger, (W − 1)·S − 2·P + D·(F − 1) + O + 1",
    ),
    _slip(
        "no-output-padding", on_axes(lambda axis: axis._replace(extra=0)),
        "the output padding is left out", "it is added to the size",
    ),
    _slip(
        "only-the-stride", _divided,
        "the size is worked out from the stride alone", "kernel and padding count too",
    ),
    _slip(
        "size-kept", _kept,
        "the size is taken to stay as it is", "the window has to fit into the padded input",
    ),
    _slip(
        "no-kernel", _no_kernel,
        "the kernel is not taken from the size", "its last place has to end in the input",
    ),
    _slip(
        "pool-left-out", _pool_left_out,
        "the pool is left out", "it makes its input smaller",
    ),
    _slip(
        "window-turned", _turned,
        "height and width of the window are swapped", "the height comes first",
    ),
    _slip(
        "flat-without-depth", _flat_without_depth,
        "only the spatial sizes are multiplied in flattening", "the depth is a factor too",
    ),
    _slip(
        "depth-of-input", _depth_of_input,
        "the depth of the input is taken for that of the output",
        "there are as many channels as filters",
    ),
    _slip(
        "depth-multiplied", _depth_multiplied,
        "the number of filters is multiplied by the depth of the input",
        "a filter sums over the whole depth and gives one channel",
    ),
)  # fmt: skip
"""The simplest first."""
