"""Sources: tensors that no layer gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import flag, sizes
from cnncalc.layers.shapes import Unbatched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.diagnostics import Problem
    from cnncalc.layers.reach import Reaches


class _Source(Layer):
    """A tensor of its own, which has no batch."""

    shape: tuple[int, ...] = argument(sizes(1), short=("size",), symbol="S")

    output_formula = "S, which has no batch"
    owns_output = True
    saves = ()

    @property
    def arity(self) -> range:
        return range(1)

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        del shapes
        return iter(())

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        return ()

    def output(self, *shapes: Shape) -> Shape:
        del shapes
        return Unbatched(self.shape)


class Parameter(_Source):
    """Parameter((64, 1, 1)): → 64×1×1, 64 params"""

    requires_grad: bool = argument(flag(numbers=False), True)

    params_formula = "S"

    def weights(self) -> dict[str, Shape]:
        return {"weight": self.shape}

    @property
    def frozen(self) -> bool:
        return not self.requires_grad


class Buffer(_Source):
    """Buffer((1, 49, 32)): → 1×49×32, 0 params"""

    persistent: bool = argument(flag(), True)

    def buffers(self) -> dict[str, Shape]:
        return {"buffer": self.shape}
