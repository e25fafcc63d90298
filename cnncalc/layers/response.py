"""Local response normalisation: by neighbouring channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import real, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class LocalResponseNorm(Layer):
    """LocalResponseNorm(5): 96×55×55 → 96×55×55, 0 params"""

    size: int = argument(whole(1))
    alpha: float = argument(real(), 1e-4)
    beta: float = argument(real(), 0.75)
    k: float = argument(real(), 1.0)

    ranks = range(3, 99)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stepping
        from cnncalc.layers.steps import Window

        return (stepping(len(shapes[0]), [(1, Window(self.size, before=self.size // 2))]),)

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """The input, its squares with room for the neighbours, the sums, and their powers."""
        squares = tensor.elements // tensor.shape[1] * (tensor.shape[1] + self.size - 1)
        return [("input", 0), ("values", squares), *[("values", tensor.elements)] * 2]


class CrossMapLRN2d(Layer):
    """CrossMapLRN2d(5): 96×55×55 → 96×55×55, 0 params"""

    size: int = argument(whole(1))
    alpha: float = argument(real(), 1e-4)
    beta: float = argument(real(), 0.75)
    k: float = argument(real(), 1)

    ranks = (4,)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import sweeping

        rank = len(shapes[0])
        return (sweeping(rank, (1,)),)

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """Input and output, and the scale, which it keeps by itself."""
        return [("input", 0), ("output", 0), ("values", tensor.elements)]
