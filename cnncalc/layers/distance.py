"""Distances and similarities of two tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Shape
from cnncalc.layers.broadcast import broadcast, cannot_broadcast, carries_batch
from cnncalc.layers.kinds import flag, real, whole
from cnncalc.layers.pairs import _Pair
from cnncalc.layers.refusals import missing_dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class CosineSimilarity(_Pair):
    """CosineSimilarity(): 128×7×7, 128×7×7 → 7×7, 0 params"""

    dim: int = argument(whole(), 1)
    eps: float = argument(real(0), 1e-8)

    output_formula = "the larger of the sizes that arrive, without the dimension dim"

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        apart = list(cannot_broadcast(self, *shapes))
        yield from apart
        if not apart:
            yield from missing_dimension(self, "dim", self.dim, broadcast(*shapes) or ())

    def output(self, *shapes: Shape) -> Shape:
        whole_ = broadcast(*shapes) or ()
        at = self.dim % (len(whole_) or 1)
        return (*whole_[:at], *whole_[at + 1 :])

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Reach, stretched

        whole_ = broadcast(*shapes) or ()
        at = self.dim % (len(whole_) or 1)
        reads = [stretched(each, whole_).dims for each in shapes]
        return tuple([Reach((*dims[:at], *dims[at + 1 :])) for dims in reads])

    def batched(self, *shapes: Shape) -> bool:
        whole_ = broadcast(*shapes) or ()
        return self.dim % (len(whole_) or 1) > 0 and carries_batch(whole_, *shapes)

    def saved(self, *tensors: Arriving) -> Sequence[Saved]:
        """Each that wants a gradient, its norm twice, and the other at the length of 1.

        Source: PyTorch, ATen/native/Distance.cpp, cosine_similarity.
        """
        shape = broadcast(*[each.shape for each in tensors]) or ()
        count = product(shape)
        norm = ("values", count // (shape[self.dim] if shape else 1))
        found: list[Saved] = []
        for at, tensor in enumerate(tensors):
            found += [("input", at), norm, norm, ("values", count)] * tensor.needs_grad
        return found


class PairwiseDistance(_Pair):
    """PairwiseDistance(): 8×128, 8×128 → 8, 0 params"""

    p: float = argument(real(), 2.0)
    eps: float = argument(real(), 1e-6)
    keepdim: bool = argument(flag(numbers=False), False)

    output_formula = "the larger of the sizes that arrive, without the last dimension"

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        yield from cannot_broadcast(self, *shapes)

    def output(self, *shapes: Shape) -> Shape:
        whole_ = broadcast(*shapes) or ()
        return (*whole_[:-1], *((1,) if self.keepdim and whole_ else ()))

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Reach, stretched

        whole_ = broadcast(*shapes) or ()
        kept = (None,) if self.keepdim and whole_ else ()
        return tuple([Reach((*stretched(each, whole_).dims[:-1], *kept)) for each in shapes])

    def batched(self, *shapes: Shape) -> bool:
        whole_ = broadcast(*shapes) or ()
        return len(whole_) > 1 and carries_batch(whole_, *shapes)

    def saved(self, *tensors: Arriving) -> Sequence[Saved]:
        """The difference, and its norm."""
        shape = broadcast(*[each.shape for each in tensors]) or ()
        return [("values", product(shape)), ("output", 0)]
