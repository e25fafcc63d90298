"""Attention of several heads, with its weights."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.heads import of_attention
from cnncalc.layers.kinds import flag, real, whole
from cnncalc.layers.refusals import wrong_rank
from cnncalc.layers.saving import behind
from cnncalc.layers.shapes import Unbatched, shown
from cnncalc.layers.strides import contiguous

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class MultiheadAttention(Layer):
    """MultiheadAttention(64, 4, batch_first=True): 49×64 → 49×64, 16,640 params, 1,110,144 MACs

    One tensor is query, key and value at once; three are each. As in PyTorch, the first
    dimension is the sequence unless batch_first.
    """

    embed_dim: int = argument(whole(1), dimension=-1, inferred=True, symbol="E")
    num_heads: int = argument(whole(1))
    dropout: float = argument(real(0, 1), 0.0)
    bias: bool = argument(flag(), True)
    add_bias_kv: bool = argument(flag(), False)
    add_zero_attn: bool = argument(flag(), False)
    kdim: int | None = argument(whole(1), None, follows="embed_dim", symbol="K")
    vdim: int | None = argument(whole(1), None, follows="embed_dim", symbol="V")
    batch_first: bool = argument(flag(), False)
    device: object = opaque()
    dtype: object = opaque()

    ranks = (2, 3)
    letters = MappingProxyType({2: "E", 3: "L×E"})
    output_formula = "the shape of the query; second, the weights of each key for each query"
    params_formula = "2·E·E + E·K + E·V + 4·E if bias + 2·E if add_bias_kv"
    macs_formula = "2·B·L·E·E + B·M·E·K + B·M·E·V + 2·B·L·T·E"
    macs_symbols = MappingProxyType(
        {"B": "samples", "L": "queries of each", "M": "its keys", "T": "keys with those added"}
    )

    @property
    def arity(self) -> range:
        return range(1, 4, 2)

    def flaws(self) -> Iterator[Problem]:
        if self.embed_dim is not None and self.embed_dim % self.num_heads:
            near = max(
                each for each in range(1, min(self.num_heads, 10_000) + 1)
                if self.embed_dim % each == 0
            )  # fmt: skip
            yield Problem(
                "bad-value",
                f"`MultiheadAttention` has {self.num_heads} heads, which do not divide "
                f"its {self.embed_dim:,} embed_dim: {self.embed_dim:,} / {self.num_heads} "
                f"leaves {self.embed_dim % self.num_heads}",
                f"{self.num_heads} does not divide {self.embed_dim}",
                f"write `num_heads={near}`",
                "num_heads",
            )

    def widths(self) -> tuple[int, int, int]:
        """The features of query, key and value."""
        return (self.embed_dim, self.kdim or self.embed_dim, self.vdim or self.embed_dim)

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        query, key, value = shapes if len(shapes) == 3 else shapes * 3
        for each in (key, value):
            if len(each) != len(query):
                yield wrong_rank(self, each)
                return
        names = zip(("embed_dim", "kdim", "vdim"), (query, key, value), self.widths(), strict=True)
        for name, shape, width in [each for each in names if each[0] != "embed_dim"]:
            if shape[-1] != width:
                yield Problem(
                    "features-mismatch",
                    f"`{name}` of `MultiheadAttention` is {width:,}, but {shape[-1]:,} "
                    "features arrive",
                    f"expected {shape[-1]}",
                    f"write `{name}={shape[-1]}`",
                    name,
                )
        batch = (0 if self.batch_first else 1) if len(query) == 3 else None
        if key[:-1] != value[:-1] or (batch is not None and query[batch] != key[batch]):
            yield Problem(
                "shape-mismatch",
                "`MultiheadAttention` needs a value for each key, and as many samples of each, "
                f"but {shown(query)}, {shown(key)} and {shown(value)} arrive",
                "expected key and value of one length",
                "name the query, the key and the value after `from:`",
            )

    def output(self, *shapes: Shape) -> Shape:
        return shapes[0]

    def outputs(self, *shapes: Shape) -> tuple[Shape, ...]:
        """What is attended to, and how much."""
        query, key = shapes[0], shapes[-2:][0]
        more = self.add_bias_kv + self.add_zero_attn
        if len(query) == 2:
            return (query, Unbatched((query[0], key[0] + more)))
        if self.batch_first:
            return (query, (query[0], query[1], key[1] + more))
        return (query, Unbatched((query[1], query[0], key[0] + more)))

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """Each query reads its own place, and all keys and values.

        The weights of the keys are a softmax over all of them.
        """
        from cnncalc.layers.reach import Along, Reach
        from cnncalc.layers.steps import EVERYTHING

        alone, rank = len(shapes) == 1, len(shapes[0])
        at = 1 if self.batch_first and rank == 3 else 0
        own = Along(at, EVERYTHING) if alone else Along(at)
        if rank == 2:
            query, other = Reach((own, None)), Reach((None, None))
        elif output or at:  # the weights have their batch first, whatever arrives
            query, other = Reach((Along(1 - at), own, None)), Reach((Along(1 - at), None, None))
        else:
            query, other = Reach((own, Along(1), None)), Reach((None, Along(1), None))
        return (query,) if alone else (query, other, None if output else other)

    def weights(self) -> dict[str, Shape]:
        width, keys, values = self.embed_dim, *self.widths()[1:]
        shapes: dict[str, Shape] = {}
        if keys == values == width:
            shapes["in_proj_weight"] = (3 * width, width)
        else:
            shapes["q_proj_weight"] = (width, width)
            shapes["k_proj_weight"] = (width, keys)
            shapes["v_proj_weight"] = (width, values)
        if self.bias:
            shapes["in_proj_bias"] = (3 * width,)
        shapes["out_proj.weight"] = (width, width)
        if self.bias:
            shapes["out_proj.bias"] = (width,)
        if self.add_bias_kv:
            shapes["bias_k"] = shapes["bias_v"] = (1, 1, width)
        return shapes

    def macs(self, *shapes: Shape) -> int:
        """Four projections, queries by keys, and those weights by values."""
        width, keys, values = self.widths()
        samples, queries, there, seen = self.macs_letters(*shapes).values()
        projected = arith.weighted(queries, 2 * width * width)
        projected += arith.weighted(there, width * (keys + values))
        return samples * (projected + 2 * arith.matrix_product(queries, width, seen))

    def macs_letters(self, *shapes: Shape) -> Mapping[str, int]:
        query, key = shapes[0], shapes[-2:][0]
        at = 1 if len(query) == 3 and self.batch_first else 0
        samples = query[1 - at] if len(query) == 3 else 1
        more = self.add_bias_kv + self.add_zero_attn
        return {"B": samples, "L": query[at], "M": key[at], "T": key[at] + more}

    def saved(self, *tensors: Arriving) -> Sequence[Saved]:
        return of_attention(self, tensors)

    def laid_out(self, shape: Shape, *tensors: Arriving) -> Shape:
        """The sequence stands first in memory."""
        del tensors
        return behind(shape) if self.batch_first and len(shape) == 3 else contiguous(shape)
