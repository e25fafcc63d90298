"""What attention keeps for backward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.layers.products import factor
from cnncalc.layers.saving import as_matrix, like_new, mask, moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers.attention import MultiheadAttention
    from cnncalc.layers.dot_product import ScaledDotProductAttention
    from cnncalc.layers.storage import Arriving, Saved


def of_attention(layer: MultiheadAttention, tensors: Sequence[Arriving]) -> Sequence[Saved]:
    """What MultiheadAttention reads, as `torch.nn.functional.multi_head_attention_forward` does.

    Queries, keys and values, of which one product of weights makes one tensor where one tensor
    is all three; the scaled queries; the weights after softmax; what is attended to.
    """
    query, key, value = tensors if len(tensors) == 3 else (*tensors, *tensors, *tensors)
    alone = query is key and key is value
    more = layer.add_bias_kv + layer.add_zero_attn
    found: list[Saved] = []
    joint = layer.kdim in (None, layer.embed_dim) and layer.vdim in (None, layer.embed_dim)
    read_once = key is value and joint  # by one weight for both
    for at, tensor in enumerate(tensors[: 1 if alone else 2 if read_once else 3]):
        read = moved(tensor) if layer.batch_first and len(tensor.shape) == 3 else tensor
        found.append(as_matrix(read, at))
    batch = 1 if len(query.shape) == 2 else query.shape[0 if layer.batch_first else 1]
    queries = product(query.shape[:-1])
    keys = product(key.shape[:-1]) + more * batch
    weights = layer.num_heads * queries * (keys // batch)
    packed = queries * (alone and not more and len(query.shape) == 3)
    found += [
        ("values", layer.embed_dim * (2 * keys + packed + 2 * queries)),
        ("values", weights),
    ]
    dropped = mask(layer.dropout, weights)
    return [*found, *dropped, *[("values", weights)] * bool(dropped)]


def in_one(layer: ScaledDotProductAttention, tensors: Sequence[Arriving]) -> bool:
    """Whether one kernel does it all."""
    query, key, value = [tuple(each.shape[:-2]) for each in tensors]
    alike = query == key or (layer.enable_gqa and query[:1] == key[:1])
    same = alike and key == value and tensors[0].shape[-1] == tensors[2].shape[-1]
    near = all(1 in (each.shape[-1], each.strides[-1]) for each in tensors)
    return len(tensors[0].shape) == 4 and same and near and not layer.dropout_p


def of_product(layer: ScaledDotProductAttention, tensors: Sequence[Arriving]) -> Sequence[Saved]:
    """Images of heads go through one kernel, which keeps its inputs, its output and a sum.

    Everything else is multiplied: the scaled queries and keys are kept, the weights, and the
    values. A CUDA kernel keeps what the first does.
    Source: PyTorch, ATen/native/transformers/attention.cpp.
    """
    query, key, value = tensors
    many = layer.many(*[each.shape for each in tensors]) or ()
    rows, keys = query.shape[-2], key.shape[-2]
    if in_one(layer, tensors):
        inputs: list[Saved] = [("input", 0), ("input", 1), ("input", 2)]
        return [*inputs, ("output", 0), ("statistics", product(many) * rows)]
    if layer.enable_gqa and {query.shape[-3]} != {each.shape[-3] for each in (key, value)}:
        key, value = [like_new((*many, *each.shape[-2:])) for each in (key, value)]
    scaled, turned = like_new(query.shape), like_new(key.shape[:-2] + key.shape[:-3:-1])
    weights = like_new((*many, rows, keys))
    compared = query.needs_grad or key.needs_grad
    found: list[Saved] = []
    for factor_, partner, at in ((scaled, turned, 1), (turned, scaled, 0)):
        if tensors[at].needs_grad:
            copied = factor(factor_, partner, second=not at)
            found.append(("values", copied or factor_.elements))
    dropped = mask(layer.dropout_p, weights.elements)
    if compared:
        found += [("values", weights.elements), *dropped]
        copied = factor(value, weights, second=True)
        copied = copied or (0 if value is tensors[2] else value.elements)
        found.append(("values", copied) if copied else ("input", 2))
    if value.needs_grad and (dropped or not compared):
        found.append(("values", weights.elements))
    return found
