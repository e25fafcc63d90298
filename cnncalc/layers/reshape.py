"""Reshaping: layers that only arrange values anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import per_axis, sizes, whole
from cnncalc.layers.refusals import indivisible, missing_dimension

if TYPE_CHECKING:
    from collections.abc import Iterator


class Identity(Layer):
    """Identity(): 64×7×7 → 64×7×7, 0 params"""

    takes_anything = True


class Flatten(Layer):
    """Flatten(): 64×7×7 → 3136, 0 params"""

    start_dim: int = argument(whole(), 1)
    end_dim: int = argument(whole(), -1)

    output_formula = "the dimensions from start_dim to end_dim become their product"

    def keeps_batch(self, shape: Shape) -> bool:
        return self.start_dim % len(shape) > 0 or self.end_dim % len(shape) == 0

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        problems = [
            *missing_dimension(self, "start_dim", self.start_dim, shape),
            *missing_dimension(self, "end_dim", self.end_dim, shape),
        ]
        yield from problems
        if not problems and self.start_dim % len(shape) > self.end_dim % len(shape):
            yield Problem(
                "bad-value",
                f"`Flatten` cannot end at dimension {self.end_dim} before it starts "
                f"at {self.start_dim}",
                "expected a start_dim that is not behind end_dim",
                "write `Flatten()`",
                "start_dim",
            )

    def output(self, shape: Shape) -> Shape:
        start, end = self.start_dim % len(shape), self.end_dim % len(shape)
        return (*shape[:start], product(shape[start : end + 1]), *shape[end + 1 :])


class Unflatten(Layer):
    """Unflatten(1, (64, 7, 7)): 3136 → 64×7×7, 0 params"""

    dim: int = argument(whole())
    unflattened_size: tuple[int, ...] = argument(sizes(-1, alone=False))

    output_formula = "the dimension dim becomes unflattened_size; one −1 is what is left"

    def keeps_batch(self, shape: Shape) -> bool:
        return self.dim % len(shape) > 0

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        outside = list(missing_dimension(self, "dim", self.dim, shape))
        yield from outside
        if outside:
            return
        size, wanted = shape[self.dim], self.unflattened_size
        known = product([each for each in wanted if each != -1])
        unknown = wanted.count(-1)
        if unknown > 1 or known == 0 or (size % known if unknown else size != known):
            made = "×".join(map(str, wanted))
            yield Problem(
                "shape-mismatch",
                f"`Unflatten` cannot make {made} of the {size:,} values in dimension {self.dim}",
                "only one size may be -1" if unknown > 1 else f"expected a product of {size}",
                f"write sizes whose product is {size}",
                "unflattened_size",
            )

    def output(self, shape: Shape) -> Shape:
        at = self.dim % len(shape)
        known = product([each for each in self.unflattened_size if each != -1])
        made = [shape[at] // known if each == -1 else each for each in self.unflattened_size]
        return (*shape[:at], *made, *shape[at + 1 :])


class PixelShuffle(Layer):
    """PixelShuffle(3): 9×4×4 → 1×12×12, 0 params"""

    upscale_factor: int = argument(whole(1), symbol="r")

    ranks = range(3, 99)
    output_formula = "C / r² × r·H × r·W"

    def keeps_batch(self, shape: Shape) -> bool:
        """With three dimensions the first one is the channels."""
        return len(shape) > 3

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        square = self.upscale_factor**2
        if shape[-3] % square:
            yield indivisible(self, "channels", shape[-3], square, "upscale_factor")

    def output(self, shape: Shape) -> Shape:
        channels, high, wide = shape[-3:]
        factor = self.upscale_factor
        return (*shape[:-3], channels // factor**2, high * factor, wide * factor)


class PixelUnshuffle(Layer):
    """PixelUnshuffle(3): 1×12×12 → 9×4×4, 0 params"""

    downscale_factor: int = argument(whole(1), symbol="r")

    ranks = range(3, 99)
    output_formula = "C·r² × H / r × W / r"

    def keeps_batch(self, shape: Shape) -> bool:
        """With three dimensions the first one is the channels."""
        return len(shape) > 3

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        for what, size in (("rows", shape[-2]), ("columns", shape[-1])):
            if size % self.downscale_factor:
                yield indivisible(self, what, size, self.downscale_factor, "downscale_factor")

    def output(self, shape: Shape) -> Shape:
        channels, high, wide = shape[-3:]
        factor = self.downscale_factor
        return (*shape[:-3], channels * factor**2, high // factor, wide // factor)


class ChannelShuffle(Layer):
    """ChannelShuffle(2): 4×2×2 → 4×2×2, 0 params"""

    groups: int = argument(whole(1), symbol="G")

    ranks = range(3, 99)

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        if shape[1] % self.groups:
            yield indivisible(self, "channels", shape[1], self.groups, "groups")


class _Blocks(Layer):
    """Blocks of a kernel's size, as columns of values."""

    kernel_size: tuple[int, ...]
    dilation: tuple[int, ...]
    padding: tuple[int, ...]
    stride: tuple[int, ...]

    axes = 2
    size_formula = arith.convolution

    def counts(self, image: Shape) -> tuple[int, ...]:
        """How many blocks fit on each axis of an image."""
        axes = zip(
            image, self.kernel_size, self.stride,
            [(each, each) for each in self.padding], self.dilation, strict=True,
        )  # fmt: skip
        return tuple([arith.convolution(*axis) for axis in axes])

    def misplaced(self, image: Shape, at: str) -> Iterator[Problem]:
        """Where not one block fits."""
        if min(self.counts(image)) < 1:
            padded = tuple([size + 2 * pad for size, pad in zip(image, self.padding, strict=True)])
            spans = map(arith.reach, self.kernel_size, self.dilation)
            yield Problem(
                "kernel-too-large",
                f"the blocks of `{type(self).__name__}`, {'×'.join(map(str, spans))}, do not fit "
                f"into the padded image, {'×'.join(map(str, padded))}",
                "larger than the padded image",
                "write a smaller kernel_size, or more padding",
                at,
            )


