"""Activations along a dimension: its values together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import whole
from cnncalc.layers.refusals import missing_dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.diagnostics import Problem
    from cnncalc.layers.reach import Reaches


class _OverDimension(Layer):
    dim: int | None = argument(whole(), None)

    saves = ("output",)

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from missing_dimension(self, "dim", self.dim, shape)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """Without `dim` it is the first or the second, as PyTorch guesses it: _get_softmax_dim."""
        from cnncalc.layers.reach import sweeping

        rank = len(shapes[0])
        dim = (0 if rank in (0, 1, 3) else 1) if self.dim is None else self.dim
        return (sweeping(rank, (dim,)),)


class Softmax(_OverDimension):
    """Softmax(dim=1): 10 → 10, 0 params"""

    role = "softmax"


class Softmin(_OverDimension):
    """Softmin(dim=1): 10 → 10, 0 params"""


class LogSoftmax(_OverDimension):
    """LogSoftmax(dim=1): 10 → 10, 0 params"""

    role = "log softmax"


class Softmax2d(Layer):
    """Softmax2d(): 3×12×13 → 3×12×13, 0 params"""

    role = "softmax"
    ranks = (4,)
    saves = ("output",)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import sweeping

        return (sweeping(4, (1,)),)
