"""Activations: the shape stays, but for GLU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Compact, Layer, Shape, shown
from cnncalc.layers.kinds import flag, real, whole, word
from cnncalc.layers.refusals import indivisible, missing_dimension
from cnncalc.layers.saving import (
    _ByCopy,
    _ByInput,
    _ByInputAndMore,
    _ByOutput,
    _ByWayside,
    _Valuewise,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.sums import Sum


_LARGEST_FLOAT = 3.4028234663852886e38
"""The largest float32: PyTorch compares `lambd` of Softshrink with it."""


class _Activation(Layer):
    """Each value becomes another, and not by a sum or a factor."""

    role = "activation"


class _InPlace(_Activation):
    inplace: bool = argument(flag(), False)


class _Scaled(_Activation, _ByInput):
    alpha: float = argument(real(), 1.0)
    inplace: bool = argument(flag(), False)


class _Shrink(_Activation, _ByInput):
    lambd: float = argument(real(), 0.5)


class ReLU(_InPlace, _ByOutput):
    """ReLU(): 64×112×112 → 64×112×112, 0 params"""


class ReLU6(_InPlace, _ByCopy):
    """ReLU6(inplace=True): 32×112×112 → 32×112×112, 0 params"""


class SELU(_InPlace, _ByInput):
    """SELU(): 128 → 128, 0 params"""


class SiLU(_InPlace, _ByCopy):
    """SiLU(): 32×112×112 → 32×112×112, 0 params"""


class Mish(_InPlace, _ByCopy):
    """Mish(): 32×112×112 → 32×112×112, 0 params"""


class Hardsigmoid(_InPlace, _ByCopy):
    """Hardsigmoid(): 16×1×1 → 16×1×1, 0 params"""


class Hardswish(_InPlace, _ByCopy):
    """Hardswish(): 16×112×112 → 16×112×112, 0 params"""


class Sigmoid(_Activation, _ByOutput):
    """Sigmoid(): 1 → 1, 0 params"""


class LogSigmoid(_Activation, _ByInputAndMore):
    """LogSigmoid(): 10 → 10, 0 params

    What it keeps beside its input it keeps on the CPU; a CUDA kernel keeps the input alone.
    """


class Tanh(_Activation, _ByOutput):
    """Tanh(): 3×64×64 → 3×64×64, 0 params"""


class Tanhshrink(_Activation, _ByWayside):
    """Tanhshrink(): 128 → 128, 0 params"""


class Softsign(_Activation, _ByInputAndMore, _Valuewise):
    """Softsign(): 128 → 128, 0 params"""


class ELU(_Scaled):
    """ELU(alpha=0.5): 64×28×28 → 64×28×28, 0 params"""


class CELU(_Scaled):
    """CELU(): 64×28×28 → 64×28×28, 0 params"""

    def flaws(self) -> Iterator[Problem]:
        if self.alpha == 0:
            yield Problem(
                "bad-value",
                "`CELU` divides by `alpha`, which cannot be 0",
                "expected any number but 0",
                "leave `alpha` out",
                "alpha",
            )


class LeakyReLU(_Activation, _ByInput):
    """LeakyReLU(negative_slope=0.2): 64×32×32 → 64×32×32, 0 params"""

    negative_slope: float = argument(real(), 0.01)
    inplace: bool = argument(flag(), False)

    compact = Compact("lrelu", "negative_slope")


class RReLU(_Activation, _ByInputAndMore):
    """RReLU(): 64×32×32 → 64×32×32, 0 params"""

    lower: float = argument(real(finite=True), 0.125)
    upper: float = argument(real(finite=True), 1.0 / 3)
    inplace: bool = argument(flag(), False)

    def flaws(self) -> Iterator[Problem]:
        if self.lower > self.upper:
            yield Problem(
                "bad-value",
                f"`lower` of `RReLU` must not exceed `upper`: {self.lower} against {self.upper}",
                f"expected at most {self.upper}",
                "swap the two",
                "lower",
            )


class PReLU(_Activation, _ByInput):
    """PReLU(num_parameters=64): 64×56×56 → 64×56×56, 64 params"""

    num_parameters: int = argument(whole(1), 1, symbol="C")
    init: float = argument(real(), 0.25)
    device: object = opaque()
    dtype: object = opaque()

    params_formula = "C"

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        channels = shape[1] if len(shape) > 1 else 1
        if self.num_parameters not in (1, channels):
            yield Problem(
                "channels-mismatch",
                f"`PReLU` has {self.num_parameters:,} parameters but {channels:,} channels "
                f"arrive ({shown(shape)})",
                f"expected 1 or {channels}",
                f"write `num_parameters={channels}`",
                "num_parameters",
            )

    def weights(self) -> dict[str, Shape]:
        return {"weight": (self.num_parameters,)}


class GELU(_Activation, _ByInput):
    """GELU(): 49×768 → 49×768, 0 params"""

    approximate: str = argument(word("none", "tanh"), "none")


class GLU(Layer):
    """GLU(dim=1): 128×28×28 → 64×28×28, 0 params"""

    dim: int = argument(whole(), -1)

    output_formula = "the shape that arrives, the dimension dim halved"
    saves = ("input",)

    def keeps_batch(self, shape: Shape) -> bool:
        return self.dim % len(shape) > 0

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        outside = list(missing_dimension(self, "dim", self.dim, shape))
        yield from outside
        if not outside and shape[self.dim] % 2:
            yield indivisible(self, "values", shape[self.dim], 2, "dim")

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import Sum

        at = self.dim % len(shapes[0])
        yield Sum(at, "W/2", {"W": shapes[0][at]})

    def output(self, shape: Shape) -> Shape:
        at = self.dim % len(shape)
        return (*shape[:at], shape[at] // 2, *shape[at + 1 :])

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stepping
        from cnncalc.layers.steps import Window

        (shape,) = shapes
        at = self.dim % len(shape)
        return (stepping(len(shape), [(at, Window(2, dilation=shape[at] // 2))]),)


class Hardtanh(_Activation, _ByCopy):
    """Hardtanh(min_val=0.0, max_val=6.0): 32×112×112 → 32×112×112, 0 params"""

    min_val: float = argument(real(), -1.0)
    max_val: float = argument(real(), 1.0)
    inplace: bool = argument(flag(), False)
    min_value: float | None = argument(real(), None)
    max_value: float | None = argument(real(), None)

    def flaws(self) -> Iterator[Problem]:
        low = self.min_val if self.min_value is None else self.min_value
        high = self.max_val if self.max_value is None else self.max_value
        if high <= low:
            yield Problem(
                "bad-value",
                f"`max_val` of `Hardtanh` must be larger than `min_val`: {high} against {low}",
                f"expected more than {low}",
                f"write a `max_val` above {low}",
                "max_val",
            )


class Hardshrink(_Shrink):
    """Hardshrink(): 128 → 128, 0 params"""


class Softshrink(_Shrink):
    """Softshrink(): 128 → 128, 0 params"""

    lambd: float = argument(real(0, _LARGEST_FLOAT), 0.5)


class Softplus(_Activation, _ByInput):
    """Softplus(): 10 → 10, 0 params"""

    beta: float = argument(real(), 1.0)
    threshold: float = argument(real(), 20.0)


class Threshold(_Activation, _ByCopy):
    """Threshold(0.1, 20): 128 → 128, 0 params"""

    threshold: float = argument(real())
    value: float = argument(real())
    inplace: bool = argument(flag(), False)
