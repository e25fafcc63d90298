"""The largest and the smallest: of two tensors, along a dimension, or of all values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.arguments import argument
from cnncalc.layers.base import ONE, Shape
from cnncalc.layers.broadcast import broadcast, cannot_broadcast
from cnncalc.layers.kinds import flag, whole
from cnncalc.layers.merge import _Broadcasting
from cnncalc.layers.reduce import keeps_nothing, reduced
from cnncalc.layers.refusals import missing_dimension
from cnncalc.layers.shapes import Unbatched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.diagnostics import Problem
    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class _Extreme(_Broadcasting):
    """Of two tensors place by place, of one along a dimension, or of all its values."""

    dim: int | None = argument(whole(), None, also=("axis",))
    keepdim: bool = argument(flag(numbers=False), False, also=("keepdims",))

    output_formula = (
        "of two tensors, the larger of the sizes that arrive in each dimension; of one, without "
        "the dimension dim, twice: values and indices; without dim, a single number"
    )

    @property
    def arity(self) -> range:
        return range(1, 3) if self.dim is None else ONE

    def flaws(self) -> Iterator[Problem]:
        if self.keepdim and self.dim is None:
            yield keeps_nothing(self)

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        if len(shapes) > 1:
            yield from cannot_broadcast(self, *shapes)
        else:
            yield from missing_dimension(self, "dim", self.dim, shapes[0])

    def output(self, *shapes: Shape) -> Shape:
        if len(shapes) > 1:
            return broadcast(*shapes) or ()
        return reduced(shapes[0], None if self.dim is None else (self.dim,), keepdim=self.keepdim)

    def outputs(self, *shapes: Shape) -> tuple[Shape, ...]:
        return (self.output(*shapes),) * (1 if self.dim is None else 2)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import without

        if len(shapes) > 1:
            return super().reach(output, *shapes)
        rank = len(shapes[0])
        dims = range(rank) if self.dim is None else (self.dim,)
        return (without(rank, dims, keepdim=self.keepdim),)

    def batched(self, *shapes: Shape) -> bool:
        if len(shapes) > 1:
            return super().batched(*shapes)
        mixed = self.dim is None or not shapes[0] or self.dim % len(shapes[0]) == 0
        return not mixed and not isinstance(shapes[0], Unbatched)

    def indices(self, count: int) -> Sequence[int]:
        return range(1, count)

    def saved(self, *tensors: Arriving) -> Sequence[Saved]:
        """Of two tensors both; along a dimension the indices; of all values, input and output."""
        if len(tensors) > 1:
            return [("input", 0), ("input", 1)]
        return [("input", 0), ("output", 0)] if self.dim is None else [("output", 1)]


class Max(_Extreme):
    """Max(dim=1): 64×28×28 → 28×28, 0 params"""

    aliases = ("Maximum",)


class Min(_Extreme):
    """Min(): 64×28×28, 64×28×28 → 64×28×28, 0 params"""

    aliases = ("Minimum",)
