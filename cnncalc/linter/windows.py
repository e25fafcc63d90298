"""Rules about windows that slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Problem
from cnncalc.linter.graph import arriving, known, on_axis, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.layers.roles import Sliding
    from cnncalc.linter.graph import Graph
    from cnncalc.report import Row

_TRIES = 64
"""Paddings that are tried for one that reaches the border."""
_TAPS = 4096
"""Taps of a kernel that are looked at one by one."""


def _many(count: int, what: str) -> str:
    """So many of something."""
    return f"{count:,} {what}{'s' * (count != 1)}"


def _axes(row: Row) -> list[tuple[Sliding, int, int]]:
    """The window on each axis with the size that arrives and the one that leaves."""
    layer, shape = known(row), arriving(row)
    if layer is None or not row.batched or len(row.reads) != 1:
        return []
    windows = layer.windows((1, *shape))
    return list(zip(windows, shape[1:], row.outputs[0][2:], strict=True)) if windows else []


def _lost(row: Row, graph: Graph) -> Iterator[list[tuple[Sliding, int, int]]]:
    """The axes of all that read what a layer reads; nothing where something reads it whole.

    It is said of the first of them.
    """
    (read,) = row.reads
    readers = graph.readers(read)
    if readers[0] is not row or graph.leaves(read):
        return
    found = [_axes(each) for each in readers]
    if all(found):
        yield from map(list, zip(*found, strict=True))


def _unread(axis: tuple[Sliding, int, int]) -> int:
    """Pixels behind the last window, where windows touch each other."""
    window, size, count = axis
    return 0 if window.kept < window.stride else max(0, size - 1 - window.last(count))


def unread_border(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """The last rows or columns are in no window."""
    axes = [*_lost(row, graph)]
    lost = [min(map(_unread, each)) for each in axes]
    hit = [at for at, each in enumerate(lost) if each]
    if not hit:
        return
    at = hit[0]
    window, size, count = axes[at][0]
    where = on_axis(at, [each for each in hit if axes[each][0] == axes[at][0]], len(axes))
    last = "the last pixel" if lost[at] == 1 else f"the last {lost[at]:,} pixels"
    ways = _paddings(row, axes, lost)
    if row.argument("ceil_mode") is False:
        ways.append("`ceil_mode=True`")
    first = "give an input of" if row.reads[0].number == 0 else "let"
    pixels = "" if row.reads[0].number == 0 else " arrive"
    more = size - lost[at] + window.stride
    sizes = f"{size - lost[at]:,} or {more:,} pixels{pixels}"
    advice = f"write {' or '.join(ways)}, or {first} {sizes}" if ways else f"{first} {sizes}"
    yield (
        row,
        Problem(
            "",
            f"no window of `{row.type}` reaches {last} of {size:,}{where}: "
            f"{_many(count, 'window')} of {window.span:,} at a stride of {window.stride:,} "
            f"end{'s' * (count == 1)} at {size - lost[at]:,}",
            f"{lost[at]:,} of {size:,} unread",
            advice,
        ),
    )


def _paddings(row: Row, axes: list[list[tuple[Sliding, int, int]]], lost: list[int]) -> list[str]:
    """The smallest padding with which no pixel is unread, as an edit, where there is one."""
    if not isinstance(row.argument("padding"), tuple) or any(len(each) > 1 for each in axes):
        return []
    found = []
    for (axis,), unread in zip(axes, lost, strict=True):
        window, size, _ = axis
        least = window.before
        if unread:
            most = (window.kernel if row.argument("ceil_mode") is not None else window.span) // 2
            tries = range(least + 1, min(most, least + _TRIES) + 1)
            padded = [window._replace(before=each, after=each) for each in tries]
            fits = [each.before for each in padded if not _unread((each, size, each.size(size)))]
            if not fits:
                return []
            least = fits[0]
        found.append(least)
    return [f"`padding={written(found)}`"]


def _skips(window: Sliding, size: int, count: int) -> bool:
    """Whether there are pixels between windows; of very large ones it is taken for granted."""
    if window.kept == window.stride or count < 2:
        return False
    return count * window.kernel > _TAPS or len(window.read(size, count)) < size


def skipped_pixels(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """Between the windows there are pixels that no window reads."""
    axes = [*_lost(row, graph)]
    hit = [
        at for at, each in enumerate(axes)
        if all(_skips(*axis) for axis in each)
    ]  # fmt: skip
    if not hit:
        return
    window = axes[hit[0]][0][0]
    where = on_axis(hit[0], [each for each in hit if axes[each][0][0] == window], len(axes))
    if window.kernel < window.stride:
        why = f"its stride of {window.stride:,} is beyond its kernel of {window.kernel:,}"
        wide = f"a kernel_size of at least {window.stride:,}"
        if window.dilation > 1:
            wide += " without dilation"
        advice = f"write `stride=1`, or {wide}"
    else:
        why = f"its stride of {window.stride:,} meets its dilation of {window.dilation:,}"
        advice = "write `dilation=1`, or `stride=1`"
    yield (
        row,
        Problem(
            "",
            f"`{row.type}` reads {window.kept:,} of every {window.stride:,} pixels{where}, and "
            f"nothing reads the others: {why}",
            f"skips {window.stride - window.kept:,} of {window.stride:,}",
            advice,
            "stride",
        ),
    )


def only_padding(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """Taps of the kernel that lie in the padding wherever it stands."""
    del graph
    axes = _axes(row)
    if row.argument("padding_mode") != "zeros":
        return
    idle = [
        window.idle(size, count) if window.span > size and window.kernel <= _TAPS else 0
        for window, size, count in axes
    ]
    hit = [at for at, each in enumerate(idle) if each]
    if not hit:
        return
    window, size, _ = axes[hit[0]]
    where = on_axis(hit[0], [at for at in hit if axes[at] == axes[hit[0]]], len(axes))
    yield (
        row,
        Problem(
            "",
            f"{idle[hit[0]]:,} of {window.kernel:,} weights of `{row.type}`{where} meet nothing "
            f"but padding: the input is {_many(size, 'pixel')} wide",
            f"{idle[hit[0]]:,} of {window.kernel:,} idle",
            "write a smaller kernel_size here, or take a stride before it out",
            "kernel_size",
        ),
    )


def pool_of_one(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """A pool that gives what arrives."""
    del graph
    shape = arriving(row)
    axes = _axes(row)
    if axes and all(window.kernel == window.stride == 1 for window, _, _ in axes):
        message = f"the windows of `{row.type}` hold 1 value at a stride of 1: it changes nothing"
        yield row, Problem("", message, "pools nothing", "write `kernel_size=2`, or leave it out")
    elif len(shape) > 1 and shape[1:] == (1,) * len(shape[1:]) and row.output == shape:
        sizes = "×".join(map(str, shape[1:]))
        message = f"`{row.type}` pools {sizes}, what arrives, to {sizes}: it changes nothing"
        yield row, Problem("", message, "nothing to pool", "leave it out")


def even_same(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """Padding that is called the same, and is wider behind than before."""
    del graph
    axes = _axes(row)
    if not isinstance(row.argument("padding"), str):
        return
    hit = [
        at for at, (window, _, _) in enumerate(axes)
        if window.stride == 1 and window.before != window.after
    ]  # fmt: skip
    if not hit:
        return
    window = axes[hit[0]][0]
    where = on_axis(hit[0], [at for at in hit if axes[at][0] == window], len(axes))
    odd = written([each.kernel + (at in hit) for at, (each, _, _) in enumerate(axes)])
    yield (
        row,
        Problem(
            "",
            f"`{row.type}` pads {window.before:,} before and {window.after:,} after{where}: a "
            f"kernel of {window.kernel:,} has no middle",
            "moves the image by half a pixel",
            f"write `kernel_size={odd}`",
            "kernel_size",
        ),
    )
