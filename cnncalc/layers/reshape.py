"""Reshaping: layers that only arrange values anew."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import sizes, whole
from cnncalc.layers.refusals import indivisible, missing_dimension
from cnncalc.layers.saving import _Copied
from cnncalc.layers.strides import viewed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving
    from cnncalc.layers.sums import Sum


DEEPER = MappingProxyType({-3: "C·r·r", -2: "H/r", -1: "W/r"})
WIDER = MappingProxyType({-3: "C/(r·r)", -2: "H·r", -1: "W·r"})


class Identity(Layer):
    """Identity(): 64×7×7 → 64×7×7, 0 params"""

    takes_anything = True
    saves = ()

    def passes(self, *, training: bool) -> bool:
        del training
        return True


class _Regrouped(_Copied):
    """The same values in the same order under other dimensions."""

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import reshaped

        (shape,) = shapes
        read = reshaped(shape, self.output(shape))
        return read and (read,)


class _Reshaped(_Regrouped):
    """A view where the values lie so that there can be one, else a copy."""

    def views(self, tensor: Arriving) -> Sequence[Shape] | None:
        strides = viewed(tensor.shape, tensor.strides, self.output(tensor.shape))
        return None if strides is None else [strides]


class Flatten(_Reshaped):
    """Flatten(): 64×7×7 → 3136, 0 params"""

    start_dim: int = argument(whole(), 1)
    end_dim: int = argument(whole(), -1)

    role = "flatten"
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

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        """The product of the dimensions that become one."""
        from cnncalc.layers.formulas import lettered
        from cnncalc.layers.sums import Sum

        (shape,) = shapes
        if not shape:
            return
        start, end = self.start_dim % len(shape), self.end_dim % len(shape)
        if start < end:
            letters = dict(list(zip(lettered(shape), shape, strict=True))[start : end + 1])
            yield Sum(start, "·".join(letters), letters, what="values")

    def output(self, shape: Shape) -> Shape:
        start, end = self.start_dim % len(shape), self.end_dim % len(shape)
        return (*shape[:start], product(shape[start : end + 1]), *shape[end + 1 :])


class Unflatten(_Reshaped):
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

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        """What is left for a −1."""
        from cnncalc.layers.sums import left_over

        if -1 in self.unflattened_size:
            at, (shape,) = self.dim % len(shapes[0]), shapes
            whole_ = at + len(self.unflattened_size)
            yield left_over(at + self.unflattened_size.index(-1), at, whole_, self.output(shape))

    def output(self, shape: Shape) -> Shape:
        at = self.dim % len(shape)
        known = product([each for each in self.unflattened_size if each != -1])
        made = [shape[at] // known if each == -1 else each for each in self.unflattened_size]
        return (*shape[:at], *made, *shape[at + 1 :])


def shuffled(factor: int, shape: Shape) -> Reaches:
    """Of an image that grows: blocks of units read one place, of so many channels."""
    from cnncalc.layers.reach import stepping
    from cnncalc.layers.steps import Blocks

    rank, once = len(shape), Blocks(1, factor)
    channels = Blocks(factor**2, 1)
    return (stepping(rank, [(rank - 3, channels), (rank - 2, once), (rank - 1, once)]),)


def unshuffled(factor: int, shape: Shape) -> Reaches:
    """Of an image that shrinks: units read blocks of places, so many channels of them the same."""
    from cnncalc.layers.reach import stepping
    from cnncalc.layers.steps import Blocks

    rank, block = len(shape), Blocks(factor, 1)
    channels = Blocks(1, factor**2)
    return (stepping(rank, [(rank - 3, channels), (rank - 2, block), (rank - 1, block)]),)


class PixelShuffle(_Copied):
    """PixelShuffle(3): 9×4×4 → 1×12×12, 0 params"""

    upscale_factor: int = argument(whole(1), symbol="r")

    ranks = range(3, 99)
    output_formula = "C / r² × r·H × r·W"
    dimension_formulas = WIDER

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

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        return shuffled(self.upscale_factor, *shapes)


class PixelUnshuffle(_Copied):
    """PixelUnshuffle(3): 1×12×12 → 9×4×4, 0 params"""

    downscale_factor: int = argument(whole(1), symbol="r")

    ranks = range(3, 99)
    output_formula = "C·r² × H / r × W / r"
    dimension_formulas = DEEPER

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

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        return unshuffled(self.downscale_factor, *shapes)


class ChannelShuffle(_Copied):
    """ChannelShuffle(2): 4×2×2 → 4×2×2, 0 params"""

    groups: int = argument(whole(1), symbol="G")

    ranks = range(3, 99)

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        if shape[1] % self.groups:
            yield indivisible(self, "channels", shape[1], self.groups, "groups")

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """Of the channels all: those of each group are dealt out to all places."""
        from cnncalc.layers.reach import mixing

        return (mixing(len(shapes[0]), (1,)),)
