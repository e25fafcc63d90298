"""Slips in reading a figure: another order, another layer's, one figure for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.arith import product
from cnncalc.mistakes.target import of_shape, same, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cnncalc.mistakes.target import Target
    from cnncalc.report import Report, Row
    from cnncalc.spec import Shape

    Found = tuple[int | Shape, str]


class Reading(NamedTuple):
    """A figure that was claimed, and what there is to know of the true one."""

    report: Report
    target: Target
    key: str
    truth: int | Shape
    claimed: int | Shape

    @property
    def rows(self) -> tuple[Row, ...]:
        """The layers that it is about."""
        return self.report.rows[self.target.first : self.target.end]

    @property
    def shape(self) -> Shape:
        """The output."""
        row = self.report.rows[self.target.giving]
        return row.all_outputs[self.target.output] if row.outputs else ()

    def counted(self, row: Row) -> int | None:
        """What one layer has of the figure."""
        found: int | None = getattr(row, self.key)
        return found // self.report.batch if found and self.key == "macs" else found


class Misreading(NamedTuple):
    """One slip in reading a figure."""

    name: str
    keys: tuple[str, ...]
    found: Callable[[Reading], Iterator[Found]]
    """The figures that it may give, each with the sentence that tells it."""


def place(row: Row) -> str:
    """A layer by its id, or by its number."""
    return f"`{row.id}`" if row.id else f"layer {row.number}"


def _times(shape: Shape) -> str:
    return "·".join(map(str, shape))


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
        words = f"is {_times(shape)}, as if flattened: nothing flattens it here, {shown(shape)}"
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
        words = f"is {_times(shape[1:])}, the spatial sizes alone: there are {shape[0]} channels "
        yield product(shape[1:]), f"{words}of that, {_times(shape)} = {product(shape):,}"


def _without_side(it: Reading) -> Iterator[Found]:
    if len(shape := it.shape) > 2:
        words = f"is {_times(shape[:-1])}, without the last side: all sizes count, "
        yield product(shape[:-1]), f"{words}{_times(shape)} = {product(shape):,}"


def _added(it: Reading) -> Iterator[Found]:
    if len(shape := it.shape) > 1:
        words = f"is {' + '.join(map(str, shape))}, the sizes added: they are multiplied, "
        yield sum(shape), f"{words}{_times(shape)} = {product(shape):,}"


def _size_for_depth(it: Reading) -> Iterator[Found]:
    for each in dict.fromkeys(it.shape[1:]):
        yield each, f"is a size: the depth comes before the sizes, {shown(it.shape)}"


def _depth_for_size(it: Reading) -> Iterator[Found]:
    if len(it.shape) > 1:
        found: Shape = it.shape[:1] * len(it.shape[1:])
        yield found, f"is the depth: the sizes come behind it, {shown(it.shape)}"


def _flat_for_params(it: Reading) -> Iterator[Found]:
    if it.shape:
        yield (
            product(it.shape),
            f"is how many values come out: there are {shown(it.truth)} \
parameters",
        )


def _other_layer(it: Reading) -> Iterator[Found]:
    """The figure of a layer before, or of one behind, the nearest first."""
    rows, giving = it.report.rows, it.target.giving
    near = range(max(0, giving - _NEAR), min(len(rows), giving + _NEAR))
    for at in sorted(near, key=lambda at: (at > giving, abs(at - giving))):
        figure = None if at == giving else of_shape(rows[at].output, it.key)
        if figure is None or not same(figure, it.claimed):
            continue
        words = f"is what comes out of {place(rows[at])}: "
        if at > giving:
            yield figure, f"{words}that is behind {place(rows[giving])}, {shown(it.truth)}"
            return
        behind = next(row for row in rows[at + 1 : giving + 1]
                      if not same(of_shape(row.output, it.key), it.claimed))  # fmt: skip
        words += f"{place(behind)}, {behind.text[:80]}, comes behind it"
        yield figure, f"{words}, {shown(it.truth)}"
        return


def _one_layer(it: Reading) -> Iterator[Found]:
    rows = it.rows
    if it.target.single:
        rows = tuple([each for each in it.report.rows if each.number != rows[0].number])
    for row in reversed(rows):
        if (count := it.counted(row)) and count == it.claimed:
            if it.target.single:
                words = f"is what {place(row)} has: {place(it.rows[0])} has {shown(it.truth)}"
            else:
                words = f"is what {place(row)} has alone: all layers have {shown(it.truth)}"
            yield count, words
            return


def _without_layer(it: Reading) -> Iterator[Found]:
    for row in () if it.target.single else it.rows:
        count = it.counted(row)
        if count and isinstance(it.truth, int) and it.truth - count == it.claimed:
            words = f"leaves out {place(row)}, which has {count:,}: all layers have "
            yield it.truth - count, words + shown(it.truth)
            return


def _frozen(it: Reading) -> Iterator[Found]:
    counts = [row.params for row in it.rows]
    known = [each for each in counts if each is not None]
    if len(known) == len(counts):
        words = "counts layers that are kept from training: without them there are "
        yield sum(known), words + shown(it.truth)


def _operations(it: Reading) -> Iterator[Found]:
    if isinstance(it.truth, int):
        words = f"is 2·{it.truth:,}, the operations (FLOPs): each multiply-accumulate is two"
        yield 2 * it.truth, words


def _bytes(it: Reading) -> Iterator[Found]:
    if isinstance(it.truth, int):
        yield 4 * it.truth, f"is 4·{it.truth:,}, the bytes in float32: each parameter has four"


def _other_count(other: str, words: str) -> Callable[[Reading], Iterator[Found]]:
    def found(it: Reading) -> Iterator[Found]:
        counts: list[int | None] = [getattr(row, other) for row in it.rows]
        known = [each for each in counts if each is not None]
        if len(known) == len(counts):
            total = sum(known) // (it.report.batch if other == "macs" else 1)
            yield total, f"is the number of {words}: the figure is {shown(it.truth)}"

    return found


_NEAR = 50
"""How many layers before and behind are looked at for another's figure."""
_PARAMS = ("params", "trainable_params")
_DEPTH = ("depth", "channels")

