"""Convolutions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Compact, Layer, Shape
from cnncalc.layers.kinds import flag, per_axis, whole, word
from cnncalc.layers.refusals import odd_groups
from cnncalc.layers.roles import Sliding
from cnncalc.layers.saving import padded_copy
from cnncalc.layers.strides import contiguous
from cnncalc.layers.windows import far_padding, large_kernel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Link, Reaches
    from cnncalc.layers.storage import Arriving, Saved


class _Convolution(Layer):
    in_channels: int = argument(whole(1), dimension=1, inferred=True, symbol="D_in")
    out_channels: int = argument(whole(1), short=("out", "filters"), symbol="K")
    kernel_size: tuple[int, ...] = argument(per_axis(1), short=("kernel",), letter="k", symbol="F")
    stride: tuple[int, ...] = argument(per_axis(1), 1, letter="s", symbol="S")
    groups: int
    bias: bool

    lazy = {}
    role = "convolution"
    mixes_channels = True
    saves = ("input",)
    keeps_channels_last = True
    output_formula = "K × the size on each axis"
    dimension_formulas = MappingProxyType({1: "K"})

    def flaws(self) -> Iterator[Problem]:
        yield from odd_groups(
            self, self.groups, "groups",
            in_channels=self.in_channels, out_channels=self.out_channels,
        )  # fmt: skip

    def mixed(self) -> Link:
        """What an output channel reads: all channels of its group."""
        from cnncalc.layers.reach import Along
        from cnncalc.layers.steps import Blocks

        if self.groups == 1:
            return None
        return Along(1, Blocks(self.in_channels // self.groups, self.out_channels // self.groups))

    def kernel(self) -> Shape:
        """The shape of the weight."""
        raise NotImplementedError

    def positions(self, *shapes: Shape) -> int:
        """How many positions each weight is used at, in all samples."""
        raise NotImplementedError

    def macs(self, *shapes: Shape) -> int:
        return arith.weighted(self.positions(*shapes), arith.product(self.kernel()))

    def macs_letters(self, *shapes: Shape) -> dict[str, int]:
        return {"N": self.positions(*shapes)}

    def weights(self) -> dict[str, Shape]:
        return {"weight": self.kernel()} | ({"bias": (self.out_channels,)} if self.bias else {})


class _Conv(_Convolution):
    padding: tuple[int, ...] | str = argument(
        per_axis(0, words=("same", "valid", "tf_same")), 0, letter="p", symbol="P"
    )
    dilation: tuple[int, ...] = argument(per_axis(1), 1, letter="d", symbol="D")
    groups: int = argument(whole(1), 1, letter="g", symbol="G")
    bias: bool = argument(flag(), True)
    padding_mode: str = argument(word("zeros", "reflect", "replicate", "circular"), "zeros")
    device: object = opaque()
    dtype: object = opaque()

    compact = Compact("conv", "out_channels")
    size_formula = arith.convolution
    macs_symbols = MappingProxyType({"N": "positions of the output"})

    def flaws(self) -> Iterator[Problem]:
        yield from super().flaws()
        if self.padding == "same" and max(self.stride) > 1:
            yield Problem(
                "bad-value",
                f"`padding='same'` needs stride 1, but the stride is {max(self.stride)}",
                "only with stride=1",
                "write the padding as a number, such as "
                f"`padding={max(self.kernel_size) // 2}`, or leave the stride at 1",
                "padding",
            )

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        if self.padding_mode in ("reflect", "circular"):
            yield from far_padding(self.padding_mode, shape, self.sides(shape), "padding")

    def sides(self, shape: Shape) -> tuple[tuple[int, int], ...]:
        """The padding before and after, on each axis of the shape that arrives."""
        if self.padding == "tf_same":
            axes = zip(shape[2:], self.kernel_size, self.stride, self.dilation, strict=True)
            return tuple([arith.tf_same_padding(*axis) for axis in axes])
        if self.padding == "same":
            pairs = zip(self.kernel_size, self.dilation, strict=True)
            return tuple([arith.same_padding(kernel, dilation) for kernel, dilation in pairs])
        if isinstance(self.padding, str):
            return ((0, 0),) * self.axes
        return tuple([(each, each) for each in self.padding])

    def windows(self, shape: Shape) -> tuple[Sliding, ...]:
        axes = zip(self.kernel_size, self.stride, self.dilation, self.sides(shape), strict=True)
        return tuple([Sliding(*axis[:3], *axis[3]) for axis in axes])

    def output(self, shape: Shape) -> Shape:
        sides = self.sides(shape)
        axes = zip(shape[2:], self.kernel_size, self.stride, sides, self.dilation, strict=True)
        return (shape[0], self.out_channels, *[arith.convolution(*axis) for axis in axes])

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import imaging
        from cnncalc.layers.steps import Window

        steps = [
            Window(
                each.kernel, each.stride, each.before, each.dilation, self.padding_mode, each.after
            )
            for each in self.windows(shapes[0])
        ]
        return (imaging(self.mixed(), steps),)

    def shrunk(self, shape: Shape, output: Shape) -> Iterator[Problem]:
        axes = list(zip(self.kernel_size, self.sides(shape), self.dilation, strict=True))
        yield from large_kernel(self, shape, output, axes)

    def kernel(self) -> Shape:
        return (self.out_channels, self.in_channels // self.groups, *self.kernel_size)

    def positions(self, *shapes: Shape) -> int:
        output = self.output(shapes[0])
        return arith.product((output[0], *output[2:]))

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """What it reads: where the padding is uneven or no zeros, a padded copy of the input.

        Source: PyTorch, ATen/native/Convolution.cpp, convolution_same: it pads by what one side
        has more than the other.
        """
        sides = self.sides(tensor.shape)
        if self.padding_mode != "zeros":
            return padded_copy(tensor, sides, self.padding_mode)
        if all(before == after for before, after in sides):
            return [("input", 0)]
        if self.padding == "same":
            sides = tuple([(0, after - before) for before, after in sides])
        return padded_copy(tensor, sides)

    def laid_out(self, shape: Shape, *tensors: Arriving) -> Shape:
        """What is padded in a circle is copied in the order of its dimensions."""
        circular = self.padding_mode == "circular"
        return contiguous(shape) if circular else super().laid_out(shape, *tensors)


class Conv1d(_Conv):
    """Conv1d(16, 33, 3, stride=2): 16×50 → 33×24, 1,617 params, 38,016 MACs"""

    axes = 1
    ranks = (3,)
    params_formula = "K·(D_in/G)·F + K if bias"
    macs_formula = "N·K·(D_in/G)·F"


class Conv2d(_Conv):
    """Conv2d(3, 64, 7, stride=2, padding=3): 3×224×224 → 64×112×112, 9,472 params, 118,013,952 MACs

    The first layer of ResNet is this one without its bias.
    """

    axes = 2
    ranks = (4,)
    params_formula = "K·(D_in/G)·F·F + K if bias"
    macs_formula = "N·K·(D_in/G)·F·F"


class Conv3d(_Conv):
    """Conv3d(3, 16, (3, 5, 5)): 3×8×56×56 → 16×6×52×52, 3,616 params, 58,406,400 MACs"""

    axes = 3
    ranks = (5,)
    params_formula = "K·(D_in/G)·F·F·F + K if bias"
    macs_formula = "N·K·(D_in/G)·F·F·F"
