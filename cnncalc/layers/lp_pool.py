"""Pooling by power averages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Shape
from cnncalc.layers.kinds import flag, per_axis, real, same_on_each_axis
from cnncalc.layers.pool import _Pool
from cnncalc.layers.windows import small_input

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.storage import Arriving, Saved


class _LPPool(_Pool):
    """It has no padding to write."""

    norm_type: float = argument(real())
    kernel_size: tuple[int, ...] = argument(per_axis(1), short=("kernel",), letter="k", symbol="F")
    stride: tuple[int, ...] = argument(
        per_axis(1), None, follows="kernel_size", letter="s", symbol="S"
    )
    ceil_mode: bool = argument(flag(numbers=False), False)

    def most_padding(self) -> tuple[int, ...]:
        return (0,) * self.axes

    def flaws(self) -> Iterator[Problem]:
        if self.norm_type == 0:
            yield Problem(
                "bad-value",
                f"`{type(self).__name__}` takes the root of order `norm_type`, which cannot be 0",
                "expected any number but 0",
                "write `norm_type=2`",
                "norm_type",
            )

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """The input and its powers; their means, signs, sizes and what comes of these.

        An infinite norm is the largest size instead.
        """
        count = product(self.output(tensor.shape))
        found: list[Saved] = [("input", 0), ("values", tensor.elements)]
        if abs(self.norm_type) == float("inf"):
            return [*found, ("indices", count)]
        return [*found, *[("values", count)] * 4]


class LPPool1d(_LPPool):
    """LPPool1d(2, 3, stride=2): 16×50 → 16×24, 0 params

    PyTorch multiplies by the kernel size as it was given, so it takes no list here.
    """

    kernel_size: tuple[int, ...] = argument(
        same_on_each_axis(1), short=("kernel",), letter="k", symbol="F"
    )
    stride: tuple[int, ...] = argument(
        per_axis(1), None, follows="kernel_size", letter="s", symbol="S"
    )
    ceil_mode: bool = argument(flag(numbers=False), False)

    axes = 1
    ranks = (3,)


class LPPool2d(_LPPool):
    """LPPool2d(2, 2): 16×50×32 → 16×25×16, 0 params"""

    axes = 2
    ranks = (4,)


class LPPool3d(_LPPool):
    """LPPool3d(1.2, 2): 4×8×16×16 → 4×4×8×8, 0 params"""

    axes = 3
    ranks = (5,)
    keeps_channels_last = False

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from small_input(self, shape, self.kernel_size)
