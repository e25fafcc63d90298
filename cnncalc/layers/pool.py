"""Pooling with a sliding window: maxima and averages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Compact, Layer, Shape
from cnncalc.layers.kinds import flag, per_axis, whole
from cnncalc.layers.roles import Sliding
from cnncalc.layers.saving import _WithIndices, padded_copy
from cnncalc.layers.windows import large_kernel, small_input

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class _Pool(Layer):
    kernel_size: tuple[int, ...] = argument(per_axis(1), short=("kernel",), letter="k", symbol="F")
    stride: tuple[int, ...] = argument(
        per_axis(1), None, follows="kernel_size", letter="s", symbol="S"
    )
    padding: tuple[int, ...] | str
    dilation: tuple[int, ...]
    ceil_mode: bool

    role = "pool"
    saves = ("input",)
    keeps_channels_last = True
    size_formula = arith.pooling
    output_formula = (
        "the channels that arrive × the size on each axis; with ceil_mode rounded up instead of "
        "down, without a window that would start behind the input"
    )

    def pads_as_tensorflow(self) -> bool:
        """Whether the padding is what makes ⌈W/S⌉ of W, whatever arrives."""
        return self.__dict__.get("padding") == "tf_same"

    def pads(self) -> tuple[int, ...]:
        """The padding on each side, for each axis, where it is the same for all that arrives."""
        written = self.__dict__.get("padding")
        return written if isinstance(written, tuple) else (0,) * self.axes

    def sides(self, shape: Shape) -> list[tuple[int, int]]:
        """The padding before and after, on each axis of the shape that arrives."""
        if not self.pads_as_tensorflow():
            return [(each, each) for each in self.pads()]
        axes = zip(shape[2:], self.kernel_size, self.stride, self.spreads(), strict=True)
        return [arith.tf_same_padding(*axis) for axis in axes]

    def spreads(self) -> tuple[int, ...]:
        """The dilation on each axis; some pools have none."""
        return (1,) * self.axes

    def most_padding(self) -> tuple[int, ...]:
        """The most padding that there may be on each axis."""
        return tuple([kernel // 2 for kernel in self.kernel_size])

    def flaws(self) -> Iterator[Problem]:
        """Padding beyond half the kernel, whatever its dilation.

        Source: PyTorch, ATen/native/Pool.h, pool2d_shape_check; MaxPooling.h, check_max_pool1d.
        """
        limits = zip(self.pads(), self.kernel_size, self.most_padding(), strict=True)
        for padding, kernel, most in limits:
            if padding > most:
                yield Problem(
                    "padding-too-large",
                    f"`{type(self).__name__}` takes a padding of at most half its kernel: "
                    f"{padding} is more than {kernel} / 2",
                    f"expected at most {most}",
                    f"write `padding={most}`, or a larger kernel_size",
                    "padding",
                )
                return

    def output(self, shape: Shape) -> Shape:
        if self.pads_as_tensorflow():
            sides = self.sides(shape)
            rows = zip(shape[2:], self.kernel_size, self.stride, sides, self.spreads(), strict=True)
            return (*shape[:2], *[arith.convolution(*axis) for axis in rows])
        pads = self.pads()
        axes = zip(shape[2:], self.kernel_size, self.stride, pads, self.spreads(), strict=True)
        return (*shape[:2], *[arith.pooling(*axis, ceil=self.ceil_mode) for axis in axes])

    def windows(self, shape: Shape) -> tuple[Sliding, ...]:
        axes = zip(self.kernel_size, self.stride, self.spreads(), strict=True)
        pairs = zip(axes, self.sides(shape), strict=True)
        return tuple([Sliding(*axis, *side) for axis, side in pairs])

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Along, imaging
        from cnncalc.layers.steps import Window

        axes = self.windows(shapes[0])
        steps = [Window(axis.kernel, axis.stride, axis.before, axis.dilation) for axis in axes]
        return (imaging(Along(1), steps),)

    def shrunk(self, shape: Shape, output: Shape) -> Iterator[Problem]:
        pads = [(each, each) for each in self.pads()]
        axes = list(zip(self.kernel_size, pads, self.spreads(), strict=True))
        yield from large_kernel(self, shape, output, axes, self.most_padding())

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return [self.pooled(tensor)]

    def pooled(self, tensor: Arriving) -> Saved:
        """What the windows slide over: the input, or a copy of it that is padded unevenly."""
        if not self.pads_as_tensorflow():
            return ("input", 0)
        sides = self.sides(tensor.shape)
        even = all(before == after for before, after in sides)
        return ("input", 0) if even else padded_copy(tensor, sides)[0]


class _MaxPool(_WithIndices, _Pool):
    padding: tuple[int, ...] | str = argument(
        per_axis(0, words=("tf_same",)), 0, letter="p", symbol="P"
    )
    dilation: tuple[int, ...] = argument(per_axis(1), 1, letter="d", symbol="D")
    return_indices: bool = argument(flag(), False)
    ceil_mode: bool = argument(flag(numbers=False), False)

    compact = Compact("max", "kernel_size")
    output_formula = f"{_Pool.output_formula}; with return_indices the indices are a second output"

    def spreads(self) -> tuple[int, ...]:
        return self.dilation

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return [self.pooled(tensor), self.kept_indices(tensor.shape)]


class _AvgPool(_Pool):
    padding: tuple[int, ...] | str = argument(
        per_axis(0, words=("tf_same",)), 0, letter="p", symbol="P"
    )
    ceil_mode: bool = argument(flag(numbers=False), False)
    count_include_pad: bool = argument(flag(numbers=False), True)

    compact = Compact("avg", "kernel_size")


class _AvgPoolDivided(_AvgPool):
    divisor_override: int | None = argument(whole(), None)

    def flaws(self) -> Iterator[Problem]:
        yield from super().flaws()
        if self.divisor_override == 0:
            yield Problem(
                "bad-value",
                f"`{type(self).__name__}` cannot divide by a `divisor_override` of 0",
                "expected any whole number but 0",
                "leave `divisor_override` out",
                "divisor_override",
            )


class MaxPool1d(_MaxPool):
    """MaxPool1d(3, stride=2): 16×50 → 16×24, 0 params"""

    axes = 1
    ranks = (3,)


class MaxPool2d(_MaxPool):
    """MaxPool2d(3, stride=2, padding=1): 64×112×112 → 64×56×56, 0 params"""

    axes = 2
    ranks = (4,)


class MaxPool3d(_MaxPool):
    """MaxPool3d((1, 2, 2)): 64×16×112×112 → 64×16×56×56, 0 params"""

    axes = 3
    ranks = (5,)


class AvgPool1d(_AvgPool):
    """AvgPool1d(2): 16×50 → 16×25, 0 params"""

    axes = 1
    ranks = (3,)


class AvgPool2d(_AvgPoolDivided):
    """AvgPool2d(7): 512×7×7 → 512×1×1, 0 params"""

    axes = 2
    ranks = (4,)


class AvgPool3d(_AvgPoolDivided):
    """AvgPool3d(2, ceil_mode=True): 64×7×14×14 → 64×4×7×7, 0 params"""

    axes = 3
    ranks = (5,)
    keeps_channels_last = False

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        if not self.pads_as_tensorflow():
            yield from small_input(self, shape, self.kernel_size)
