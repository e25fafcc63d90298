"""Views: the same values under other dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Shape
from cnncalc.layers.kinds import sizes, whole
from cnncalc.layers.kinds_of_lists import dimensions
from cnncalc.layers.refusals import missing_dimension, repeated_dimension
from cnncalc.layers.reshape import _Regrouped, _Reshaped
from cnncalc.layers.saving import _Copied
from cnncalc.layers.shapes import Unbatched, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving
    from cnncalc.layers.sums import Sum


class _View(_Reshaped):
    """The sizes with the batch; one of them may be left to be found."""

    output_formula = "the sizes, without the batch among them; one −1 is what is left"

    def wanted(self) -> tuple[int, ...]:
        """The sizes."""
        raise NotImplementedError

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        wanted, count = self.wanted(), product(shape)
        known = product([each for each in wanted if each != -1])
        unknown = wanted.count(-1)
        if unknown > 1 or known == 0 or (count % known if unknown else count != known):
            made, whole_ = "×".join(map(str, wanted)), "×".join(map(str, shape))
            batch = "" if isinstance(shape, Unbatched) else " with the batch"
            rest = count % known if known and unknown == 1 else 0
            label = f"expected a product of {count}"
            if rest:
                label = f"{count} / {known} leaves {rest}"
            yield Problem(
                "shape-mismatch",
                f"`{type(self).__name__}` cannot make {made} of {count:,} values: "
                f"{whole_} arrives{batch}",
                "only one size may be -1" if unknown > 1 else label,
                f"write `{type(self).__name__}(-1, {product(shape[1:])})`"
                if batch and len(wanted) == 2
                else f"write sizes whose product is {count}",
                self.arguments[0].name,
            )

    def output(self, shape: Shape) -> Shape:
        wanted = self.wanted()
        known = product([each for each in wanted if each != -1])
        return tuple([product(shape) // known if each == -1 else each for each in wanted])

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        """What is left for a −1."""
        from cnncalc.layers.sums import left_over

        wanted = self.wanted()
        if -1 in wanted[self.batched(*shapes) :]:
            yield left_over(wanted.index(-1), 0, len(wanted), self.output(*shapes))

    def keeps_batch(self, shape: Shape) -> bool:
        return self.output(shape)[0] == shape[0] if shape else False


class View(_View):
    """View(-1, 3136): 64×7×7 → 3136, 0 params"""

    size: tuple[int, ...] = argument(sizes(-1), variadic=True, short=("sizes", "shape"))

    def wanted(self) -> tuple[int, ...]:
        return self.size


class Reshape(_View):
    """Reshape(-1, 2, 32, 28, 28): 64×28×28 → 2×32×28×28, 0 params"""

    shape: tuple[int, ...] = argument(sizes(-1), variadic=True, short=("sizes", "size"))

    def wanted(self) -> tuple[int, ...]:
        return self.shape


class Permute(_Copied):
    """Permute(0, 2, 3, 1): 64×28×28 → 28×28×64, 0 params"""

    dims: tuple[int, ...] = argument(sizes(None), variadic=True, short=("dim",))

    output_formula = "the sizes that arrive, in the order of dims"

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        if len(self.dims) != len(shape):
            batch = "" if isinstance(shape, Unbatched) else " with the batch"
            order = ", ".join(map(str, range(len(shape))))
            yield Problem(
                "rank-mismatch",
                f"`Permute` orders {len(self.dims)} dimensions, but {shown(shape)} has "
                f"{len(shape)}{batch}",
                f"expected {len(shape)} dimensions",
                f"write each of {order} once",
                "dims",
            )
            return
        outside = [p for each in self.dims for p in missing_dimension(self, "dims", each, shape)]
        yield from outside[:1]
        if not outside:
            yield from repeated_dimension(self, "dims", self.dims, shape)

    def output(self, shape: Shape) -> Shape:
        return tuple([shape[each] for each in self.dims])

    def keeps_batch(self, shape: Shape) -> bool:
        return self.dims[0] % len(shape) == 0

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Along, Reach

        rank = len(self.dims)
        return (Reach(tuple([Along(each % rank) for each in self.dims])),)

    def views(self, tensor: Arriving) -> Sequence[Shape]:
        return [tuple([tensor.strides[each] for each in self.dims])]


class Transpose(_Copied):
    """Transpose(1, 2): 64×49 → 49×64, 0 params"""

    dim0: int = argument(whole(), also=("axis0",))
    dim1: int = argument(whole(), also=("axis1",))

    output_formula = "the shape that arrives, with dim0 and dim1 exchanged"

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        yield from missing_dimension(self, "dim0", self.dim0, shape)
        yield from missing_dimension(self, "dim1", self.dim1, shape)

    def output(self, shape: Shape) -> Shape:
        if not shape:
            return shape
        sizes_ = list(shape)
        sizes_[self.dim0], sizes_[self.dim1] = shape[self.dim1], shape[self.dim0]
        return tuple(sizes_)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Along, Reach

        order = list(range(len(shapes[0])))
        if order:
            order[self.dim0], order[self.dim1] = order[self.dim1], order[self.dim0]
        return (Reach(tuple([Along(each) for each in order])),)

    def keeps_batch(self, shape: Shape) -> bool:
        rank = len(shape) or 1
        one, other = self.dim0 % rank, self.dim1 % rank
        return one == other or 0 not in (one, other)

    def views(self, tensor: Arriving) -> Sequence[Shape]:
        return [self.output(tensor.strides)]


class Squeeze(_Regrouped):
    """Squeeze(): 512×1×1 → 512, 0 params

    Without `dim` the batch stays, whatever its size: PyTorch drops a batch of 1, and no other.
    """

    dim: tuple[int, ...] | None = argument(dimensions(), None, also=("axis",))

    output_formula = "without the dimensions of size 1, or those of them that dim names"

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        outside = [
            p for each in self.dim or () for p in missing_dimension(self, "dim", each, shape)
        ]
        yield from outside[:1]
        if not outside:
            yield from repeated_dimension(self, "dim", self.dim or (), shape)

    def left(self, shape: Shape) -> list[int]:
        """The dimensions that stay."""
        rank = len(shape) or 1
        least = 0 if isinstance(shape, Unbatched) else 1
        dims = range(least, rank) if self.dim is None else [each % rank for each in self.dim]
        return [at for at, size in enumerate(shape) if size != 1 or at not in dims]

    def output(self, shape: Shape) -> Shape:
        return tuple([shape[at] for at in self.left(shape)])

    def keeps_batch(self, shape: Shape) -> bool:
        return self.dim is None or shape[0] != 1 or all(each % len(shape) for each in self.dim)

    def views(self, tensor: Arriving) -> Sequence[Shape]:
        left = self.left(tensor.shape)
        return [tuple([tensor.strides[at] for at in left])]


class Unsqueeze(_Regrouped):
    """Unsqueeze(-1): 512 → 512×1, 0 params"""

    dim: int = argument(whole(), also=("axis",))

    output_formula = "the shape that arrives, with a new dimension of size 1 at dim"

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        rank = len(shape) + 1
        if not -rank <= self.dim < rank:
            yield Problem(
                "rank-mismatch",
                f"`dim={self.dim}` of `Unsqueeze` has no place in {shown(shape)}",
                f"expected {-rank} to {rank - 1}",
                f"write `dim={rank - 1 if self.dim > 0 else -rank}`",
                "dim",
            )

    def output(self, shape: Shape) -> Shape:
        at = self.dim % (len(shape) + 1)
        return (*shape[:at], 1, *shape[at:])

    def keeps_batch(self, shape: Shape) -> bool:
        return self.dim % (len(shape) + 1) > 0

    def views(self, tensor: Arriving) -> Sequence[Shape]:
        at = self.dim % (len(tensor.shape) + 1)
        steps = zip(tensor.shape, tensor.strides, strict=True)
        step = next((size * stride for size, stride in list(steps)[at:]), 1)
        return [(*tensor.strides[:at], step, *tensor.strides[at:])]
