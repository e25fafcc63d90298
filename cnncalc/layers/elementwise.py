"""Functions of each value: the shape stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import real, whole
from cnncalc.layers.refusals import missing_dimension
from cnncalc.layers.saving import _ByInput, _ByOutput, _Valuewise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class _Unkept(_Valuewise):
    """The gradient hangs on no value."""

    saves = ()


class Pow(_ByInput):
    """Pow(2): 64×28×28 → 64×28×28, 0 params"""

    exponent: float = argument(real())


class Clamp(_ByInput):
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

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """The norm, and what is not below `eps` of it."""
        count = tensor.elements // (tensor.shape[self.dim] if tensor.shape else 1)
        return [("input", 0), ("values", count), ("values", count)]


class Square(_ByInput):
    """Square(): 64×28×28 → 64×28×28, 0 params"""


class Sqrt(_ByOutput):
    """Sqrt(): 64×28×28 → 64×28×28, 0 params"""


class Rsqrt(_ByOutput):
    """Rsqrt(): 64×28×28 → 64×28×28, 0 params"""


class Exp(_ByOutput):
    """Exp(): 64×28×28 → 64×28×28, 0 params"""


class Exp2(_ByOutput):
    """Exp2(): 64×28×28 → 64×28×28, 0 params"""


class Expm1(_ByOutput):
    """Expm1(): 64×28×28 → 64×28×28, 0 params"""


class Log(_ByInput):
    """Log(): 64×28×28 → 64×28×28, 0 params"""


class Log2(_ByInput):
    """Log2(): 64×28×28 → 64×28×28, 0 params"""


class Log10(_ByInput):
    """Log10(): 64×28×28 → 64×28×28, 0 params"""


class Log1p(_ByInput):
    """Log1p(): 64×28×28 → 64×28×28, 0 params"""


class Abs(_ByInput):
    """Abs(): 64×28×28 → 64×28×28, 0 params"""


class Neg(_Unkept):
    """Neg(): 64×28×28 → 64×28×28, 0 params"""


class Reciprocal(_ByOutput):
    """Reciprocal(): 64×28×28 → 64×28×28, 0 params"""


class Sin(_ByInput):
    """Sin(): 64×28×28 → 64×28×28, 0 params"""


class Cos(_ByInput):
    """Cos(): 64×28×28 → 64×28×28, 0 params"""


class Tan(_ByOutput):
    """Tan(): 64×28×28 → 64×28×28, 0 params"""


class Asin(_ByInput):
    """Asin(): 64×28×28 → 64×28×28, 0 params"""


class Acos(_ByInput):
    """Acos(): 64×28×28 → 64×28×28, 0 params"""


class Atan(_ByInput):
    """Atan(): 64×28×28 → 64×28×28, 0 params"""


class Sinh(_ByInput):
    """Sinh(): 64×28×28 → 64×28×28, 0 params"""


class Cosh(_ByInput):
    """Cosh(): 64×28×28 → 64×28×28, 0 params"""


class Erf(_ByInput):
    """Erf(): 64×28×28 → 64×28×28, 0 params"""


class Round(_Unkept):
    """Round(): 64×28×28 → 64×28×28, 0 params"""


class Floor(_Unkept):
    """Floor(): 64×28×28 → 64×28×28, 0 params"""


class Ceil(_Unkept):
    """Ceil(): 64×28×28 → 64×28×28, 0 params"""


class Trunc(_Unkept):
    """Trunc(): 64×28×28 → 64×28×28, 0 params"""


class Sign(_Unkept):
    """Sign(): 64×28×28 → 64×28×28, 0 params"""
