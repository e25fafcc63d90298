"""Splitting: one tensor becomes several, or a part of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.broadcast import named
from cnncalc.layers.kinds import whole
from cnncalc.layers.kinds_of_lists import whole_or_list
from cnncalc.layers.refusals import missing_dimension, no_dimension
from cnncalc.layers.saving import _Copied
from cnncalc.layers.shapes import Unbatched, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving
    from cnncalc.layers.sums import Sum

MOST_PARTS = 1_000
"""More parts than any network reads."""

BATCH = "write `dim=1`: dimension 0 is the batch"


def batch_met(dim: int, shape: Shape) -> bool:
    """Whether a dimension is the batch, and the channels could have been meant."""
    return not isinstance(shape, Unbatched) and dim % len(shape) == 0 and len(shape) > 1


def unsplit(layer: Layer, shape: Shape) -> str:
    """What to write where someone looks for more parts than a layer gives, if it cuts the batch."""
    cuts = isinstance(layer, _Parts) and batch_met(layer.dim, shape)
    return f"{BATCH} of {shape[0]}" if cuts else ""


class _Along(_Copied):
    """What is cut along a dimension, which must be there."""

    dim: int

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        if not shape:
            yield no_dimension(self, shape)
            return
        outside = list(missing_dimension(self, "dim", self.dim, shape))
        yield from outside
        if not outside:
            yield from self.miscut(shape)

    def miscut(self, shape: Shape) -> Iterator[Problem]:
        """Why the dimension cannot be cut so."""
        raise NotImplementedError


class _Parts(_Along):
    def miscut(self, shape: Shape) -> Iterator[Problem]:
        if (count := self.count(shape[self.dim])) > MOST_PARTS:
            yield Problem(
                "bad-value",
                f"`{type(self).__name__}` would make {count:,} parts of "
                f"{shown(shape)}, more than {MOST_PARTS:,}",
                "more than can be read",
                "write another `dim`, or larger parts",
            )
        else:
            yield from self.uneven(shape)

    def uneven(self, shape: Shape) -> Iterator[Problem]:
        """Why parts of given sizes are not the whole."""
        del shape
        return iter(())

    def count(self, size: int) -> int:
        """How many parts a size falls into."""
        raise NotImplementedError

    def parts(self, size: int) -> tuple[int, ...]:
        """The sizes that a size falls into."""
        raise NotImplementedError

    def output(self, shape: Shape) -> Shape:
        return self.outputs(shape)[0]

    def outputs(self, *shapes: Shape) -> tuple[Shape, ...]:
        """One after the other."""
        (shape,) = shapes
        at = self.dim % len(shape)
        return tuple([(*shape[:at], size, *shape[at + 1 :]) for size in self.parts(shape[at])])

    def keeps_batch(self, shape: Shape) -> bool:
        return self.dim % len(shape) > 0

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stepping
        from cnncalc.layers.steps import Window

        (shape,) = shapes
        at = self.dim % len(shape)
        return (stepping(len(shape), [(at, Window(before=-sum(self.parts(shape[at])[:output])))]),)

    def views(self, tensor: Arriving) -> Sequence[Shape]:
        return [tensor.strides] * len(self.outputs(tensor.shape))


def _cut(size: int, part: int) -> tuple[int, ...]:
    """Parts of one size, the last of what is left."""
    whole_parts, rest = divmod(size, part)
    return (part,) * whole_parts + ((rest,) if rest else ())


class Chunk(_Parts):
    """Chunk(2, dim=1): 64×28×28 → 32×28×28, 0 params

    There may be fewer chunks: all but the last are as large as the size divided by the chunks,
    rounded up.
    """

    chunks: int = argument(whole(1), symbol="n")
    dim: int = argument(whole(), 0, also=("axis",))

    chunk_size: ClassVar[str] = "⌈W/n⌉"
    output_formula = "⌈size / chunks⌉ in dimension dim, and in the last what is left"

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import Sum

        at = self.dim % len(shapes[0])
        note = "rounded up; the last chunk is smaller" if shapes[0][at] % self.chunks else ""
        yield Sum(at, self.chunk_size, {"W": shapes[0][at], "n": self.chunks}, note)

    def count(self, size: int) -> int:
        part = -(-size // self.chunks)
        return -(-size // part)

    def parts(self, size: int) -> tuple[int, ...]:
        return _cut(size, -(-size // self.chunks))


class Split(_Parts):
    """Split((16, 48), dim=1): 64×28×28 → 16×28×28, 0 params"""

    split_size_or_sections: int | tuple[int, ...] = argument(
        whole_or_list(1), also=("split_size", "split_sizes")
    )
    dim: int = argument(whole(), 0, also=("axis",))

    output_formula = "split_size in dimension dim, and in the last what is left; or each of a list"

    def count(self, size: int) -> int:
        wanted = self.split_size_or_sections
        return len(wanted) if isinstance(wanted, tuple) else -(-size // wanted)

    def uneven(self, shape: Shape) -> Iterator[Problem]:
        wanted, size = self.split_size_or_sections, shape[self.dim]
        if isinstance(wanted, tuple) and sum(wanted) != size:
            name = named(self.dim % len(shape), shape)
            the = "" if name.startswith("dimension") else "the "
            yield Problem(
                "shape-mismatch",
                f"`Split` has parts of {sum(wanted):,} together, but {the}{name} of "
                f"{shown(shape)} {'are' if name.endswith('s') else 'is'} {size:,}",
                f"expected a sum of {size}",
                self._advice(wanted, shape),
                "split_size_or_sections",
            )

    def _advice(self, wanted: tuple[int, ...], shape: Shape) -> str:
        """An edit that makes parts of given sizes the whole."""
        size = shape[self.dim]
        if batch_met(self.dim, shape) and shape[1] == sum(wanted):
            return BATCH
        last = wanted[-1] + size - sum(wanted)
        if last > 0:
            return f"write `split_size_or_sections={(*wanted[:-1], last)}`"
        return f"write sizes whose sum is {size}"

    def parts(self, size: int) -> tuple[int, ...]:
        wanted = self.split_size_or_sections
        return wanted if isinstance(wanted, tuple) else _cut(size, wanted)


class Unbind(_Parts):
    """Unbind(dim=2): 8×3×32 → 8×32, 0 params"""

    dim: int = argument(whole(), 0, also=("axis",))

    output_formula = "without the dimension dim, once for each of its size"

    def count(self, size: int) -> int:
        return size

    def parts(self, size: int) -> tuple[int, ...]:
        return (1,) * size

    def outputs(self, *shapes: Shape) -> tuple[Shape, ...]:
        (shape,) = shapes
        at = self.dim % len(shape)
        return ((*shape[:at], *shape[at + 1 :]),) * shape[at]

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import without

        (shape,) = shapes
        at = self.dim % len(shape)
        read = without(len(shape), (at,), keepdim=False)
        return (read._replace(fixed=((at, output),)),)

    def views(self, tensor: Arriving) -> Sequence[Shape]:
        at = self.dim % len(tensor.shape)
        return [(*tensor.strides[:at], *tensor.strides[at + 1 :])] * tensor.shape[at]


class Narrow(_Along):
    """Narrow(1, 0, 16): 64×28×28 → 16×28×28, 0 params"""

    dim: int = argument(whole(), also=("axis",))
    start: int = argument(whole())
    length: int = argument(whole(1))

    output_formula = "length in dimension dim"

    def miscut(self, shape: Shape) -> Iterator[Problem]:
        size = shape[self.dim]
        meant = batch_met(self.dim, shape) and self._fits(shape[1])
        start = self.start + size if self.start < 0 else self.start
        if not 0 <= start < size:
            yield Problem(
                "bad-value",
                f"`Narrow` starts at {self.start}, outside of the {size:,} in dimension {self.dim}",
                f"expected {-size} to {size - 1}",
                BATCH if meant else "write `start=0`",
                "start",
            )
        elif start + self.length > size:
            yield Problem(
                "bad-value",
                f"`Narrow` takes {start:,} to {start + self.length:,} of dimension {self.dim}, "
                f"which has {size:,}",
                f"expected a length of at most {size - start}",
                BATCH if meant else f"write `length={size - start}`",
                "length",
            )

    def _fits(self, size: int) -> bool:
        """Whether a dimension of that size has such a part."""
        start = self.start + size if self.start < 0 else self.start
        return 0 <= start <= size - self.length

    def output(self, shape: Shape) -> Shape:
        at = self.dim % len(shape)
        return (*shape[:at], self.length, *shape[at + 1 :])

    def keeps_batch(self, shape: Shape) -> bool:
        return self.dim % len(shape) > 0 or self.length == shape[0]

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stepping
        from cnncalc.layers.steps import Window

        (shape,) = shapes
        at = self.dim % len(shape)
        return (stepping(len(shape), [(at, Window(before=-(self.start % shape[at])))]),)

    def views(self, tensor: Arriving) -> Sequence[Shape]:
        return [tensor.strides]
