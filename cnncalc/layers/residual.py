"""Layers of modern residual networks: of timm and torchvision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.arguments import Argument, argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import flag, real, whole, word
from cnncalc.layers.saving import _ByCopy
from cnncalc.layers.strides import channels_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class _PathDropout(Layer):
    """Whole samples are dropped in training."""

    keeps_strides = True

    def share(self) -> float:
        """The share that is dropped."""
        raise NotImplementedError

    def passes(self, *, training: bool) -> bool:
        return not training or self.share() == 0

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """A factor for each sample."""
        return [("values", tensor.shape[0])]


class DropPath(_PathDropout):
    """DropPath(drop_prob=0.1): 96×56×56 → 96×56×56, 0 params"""

    drop_prob: float = argument(real(0, 1), 0.0)
    scale_by_keep: bool = argument(flag(), True)

    def share(self) -> float:
        return self.drop_prob


class StochasticDepth(_PathDropout):
    """StochasticDepth(0.1, 'row'): 96×56×56 → 96×56×56, 0 params"""

    p: float = argument(real(0, 1))
    mode: str = argument(word("batch", "row"))

    def share(self) -> float:
        return self.p

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return super().saved(tensor) if self.mode == "row" else [("values", 1)]


class LayerScale(_ByCopy):
    """LayerScale(96): 96×56×56 → 96×56×56, 96 params

    A factor for each channel: dimension 1 of images and volumes, as in torchvision's ConvNeXt,
    and the last dimension of vectors and sequences, as in timm's transformers.
    """

    dim: int = argument(whole(1), dimension=1, inferred=True, symbol="C")
    init_values: float = argument(real(), 1e-5, also=("init_value", "gamma"))
    inplace: bool = argument(flag(), False)

    ranks = (2, 3, 4, 5)
    params_formula = "C"

    def dimension_of(self, argument: Argument, shape: Shape) -> int | None:
        if argument.dimension is None:
            return None
        return 1 if len(shape) > 3 else -1

    def weights(self) -> dict[str, Shape]:
        return {"gamma": (self.dim,)}


class LayerNorm2d(Layer):
    """LayerNorm2d(96): 96×56×56 → 96×56×56, 192 params"""

    normalized_shape: int = argument(
        whole(1), dimension=1, inferred=True, symbol="C", also=("num_channels", "num_features")
    )
    eps: float = argument(real(), 1e-5)
    elementwise_affine: bool = argument(flag(), True, also=("affine",))
    bias: bool = argument(flag(), True)

    ranks = (4,)
    params_formula = "C if elementwise_affine + C if elementwise_affine and bias"

    def weights(self) -> dict[str, Shape]:
        if not self.elementwise_affine:
            return {}
        size: Shape = (self.normalized_shape,)
        return {"weight": size} | ({"bias": size} if self.bias else {})

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import sweeping

        return (sweeping(4, (1,)),)

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """The input, and the mean and deviation of each pixel."""
        count = tensor.elements // tensor.shape[1]
        return [("input", 0), ("statistics", count), ("statistics", count)]

    def laid_out(self, shape: Shape, *tensors: Arriving) -> Shape:
        """It norms what lies with its channels behind the axes."""
        del tensors
        return channels_last(shape)
