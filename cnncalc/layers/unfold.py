"""Blocks: an image as columns of values, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc import arith
from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Shape
from cnncalc.layers.kinds import per_axis
from cnncalc.layers.refusals import indivisible
from cnncalc.layers.saving import _Copied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.sums import Sum


class _Blocks(_Copied):
    """Blocks of a kernel's size, as columns of values."""

    kernel_size: tuple[int, ...]
    dilation: tuple[int, ...]
    padding: tuple[int, ...]
    stride: tuple[int, ...]

    axes = 2
    size_formula = arith.convolution

    def counts(self, image: Shape) -> tuple[int, ...]:
        """How many blocks fit on each axis of an image."""
        axes = zip(
            image, self.kernel_size, self.stride,
            [(each, each) for each in self.padding], self.dilation, strict=True,
        )  # fmt: skip
        return tuple([arith.convolution(*axis) for axis in axes])

    def misplaced(self, image: Shape, at: str) -> Iterator[Problem]:
        """Where not one block fits."""
        if min(self.counts(image)) < 1:
            padded = tuple([size + 2 * pad for size, pad in zip(image, self.padding, strict=True)])
            spans = map(arith.reach, self.kernel_size, self.dilation)
            yield Problem(
                "kernel-too-large",
                f"the blocks of `{type(self).__name__}`, {'×'.join(map(str, spans))}, do not fit "
                f"into the padded image, {'×'.join(map(str, padded))}",
                "larger than the padded image",
                "write a smaller kernel_size, or more padding",
                at,
            )


class Unfold(_Blocks):
    """Unfold(3, padding=1): 3×32×32 → 27×1024, 0 params"""

    kernel_size: tuple[int, ...] = argument(per_axis(1), short=("kernel",), letter="k", symbol="F")
    dilation: tuple[int, ...] = argument(per_axis(1), 1, letter="d", symbol="D")
    padding: tuple[int, ...] = argument(per_axis(0), 0, letter="p", symbol="P")
    stride: tuple[int, ...] = argument(per_axis(1), 1, letter="s", symbol="S")

    ranks = (4,)
    output_formula = "C·F·F × the product of the sizes on each axis"

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        """The values of a block, and how many blocks there are."""
        from cnncalc.layers.sums import Sum, on_axes

        (shape,) = shapes
        yield Sum(1, "C·F·F", {"C": shape[1], "F": self.kernel_size}, what="values in a block")
        counts = dict(zip(("B_1", "B_2"), self.counts(shape[2:]), strict=True))
        yield from on_axes(self, shape[2:], "blocks on axis", 2)
        yield Sum(2, "B_1·B_2", counts, what="blocks")

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from self.misplaced(shape[2:], "kernel_size")

    def output(self, shape: Shape) -> Shape:
        values = shape[1] * product(self.kernel_size)
        return (shape[0], values, product(self.counts(shape[2:])))

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Along, Reach, Regrouped
        from cnncalc.layers.steps import Blocks, Window

        (shape,) = shapes
        counts = self.counts(shape[2:])
        axes = zip(self.kernel_size, self.stride, self.padding, self.dilation, strict=True)
        windows = tuple([Window(*axis) for axis in axes])
        columns = Regrouped((2,), (product(counts),), (2, 3), counts, (), windows)
        channels = Along(1, Blocks(1, product(self.kernel_size)))
        return (Reach((Along(0), channels, columns)),)


class Fold(_Blocks):
    """Fold((4, 5), 2): 12×12 → 3×4×5, 0 params"""

    output_size: tuple[int, ...] = argument(per_axis(1))
    kernel_size: tuple[int, ...] = argument(per_axis(1), short=("kernel",), letter="k", symbol="F")
    dilation: tuple[int, ...] = argument(per_axis(1), 1, letter="d", symbol="D")
    padding: tuple[int, ...] = argument(per_axis(0), 0, letter="p", symbol="P")
    stride: tuple[int, ...] = argument(per_axis(1), 1, letter="s", symbol="S")

    ranks = (3,)
    output_formula = "C / (F·F) × output_size, from one column for each place of the kernel"

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import Sum, asked

        (shape,) = shapes
        yield Sum(1, "C/(F·F)", {"C": shape[1], "F": self.kernel_size})
        yield from [asked(at, "`output_size`") for at in (2, 3)]

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        unplaced = list(self.misplaced(self.output_size, "output_size"))
        yield from unplaced
        if shape[1] % product(self.kernel_size):
            yield indivisible(self, "channels", shape[1], product(self.kernel_size), "kernel_size")
        blocks = product(self.counts(self.output_size))
        if not unplaced and shape[2] != blocks:
            yield Problem(
                "shape-mismatch",
                f"`Fold` needs one column for each of {blocks:,} blocks, but {shape[2]:,} arrive",
                f"expected {blocks} columns",
                "write the output_size, kernel_size, stride and padding of the Unfold before it",
                "output_size",
            )

    def output(self, shape: Shape) -> Shape:
        return (shape[0], shape[1] // product(self.kernel_size), *self.output_size)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Along, Reach, Regrouped
        from cnncalc.layers.steps import Blocks, Transposed

        counts = self.counts(self.output_size)
        axes = zip(self.kernel_size, self.stride, self.padding, self.dilation, strict=True)
        windows = tuple([Transposed(*axis) for axis in axes])
        columns = Regrouped((2, 3), counts, (2,), (product(counts),), windows)
        channels = Along(1, Blocks(product(self.kernel_size), 1))
        return (Reach((Along(0), channels, columns, columns)),)
