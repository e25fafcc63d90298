"""The right figure, read or written in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.mistakes.reading import Misreading, times
from cnncalc.mistakes.target import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.mistakes.reading import Found, Reading


def _turned(it: Reading) -> Iterator[Found]:
    if len(shape := it.shape) > 2:
        words = f"has its sizes turned round: the first comes first, {shown(it.truth)}"
        if len(shape) == 3:
            words = f"has height and width swapped: the height comes first, {shown(it.truth)}"
        turned = (*shape[:1], *shape[:0:-1])
        yield turned if it.key == "output" else turned[1:], words


def _depth_last(it: Reading) -> Iterator[Found]:
    if len(shape := it.shape) > 1:
        words = "has the depth last, as TensorFlow writes it: here it comes first, "
        yield (*shape[1:], shape[0]), words + shown(shape)


def _without_depth(it: Reading) -> Iterator[Found]:
    if len(shape := it.shape) > 1:
        yield shape[1:], f"is the size alone: the depth comes before it, {shown(shape)}"


def _in_a_row(it: Reading) -> Iterator[Found]:
    if len(shape := it.shape) > 1:
        words = f"is {times(shape)}, as if flattened: nothing flattens it here, {shown(shape)}"
        yield (product(shape),), words


def _with_batch(it: Reading) -> Iterator[Found]:
    claimed, shape = it.claimed, it.shape
    if isinstance(claimed, tuple) and len(claimed) == len(shape) + 1 and claimed[1:] == shape:
        words = f"has a batch of {claimed[0]} in front: shapes are those of one sample, "
        yield claimed, words + shown(shape)


def _of_batch(it: Reading) -> Iterator[Found]:
    batch = it.report.batch
    if batch > 1 and isinstance(it.truth, int):
        words = f"is {batch}·{it.truth:,}, with the batch counted in: one sample has "
        yield batch * it.truth, f"{words}{it.truth:,}"


def _spatial_only(it: Reading) -> Iterator[Found]:
    if len(shape := it.shape) > 1:
        words = f"is {times(shape[1:])}, the spatial sizes alone: there are {shape[0]} channels "
        yield product(shape[1:]), f"{words}of that, {times(shape)} = {product(shape):,}"


def _operations(it: Reading) -> Iterator[Found]:
    if isinstance(it.truth, int):
        words = f"is 2·{it.truth:,}, the operations (FLOPs): each multiply-accumulate is two"
        yield 2 * it.truth, words


def _frozen(it: Reading) -> Iterator[Found]:
    counts = [row.params for row in it.rows]
    known = [each for each in counts if each is not None]
    if len(known) == len(counts):
        words = "counts layers that are kept from training: without them there are "
        yield sum(known), words + shown(it.truth)


def _depth_for_size(it: Reading) -> Iterator[Found]:
    if len(it.shape) > 1:
        found = it.shape[:1] * len(it.shape[1:])
        yield found, f"is the depth: the sizes come behind it, {shown(it.shape)}"


_PARAMS = ("params", "trainable_params")

PLAIN = (
    Misreading("height-width-swapped", ("output", "size"), _turned),
    Misreading("depth-last", ("output",), _depth_last),
    Misreading("depth-left-out", ("output",), _without_depth),
    Misreading("flattened", ("output",), _in_a_row),
    Misreading("batch-counted-in", ("output",), _with_batch),
    Misreading("batch-counted", ("flatten", "macs", *_PARAMS), _of_batch),
    Misreading("spatial-only", ("flatten",), _spatial_only),
    Misreading("depth-for-size", ("size",), _depth_for_size),
    Misreading("two-operations", ("macs",), _operations),
    Misreading("frozen-counted", ("trainable_params",), _frozen),
)
"""Simpler than any slip in a sum."""
