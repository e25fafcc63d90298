"""Reductions: the values along some dimensions become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import flag, real, real_or, sizes, whole
from cnncalc.layers.kinds_of_lists import dimensions
from cnncalc.layers.refusals import missing_dimension, repeated_dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches


def reduced(shape: Shape, dims: Sequence[int] | None, *, keepdim: bool) -> Shape:
    """A shape without some dimensions, or with 1 in their place; all go where none is named."""
    rank = len(shape)
    gone = {each % rank for each in dims} if dims and rank else set(range(rank))
    if keepdim:
        return tuple([1 if at in gone else size for at, size in enumerate(shape)])
    return tuple([size for at, size in enumerate(shape) if at not in gone])


class _Reduction(Layer):
    """The dimensions to reduce and whether they stay as 1; without `dim`, all of them."""

    dim: tuple[int, ...] | None
    keepdim: bool

    saves: ClassVar[tuple[str, ...] | None] = ("input", "output")
    output_formula = "without the dimensions dim, or with 1 in their place where keepdim"

    def dims(self) -> tuple[int, ...]:
        """The dimensions to reduce; none stands for all."""
        return self.dim or ()

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        outside = [p for each in self.dims() for p in missing_dimension(self, "dim", each, shape)]
        yield from outside[:1]
        if not outside:
            yield from repeated_dimension(self, "dim", self.dims(), shape)

    def output(self, shape: Shape) -> Shape:
        return reduced(shape, self.dims(), keepdim=self.keepdim)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import without

        rank = len(shapes[0])
        return (without(rank, self.dims() or range(rank), keepdim=self.keepdim),)

    def keeps_batch(self, shape: Shape) -> bool:
        return bool(self.dims()) and all(each % (len(shape) or 1) for each in self.dims())


class _OverMany(_Reduction):
    dim: tuple[int, ...] | None = argument(dimensions(), None, also=("axis",))
    keepdim: bool = argument(flag(numbers=False), False, also=("keepdims",))


class _OverOne(_Reduction):
    """One dimension, and with none given a single number."""

    dim: int | None = argument(whole(), None, also=("axis",))  # type: ignore[assignment]
    keepdim: bool = argument(flag(numbers=False), False, also=("keepdims",))

    def dims(self) -> tuple[int, ...]:
        return () if self.dim is None else (self.dim,)


class Mean(_OverMany):
    """Mean(dim=(2, 3)): 512×7×7 → 512, 0 params"""

    saves = ()


class Sum(_OverMany):
    """Sum(dim=1, keepdim=True): 64×28×28 → 1×28×28, 0 params"""

    saves = ()


class AMax(_OverMany):
    """AMax(dim=(2, 3), keepdim=True): 512×7×7 → 512×1×1, 0 params"""


class AMin(_OverMany):
    """AMin(dim=1, keepdim=True): 64×28×28 → 1×28×28, 0 params"""


class Prod(_OverOne):
    """Prod(dim=1): 8×32 → 32, 0 params"""

    def flaws(self) -> Iterator[Problem]:
        if self.keepdim and self.dim is None:
            yield keeps_nothing(self)


class _Argument(_OverOne):
    """An index has no gradient."""

    saves = ()

    def indices(self, count: int) -> Sequence[int]:
        return range(count)


class ArgMax(_Argument):
    """ArgMax(dim=1): 21×32×32 → 32×32, 0 params"""


class ArgMin(_Argument):
    """ArgMin(dim=1): 21×32×32 → 32×32, 0 params"""


class _Spread(_Reduction):
    dim: tuple[int, ...] | None = argument(dimensions(), None, also=("axis",))
    correction: float = argument(real(), 1, kw_only=True)
    keepdim: bool = argument(flag(numbers=False), False, kw_only=True, also=("keepdims",))


class Var(_Spread):
    """Var(dim=(2, 3), keepdim=True): 64×28×28 → 64×1×1, 0 params"""

    saves = ("input",)


class Std(_Spread):
    """Std(dim=(2, 3)): 64×28×28 → 64, 0 params"""


class LogSumExp(_Reduction):
    """LogSumExp(1): 21×32×32 → 32×32, 0 params"""

    dim: tuple[int, ...] = argument(sizes(None), also=("axis",))
    keepdim: bool = argument(flag(numbers=False), False, also=("keepdims",))


class Norm(_Reduction):
    """Norm(p=2, dim=(2, 3), keepdim=True): 64×28×28 → 64×1×1, 0 params"""

    p: float | str = argument(real_or("fro"), "fro")
    dim: tuple[int, ...] | None = argument(dimensions(), None, also=("axis",))
    keepdim: bool = argument(flag(numbers=False), False, also=("keepdims",))

    def flaws(self) -> Iterator[Problem]:
        if self.p == "fro" and len(self.dim or ()) > 2:
            yield Problem(
                "bad-value",
                f"`Norm` takes the norm 'fro' over at most 2 dimensions, not {len(self.dims())}",
                "that of a matrix",
                "write `p=2`",
                "dim",
            )


class _Running(Layer):
    dim: int = argument(whole(), also=("axis",))

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from missing_dimension(self, "dim", self.dim, shape)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stepping
        from cnncalc.layers.steps import PRECEDING

        rank = len(shapes[0])
        return (stepping(rank, [(self.dim % rank, PRECEDING)] if rank else ()),)


class CumSum(_Running):
    """CumSum(1): 64×28×28 → 64×28×28, 0 params"""

    saves = ()


class CumProd(_Running):
    """CumProd(1): 64×28×28 → 64×28×28, 0 params"""

    saves = ("input", "output")


def keeps_nothing(layer: Layer) -> Problem:
    """A dimension to keep, and none to reduce."""
    return Problem(
        "bad-value",
        f"`keepdim` of `{type(layer).__name__}` goes with `dim`, which is not given",
        "there is no dimension to keep",
        "write `dim=1`, or leave `keepdim` out",
        "keepdim",
    )
