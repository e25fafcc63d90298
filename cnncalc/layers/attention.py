"""Attention."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.broadcast import batches_apart, broadcast, carries_batch
from cnncalc.layers.kinds import flag, real, whole
from cnncalc.layers.refusals import wrong_rank
from cnncalc.layers.saving import as_matrix, behind, factor, like_new, mask, moved
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
        """What it reads, as `torch.nn.functional.multi_head_attention_forward` does with weights.

        Queries, keys and values, of which one product of weights makes one tensor where one tensor
        is all three; the scaled queries; the weights after softmax; what is attended to.
        """
        query, key, value = tensors if len(tensors) == 3 else tensors * 3
        alone = query is key and key is value
        more = self.add_bias_kv + self.add_zero_attn
        found: list[Saved] = []
        for at, tensor in enumerate(tensors[: 1 if alone else 2 if key is value else 3]):
            read = moved(tensor) if self.batch_first and len(tensor.shape) == 3 else tensor
            found.append(as_matrix(read, at))
        batch = 1 if len(query.shape) == 2 else query.shape[0 if self.batch_first else 1]
        queries = product(query.shape[:-1])
        keys = product(key.shape[:-1]) + more * batch
        weights = self.num_heads * queries * (keys // batch)
        packed = queries * (alone and not more and len(query.shape) == 3)
        found += [
            ("values", self.embed_dim * (2 * keys + packed + 2 * queries)),
            ("values", weights),
        ]
        dropped = mask(self.dropout, weights)
        return [*found, *dropped, *[("values", weights)] * bool(dropped)]

    def laid_out(self, shape: Shape, *tensors: Arriving) -> Shape:
        """The sequence stands first in memory."""
        del tensors
        return behind(shape) if self.batch_first and len(shape) == 3 else contiguous(shape)


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

    def _many(self, *shapes: Shape) -> Shape | None:
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
        elif self._many(*shapes) is None:
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
        return (*(self._many(*shapes) or ()), query[-2], value[-1])

    def batched(self, *shapes: Shape) -> bool:
        return carries_batch(self.output(*shapes), *shapes)

    def macs(self, *shapes: Shape) -> int:
        """Queries by keys, and those weights by values."""
        many, queries, keys, features, values = self.macs_letters(*shapes).values()
        compared = arith.matrix_product(queries, features, keys)
        return many * (compared + arith.matrix_product(queries, keys, values))

    def macs_letters(self, *shapes: Shape) -> Mapping[str, int]:
        query, key, value = shapes
        many = arith.product(self._many(*shapes) or ())
        return {"B": many, "L": query[-2], "M": key[-2], "E": query[-1], "V": value[-1]}

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """Each query reads its own place, and all keys and values: if causal, up to its own."""
        from cnncalc.layers.reach import Along, Reach, stretched
        from cnncalc.layers.steps import PRECEDING

        many = self._many(*shapes) or ()
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

    def in_one(self, *tensors: Arriving) -> bool:
        """Whether one kernel does it all."""
        alike = len({tuple(each.shape[:-2]) for each in tensors}) == 1
        same = alike and tensors[0].shape[-1] == tensors[2].shape[-1]
        near = all(1 in (each.shape[-1], each.strides[-1]) for each in tensors)
        plain = not self.dropout_p and not self.enable_gqa
        return len(tensors[0].shape) == 4 and same and near and plain

    def saved(self, *tensors: Arriving) -> Sequence[Saved]:
        """Images of heads go through one kernel, which keeps its inputs, its output and a sum.

        Everything else is multiplied: the scaled queries and keys are kept, the weights, and the
        values. A CUDA kernel keeps what the first does.
        Source: PyTorch, ATen/native/transformers/attention.cpp.
        """
        query, key, value = tensors
        many = self._many(*[each.shape for each in tensors]) or ()
        rows, keys = query.shape[-2], key.shape[-2]
        if self.in_one(*tensors):
            inputs: list[Saved] = [("input", 0), ("input", 1), ("input", 2)]
            return [*inputs, ("output", 0), ("statistics", product(many) * rows)]
        if self.enable_gqa and {query.shape[-3]} != {each.shape[-3] for each in (key, value)}:
            key, value = [like_new((*many, *each.shape[-2:])) for each in (key, value)]
        scaled, turned = like_new(query.shape), like_new(key.shape[:-2] + key.shape[:-3:-1])
        weights = like_new((*many, rows, keys))
        compared = query.needs_grad or key.needs_grad
        found: list[Saved] = []
        for factor_, partner, at in ((scaled, turned, 1), (turned, scaled, 0)):
            if tensors[at].needs_grad:
                copied = factor(factor_, partner, second=not at)
                found.append(("values", copied or factor_.elements))
        dropped = mask(self.dropout_p, weights.elements)
        if compared:
            found += [("values", weights.elements), *dropped]
            copied = factor(value, weights, second=True)
            copied = copied or (0 if value is tensors[2] else value.elements)
            found.append(("values", copied) if copied else ("input", 2))
        if value.needs_grad and (dropped or not compared):
            found.append(("values", weights.elements))
        return found

    def laid_out(self, shape: Shape, *tensors: Arriving) -> Shape:
        """The one kernel's heads stand behind the rows."""
        if not self.in_one(*tensors):
            return contiguous(shape)
        batch, rows, heads, last = contiguous((shape[0], shape[2], shape[1], shape[3]))
        return (batch, heads, rows, last)
