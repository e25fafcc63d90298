"""How tensors lie in memory: strides, as PyTorch has them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnncalc.layers.shapes import Shape


@lru_cache(maxsize=4096)
def contiguous(shape: Shape) -> Shape:
    """The strides of a tensor whose elements lie in the order of its dimensions."""
    strides: list[int] = []
    step = 1
    for size in reversed(shape):
        strides.append(step)
        step *= size
    return tuple(reversed(strides))


def channels_last(shape: Shape) -> Shape:
    """The strides of images or volumes whose channels lie behind their axes."""
    batch, *axes, channels = contiguous((shape[0], *shape[2:], shape[1]))
    return (batch, channels, *axes)


def dense(shape: Shape, strides: Shape) -> Shape:
    """The strides that what is made value by value of such a tensor has: its order, no gaps.

    Source: PyTorch, ATen/TensorIterator.cpp, reorder_dimensions and allocate_or_resize_outputs.
    """
    found = [0] * len(shape)
    step = 1
    for at in sorted(range(len(shape)), key=lambda at: (strides[at], -at)):
        found[at] = step
        step *= shape[at]
    return tuple(found)


def viewed(shape: Shape, strides: Shape, wanted: Shape) -> Shape | None:
    """The strides of the same elements in another shape; None where they must be copied.

    Source: PyTorch, ATen/TensorUtils.cpp, computeStride_impl.
    """
    if not shape:
        return (1,) * len(wanted)
    found = [0] * len(wanted)
    at = len(wanted) - 1
    base, block, taken = strides[-1], 1, 1
    for dim in range(len(shape) - 1, -1, -1):
        block *= shape[dim]
        if dim == 0 or (shape[dim - 1] != 1 and strides[dim - 1] != block * base):
            while at >= 0 and (taken < block or wanted[at] == 1):
                found[at] = taken * base
                taken *= wanted[at]
                at -= 1
            if taken != block:
                return None
            if dim > 0:
                base, block, taken = strides[dim - 1], 1, 1
    return tuple(found) if at == -1 else None


def stretched(shape: Shape, strides: Shape, wanted: Shape) -> Shape:
    """The strides of a tensor that is stretched: 0 where a size of 1 has become another."""
    new = len(wanted) - len(shape)
    sizes = zip(shape, strides, wanted[new:], strict=True)
    return (0,) * new + tuple([0 if size != target else step for size, step, target in sizes])
