"""Dropout: the shape stays."""

from __future__ import annotations

from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Compact, Layer
from cnncalc.layers.kinds import flag, real


class _Dropout(Layer):
    p: float = argument(real(0, 1), 0.5)
    inplace: bool = argument(flag(), False)


class Dropout(_Dropout):
    """Dropout(p=0.2): 4096 → 4096, 0 params"""

    compact = Compact("drop", "p")


class Dropout1d(_Dropout):
    """Dropout1d(): 16×32 → 16×32, 0 params"""

    ranks = (2, 3)


class Dropout2d(_Dropout):
    """Dropout2d(p=0.25): 64×12×12 → 64×12×12, 0 params"""


class Dropout3d(_Dropout):
    """Dropout3d(): 16×4×32×32 → 16×4×32×32, 0 params"""


class AlphaDropout(_Dropout):
    """AlphaDropout(p=0.2): 128 → 128, 0 params"""


class FeatureAlphaDropout(_Dropout):
    """FeatureAlphaDropout(): 16×4×32×32 → 16×4×32×32, 0 params"""