PLAIN = (
    Misreading("height-width-swapped", ("output", "size"), _turned),
    Misreading("depth-last", ("output",), _depth_last),
    Misreading("depth-left-out", ("output",), _without_depth),
    Misreading("flattened", ("output",), _in_a_row),
    Misreading("batch-counted-in", ("output",), _with_batch),
    Misreading("batch-counted", ("flatten", "macs", *_PARAMS), _of_batch),
    Misreading("spatial-only", ("flatten",), _spatial_only),
    Misreading("two-operations", ("macs",), _operations),
    Misreading("frozen-counted", ("trainable_params",), _frozen),
)
"""The right figure, read or written in another way: simpler than any slip in a sum."""

OTHERS = (
    Misreading("other-layer", ("output", "size", "flatten", *_DEPTH), _other_layer),
    Misreading("one-layer-alone", ("macs", *_PARAMS), _one_layer),
    Misreading("layer-left-out", ("macs", *_PARAMS), _without_layer),
    Misreading("size-for-depth", _DEPTH, _size_for_depth),
    Misreading("depth-for-size", ("size",), _depth_for_size),
    Misreading("one-side-left-out", ("flatten",), _without_side),
    Misreading("sizes-added", ("flatten",), _added),
    Misreading("parameters-for-macs", ("macs",), _other_count("params", "parameters")),
    Misreading("macs-for-parameters", _PARAMS, _other_count("macs", "multiply-accumulates")),
    Misreading("values-for-parameters", _PARAMS, _flat_for_params),
    Misreading("bytes", _PARAMS, _bytes),
)
"""One figure for another."""
