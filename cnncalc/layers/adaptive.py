"""Pooling to a given size: adaptive and fractional."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cnncalc import arith
from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Compact, Layer, Shape, shown
from cnncalc.layers.kinds import ANYTHING, flag, per_axis, real_per_axis
from cnncalc.layers.saving import _WithIndices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved
    from cnncalc.layers.sums import Sum


class _AdaptivePool(Layer):
    output_size: tuple[int | None, ...] = argument(per_axis(1, or_none=True), symbol="O")

    role = "pool"
    output_formula = "the channels that arrive × `output_size`; None keeps an axis"

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        """The size that is wanted, whatever arrives."""
        from cnncalc.layers.sums import Sum

        for at, wanted in enumerate(self.output_size, 2):
            if wanted is not None:
                note = f"of {shapes[0][at]:,}: the windows are as large as that takes"
                yield Sum(at, "O", {"O": wanted}, note)

    def output(self, shape: Shape) -> Shape:
        pairs = zip(self.output_size, shape[2:], strict=True)
        return (*shape[:2], *[size if wanted is None else wanted for wanted, size in pairs])

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """A single unit reads everything, and indexes nothing any more."""
        from cnncalc.layers.reach import Along, Reach
        from cnncalc.layers.resampling import Adaptive

        sizes = list(enumerate(zip(shapes[0], self.output(shapes[0]), strict=True)))
        axes = [Along(at, Adaptive(*size)) if size[1] > 1 else None for at, size in sizes[2:]]
        return (Reach((Along(0), Along(1), *axes)),)


class _AdaptiveAvgPool(_AdaptivePool):
    compact = Compact("gap", None, {"output_size": 1})

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        """A single value is a mean, which keeps nothing."""
        return () if product(self.output(tensor.shape)[2:]) == 1 else [("input", 0)]


class _AdaptiveMaxPool(_WithIndices, _AdaptivePool):
    compact = Compact("gmp", None, {"output_size": 1})

    return_indices: bool = argument(flag(), False)


class _FractionalMaxPool(_WithIndices):
    kernel_size: tuple[int, ...] = argument(per_axis(1), short=("kernel",), letter="k", symbol="F")
    output_size: tuple[int, ...] | None = argument(per_axis(1), None)
    output_ratio: tuple[float, ...] | None = argument(real_per_axis(), None, symbol="factor")
    return_indices: bool = argument(flag(), False)
    _random_samples: object = argument(ANYTHING, None)

    room: ClassVar[int] = 0
    """Pixels that must stay free on each axis beside the windows."""
    size_formula = arith.scaled
    output_formula = "the channels that arrive × `output_size`, or the size on each axis"

    def flaws(self) -> Iterator[Problem]:
        name = type(self).__name__
        if (self.output_size is None) == (self.output_ratio is None):
            both = "both are given" if self.output_size is not None else "neither is given"
            yield Problem(
                "bad-value",
                f"`{name}` takes either `output_size` or `output_ratio`, but {both}",
                "expected one of the two",
                "write `output_size=…` alone",
            )
        outside = [each for each in self.output_ratio or () if not 0 < each < 1]
        if outside:
            yield Problem(
                "bad-value",
                f"`output_ratio` of `{name}` must lie between 0 and 1, not at {outside[0]}",
                "expected a ratio above 0 and below 1",
                "write `output_ratio=0.5`",
                "output_ratio",
            )

    def output(self, shape: Shape) -> Shape:
        if self.output_size is not None:
            return (*shape[:2], *self.output_size)
        assert self.output_ratio is not None
        pairs = zip(shape[2:], self.output_ratio, strict=True)
        return (*shape[:2], *[arith.scaled(size, ratio) for size, ratio in pairs])

    def axis_sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import asked

        if self.output_size is None:
            yield from super().axis_sums(*shapes)
            return
        yield from [asked(at, "`output_size`") for at in range(2, len(shapes[0]))]

    def outputs(self, *shapes: Shape) -> tuple[Shape, ...]:
        return (self.output(*shapes),) * (2 if self.return_indices else 1)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """Unknown: where its windows lie is drawn at random."""
        return None

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        """More windows than places.

        Source: PyTorch, ATen/native/FractionalMaxPool2d.cpp and FractionalMaxPool3d.cpp.
        """
        sizes = self.output(shape)[2:]
        if product(sizes) < 1:
            return  # `shrunk` tells that story
        for size, wanted, kernel in zip(shape[2:], sizes, self.kernel_size, strict=True):
            places = size - self.room
            if wanted + kernel - 1 > places:
                yield Problem(
                    "kernel-too-large",
                    f"`{type(self).__name__}` cannot place {wanted} windows of {kernel} in {size}: "
                    f"{wanted} + {kernel} − 1 = {wanted + kernel - 1} is more than {places}",
                    f"{shown(shape)} arrives",
                    f"write an output_size of at most {max(1, places - kernel + 1)}",
                    "kernel_size",
                )
                return


class AdaptiveAvgPool1d(_AdaptiveAvgPool):
    """AdaptiveAvgPool1d(5): 64×8 → 64×5, 0 params"""

    axes = 1
    ranks = (3,)


class AdaptiveAvgPool2d(_AdaptiveAvgPool):
    """AdaptiveAvgPool2d((None, 7)): 64×10×9 → 64×10×7, 0 params"""

    axes = 2
    ranks = (4,)
    keeps_channels_last = True


class AdaptiveAvgPool3d(_AdaptiveAvgPool):
    """AdaptiveAvgPool3d(1): 512×2×7×7 → 512×1×1×1, 0 params"""

    axes = 3
    ranks = (5,)


class AdaptiveMaxPool1d(_AdaptiveMaxPool):
    """AdaptiveMaxPool1d(5): 64×8 → 64×5, 0 params"""

    axes = 1
    ranks = (3,)


class AdaptiveMaxPool2d(_AdaptiveMaxPool):
    """AdaptiveMaxPool2d((5, 7)): 64×8×9 → 64×5×7, 0 params"""

    axes = 2
    ranks = (4,)
    keeps_channels_last = True


class AdaptiveMaxPool3d(_AdaptiveMaxPool):
    """AdaptiveMaxPool3d((5, None, 7)): 64×8×9×10 → 64×5×9×7, 0 params"""

    axes = 3
    ranks = (5,)


class FractionalMaxPool2d(_FractionalMaxPool):
    """FractionalMaxPool2d(3, output_ratio=0.5): 16×50×32 → 16×25×16, 0 params"""

    axes = 2
    ranks = (4,)


class FractionalMaxPool3d(_FractionalMaxPool):
    """FractionalMaxPool3d(2, output_size=(4, 8, 8)): 4×8×16×16 → 4×4×8×8, 0 params"""

    axes = 3
    ranks = (5,)
    room = 1
