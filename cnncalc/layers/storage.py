"""What a layer does with memory: which outputs are views, and what it keeps for backward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from cnncalc.arith import product
from cnncalc.layers.strides import channels_last, contiguous, dense

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers.shapes import Shape

Saved: TypeAlias = tuple[str, int]
"""One tensor that is kept for backward: ("input", which) or ("output", which), from 0, or one of
the layer's own: ("values", elements) in the network's dtype, ("statistics", elements) in float32
or wider, ("indices", elements) in int64."""


class Arriving(NamedTuple):
    """A tensor as it arrives at a layer."""

    shape: Shape
    """With the batch."""
    strides: Shape
    """Elements from one index to the next, in each dimension."""
    needs_grad: bool
    """Whether its gradient is wanted: something that is trained is behind it."""

    @property
    def elements(self) -> int:
        """How many values it has."""
        return product(self.shape)

    @property
    def contiguous(self) -> bool:
        """Whether its elements lie in memory in the order of its dimensions."""
        return self._lies_as(contiguous(self.shape))

    @property
    def channels_last(self) -> bool:
        """Whether those of an image or a volume lie so with its channels behind its axes."""
        return len(self.shape) in (4, 5) and self._lies_as(channels_last(self.shape))

    def _lies_as(self, strides: Shape) -> bool:
        pairs = zip(self.shape, self.strides, strides, strict=True)
        return all(size == 1 or one == other for size, one, other in pairs)


class Storing:
    """The part of a layer's contract that is about memory.

    What is kept is what PyTorch 2.13 keeps on the CPU in training, as
    `torch.autograd.graph.saved_tensors_hooks` shows it.
    """

    saves: ClassVar[tuple[str, ...] | None] = None
    """What it keeps for backward: "input", "output" or nothing; None where that is unknown."""
    keeps_strides: ClassVar[bool] = False
    """Whether its output lies in memory as its input does: it works on each value."""
    keeps_channels_last: ClassVar[bool] = False
    """Whether the channels of its output lie behind the axes where those of its input do."""
    reads_indices: ClassVar[tuple[int, ...]] = ()
    """Which of its inputs are int64, whatever the dtype of the network."""
    int64_buffers: ClassVar[tuple[str, ...]] = ()
    """Which of its buffers are int64, whatever the dtype of the network."""
    owns_output: ClassVar[bool] = False
    """Whether its output is one of its parameters or buffers."""

    @property
    def in_place(self) -> bool:
        """Whether it writes its output into its input."""
        return bool(self.__dict__.get("inplace"))

    def indices(self, count: int) -> Sequence[int]:
        """Which of so many outputs are int64, whatever the dtype of the network."""
        del count
        return ()

    def passes(self, *, training: bool) -> bool:
        """Whether it hands on the very tensor that arrives."""
        del training
        return False

    def laid_out(self, shape: Shape, *tensors: Any) -> Shape:
        """The strides of an output of that shape, in memory that it has allocated for it."""
        if not tensors or all(each.strides == contiguous(each.shape) for each in tensors):
            return contiguous(shape)
        if self.keeps_strides:
            for each in tensors:
                if each.shape == shape:
                    return dense(shape, each.strides)
        if self.keeps_channels_last and len(shape) in (4, 5):
            first: Arriving = tensors[0]
            if first.channels_last and not first.contiguous:
                return channels_last(shape)
        return contiguous(shape)

    def views(self, *tensors: Any, **_: Any) -> Sequence[Shape] | None:
        """The strides of its outputs where they are views of its first input; None for copies.

        It takes what arrives, each an `Arriving`, as `saved` does.
        """
        del tensors
        return None

    def saved(self, *tensors: Any, **_: Any) -> Sequence[Saved] | None:
        """What it keeps for backward, where a gradient is wanted; None where that is unknown."""
        del tensors
        return None if self.saves is None else [(each, 0) for each in self.saves]
