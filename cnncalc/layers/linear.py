"""Linear layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Compact, Layer, Shape
from cnncalc.layers.kinds import flag, whole

if TYPE_CHECKING:
    pass


class Linear(Layer):
    """Linear(400, 120): 400 → 120, 48,120 params"""

    in_features: int = argument(whole(1), dimension=-1, inferred=True, symbol="D_in")
    out_features: int = argument(whole(1), short=("out", "units"), symbol="K")
    bias: bool = argument(flag(), True)
    device: object = opaque()
    dtype: object = opaque()

    lazy = {}
    mixes_channels = True
    compact = Compact("fc", "out_features")
    output_formula = "the shape that arrives, its last dimension replaced by K"
    params_formula = "K·D_in + K if bias"

    def output(self, shape: Shape) -> Shape:
        return (*shape[:-1], self.out_features)

    def weights(self) -> dict[str, Shape]:
        weight = {"weight": (self.out_features, self.in_features)}
        return weight | ({"bias": (self.out_features,)} if self.bias else {})
