"""Merges: several tensors become one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import ONE, Layer, Shape
from cnncalc.layers.broadcast import (
    broadcast,
    cannot_broadcast,
    carries_batch,
    joined_problem,
    named,
)
from cnncalc.layers.kinds import real, whole, word
from cnncalc.layers.refusals import MANY, missing_dimension
from cnncalc.layers.shapes import Unbatched, shown
from cnncalc.layers.storage import Arriving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Saved
    from cnncalc.layers.sums import Sum

_TWO = range(2, 3)
_SEVERAL = range(2, MANY + 1)
_MOST_TERMS = 12


class _Merge(Layer):
    merges = True
    saves = ()

    @property
    def arity(self) -> range:
        return _TWO

    def batched(self, *shapes: Shape) -> bool:
        return carries_batch(self.output(*shapes), *shapes)


class _Broadcasting(_Merge):
    """Values of the same place are worked on together; a size of 1 is stretched."""

    keeps_strides = True

    output_formula = (
        "in each dimension the larger of the sizes that arrive, of which all others are 1"
    )

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        yield from cannot_broadcast(self, *shapes)

    def output(self, *shapes: Shape) -> Shape:
        return broadcast(*shapes) or ()

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stretched

        whole_ = self.output(*shapes)
        return tuple([stretched(each, whole_) for each in shapes])


class _Arithmetic(_Broadcasting):
    """With a number instead of a second tensor as well."""

    other: float | None = argument(real(), None)

    @property
    def arity(self) -> range:
        return _TWO if self.other is None else ONE


class Add(_Arithmetic):
    """Add(): 64×56×56, 64×56×56 → 64×56×56, 0 params"""

    alpha: float = argument(real(), 1, kw_only=True)

    @property
    def arity(self) -> range:
        return _SEVERAL if self.other is None else ONE


class Sub(_Arithmetic):
    """Sub(): 64×7×7, 64×1×1 → 64×7×7, 0 params"""

    aliases = ("Subtract",)
    alpha: float = argument(real(), 1, kw_only=True)


class Mul(_Arithmetic):
    """Mul(): 64×56×56, 64×1×1 → 64×56×56, 0 params"""

    aliases = ("Multiply",)

    @property
    def arity(self) -> range:
        return _SEVERAL if self.other is None else ONE

    def saved(self, *tensors: Arriving) -> Sequence[Saved]:
        """Each factor whose partner wants a gradient; of more than two, the products on the way."""
        found: list[Saved] = []
        product_, made = ("input", 0), tensors[0]
        for at, tensor in enumerate(tensors[1:], 1):
            found += [product_] * tensor.needs_grad + [("input", at)] * made.needs_grad
            shape = broadcast(made.shape, tensor.shape) or ()
            wanted = made.needs_grad or tensor.needs_grad
            made = Arriving(shape, (), wanted)
            product_ = ("values", made.elements)
        return found


class Div(_Arithmetic):
    """Div(other=255): 3×32×32 → 3×32×32, 0 params"""

    aliases = ("Divide",)
    rounding_mode: str | None = argument(word("trunc", "floor"), None, kw_only=True)

    def saved(self, *tensors: Arriving) -> Sequence[Saved]:
        """The divisor, and what is divided where the divisor wants a gradient."""
        if len(tensors) < 2:
            return ()
        return [("input", 1)] + [("input", 0)] * tensors[1].needs_grad


class Cat(_Merge):
    """Cat(): 64×28×28, 32×28×28 → 96×28×28, 0 params

    It joins the channels, unless another dimension is named; in PyTorch the default is the batch.
    """

    aliases = ("Concat", "Concatenate")
    keeps_channels_last = True
    dim: int = argument(whole(), 1, also=("axis",))

    output_formula = "the sum of the sizes that arrive in dimension dim; the others stay"

    @property
    def arity(self) -> range:
        return _SEVERAL

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        first = shapes[0]
        scalar = next((each for each in shapes if not each), None)
        if scalar is not None:
            yield Problem(
                "rank-mismatch",
                f"`Cat` cannot join {shown(scalar)}: it has no dimension",
                "expected at least one dimension",
                "write `Stack`",
            )
            return
        outside = list(missing_dimension(self, "dim", self.dim, first))
        if outside and all(len(each) == len(first) for each in shapes):
            yield from outside
            return
        at = self.dim % len(first)
        name = named(at, first)
        the = "" if name.startswith("dimension") else "the "
        yield from joined_problem(self, shapes, at, f"join {the}{name}")

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        """The sizes that arrive, those that are alike and follow each other together."""
        from cnncalc.layers.sums import Sum

        at = self.dim % len(shapes[0])
        runs = [(size, len(list(run))) for size, run in groupby([each[at] for each in shapes])]
        counted = [(f"C_{number}", *run) for number, run in enumerate(runs, 1)]
        terms = [name if count == 1 else f"{count}·{name}" for name, _, count in counted]
        letters = {name: size for name, size, _ in counted}
        if len(runs) <= _MOST_TERMS:
            yield Sum(at, " + ".join(terms), letters, f"of {len(shapes)} tensors")

    def output(self, *shapes: Shape) -> Shape:
        first = shapes[0]
        at = self.dim % len(first)
        return (*first[:at], sum([each[at] for each in shapes]), *first[at + 1 :])

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from itertools import accumulate

        from cnncalc.layers.reach import stepping
        from cnncalc.layers.reordering import Part

        at, rank = self.dim % len(shapes[0]), len(shapes[0])
        starts = accumulate([each[at] for each in shapes], initial=0)
        parts = [Part(start, each[at]) for start, each in zip(starts, shapes, strict=False)]
        return tuple([stepping(rank, [(at, part)]) for part in parts])

    def batched(self, *shapes: Shape) -> bool:
        return self.dim % len(shapes[0]) > 0 and carries_batch(self.output(*shapes), *shapes)


class Stack(_Merge):
    """Stack(dim=1): 64×7×7, 64×7×7 → 2×64×7×7, 0 params"""

    dim: int = argument(whole(), 0, also=("axis",))

    output_formula = "the shape that arrives, with a new dimension at dim for the tensors"

    @property
    def arity(self) -> range:
        return _SEVERAL

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        yield from joined_problem(self, shapes, None, "stack them")
        yield from missing_dimension(self, "dim", self.dim, (*shapes[0], 1))

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import Sum

        yield Sum(self.dim % (len(shapes[0]) + 1), "n", {"n": len(shapes)}, "one for each tensor")

    def output(self, *shapes: Shape) -> Shape:
        first = shapes[0]
        at = self.dim % (len(first) + 1)
        return (*first[:at], len(shapes), *first[at:])

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Along, Only, Reach

        rank = len(shapes[0])
        at = self.dim % (rank + 1)
        dims = [Along(each) for each in range(rank)]
        return tuple(
            [Reach((*dims[:at], Only(number), *dims[at:])) for number in range(len(shapes))]
        )

    def batched(self, *shapes: Shape) -> bool:
        mixed = self.dim % (len(shapes[0]) + 1) == 0
        return not mixed and not all(isinstance(each, Unbatched) for each in shapes)
