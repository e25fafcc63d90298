"""Repetition and order: values once more, or at other places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import sizes, whole
from cnncalc.layers.kinds_of_lists import dimensions
from cnncalc.layers.refusals import missing_dimension, repeated_dimension
from cnncalc.layers.saving import _Copied
from cnncalc.layers.shapes import Unbatched, shown
from cnncalc.layers.strides import stretched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving
    from cnncalc.layers.sums import Sum


_TIMES = "W·n"


def _stretched(layer: Layer, shape: Shape, wanted: Shape, at: str | None) -> Iterator[Problem]:
    """What keeps a shape from being stretched to sizes of which −1 stays as it is."""
    name, text = type(layer).__name__, "×".join(map(str, wanted))
    new = len(wanted) - len(shape)
    if new < 0:
        batch = "" if isinstance(shape, Unbatched) else " with the batch"
        yield Problem(
            "rank-mismatch",
            f"`{name}` has {len(wanted)} sizes, but {shown(shape)} has {len(shape)} "
            f"dimensions{batch}",
            f"expected at least {len(shape)}",
            "write one size for each dimension, -1 where it stays",
            at,
        )
    elif -1 in wanted[:new]:
        yield Problem(
            "bad-value",
            f"`{name}` cannot find the size of a new dimension: {text} of {shown(shape)}",
            "-1 stands for the size that is there",
            "write its size",
            at,
        )
    else:
        for size, target in zip(shape, wanted[new:], strict=True):
            if target not in (-1, size) and size != 1:
                yield Problem(
                    "shape-mismatch",
                    f"`{name}` cannot stretch {size} to {target}: only a size of 1 is stretched, "
                    f"and {shown(shape)} arrives",
                    f"expected {size}, or -1 to let it be",
                    "write -1 for each dimension that stays",
                    at,
                )
                return


class Expand(_Copied):
    """Expand(-1, -1, 7, 7): 512×1×1 → 512×7×7, 0 params"""

    size: tuple[int, ...] = argument(sizes(-1), variadic=True, short=("sizes", "shape"))

    output_formula = "the sizes, without the batch among them; −1 is the size that arrives"

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from _stretched(self, shape, self.size, "size")

    def output(self, shape: Shape) -> Shape:
        new = len(self.size) - len(shape)
        there = (0,) * new + tuple(shape)
        return tuple(
            [size if each == -1 else each for each, size in zip(self.size, there, strict=True)]
        )

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stretched

        return (stretched(shapes[0], self.output(*shapes)),)

    def keeps_batch(self, shape: Shape) -> bool:
        return len(self.size) == len(shape) and self.output(shape)[0] == shape[0]

    def views(self, tensor: Arriving) -> Sequence[Shape]:
        return [stretched(tensor.shape, tensor.strides, self.output(tensor.shape))]


class ExpandAs(_Copied):
    """ExpandAs(): 512×1×1, 512×7×7 → 512×7×7, 0 params"""

    merges = True
    output_formula = "the shape of the second tensor"

    @property
    def arity(self) -> range:
        return range(2, 3)

    def misfits(self, shape: Shape, *others: Shape) -> Iterator[Problem]:
        yield from _stretched(self, shape, others[0], None)

    def output(self, shape: Shape, *others: Shape) -> Shape:
        del shape
        return others[0]

    def batched(self, *shapes: Shape) -> bool:
        return not isinstance(shapes[1], Unbatched)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """The second says a shape alone."""
        from cnncalc.layers.reach import stretched

        return (stretched(*shapes), None)

    def views(self, tensor: Arriving, other: Arriving) -> Sequence[Shape]:
        return [stretched(tensor.shape, tensor.strides, other.shape)]


class Tile(_Copied):
    """Tile(1, 1, 2, 3): 64×7×7 → 64×14×21, 0 params"""

    dims: tuple[int, ...] = argument(
        sizes(1), variadic=True, short=("repeats", "sizes"), symbol="n"
    )

    output_formula = "each size times its number in dims, the last ones first"

    def output(self, shape: Shape) -> Shape:
        rank = max(len(shape), len(self.dims))
        times = (1,) * (rank - len(self.dims)) + self.dims
        there = (1,) * (rank - len(shape)) + tuple(shape)
        return tuple([size * by for size, by in zip(there, times, strict=True)])

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import Sum

        (shape,) = shapes
        rank = max(len(shape), len(self.dims))
        there = (1,) * (rank - len(shape)) + tuple(shape)
        for at, times in enumerate(self.dims, rank - len(self.dims)):
            if times > 1:
                yield Sum(at, _TIMES, {"W": there[at], "n": times})

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Along, Reach
        from cnncalc.layers.reordering import Turned
        from cnncalc.layers.steps import SAME

        (shape,) = shapes
        whole_ = self.output(shape)
        new = len(whole_) - len(shape)
        sizes = enumerate(zip(shape, whole_[new:], strict=True))
        links = [Along(at, SAME if size == wide else Turned(size)) for at, (size, wide) in sizes]
        return (Reach((*(None,) * new, *links)),)

    def keeps_batch(self, shape: Shape) -> bool:
        return len(self.dims) < len(shape) or (len(self.dims) == len(shape) and self.dims[0] == 1)


class RepeatInterleave(_Copied):
    """RepeatInterleave(2, dim=1): 8×32 → 16×32, 0 params"""

    repeats: int = argument(whole(1), symbol="n")
    dim: int | None = argument(whole(), None, also=("axis",))

    output_formula = "the size in dimension dim times repeats; without dim, all values in a row"

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from missing_dimension(self, "dim", self.dim, shape)

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import Sum

        (shape,) = shapes
        if self.dim is None or not shape:
            yield Sum(0, _TIMES, {"W": product(shape), "n": self.repeats}, "all values in a row")
        else:
            at = self.dim % len(shape)
            yield Sum(at, _TIMES, {"W": shape[at], "n": self.repeats})

    def output(self, shape: Shape) -> Shape:
        if self.dim is None or not shape:
            return (product(shape) * self.repeats,)
        at = self.dim % len(shape)
        return (*shape[:at], shape[at] * self.repeats, *shape[at + 1 :])

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Reach, Regrouped, stepping
        from cnncalc.layers.steps import Blocks

        (shape,) = shapes
        once = Blocks(1, self.repeats)
        if self.dim is not None and shape:
            return (stepping(len(shape), [(self.dim % len(shape), once)]),)
        dims = tuple(range(len(shape)))
        return (Reach((Regrouped((0,), (product(shape),), dims, shape, (once,)),)),)

    def keeps_batch(self, shape: Shape) -> bool:
        return self.dim is not None and (self.repeats == 1 or self.dim % len(shape) > 0)


class Roll(_Copied):
    """Roll((-3, -3), dims=(2, 3)): 96×56×56 → 96×56×56, 0 params"""

    shifts: tuple[int, ...] = argument(sizes(None))
    dims: tuple[int, ...] | None = argument(dimensions(), None, also=("dim", "axis"))

    def flaws(self) -> Iterator[Problem]:
        count = len(self.dims or ())
        if len(self.shifts) != (count or 1):
            yield Problem(
                "bad-value",
                f"`Roll` has {len(self.shifts)} shifts for {count} dimensions",
                "expected one shift for each dimension",
                "write as many shifts as dims",
                "shifts",
            )

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        outside = [
            p for each in self.dims or () for p in missing_dimension(self, "dims", each, shape)
        ]
        yield from outside[:1]

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Reach, Regrouped, stepping
        from cnncalc.layers.reordering import Turned

        (shape,) = shapes
        rank = len(shape)
        if self.dims is None:  # all values in a row
            dims, count = tuple(range(rank)), product(shape)
            row = Turned(count, self.shifts[0])
            return (Reach((Regrouped(dims, shape, dims, shape, (), (), row),) * rank),)
        by: dict[int, int] = {}
        for dim, shift in zip(self.dims, self.shifts, strict=True):
            by[dim % rank] = by.get(dim % rank, 0) + shift
        return (stepping(rank, [(at, Turned(shape[at], shift)) for at, shift in by.items()]),)


class Flip(_Copied):
    """Flip(3): 3×32×32 → 3×32×32, 0 params"""

    dims: tuple[int, ...] = argument(sizes(None), variadic=True, short=("dim",))

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        outside = [p for each in self.dims for p in missing_dimension(self, "dims", each, shape)]
        yield from outside[:1]
        if not outside:
            yield from repeated_dimension(self, "dims", self.dims, shape)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stepping
        from cnncalc.layers.reordering import Flipped

        (shape,) = shapes
        dims = [each % len(shape) for each in self.dims]
        return (stepping(len(shape), [(at, Flipped(shape[at])) for at in dims]),)
