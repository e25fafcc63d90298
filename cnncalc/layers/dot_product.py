"""Attention without weights: a function of queries, keys and values."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.broadcast import batches_apart, broadcast, carries_batch
from cnncalc.layers.heads import in_one, of_product
from cnncalc.layers.kinds import flag, real
from cnncalc.layers.refusals import wrong_rank
from cnncalc.layers.shapes import shown
from cnncalc.layers.strides import contiguous

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class ScaledDotProductAttention(Layer):
    """ScaledDotProductAttention(): 6×49×64, 6×49×64, 6×49×64 → 6×49×64, 0 params, 1,843,968 MACs"""

    dropout_p: float = argument(real(0, 1), 0.0)
    is_causal: bool = argument(flag(numbers=False), False)
    scale: float | None = argument(real(), None, kw_only=True)
    enable_gqa: bool = argument(flag(numbers=False), False, kw_only=True)

    merges = True
    ranks = range(2, 99)
    output_formula = "the shape of the query, with the features of the value"
    macs_formula = "B·L·M·(E + V)"
    macs_symbols = MappingProxyType(
        {"B": "samples and heads", "L": "queries of each", "M": "its keys",
         "E": "features of each", "V": "those of each value"}
    )  # fmt: skip

    @property
    def arity(self) -> range:
        return range(3, 4)

    def many(self, *shapes: Shape) -> Shape | None:
        """What stands before the matrices, broadcast; None where it cannot be."""
        query, *others = [tuple(each[:-2]) for each in shapes]
        if self.enable_gqa:
            if not all((query, *others)) or any(query[-1] % each[-1] for each in others):
                return None
            others = [(*each[:-1], query[-1]) for each in others]
        return broadcast(query, *others)

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        query, key, value = shapes
        arrive = f"{shown(query)}, {shown(key)} and {shown(value)} arrive"
        if min(map(len, shapes)) < 2:
            yield wrong_rank(self, min(shapes, key=len))
        elif query[-1] != key[-1]:
            yield Problem(
                "features-mismatch",
                f"`ScaledDotProductAttention` compares queries of {query[-1]:,} features with "
                f"keys of {key[-1]:,}: {arrive}",
                "expected as many features",
                "make them equal",
            )
        elif key[-2] != value[-2]:
            yield Problem(
                "shape-mismatch",
                f"`ScaledDotProductAttention` needs a value for each of {key[-2]:,} keys, "
                f"but there are {value[-2]:,}: {arrive}",
                "expected as many values as keys",
                "make them equal",
            )
        elif self.many(*shapes) is None:
            yield Problem(
                "shape-mismatch",
                "`ScaledDotProductAttention` cannot broadcast what stands before the last two "
                f"dimensions: {arrive}",
                "expected heads of key and value that divide those of the query"
                if self.enable_gqa
                else "expected as many heads",
                "make them equal",
            )
        else:
            yield from batches_apart(self, *shapes)

    def output(self, *shapes: Shape) -> Shape:
        query, _, value = shapes
        return (*(self.many(*shapes) or ()), query[-2], value[-1])

    def batched(self, *shapes: Shape) -> bool:
        return carries_batch(self.output(*shapes), *shapes)

    def macs(self, *shapes: Shape) -> int:
        """Queries by keys, and those weights by values."""
        many, queries, keys, features, values = self.macs_letters(*shapes).values()
        compared = arith.matrix_product(queries, features, keys)
        return many * (compared + arith.matrix_product(queries, keys, values))

    def macs_letters(self, *shapes: Shape) -> Mapping[str, int]:
        query, key, value = shapes
        many = arith.product(self.many(*shapes) or ())
        return {"B": many, "L": query[-2], "M": key[-2], "E": query[-1], "V": value[-1]}

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """Each query reads its own place, and all keys and values: if causal, up to its own."""
        from cnncalc.layers.reach import Along, Reach, stretched
        from cnncalc.layers.steps import PRECEDING

        many = self.many(*shapes) or ()
        links = [list(stretched(each[:-2], many).dims) for each in shapes]
        if self.enable_gqa:
            for each in links:
                each[-1:] = [None]
        query, key, value = shapes
        others = [
            Along(len(each) - 2, PRECEDING) if self.is_causal else None for each in (key, value)
        ]
        return (
            Reach((*links[0], Along(len(query) - 2), None)),
            Reach((*links[1], others[0], None)),
            Reach((*links[2], others[1], Along(len(value) - 1))),
        )

    def saved(self, *tensors: Arriving) -> Sequence[Saved]:
        return of_product(self, tensors)

    def laid_out(self, shape: Shape, *tensors: Arriving) -> Shape:
        """The one kernel's heads stand behind the rows."""
        if not in_one(self, tensors):
            return contiguous(shape)
        batch, rows, heads, last = contiguous((shape[0], shape[2], shape[1], shape[3]))
        return (batch, heads, rows, last)
