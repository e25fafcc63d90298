"""Output sizes that are asked for, where an input size could have come of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Problem
from cnncalc.layers.kinds import Kind, Unfit, is_whole
from cnncalc.layers.shapes import Shape, shown
from cnncalc.limits import MAX_INTEGER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.base import Layer


def spatial() -> Kind:
    """A list of sizes, one for each spatial axis; a batch and channels before them are dropped."""
    takes = "a list of whole numbers of at least 1, one for each axis"

    def convert(value: Any, axes: int) -> tuple[int, ...]:
        sizes = value if isinstance(value, tuple) else (value,) * axes
        if len(sizes) not in (axes, axes + 2):
            raise Unfit(f"{axes} whole number{'s' * (axes > 1)}, or {axes + 2} with the batch")
        whole = all(map(is_whole, sizes))
        if whole and sizes is value and 0 < min(sizes) <= max(sizes) <= MAX_INTEGER:
            return tuple(map(int, sizes[-axes:]))
        meant = tuple([max(1, min(each, MAX_INTEGER)) for each in sizes[-axes:]]) if whole else None
        raise Unfit(takes, "bad-value" if whole and sizes is value else "wrong-type", meant)

    return Kind(takes, convert, of="whole", least=1, lists="batched axes", alone=False)


def unreachable(
    layer: Layer, shape: Shape, possible: Sequence[range], other: Shape | None
) -> Iterator[Problem]:
    """An output size that is none of the possible ones: another tensor's, or the argument's.

    Source: PyTorch, torch.nn.functional._unpool_output_size and
    torch.nn.modules.conv._ConvTransposeNd._output_padding.
    """
    name = type(layer).__name__
    asked = layer.values()["output_size"] if other is None else other[2:]
    if other is not None and len(other) != len(shape):
        yield Problem(
            "rank-mismatch",
            f"`{name}` takes the size of a tensor with as many axes, but {shown(shape)} and "
            f"{shown(other)} arrive",
            f"expected {len(shape) - 2} axes",
            "write `output_size` instead",
        )
        return
    for axis, (size, sizes) in enumerate(zip(asked or (), possible, strict=asked is not None)):
        if size in sizes:
            continue
        where = f" on axis {axis + 1} of {len(possible)}" if len(possible) > 1 else ""
        pairs = zip(asked, possible, strict=True)
        near = tuple([max(each[0], min(one, each[-1])) for one, each in pairs])
        advice = f"write `output_size={near}`" + (", and leave that tensor out" * bool(other))
        yield Problem(
            "bad-value" if other is None else "shape-mismatch",
            f"`{name}` makes {span(sizes)} of {shape[axis + 2]}{where}, but "
            + (
                f"{size} is asked for"
                if other is None
                else f"it is to be as large as {shown(other)}"
            ),
            f"expected {span(sizes)}",
            advice if min(near) > 0 else "write a smaller padding",
            "output_size" if other is None else None,
        )
        return


def span(sizes: range) -> str:
    """Sizes that follow one another, in words: `44`, `43 or 44`, `43 to 45`."""
    word = "or" if len(sizes) == 2 else "to"
    return f"{sizes[0]} {word} {sizes[-1]}" if len(sizes) > 1 else f"{sizes[0]}"


def cut_short(strides: Sequence[int], smaller: Shape, larger: Shape, by: str) -> str:
    """How one size was made of another, where what did not fill the last window was cut.

    Empty where that does not explain how two sizes differ.
    """
    axes = list(zip(strides, smaller, larger, strict=False))
    if (
        smaller == larger
        or len(smaller) != len(larger)
        or any(less not in (size, size - size % step) for step, less, size in axes)
    ):
        return ""
    step, less, size = next(each for each in axes if each[1] < each[2])
    odd = f"{size} is odd" if step == 2 else f"{size} is no multiple of {step}"
    rows = {2: ("row", "column"), 3: ("slice", "row", "column")}.get(len(axes), ("value",))
    row = rows[[less < size for _, less, size in axes].index(True)]
    count = f"a {row}" if size - less == 1 else f"{size - less} {row}s"
    return f"{odd}, so {by} cut {count} ({less // step}·{step} = {less})"
