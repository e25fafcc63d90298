"""Normalisation of the last dimensions: by mean and deviation, by root mean square."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Layer, Shape, shown
from cnncalc.layers.kinds import flag, real, sizes
from cnncalc.layers.norm import scaling
from cnncalc.layers.saving import statistics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class _ShapeNorm(Layer):
    normalized_shape: tuple[int, ...] = argument(sizes(1), symbol="C")

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        wanted = self.normalized_shape
        if shape[-len(wanted) :] != wanted:
            arriving = shape[-min(len(wanted), max(1, len(shape) - 1)) :]
            yield Problem(
                "shape-mismatch",
                f"`{type(self).__name__}` normalises the last dimensions "
                f"{'×'.join(map(str, wanted))}, but {shown(shape)} arrives",
                f"expected a shape that ends in {'×'.join(map(str, wanted))}",
                f"write `normalized_shape={list(arriving)}`",
                "normalized_shape",
            )

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import sweeping

        rank = len(shapes[0])
        return (sweeping(rank, range(rank - len(self.normalized_shape), rank)),)


class LayerNorm(_ShapeNorm):
    """LayerNorm((20, 5, 10)): 20×5×10 → 20×5×10, 2,000 params"""

    eps: float = argument(real(), 1e-05)
    elementwise_affine: bool = argument(flag(), True)
    bias: bool = argument(flag(), True)
    device: object = opaque()
    dtype: object = opaque()

    params_formula = "C if elementwise_affine + C if elementwise_affine and bias"

    def weights(self) -> dict[str, Shape]:
        return scaling(self.normalized_shape, affine=self.elementwise_affine, bias=self.bias)

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return statistics(tensor.elements // product(self.normalized_shape))


class RMSNorm(_ShapeNorm):
    """RMSNorm(512): 49×512 → 49×512, 512 params"""

    eps: float | None = argument(real(), None)
    elementwise_affine: bool = argument(flag(), True)
    device: object = opaque()
    dtype: object = opaque()

    params_formula = "C if elementwise_affine"

    def weights(self) -> dict[str, Shape]:
        return {"weight": self.normalized_shape} if self.elementwise_affine else {}

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """The deviations, and where there are weights what they are multiplied with."""
        scales = [("values", tensor.elements)] * self.elementwise_affine
        if not tensor.needs_grad:
            return scales
        return [
            ("input", 0),
            ("values", tensor.elements // product(self.normalized_shape)),
            *scales,
        ]
