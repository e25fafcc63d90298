"""Families by what they keep for backward, and how large what they keep is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.layers.base import Layer
from cnncalc.layers.storage import Arriving
from cnncalc.layers.strides import contiguous, viewed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers.shapes import Shape
    from cnncalc.layers.storage import Saved


class _Valuewise(Layer):
    """Each value becomes another."""

    keeps_strides = True


class _ByInput(_Valuewise):
    """The gradient is found from what arrived.

    In place it is found from what was made of that, which lies where the input was.
    """

    saves = ("input",)


class _ByOutput(_Valuewise):
    """The gradient is found from what came out."""

    saves = ("output",)


class _ByCopy(_Valuewise):
    """The gradient is found from what arrived; in place, from a copy that is made before.

    Source: PyTorch, tools/autograd/gen_variable_type.py, original_self.
    """

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return [("values", tensor.elements)] if self.in_place else [("input", 0)]


class _ByInputAndMore(Layer):
    """The gradient is found from what arrived, and from as many values that were made of it."""

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return [("input", 0), ("values", tensor.elements)]


class _ByWayside(_Valuewise):
    """The gradient is found from values that were made on the way, which are no output."""

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return [("values", tensor.elements)]


class _Copied(Layer):
    """Values are put elsewhere, and their gradients back."""

    saves = ()


class _WithIndices(Layer):
    """The indices of what was chosen are kept, as int64, and may be a second output."""

    return_indices: bool

    def outputs(self, *shapes: Shape) -> tuple[Shape, ...]:
        return (self.output(*shapes),) * (2 if self.return_indices else 1)

    def indices(self, count: int) -> Sequence[int]:
        return range(1, count)

    def kept_indices(self, shape: Shape) -> Saved:
        """The indices: an output, or a tensor of the layer's own."""
        return ("output", 1) if self.return_indices else ("indices", product(self.output(shape)))

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return [("input", 0), self.kept_indices(tensor.shape)]


def as_matrix(tensor: Arriving, at: int) -> Saved:
    """What is kept of an input that is read as one matrix: a copy, if there is no such view.

    Source: PyTorch, ATen/native/Linear.cpp.
    """
    shape = tensor.shape
    rows = (product(shape[:-1]), shape[-1])
    whole = len(shape) <= 2 or viewed(shape, tensor.strides, rows) is not None
    return ("input", at) if whole else ("values", tensor.elements)


def mask(share: float, count: int) -> Sequence[Saved]:
    """What dropout on the CPU keeps: a factor for each value or channel, none where none drops.

    A CUDA kernel keeps one byte for each value instead.
    Source: PyTorch, ATen/native/Dropout.cpp, _dropout_impl.
    """
    if share == 0:
        return ()
    return [("values", 1 if share == 1 else count)]


def moved(tensor: Arriving) -> Arriving:
    """The tensor with its first two dimensions exchanged."""
    first, second, *rest = tensor.strides
    shape = (tensor.shape[1], tensor.shape[0], *tensor.shape[2:])
    return tensor._replace(shape=shape, strides=(second, first, *rest))


def behind(shape: Shape) -> Shape:
    """The strides of a sequence in memory whose batch is said to be first, and lies second."""
    return (shape[2], shape[0] * shape[2], 1)


def like_new(shape: tuple[int, ...]) -> Arriving:
    """A tensor that was just made of such a shape, and whose gradient is wanted."""
    return Arriving(shape, contiguous(shape), needs_grad=True)


def padded_copy(
    tensor: Arriving, sides: Sequence[tuple[int, int]], mode: str = "zeros"
) -> Sequence[Saved]:
    """What is kept where a padded copy of the input is read; some modes keep the input too."""
    sizes = [size + sum(side) for size, side in zip(tensor.shape[2:], sides, strict=True)]
    copy = ("values", product((*tensor.shape[:2], *sizes)))
    # padding keeps what it pads where that has a gradient to be found
    kept = mode in ("reflect", "replicate") and tensor.needs_grad
    return [("input", 0), copy] if kept else [copy]


def statistics(count: int, copied: int = 0) -> Sequence[Saved]:
    """What is kept of a normalisation: the input or a copy, and so many means and deviations."""
    read: Saved = ("values", copied) if copied else ("input", 0)
    return [read, ("statistics", count), ("statistics", count)]
