"""What products of matrices keep for backward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.layers.broadcast import broadcast
from cnncalc.layers.strides import stretched, viewed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers.storage import Arriving, Saved


def multiplied(one: Arriving, other: Arriving) -> Sequence[Saved]:
    """What is kept of a product of matrices: each where the other's gradient is wanted."""
    found: list[Saved] = []
    for at, tensor, partner in ((0, one, other), (1, other, one)):
        if partner.needs_grad:
            copied = factor(tensor, partner, second=bool(at))
            found.append(("values", copied) if copied else ("input", at))
    return found


def factor(tensor: Arriving, partner: Arriving, *, second: bool) -> int:
    """The elements of the copy that is made to multiply two tensors; 0 where there is none.

    Many matrices that one is multiplied with are put below each other to be one matrix, turned
    if they are the second factor; else all that is before the matrices is one dimension.
    Source: PyTorch, ATen/native/LinearAlgebra.cpp, _matmul_impl.
    """
    if len(tensor.shape) == len(partner.shape) == 3 and tensor.shape[0] != partner.shape[0]:
        tensor, partner = _unstretched(tensor), _unstretched(partner)
    shape, strides = tensor.shape, tensor.strides
    if len(shape) <= 2:
        return 0
    if len(partner.shape) <= 2:
        if second:
            shape = (*shape[:-2], shape[-1], shape[-2])
            strides = (*strides[:-2], strides[-1], strides[-2])
        flat = viewed(shape, strides, (product(shape[:-1]), shape[-1]))
        return 0 if flat is not None else tensor.elements
    many = broadcast(shape[:-2], partner.shape[:-2]) or ()
    wanted = (*many, *shape[-2:])
    flat = viewed(wanted, stretched(shape, strides, wanted), (product(many), *shape[-2:]))
    return 0 if flat is not None else product(wanted)


def _unstretched(tensor: Arriving) -> Arriving:
    """A lone matrix without the dimension that would be stretched, where that costs gradients."""
    if tensor.shape[0] > 1 or not tensor.needs_grad:
        return tensor
    return tensor._replace(shape=tensor.shape[1:], strides=tensor.strides[1:])
