"""Functions of each value: the shape stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import real, whole
from cnncalc.layers.refusals import missing_dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.layers.reach import Reaches


class Pow(Layer):
    """Pow(2): 64×28×28 → 64×28×28, 0 params"""

    exponent: float = argument(real())


class Clamp(Layer):
    """Clamp(min=0, max=6): 64×28×28 → 64×28×28, 0 params"""

    aliases = ("Clip",)
    min: float | None = argument(real(), None)
    max: float | None = argument(real(), None)

    def flaws(self) -> Iterator[Problem]:
        if self.min is None and self.max is None:
            yield Problem(
                "missing-argument",
                "`Clamp` needs `min` or `max`",
                "without a bound",
                "write `min=0`",
                missing=("min",),
            )


class Normalize(Layer):
    """Normalize(): 128 → 128, 0 params"""

    p: float = argument(real(), 2.0)
    dim: int = argument(whole(), 1, also=("axis",))
    eps: float = argument(real(), 1e-12)

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from missing_dimension(self, "dim", self.dim, shape)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import sweeping

        return (sweeping(len(shapes[0]), (self.dim,)),)


class Square(Layer):
    """Square(): 64×28×28 → 64×28×28, 0 params"""


class Sqrt(Layer):
    """Sqrt(): 64×28×28 → 64×28×28, 0 params"""


class Rsqrt(Layer):
    """Rsqrt(): 64×28×28 → 64×28×28, 0 params"""


class Exp(Layer):
    """Exp(): 64×28×28 → 64×28×28, 0 params"""


class Exp2(Layer):
    """Exp2(): 64×28×28 → 64×28×28, 0 params"""


class Expm1(Layer):
    """Expm1(): 64×28×28 → 64×28×28, 0 params"""


class Log(Layer):
    """Log(): 64×28×28 → 64×28×28, 0 params"""


class Log2(Layer):
    """Log2(): 64×28×28 → 64×28×28, 0 params"""


class Log10(Layer):
    """Log10(): 64×28×28 → 64×28×28, 0 params"""


class Log1p(Layer):
    """Log1p(): 64×28×28 → 64×28×28, 0 params"""


class Abs(Layer):
    """Abs(): 64×28×28 → 64×28×28, 0 params"""


class Neg(Layer):
    """Neg(): 64×28×28 → 64×28×28, 0 params"""


class Reciprocal(Layer):
    """Reciprocal(): 64×28×28 → 64×28×28, 0 params"""


class Sin(Layer):
    """Sin(): 64×28×28 → 64×28×28, 0 params"""


class Cos(Layer):
    """Cos(): 64×28×28 → 64×28×28, 0 params"""


class Tan(Layer):
    """Tan(): 64×28×28 → 64×28×28, 0 params"""


class Asin(Layer):
    """Asin(): 64×28×28 → 64×28×28, 0 params"""


class Acos(Layer):
    """Acos(): 64×28×28 → 64×28×28, 0 params"""


class Atan(Layer):
    """Atan(): 64×28×28 → 64×28×28, 0 params"""


class Sinh(Layer):
    """Sinh(): 64×28×28 → 64×28×28, 0 params"""


class Cosh(Layer):
    """Cosh(): 64×28×28 → 64×28×28, 0 params"""


class Erf(Layer):
    """Erf(): 64×28×28 → 64×28×28, 0 params"""


class Round(Layer):
    """Round(): 64×28×28 → 64×28×28, 0 params"""


class Floor(Layer):
    """Floor(): 64×28×28 → 64×28×28, 0 params"""


class Ceil(Layer):
    """Ceil(): 64×28×28 → 64×28×28, 0 params"""


class Trunc(Layer):
    """Trunc(): 64×28×28 → 64×28×28, 0 params"""


class Sign(Layer):
    """Sign(): 64×28×28 → 64×28×28, 0 params"""
