"""What each dimension of an output reads of an input, in the ways that layers have in common.

A unit is a place on the dimensions of the output. What a dimension of the output does not index is
read whole: a convolution reads all channels, a Linear all features.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cnncalc.arith import product
from cnncalc.layers.reordering import Flipped, Part, Turned
from cnncalc.layers.resampling import Adaptive, Filtered, Resampled
from cnncalc.layers.steps import (
    EVERYTHING,
    SAME,
    Blocks,
    Everything,
    Preceding,
    Same,
    Transposed,
    Window,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cnncalc.layers.shapes import Shape


Moving: TypeAlias = Same | Window | Transposed | Blocks | Adaptive | Resampled | Filtered | Flipped
"""Steps that repeat themselves, so that a unit's reads follow from its number."""
Step: TypeAlias = Moving | Everything | Preceding | Turned | Part
"""How a dimension of an output reads one of an input."""


class Along(NamedTuple):
    """A dimension of the output indexes one of the input, by a step."""

    source: int
    step: Step = SAME


class Only(NamedTuple):
    """Of a dimension of the output, one unit alone reads this input: stacking."""

    unit: int


class Regrouped(NamedTuple):
    """Dimensions of the output share out those of the input anew: flattening, unflattening.

    The values stand in a row between. There are steps from the output to them, one for each of its
    dimensions, in the row, and from it to the input: unfolding takes windows of an image and then
    flattens what it has.
    """

    targets: tuple[int, ...]
    target_sizes: Shape
    sources: tuple[int, ...]
    source_sizes: Shape
    before: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()
    row: Step = SAME


Link: TypeAlias = Along | Only | Regrouped | None


class Reach(NamedTuple):
    """What the units of an output read of one input."""

    dims: tuple[Link, ...]
    """For each dimension of the output what it indexes; None where it indexes none."""
    fixed: tuple[tuple[int, int], ...] = ()
    """Dimensions of the input of which all units read one place alone, and that place."""

    @property
    def plain(self) -> bool:
        """Whether each dimension of the output reads the same one, place by place."""
        places = enumerate(self.dims)
        return all(
            type(link) is Along and link.source == at and link.step is SAME for at, link in places
        )


Reaches: TypeAlias = tuple[Reach | None, ...] | None
"""One for each input, None for one whose values it does not read; None alone is unknown."""


def alike(rank: int) -> Reach:
    """Each dimension reads its own, place by place."""
    return Reach(tuple([Along(at) for at in range(rank)]))


def stepping(rank: int, steps: Iterable[tuple[int, Step]]) -> Reach:
    """Each dimension reads its own: by a step where one is given, else place by place."""
    known = dict(steps)
    return Reach(tuple([Along(at, known.get(at, SAME)) for at in range(rank)]))


def sweeping(rank: int, dims: Iterable[int]) -> Reach:
    """Some dimensions are read whole, by each of their places; the others place by place."""
    return stepping(rank, [(at % rank, EVERYTHING) for at in dims] if rank else ())


def mixing(rank: int, dims: Iterable[int]) -> Reach:
    """Some dimensions are read whole, and index nothing any more: features, channels."""
    gone = {at % rank for at in dims} if rank else set()
    return Reach(tuple([None if at in gone else Along(at) for at in range(rank)]))


def imaging(channels: Link, steps: Sequence[Step]) -> Reach:
    """Batch, channels, and a step for each axis."""
    axes = [Along(at, step) for at, step in enumerate(steps, 2)]
    return Reach((Along(0), channels, *axes))


def without(rank: int, dims: Iterable[int], *, keepdim: bool) -> Reach:
    """Some dimensions are read whole, and gone or of size 1."""
    gone = {at % rank for at in dims} if rank else set()
    kept = [None if at in gone else Along(at) for at in range(rank) if keepdim or at not in gone]
    return Reach(tuple(kept))


def stretched(shape: Shape, output: Shape) -> Reach:
    """Dimensions are aligned at their ends; a size of 1 is the same to all places."""
    new = len(output) - len(shape)
    sizes = zip(shape, output[new:], strict=True)
    links = [Along(at) if size == wide else None for at, (size, wide) in enumerate(sizes)]
    return Reach((*(None,) * new, *links))


def reshaped(shape: Shape, output: Shape) -> Reach | None:
    """The same values in other dimensions: those of one product are followed, in blocks."""
    if product(shape) != product(output) or not product(shape):
        return None
    links: list[Link] = [None] * len(output)
    at = to = 0
    while at < len(shape) and to < len(output):
        if shape[at] == output[to]:
            links[to] = Along(at)
            at, to = at + 1, to + 1
        elif output[to] == 1:
            to += 1
        elif shape[at] == 1:
            at += 1
        else:
            sources, targets = [at], [to]
            here, there = shape[at], output[to]
            while here != there:
                if here < there:
                    sources.append(sources[-1] + 1)
                    here *= shape[sources[-1]]
                else:
                    targets.append(targets[-1] + 1)
                    there *= output[targets[-1]]
            at, to = sources[-1] + 1, targets[-1] + 1
            block = Regrouped(
                tuple(targets), output[targets[0] : to], tuple(sources), shape[sources[0] : at]
            )
            for each in targets:
                links[each] = block
    return Reach(tuple(links))
