"""Layers of modern residual networks: of timm and torchvision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.arguments import Argument, argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import flag, real, whole, word

if TYPE_CHECKING:
    from cnncalc.layers.reach import Reaches


class DropPath(Layer):
    """DropPath(drop_prob=0.1): 96×56×56 → 96×56×56, 0 params"""

    drop_prob: float = argument(real(0, 1), 0.0)
    scale_by_keep: bool = argument(flag(), True)


class StochasticDepth(Layer):
    """StochasticDepth(0.1, 'row'): 96×56×56 → 96×56×56, 0 params"""

    p: float = argument(real(0, 1))
    mode: str = argument(word("batch", "row"))


class LayerScale(Layer):
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