class Unfold(_Blocks):
    """Unfold(3, padding=1): 3×32×32 → 27×1024, 0 params"""

    kernel_size: tuple[int, ...] = argument(per_axis(1), short=("kernel",), letter="k", symbol="F")
    dilation: tuple[int, ...] = argument(per_axis(1), 1, letter="d", symbol="D")
    padding: tuple[int, ...] = argument(per_axis(0), 0, letter="p", symbol="P")
    stride: tuple[int, ...] = argument(per_axis(1), 1, letter="s", symbol="S")

    ranks = (4,)
    output_formula = "C·F·F × the product of the sizes on each axis"

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from self.misplaced(shape[2:], "kernel_size")

    def output(self, shape: Shape) -> Shape:
        values = shape[1] * product(self.kernel_size)
        return (shape[0], values, product(self.counts(shape[2:])))


class Fold(_Blocks):
    """Fold((4, 5), 2): 12×12 → 3×4×5, 0 params"""

    output_size: tuple[int, ...] = argument(per_axis(1))
    kernel_size: tuple[int, ...] = argument(per_axis(1), short=("kernel",), letter="k", symbol="F")
    dilation: tuple[int, ...] = argument(per_axis(1), 1, letter="d", symbol="D")
    padding: tuple[int, ...] = argument(per_axis(0), 0, letter="p", symbol="P")
    stride: tuple[int, ...] = argument(per_axis(1), 1, letter="s", symbol="S")

    ranks = (3,)
    output_formula = "C / (F·F) × output_size, from one column for each place of the kernel"

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        unplaced = list(self.misplaced(self.output_size, "output_size"))
        yield from unplaced
        if shape[1] % product(self.kernel_size):
            yield indivisible(self, "channels", shape[1], product(self.kernel_size), "kernel_size")
        blocks = product(self.counts(self.output_size))
        if not unplaced and shape[2] != blocks:
            yield Problem(
                "shape-mismatch",
                f"`Fold` needs one column for each of {blocks:,} blocks, but {shape[2]:,} arrive",
                f"expected {blocks} columns",
                "write the output_size, kernel_size, stride and padding of the Unfold before it",
                "output_size",
            )

    def output(self, shape: Shape) -> Shape:
        return (shape[0], shape[1] // product(self.kernel_size), *self.output_size)
