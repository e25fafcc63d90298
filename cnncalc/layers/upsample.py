"""Upsampling by interpolation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cnncalc import arith
from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import ONE, Compact, Layer, Shape, shown
from cnncalc.layers.kinds import flag, real, whole, word
from cnncalc.layers.kinds_of_lists import one_or_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved
    from cnncalc.layers.sums import Sum

_RANKS = {"linear": 3, "bilinear": 4, "bicubic": 4, "trilinear": 5, "lanczos": 4}


class _Upsample(Layer):
    size: int | tuple[int, ...] | None = argument(one_or_list(whole(1)), None)
    scale_factor: float | tuple[float, ...] | None = argument(
        one_or_list(real(finite=True)), None, short=("scale",), symbol="factor"
    )
    mode: str
    antialias: bool = False
    align_corners: bool | None = None
    recompute_scale_factor: bool | None = None

    compact: ClassVar[Compact | None] = Compact("up", "scale_factor")
    size_formula = arith.scaled
    output_formula = "the channels that arrive × `size`, or the size on each axis"
    keeps_channels_last = True

    def flaws(self) -> Iterator[Problem]:
        name = type(self).__name__
        if self.size is not None and self.scale_factor is not None:
            yield Problem(
                "bad-value",
                f"`{name}` takes either `size` or `scale_factor`, but both are given",
                "expected one of the two",
                "write `scale_factor=2` alone",
            )
        aligning = [each for each in _RANKS if each != "lanczos"]
        if self.align_corners is not None and self.mode not in aligning:
            yield Problem(
                "bad-value",
                f"`align_corners` goes with {', '.join(aligning)}, but the mode is '{self.mode}'",
                "not with this mode",
                "leave `align_corners` out",
                "align_corners",
            )
        if self.recompute_scale_factor and self.scale_factor is None:
            which = "it is not given" if self.size is None else "`size` is given"
            yield Problem(
                "bad-value",
                f"`recompute_scale_factor` goes with `scale_factor`, but {which}",
                "there is nothing to recompute",
                "leave `recompute_scale_factor` out",
                "recompute_scale_factor",
            )

    @property
    def arity(self) -> range:
        """A second tensor, whose size it takes, where there is neither size nor factor."""
        return range(1, 3) if self.size is None and self.scale_factor is None else ONE

    def misfits(self, shape: Shape, *others: Shape) -> Iterator[Problem]:
        if self.size is None and self.scale_factor is None and not others:
            yield Problem(
                "missing-argument",
                f"`{type(self).__name__}` takes either `size` or `scale_factor`, but neither is "
                "given",
                "expected one of the two, or a second tensor of the size that is wanted",
                "write `scale_factor=2`",
            )
        if others and len(others[0]) != len(shape):
            yield Problem(
                "rank-mismatch",
                f"`{type(self).__name__}` takes the size of a tensor with as many axes, but "
                f"{shown(shape)} and {shown(others[0])} arrive",
                f"expected {len(shape) - 2} axes",
                "write `size` instead",
            )
        rank = _RANKS.get(self.mode, len(shape))
        if rank != len(shape):
            mode = next((mode for mode, each in _RANKS.items() if each == len(shape)), "nearest")
            yield Problem(
                "rank-mismatch",
                f"the mode '{self.mode}' takes {self.letters[rank]} but {shown(shape)} arrives",
                f"expected {self.letters[rank]}",
                f"write `mode='{mode}'`",
                "mode",
            )
        for name in ("size", "scale_factor"):
            value = getattr(self, name)
            if isinstance(value, tuple) and len(value) != len(shape) - 2:
                yield Problem(
                    "rank-mismatch",
                    f"`{name}` of `{type(self).__name__}` has {len(value)} numbers, but "
                    f"{shown(shape)} has {len(shape) - 2} spatial axes",
                    f"expected {len(shape) - 2}",
                    "write one number, or one for each axis",
                    name,
                )

    def output(self, shape: Shape, *others: Shape) -> Shape:
        if others:
            return (*shape[:2], *others[0][2:])
        count = len(shape) - 2
        if self.size is not None:
            wanted = self.size if isinstance(self.size, tuple) else (self.size,) * count
            return (*shape[:2], *wanted)
        factor = self.scale_factor
        factors = factor if isinstance(factor, tuple) else (factor or 0.0,) * count
        return (*shape[:2], *map(arith.scaled, shape[2:], factors))

    def axis_sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import asked

        if self.scale_factor is not None:
            yield from super().axis_sums(*shapes)
            return
        by = "`size`" if self.size is not None else "the second tensor"
        yield from [asked(at, by) for at in range(2, len(shapes[0]))]

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """What it interpolates; a second tensor says a size alone."""
        from cnncalc.layers.interpolation import Way, interpolation
        from cnncalc.layers.reach import Along, Reach

        way, count = Way(self.mode, bool(self.align_corners), self.antialias), len(shapes[0]) - 2
        factor = None if self.recompute_scale_factor else self.scale_factor
        factors = factor if isinstance(factor, tuple) else (factor,) * count
        sizes = zip(shapes[0][2:], self.output(*shapes)[2:], factors, strict=True)
        steps = [interpolation(way, *each) for each in sizes]
        axes = [None if step is None else Along(at, step) for at, step in enumerate(steps, 2)]
        return (Reach((Along(0), Along(1), *axes)), *[None] * len(shapes[1:]))

    def saved(self, tensor: Arriving, *others: Arriving) -> Sequence[Saved]:
        """Interpolation keeps nothing; areas are adaptive averages."""
        shapes = [each.shape for each in (tensor, *others)]
        averaged = self.mode == "area" and product(self.output(*shapes)[2:]) > 1
        return [("input", 0)] if averaged else ()


class Upsample(_Upsample):
    """Upsample(scale_factor=2, mode='bilinear'): 64×28×28 → 64×56×56, 0 params"""

    mode: str = argument(
        word("nearest", "linear", "bilinear", "bicubic", "trilinear", "area", "nearest-exact"),
        "nearest",
    )
    align_corners: bool | None = argument(flag(numbers=False), None)
    recompute_scale_factor: bool | None = argument(flag(), None)

    ranks = (3, 4, 5)


class Interpolate(_Upsample):
    """Interpolate(scale_factor=2, mode='bilinear'): 64×28×28 → 64×56×56, 0 params

    With a second tensor instead of a size or a factor, it takes that tensor's size.
    """

    mode: str = argument(
        word(
            "nearest", "linear", "bilinear", "bicubic", "trilinear", "lanczos", "area",
            "nearest-exact",
        ),
        "nearest",
    )  # fmt: skip
    align_corners: bool | None = argument(flag(numbers=False), None)
    recompute_scale_factor: bool | None = argument(flag(), None)
    antialias: bool = argument(flag(), False)

    compact = None
    ranks = (3, 4, 5)

    def flaws(self) -> Iterator[Problem]:
        yield from super().flaws()
        smooth = ("bilinear", "bicubic", "lanczos")
        if self.antialias and self.mode not in smooth:
            yield Problem(
                "bad-value",
                f"`antialias` goes with {', '.join(smooth)}, but the mode is '{self.mode}'",
                "not with this mode",
                "leave `antialias` out",
                "antialias",
            )
        if self.mode == "lanczos" and not self.antialias:
            yield Problem(
                "bad-value",
                "the mode 'lanczos' needs `antialias`",
                "only with antialias",
                "write `antialias=True`",
                "mode",
            )


class UpsamplingNearest2d(_Upsample):
    """UpsamplingNearest2d(scale_factor=2): 64×28×28 → 64×56×56, 0 params"""

    mode = "nearest"
    ranks = (3, 4, 5)


class UpsamplingBilinear2d(_Upsample):
    """UpsamplingBilinear2d(size=(20, 30)): 64×28×28 → 64×20×30, 0 params"""

    mode = "bilinear"
    align_corners = True
    ranks = (4,)
