"""Other numbers that are taken for the depth, or for the size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.mistakes.reading import Misreading, place, times
from cnncalc.mistakes.target import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.mistakes.reading import Found, Reading
    from cnncalc.report import Row


def _filters(it: Reading) -> list[Row]:
    """The layers with filters on the way to the output."""
    rows = it.report.rows[: it.target.giving + 1]
    return [row for row in rows if row.argument("out_channels")]


def _size_for_depth(it: Reading) -> Iterator[Found]:
    for each in dict.fromkeys(it.shape[1:]):
        yield each, f"is a size: the depth comes before the sizes, {shown(it.shape)}"


def _kernel_for_depth(it: Reading) -> Iterator[Found]:
    for row in _filters(it)[-1:]:
        for each in dict.fromkeys(row.argument("kernel_size") or ()):
            words = f"is the kernel size of {place(row)}: it has {row.argument('out_channels')} "
            yield each, f"{words}filters, and each gives a channel"


def _one_deep(it: Reading) -> Iterator[Found]:
    if _filters(it):
        yield 1, f"is the depth of what one filter gives: there are {shown(it.truth)} of them"


def _input_times(it: Reading) -> Iterator[Found]:
    for shape in it.report.inputs.values():
        if shape and isinstance(it.truth, int):
            words = f"is {shape[0]}·{it.truth}: the depth of the input is no factor, "
            yield shape[0] * it.truth, f"{words}since each filter sums over it"


def _filters_added(it: Reading) -> Iterator[Found]:
    counts = [int(row.argument("out_channels")) for row in _filters(it)]
    for shape in it.report.inputs.values():
        for added in (counts, [*shape[:1], *counts]):
            words = f"is {' + '.join(map(str, added[:20]))}: the channels of one layer take the "
            if len(added) > 1:
                yield sum(added), f"{words}place of those before, and are not added"


def _values_for_depth(it: Reading) -> Iterator[Found]:
    shape = it.shape
    if len(shape) > 1:
        words = f"is {times(shape)}, all values that come out: the depth is {shape[0]}"
        yield product(shape), words


def _layers_for_depth(it: Reading) -> Iterator[Found]:
    words = f"is the number of layers: here the depth is that of the output, {shown(it.shape)}"
    yield len(it.report.rows), words


def _depth_in_size(it: Reading) -> Iterator[Found]:
    if len(it.shape) > 1:
        yield it.shape, f"has the depth in front: the size alone is {shown(it.truth)}"


def _area_for_size(it: Reading) -> Iterator[Found]:
    if len(it.shape) > 2:
        words = f"is {times(it.shape[1:])}, the places in one channel: the size is "
        area = product(it.shape[1:])
        yield (area,) * len(it.shape[1:]), f"{words}{shown(it.truth)}"


_DEPTH = ("depth", "channels")

DEPTHS = (
    Misreading("size-for-depth", _DEPTH, _size_for_depth),
    Misreading("depth-times-input", _DEPTH, _input_times),
    Misreading("filters-added", _DEPTH, _filters_added),
    Misreading("kernel-for-depth", _DEPTH, _kernel_for_depth),
    Misreading("one-deep", _DEPTH, _one_deep),
    Misreading("values-for-depth", _DEPTH, _values_for_depth),
    Misreading("layers-for-depth", _DEPTH, _layers_for_depth),
    Misreading("depth-in-size", ("size",), _depth_in_size),
    Misreading("area-for-size", ("size",), _area_for_size),
)
"""The likeliest first."""
