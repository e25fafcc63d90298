"""Blocks of an image as channels, and back, as TensorFlow does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Shape
from cnncalc.layers.kinds import whole
from cnncalc.layers.refusals import indivisible
from cnncalc.layers.reshape import DEEPER, WIDER, shuffled, unshuffled
from cnncalc.layers.saving import _Copied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.diagnostics import Problem
    from cnncalc.layers.reach import Reaches


class _Rearranged(_Copied):
    block_size: int = argument(whole(1), symbol="r")

    ranks = (4,)


class SpaceToDepth(_Rearranged):
    """SpaceToDepth(2): 3×32×32 → 12×16×16, 0 params"""

    output_formula = "C·r² × H / r × W / r"
    dimension_formulas = DEEPER

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        for what, size in (("rows", shape[-2]), ("columns", shape[-1])):
            if size % self.block_size:
                yield indivisible(self, what, size, self.block_size, "block_size")

    def output(self, shape: Shape) -> Shape:
        batch, channels, high, wide = shape
        size = self.block_size
        return (batch, channels * size**2, high // size, wide // size)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        return unshuffled(self.block_size, *shapes)


class DepthToSpace(_Rearranged):
    """DepthToSpace(2): 12×16×16 → 3×32×32, 0 params"""

    output_formula = "C / r² × r·H × r·W"
    dimension_formulas = WIDER

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        if shape[1] % self.block_size**2:
            yield indivisible(self, "channels", shape[1], self.block_size**2, "block_size")

    def output(self, shape: Shape) -> Shape:
        batch, channels, high, wide = shape
        size = self.block_size
        return (batch, channels // size**2, high * size, wide * size)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        return shuffled(self.block_size, *shapes)
