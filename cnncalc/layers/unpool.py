"""Unpooling."""

from __future__ import annotations

from operator import contains
from typing import TYPE_CHECKING, Any

from cnncalc import arith
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape, shown
from cnncalc.layers.kinds import per_axis
from cnncalc.layers.resized import cut_short, spatial, unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved
    from cnncalc.layers.sums import Sum


class _MaxUnpool(Layer):
    kernel_size: tuple[int, ...] = argument(per_axis(1), short=("kernel",), letter="k", symbol="F")
    stride: tuple[int, ...] = argument(
        per_axis(1), None, follows="kernel_size", letter="s", symbol="S"
    )
    padding: tuple[int, ...] = argument(per_axis(0), 0, letter="p", symbol="P")
    output_size: tuple[int, ...] | None = argument(spatial(), None, of_forward=True)

    reads_indices = (1,)
    size_formula = arith.unpooling
    output_formula = "the channels that arrive × `output_size`, or the size on each axis"

    @property
    def arity(self) -> range:
        """The indices may arrive as a second tensor, and a third may say the output size."""
        return range(1, 4 if self.output_size is None else 3)

    def _each(self, formula: Callable[..., Any], shape: Shape) -> list[Any]:
        axes = zip(shape[2:], self.kernel_size, self.stride, self.padding, strict=True)
        return [formula(*axis) for axis in axes]

    def misfits(self, shape: Shape, *others: Shape) -> Iterator[Problem]:
        possible = self._each(arith.unpoolings, shape)
        if not others or others[0] == shape:
            yield from unreachable(self, shape, possible, *(others[1:] or (None,)))
            return
        made, wanted = shape[2:], others[0][2:]
        advice = "name the pool's two outputs after `from:`, as in `from: [x, pool.1]`"
        if len(wanted) == len(made) and all(map(contains, possible, wanted)):
            advice = "name the indices before it: `from: [x, pool.1, y]` takes the size of `y`"
        elif cut := cut_short(self.stride, made, wanted, "the pool"):
            maker = "×".join(map(str, made))
            advice = f"write `output_size={wanted}` in the layer that made {maker}: {cut}"
        yield Problem(
            "shape-mismatch",
            f"`{type(self).__name__}` needs an index for each value, but {shown(shape)} and "
            f"{shown(others[0])} arrive",
            "expected two tensors of one shape",
            advice,
        )

    def output(self, shape: Shape, *others: Shape) -> Shape:
        if asked := others[1][2:] if len(others) > 1 else self.output_size:
            return (*shape[:2], *asked)
        return (*shape[:2], *self._each(arith.unpooling, shape))

    def axis_sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import asked

        if self.output_size is None and len(shapes) < 3:
            yield from super().axis_sums(*shapes)
            return
        by = "`output_size`" if self.output_size is not None else "the third tensor"
        yield from [asked(at, by) for at in range(2, len(shapes[0]))]

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """A value, and its index, come from one of the windows of the pool before."""
        from cnncalc.layers.reach import Along, imaging
        from cnncalc.layers.steps import Transposed

        axes = zip(self.kernel_size, self.stride, self.padding, strict=True)
        read = imaging(Along(1), [Transposed(*axis) for axis in axes])
        return tuple([read if at < 2 else None for at in range(len(shapes))])

    def shrunk(self, shape: Shape, output: Shape) -> Iterator[Problem]:
        del output
        axes = zip(shape[2:], self.kernel_size, self.stride, self.padding, strict=True)
        size, kernel, stride, padding = next(each for each in axes if arith.unpooling(*each) < 1)
        total = arith.unpooling(size, kernel, stride, padding)
        yield Problem(
            "output-too-small",
            f"the output of `{type(self).__name__}` would be below 1: "
            f"({size} − 1)·{stride} − 2·{padding} + {kernel} = {total}",
            f"{shown(shape)} arrives",
            f"write a padding of at most {max(0, padding - (2 - total) // 2)}",
            "padding",
        )

    def saved(self, tensor: Arriving, *others: Arriving) -> Sequence[Saved]:
        """The indices; where they are not read here, the pool that made them keeps them."""
        del tensor
        return [("input", 1)] if others else ()


class MaxUnpool1d(_MaxUnpool):
    """MaxUnpool1d(2): 16×25 → 16×50, 0 params"""

    axes = 1
    ranks = (3,)


class MaxUnpool2d(_MaxUnpool):
    """MaxUnpool2d(3, stride=2, padding=1): 64×56×56 → 64×111×111, 0 params"""

    axes = 2
    ranks = (4,)


class MaxUnpool3d(_MaxUnpool):
    """MaxUnpool3d(2): 4×4×8×8 → 4×8×16×16, 0 params"""

    axes = 3
    ranks = (5,)
