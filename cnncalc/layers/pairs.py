"""Pairs: products and distances of two tensors."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.broadcast import batches_apart, broadcast, carries_batch, joined_problem
from cnncalc.layers.kinds import flag, whole
from cnncalc.layers.products import multiplied
from cnncalc.layers.refusals import no_dimension
from cnncalc.layers.saving import as_matrix
from cnncalc.layers.shapes import Unbatched, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class _Pair(Layer):
    merges = True

    @property
    def arity(self) -> range:
        return range(2, 3)

    def batched(self, *shapes: Shape) -> bool:
        return carries_batch(self.output(*shapes), *shapes)


class MatMul(_Pair):
    """MatMul(): 8×49×64, 8×64×49 → 8×49×49, 0 params, 1,229,312 MACs"""

    output_formula = "… × rows of the first × columns of the second; the rest is broadcast"
    macs_formula = "B·R·I·J"
    macs_symbols = MappingProxyType(
        {"B": "pairs of matrices", "R": "rows of the first", "I": "its columns",
         "J": "columns of the second"}
    )  # fmt: skip

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        one, other = shapes
        if not one or not other:
            yield no_dimension(self, one and other)
            return
        columns, rows = one[-1], other[-2:][0]
        if columns != rows:
            yield Problem(
                "shape-mismatch",
                f"`MatMul` cannot multiply {shown(one)} by {shown(other)}: "
                f"{columns:,} columns against {rows:,} rows",
                f"expected {columns} rows",
                "put `Transpose(-2, -1)` before it"
                if len(other) > 1 and other[-1] == columns
                else f"let {columns} rows arrive second",
            )
        elif broadcast(one[:-2], other[:-2]) is None:
            whole_ = [type(each)(each[:-2]) for each in shapes]
            texts = ["×".join(map(str, each)) for each in whole_]
            yield Problem(
                "shape-mismatch",
                f"`MatMul` cannot multiply {shown(one)} by {shown(other)}: before the matrices "
                f"there are {texts[0]} and {texts[1]}, which cannot be broadcast",
                "expected equal sizes, or 1, in each dimension",
                "make them equal",
            )
        else:
            yield from batches_apart(self, *shapes)

    def output(self, *shapes: Shape) -> Shape:
        one, other = shapes
        many = broadcast(one[:-2], other[:-2]) or ()
        return (*many, *one[-2:-1], *(other[-1:] if len(other) > 1 else ()))

    def macs(self, *shapes: Shape) -> int:
        letters = self.macs_letters(*shapes)
        return letters["B"] * arith.matrix_product(letters["R"], letters["I"], letters["J"])

    def macs_letters(self, *shapes: Shape) -> Mapping[str, int]:
        """A vector is a row on the left, and a column on the right."""
        one, other = shapes
        pairs = arith.product(broadcast(one[:-2], other[:-2]) or ())
        columns = other[-1] if len(other) > 1 else 1
        return {"B": pairs, "R": arith.product(one[-2:-1]), "I": one[-1], "J": columns}

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Along, Reach, stretched

        one, other = shapes
        many = broadcast(one[:-2], other[:-2]) or ()
        rows = (Along(len(one) - 2),) if len(one) > 1 else ()
        columns = (Along(len(other) - 1),) if len(other) > 1 else ()
        return (
            Reach((*stretched(one[:-2], many).dims, *rows, *[None] * len(columns))),
            Reach((*stretched(other[:-2], many).dims, *[None] * len(rows), *columns)),
        )

    def batched(self, *shapes: Shape) -> bool:
        """A vector's size and a matrix's rows on the right are summed away."""
        output, many = self.output(*shapes), max(map(len, shapes)) - 2
        if len({len(each) for each in shapes if not isinstance(each, Unbatched)}) > 1:
            return False  # two batches that do not stand above each other
        return any(
            len(each) - 2 == many and len(each) >= least and output[0] == each[0]
            for each, least in zip(shapes, (2, 3), strict=True)
            if not isinstance(each, Unbatched)
        )

    def saved(self, *tensors: Arriving) -> Sequence[Saved]:
        return multiplied(*tensors)


class Bilinear(_Pair):
    """Bilinear(20, 30, 40): 20, 30 → 40, 24,040 params, 24,000 MACs"""

    in1_features: int = argument(whole(1), dimension=-1, symbol="D_1")
    in2_features: int = argument(whole(1), symbol="D_2")
    out_features: int = argument(whole(1), short=("units", "out"), symbol="K")
    bias: bool = argument(flag(), True)
    device: object = opaque()
    dtype: object = opaque()

    ranks = range(1, 99)
    output_formula = "K in the last dimension"
    dimension_formulas = MappingProxyType({-1: "K"})
    params_formula = "K·D_1·D_2 + K if bias"
    macs_formula = "N·K·D_1·D_2"
    macs_symbols = MappingProxyType({"N": "pairs of vectors that arrive"})

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        one, other = shapes
        if not other or other[-1] != self.in2_features:
            arriving = f"{other[-1]:,}" if other else "none"
            yield Problem(
                "features-mismatch",
                f"`Bilinear` takes {self.in2_features:,} features second, but {arriving} arrive",
                f"expected {other[-1]}" if other else "expected at least one dimension",
                f"write `in2_features={other[-1]}`" if other else "put `Unsqueeze(0)` before it",
                "in2_features",
            )
        elif one[:-1] != other[:-1]:
            alike = [type(each)((*each[:-1], 1)) for each in shapes]
            yield from joined_problem(self, alike, None, "pair them")

    def output(self, *shapes: Shape) -> Shape:
        return (*shapes[0][:-1], self.out_features)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import mixing

        return tuple([mixing(len(each), (-1,)) for each in shapes])

    def weights(self) -> dict[str, Shape]:
        weight = (self.out_features, self.in1_features, self.in2_features)
        return {"weight": weight} | ({"bias": (self.out_features,)} if self.bias else {})

    def macs(self, *shapes: Shape) -> int:
        weights = self.out_features * self.in1_features * self.in2_features
        return arith.weighted(arith.product(shapes[0][:-1]), weights)

    def macs_letters(self, *shapes: Shape) -> Mapping[str, int]:
        return {"N": arith.product(shapes[0][:-1])}

    def saved(self, *tensors: Arriving) -> Sequence[Saved]:
        """Both; a vector of odd strides is copied to be one row of a matrix."""
        return [as_matrix(each, at) for at, each in enumerate(tensors)]
