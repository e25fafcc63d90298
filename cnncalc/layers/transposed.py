"""Transposed convolutions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cnncalc import arith
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import ONE, Compact, Shape, shown
from cnncalc.layers.conv import _Convolution
from cnncalc.layers.kinds import flag, per_axis, whole, word
from cnncalc.layers.resized import spatial, unreachable
from cnncalc.layers.windows import wide_output_padding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.sums import Sum


class _ConvTranspose(_Convolution):
    padding: tuple[int, ...] = argument(per_axis(0), 0, letter="p", symbol="P")
    output_padding: tuple[int, ...] = argument(per_axis(0), 0, letter="op", symbol="O")
    groups: int = argument(whole(1), 1, letter="g", symbol="G")
    bias: bool = argument(flag(), True)
    dilation: tuple[int, ...] = argument(per_axis(1), 1, letter="d", symbol="D")
    padding_mode: str = argument(word("zeros"), "zeros")
    device: object = opaque()
    dtype: object = opaque()
    output_size: tuple[int, ...] | None = argument(spatial(), None, of_forward=True)

    role = "transposed convolution"
    compact = Compact("convt", "out_channels")
    size_formula = arith.transposed_convolution
    macs_symbols = MappingProxyType({"N": "positions of the input"})
    output_formula = "K × `output_size`, or the size on each axis"

    @property
    def arity(self) -> range:
        """A second tensor may say the output size."""
        return range(1, 3) if self.output_size is None else ONE

    def flaws(self) -> Iterator[Problem]:
        yield from super().flaws()
        if self.output_size is None:  # else what it takes to come to that size stands in for it
            yield from wide_output_padding(self)

    def misfits(self, shape: Shape, *others: Shape) -> Iterator[Problem]:
        windows = self.kernel_size, self.stride, self.padding, self.dilation
        axes = zip(shape[2:], *windows, strict=True)
        possible = [arith.transposed_convolutions(*axis) for axis in axes]
        yield from unreachable(self, shape, possible, *(others or (None,)))

    def output(self, shape: Shape, *others: Shape) -> Shape:
        if asked := others[0][2:] if others else self.output_size:
            return (shape[0], self.out_channels, *asked)
        windows = self.kernel_size, self.stride, self.padding, self.output_padding, self.dilation
        axes = zip(shape[2:], *windows, strict=True)
        sizes = [arith.transposed_convolution(*axis) for axis in axes]
        return (shape[0], self.out_channels, *sizes)

    def axis_sums(self, *shapes: Shape) -> Iterator[Sum]:
        """A size that is asked for takes the output padding that comes to it."""
        asked = self.output_size is not None or len(shapes) > 1
        sizes = self.output(*shapes)[2:]
        for each, size in zip(super().axis_sums(*shapes), sizes, strict=True):
            if asked:
                window: list[Any] = [each.letters[letter] for letter in "WFSPD"]
                extra = size - arith.transposed_convolutions(*window)[0]
                note = "O is what it takes to come to the size that is asked for"
                yield each._replace(letters={**each.letters, "O": extra}, note=note)
            else:
                yield each

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import imaging
        from cnncalc.layers.steps import Transposed

        axes = zip(self.kernel_size, self.stride, self.padding, self.dilation, strict=True)
        read = imaging(self.mixed(), [Transposed(*axis) for axis in axes])
        return (read, *[None] * len(shapes[1:]))

    def shrunk(self, shape: Shape, output: Shape) -> Iterator[Problem]:
        at = next(axis for axis, size in enumerate(output[2:]) if size < 1)
        stride, padding, extra = self.stride[at], self.padding[at], self.output_padding[at]
        span = arith.reach(self.kernel_size[at], self.dilation[at])
        size, total = shape[at + 2], output[at + 2]
        yield Problem(
            "output-too-small",
            f"the output of `{type(self).__name__}` would be {shown(output)}: "
            f"({size} − 1)·{stride} − 2·{padding} + {span} + {extra} = {total}, below 1",
            f"takes {2 * padding} away",
            f"write a padding of at most {padding - (2 - total) // 2}",
            "padding",
        )

    def kernel(self) -> Shape:
        return (self.in_channels, self.out_channels // self.groups, *self.kernel_size)

    def positions(self, *shapes: Shape) -> int:
        shape = shapes[0]
        return arith.product((shape[0], *shape[2:]))


class ConvTranspose1d(_ConvTranspose):
    """ConvTranspose1d(16, 8, 4, stride=2, padding=1): 16×50 → 8×100, 520 params, 25,600 MACs"""

    axes = 1
    ranks = (3,)
    params_formula = "D_in·(K/G)·F + K if bias"
    macs_formula = "N·D_in·(K/G)·F"


class ConvTranspose2d(_ConvTranspose):
    """ConvTranspose2d(3, 1, 2, stride=2): 3×2×2 → 1×4×4, 13 params, 48 MACs"""

    axes = 2
    ranks = (4,)
    params_formula = "D_in·(K/G)·F·F + K if bias"
    macs_formula = "N·D_in·(K/G)·F·F"


class ConvTranspose3d(_ConvTranspose):
    """ConvTranspose3d(8, 4, 2, stride=2): 8×4×7×7 → 4×8×14×14, 260 params, 50,176 MACs"""

    axes = 3
    ranks = (5,)
    params_formula = "D_in·(K/G)·F·F·F + K if bias"
    macs_formula = "N·D_in·(K/G)·F·F·F"
