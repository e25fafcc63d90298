"""Linear layers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Compact, Layer, Shape
from cnncalc.layers.kinds import flag, whole
from cnncalc.layers.saving import as_matrix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class Linear(Layer):
    """Linear(400, 120): 400 → 120, 48,120 params, 48,000 MACs"""

    in_features: int = argument(whole(1), dimension=-1, inferred=True, symbol="D_in")
    out_features: int = argument(whole(1), short=("out", "units"), symbol="K")
    bias: bool = argument(flag(), True)
    device: object = opaque()
    dtype: object = opaque()

    lazy = {}
    role = "linear"
    mixes_channels = True
    compact = Compact("fc", "out_features")
    output_formula = "the shape that arrives, its last dimension replaced by K"
    dimension_formulas = MappingProxyType({-1: "K"})
    params_formula = "K·D_in + K if bias"
    macs_formula = "N·K·D_in"
    macs_symbols = MappingProxyType({"N": "vectors that arrive"})

    def output(self, shape: Shape) -> Shape:
        return (*shape[:-1], self.out_features)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import mixing

        return (mixing(len(shapes[0]), (-1,)),)

    def weights(self) -> dict[str, Shape]:
        weight = {"weight": (self.out_features, self.in_features)}
        return weight | ({"bias": (self.out_features,)} if self.bias else {})

    def macs(self, *shapes: Shape) -> int:
        weights = self.out_features * self.in_features
        return arith.weighted(arith.product(shapes[0][:-1]), weights)

    def macs_letters(self, *shapes: Shape) -> Mapping[str, int]:
        return {"N": arith.product(shapes[0][:-1])}

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        return [as_matrix(tensor, 0)]
