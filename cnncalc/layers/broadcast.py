"""How tensors of several shapes come together: the rule, and what to say where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Problem
from cnncalc.layers.shapes import Shape, Unbatched, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.base import Layer

_AXES = {
    2: ("batch", "features"),
    3: ("batch", "channels", "length"),
    4: ("batch", "channels", "height", "width"),
    5: ("batch", "channels", "depth", "height", "width"),
}
"""What the dimensions of a batch of that rank are called."""
_PLURAL = ("features", "channels")


def broadcast(*shapes: Shape) -> Shape | None:
    """The shape that all are stretched to, aligned at their ends; None where there is none.

    Source: PyTorch, "Broadcasting semantics".
    """
    rank = max(map(len, shapes), default=0)
    sizes = [1] * rank
    for shape in shapes:
        for at, size in enumerate(shape, rank - len(shape)):
            if size != 1 and sizes[at] not in (1, size):
                return None
            sizes[at] = size if sizes[at] == 1 else sizes[at]
    return tuple(sizes)


def named(dimension: int, *shapes: Shape) -> str:
    """What a dimension is called in shapes of one rank, for a sentence."""
    rank = max(map(len, shapes))
    batched = any(not isinstance(each, Unbatched) for each in shapes if len(each) == rank)
    known = _AXES.get(rank, ()) if batched else ()
    return known[dimension] if known else f"dimension {dimension}"


def sizes_of(dimension: int, one: Shape, other: Shape) -> str:
    """A dimension and its sizes in two shapes of one rank: `the channels are 64 and 128`."""
    name = named(dimension, one, other)
    verb = "are" if name in _PLURAL else "is"
    the = "" if name.startswith("dimension") else "the "
    return f"{the}{name} {verb} {one[dimension]} and {other[dimension]}"


def cannot_broadcast(layer: Layer, *shapes: Shape) -> Iterator[Problem]:
    """Why shapes do not come together, if they do not."""
    so_far: Shape = shapes[0]
    for shape in shapes[1:]:
        together = broadcast(so_far, shape)
        if together is None:
            yield _apart(layer, so_far, shape)
            return
        crossing = _batch_against(so_far, shape)
        if crossing:
            yield _crossed(layer, so_far, shape, crossing)
            return
        so_far = together if carries_batch(together, so_far, shape) else Unbatched(together)


def carries_batch(output: Shape, *shapes: Shape) -> bool:
    """Whether the first dimension of an output is the batch of one of its inputs."""
    return any(
        not isinstance(each, Unbatched) and len(each) == len(output) > 0 and each[0] == output[0]
        for each in shapes
    )


def _apart(layer: Layer, one: Shape, other: Shape) -> Problem:
    rank = max(len(one), len(other))
    ones = [(1,) * (rank - len(each)) + tuple(each) for each in (one, other)]
    at = next(
        at for at, (left, right) in enumerate(zip(*ones, strict=True))
        if left != right and 1 not in (left, right)
    )  # fmt: skip
    longer = max(one, other, key=len)
    name = named(at, longer)
    verb = "are" if name in _PLURAL else "is"
    the = "" if name.startswith("dimension") else "the "
    return Problem(
        "shape-mismatch",
        f"`{type(layer).__name__}` cannot broadcast {shown(one)} with {shown(other)}: "
        f"{the}{name} {verb} {ones[0][at]} and {ones[1][at]}",
        "expected equal sizes, or 1, in each dimension",
        _advice(name, one, other),
    )


def _advice(name: str, one: Shape, other: Shape) -> str:
    if len(one) != len(other):
        return "put `Unflatten` or `Unsqueeze` before it, so that both have as many dimensions"
    if name == "channels":
        return "put a `Conv2d` with a kernel of 1 on one path, so that all have as many channels"
    if name in ("height", "width", "depth", "length"):
        from cnncalc.layers.resized import cut_short  # an error's cost, not a start's

        for small, large in ((one[2:], other[2:]), (other[2:], one[2:])):
            if cut := cut_short((2,) * len(large), small, large, "halving it"):
                wanted, made = tuple(large), "×".join(map(str, small))
                return f"put `Interpolate(size={wanted})` behind what made {made}: {cut}"
        return "give the paths the same strides and paddings, or put `Interpolate` on one"
    return "make them equal"


def _batch_against(one: Shape, other: Shape) -> str:
    """What the batch of a tensor of fewer dimensions would meet, if there is a batch to meet it.

    PyTorch lets it through at a batch of 1 or of just that size, and at no other.
    """
    short, long = sorted((one, other), key=len)
    if len(short) in (0, len(long)) or isinstance(short, Unbatched) or isinstance(long, Unbatched):
        return ""
    return named(len(long) - len(short), long)


def _crossed(layer: Layer, one: Shape, other: Shape, name: str) -> Problem:
    short, long = sorted((one, other), key=len)
    missing = (1,) * (len(long) - len(short))
    wanted = "×".join(map(str, (*short[1:], *missing)))
    the = "" if name.startswith("dimension") else "the "
    return Problem(
        "shape-mismatch",
        f"`{type(layer).__name__}` cannot broadcast {shown(one)} with {shown(other)}: "
        f"the batch of {shown(short)} would stand against {the}{name} of {shown(long)}",
        f"expected {wanted}" if len(short) > 1 else "expected as many dimensions",
        "put `" + "` and `".join(["Unsqueeze(-1)"] * len(missing)) + f"` behind {shown(short)}",
    )


def batches_apart(layer: Layer, *shapes: Shape) -> Iterator[Problem]:
    """Batches that do not stand above each other, where matrices are multiplied."""
    batches = [each for each in shapes if not isinstance(each, Unbatched)]
    short, long = min(batches, key=len, default=()), max(batches, key=len, default=())
    if len(short) < len(long):
        yield Problem(
            "shape-mismatch",
            f"`{type(layer).__name__}` cannot multiply {shown(short)} and {shown(long)} sample by "
            f"sample: with the batch they have {len(short)} and {len(long)} dimensions",
            "expected as many dimensions",
            f"put `Unsqueeze(1)` behind {shown(short)}",
        )


def joined_problem(
    layer: Layer, shapes: Sequence[Shape], dim: int | None, doing: str
) -> Iterator[Problem]:
    """The first shape that differs from the first one in a dimension other than `dim`."""
    first = shapes[0]
    for shape in shapes[1:]:
        if len(shape) != len(first):
            yield Problem(
                "rank-mismatch",
                f"`{type(layer).__name__}` cannot {doing}: {shown(first)} and {shown(shape)} "
                f"have {len(first)} and {len(shape)} dimensions with the batch",
                "expected as many dimensions",
                "put `Flatten` or `Unflatten` before it",
            )
            return
        for at in range(len(first)):
            if at != dim and first[at] != shape[at]:
                yield Problem(
                    "shape-mismatch",
                    f"`{type(layer).__name__}` cannot {doing}: "
                    f"{sizes_of(at, first, shape)} in {shown(first)} and {shown(shape)}",
                    "expected the same sizes"
                    + (" in all other dimensions" if dim is not None else ""),
                    _advice(named(at, first), first, shape),
                )
                return
