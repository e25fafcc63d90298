"""Dropout: the shape stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cnncalc.arith import product
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Compact, Layer, Shape
from cnncalc.layers.kinds import flag, real
from cnncalc.layers.saving import mask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers.storage import Arriving, Saved


class _Dropout(Layer):
    p: float = argument(real(0, 1), 0.5)
    inplace: bool = argument(flag(), False)

    role = "dropout"
    keeps_strides = True

    def passes(self, *, training: bool) -> bool:
        return not training or self.p == 0

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return mask(self.p, self.drops(tensor.shape))

    def drops(self, shape: Shape) -> int:
        """How many are kept or dropped each by itself: values, or channels of each sample."""
        return product(shape)


class _ChannelDropout(_Dropout):
    batch_rank: ClassVar[int] = 0
    """The one rank that has a batch, where every other one is taken for a single sample."""

    def drops(self, shape: Shape) -> int:
        alone = self.batch_rank and len(shape) != self.batch_rank
        return shape[0] if alone else product(shape[:2])


class Dropout(_Dropout):
    """Dropout(p=0.2): 4096 → 4096, 0 params"""

    compact = Compact("drop", "p")


class Dropout1d(_ChannelDropout):
    """Dropout1d(): 16×32 → 16×32, 0 params"""

    ranks = (2, 3)
    batch_rank = 3


class Dropout2d(_ChannelDropout):
    """Dropout2d(p=0.25): 64×12×12 → 64×12×12, 0 params"""


class Dropout3d(_ChannelDropout):
    """Dropout3d(): 16×4×32×32 → 16×4×32×32, 0 params"""

    batch_rank = 5


class AlphaDropout(_Dropout):
    """AlphaDropout(p=0.2): 128 → 128, 0 params"""


class FeatureAlphaDropout(_ChannelDropout):
    """FeatureAlphaDropout(): 16×4×32×32 → 16×4×32×32, 0 params"""
