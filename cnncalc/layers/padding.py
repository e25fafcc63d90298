"""Padding layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import real
from cnncalc.layers.kinds_of_lists import per_side
from cnncalc.layers.windows import cropped_away, far_padding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.diagnostics import Problem
    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.sums import Sum


class _Pad(Layer):
    padding: tuple[int, ...] = argument(per_side(), symbol="P")
    mode: ClassVar[str] = "zeros"
    """What the padding shows, as `padding_mode` of a convolution has it."""
    output_formula = "W + P before + P after on each axis, the last axis first in `padding`"
    saves: ClassVar[tuple[str, ...] | None] = ()
    keeps_channels_last = True

    def sides(self) -> tuple[tuple[int, int], ...]:
        """The padding before and after, on each axis, the first axis first."""
        pairs = zip(self.padding[::2], self.padding[1::2], strict=True)
        return tuple(pairs)[::-1]

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import widened

        return widened(shapes[0], self.sides())

    def keeps_batch(self, shape: Shape) -> bool:
        """Unless the first axis that is padded is the batch itself."""
        return len(shape) > self.axes or not any(self.sides()[0])

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stepping
        from cnncalc.layers.steps import Window

        rank = len(shapes[0])
        steps = [Window(1, 1, before, 1, self.mode, after) for before, after in self.sides()]
        return (stepping(rank, enumerate(steps, rank - len(steps))),)

    def output(self, shape: Shape) -> Shape:
        sides = self.sides()
        sizes = [size + sum(side) for size, side in zip(shape[-len(sides) :], sides, strict=True)]
        return (*shape[: -len(sides)], *sizes)


class _ZeroPad(_Pad):
    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from cropped_away(self, shape, self.sides(), "padding")


class _ConstantPad(_ZeroPad):
    value: float = argument(real())


class _ReflectionPad(_Pad):
    mode = "reflect"
    saves = ("input",)

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from far_padding("reflect", shape, self.sides(), "padding")


class _ReplicationPad(_Pad):
    mode = "replicate"
    saves = ("input",)


class _CircularPad(_Pad):
    mode = "circular"
    keeps_channels_last = False

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from far_padding("circular", shape, self.sides(), "padding")


class ZeroPad1d(_ZeroPad):
    """ZeroPad1d((3, 1)): 4×10 → 4×14, 0 params"""

    axes = 1
    ranks = range(1, 99)


class ZeroPad2d(_ZeroPad):
    """ZeroPad2d((1, 1, 2, 0)): 3×32×32 → 3×34×34, 0 params"""

    axes = 2
    ranks = range(2, 99)


class ZeroPad3d(_ZeroPad):
    """ZeroPad3d(1): 3×8×16×16 → 3×10×18×18, 0 params"""

    axes = 3
    ranks = range(3, 99)


class ConstantPad1d(_ConstantPad):
    """ConstantPad1d(2, 0.5): 4×10 → 4×14, 0 params"""

    axes = 1
    ranks = range(1, 99)


class ConstantPad2d(_ConstantPad):
    """ConstantPad2d(-1, 0): 3×32×32 → 3×30×30, 0 params"""

    axes = 2
    ranks = range(2, 99)


class ConstantPad3d(_ConstantPad):
    """ConstantPad3d((0, 1, 0, 1, 0, 1), 0): 3×8×16×16 → 3×9×17×17, 0 params"""

    axes = 3
    ranks = range(3, 99)


class ReflectionPad1d(_ReflectionPad):
    """ReflectionPad1d(2): 4×10 → 4×14, 0 params"""

    axes = 1
    ranks = (3,)


class ReflectionPad2d(_ReflectionPad):
    """ReflectionPad2d(3): 3×256×256 → 3×262×262, 0 params"""

    axes = 2
    ranks = (4,)


class ReflectionPad3d(_ReflectionPad):
    """ReflectionPad3d(1): 3×8×16×16 → 3×10×18×18, 0 params"""

    axes = 3
    ranks = (5,)


class ReplicationPad1d(_ReplicationPad):
    """ReplicationPad1d(20): 4×10 → 4×50, 0 params"""

    axes = 1
    ranks = (3,)


class ReplicationPad2d(_ReplicationPad):
    """ReplicationPad2d((1, 2, 3, 4)): 3×32×32 → 3×39×35, 0 params"""

    axes = 2
    ranks = (4,)


class ReplicationPad3d(_ReplicationPad):
    """ReplicationPad3d(1): 3×8×16×16 → 3×10×18×18, 0 params"""

    axes = 3
    ranks = (5,)


class CircularPad1d(_CircularPad):
    """CircularPad1d(10): 4×10 → 4×30, 0 params"""

    axes = 1
    ranks = (3,)


class CircularPad2d(_CircularPad):
    """CircularPad2d(1): 3×32×32 → 3×34×34, 0 params"""

    axes = 2
    ranks = (4,)


class CircularPad3d(_CircularPad):
    """CircularPad3d(1): 3×8×16×16 → 3×10×18×18, 0 params"""

    axes = 3
    ranks = (5,)
