"""One figure for another: of another layer, or of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.mistakes.reading import Misreading, place, times
from cnncalc.mistakes.target import same, shown
from cnncalc.report import of_shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cnncalc.mistakes.reading import Found, Reading


_NEAR = 50
"""How many layers before and behind are looked at for another's figure."""


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
        end = "and makes it" if behind is rows[giving] else "and in the end it is"
        words += f"{place(behind)}, {behind.text[:80]}, comes behind it {end} {shown(it.truth)}"
        yield figure, words
        return


def _as_it_arrives(it: Reading) -> Iterator[Found]:
    for name, shape in it.report.inputs.items():
        figure = of_shape(shape, it.key)
        if figure is not None:
            whose = f"`{name}` is" if len(it.report.inputs) > 1 else "the input is"
            words = f"is what {whose}: what comes out is {shown(it.truth)}"
            yield figure, words


def _nothing(it: Reading) -> Iterator[Found]:
    if it.key != "macs":
        yield 0, f"is right for a layer without weights: here there are {shown(it.truth)}"


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


def _bytes(it: Reading) -> Iterator[Found]:
    if isinstance(it.truth, int):
        yield 4 * it.truth, f"is 4·{it.truth:,}, the bytes in float32: each parameter has four"


def _other_count(other: str, words: str) -> Callable[[Reading], Iterator[Found]]:
    def found(it: Reading) -> Iterator[Found]:
        counts: list[int | None] = [getattr(row, other) for row in it.rows]
        known = [each for each in counts if each is not None]
        if len(known) == len(counts):
            total = sum(known) // (it.report.batch if other == "macs" else 1)
            if total:
                yield total, f"is the number of {words}: the figure is {shown(it.truth)}"

    return found


def _without_side(it: Reading) -> Iterator[Found]:
    if len(shape := it.shape) > 2:
        words = f"is {times(shape[:-1])}, without the last side: all sizes count, "
        yield product(shape[:-1]), f"{words}{times(shape)} = {product(shape):,}"


def _added(it: Reading) -> Iterator[Found]:
    if len(shape := it.shape) > 1:
        words = f"is {' + '.join(map(str, shape))}, the sizes added: they are multiplied, "
        yield sum(shape), f"{words}{times(shape)} = {product(shape):,}"


_PARAMS = ("params", "trainable_params")
_DEPTH = ("depth", "channels")

OTHERS = (
    Misreading("other-layer", ("output", "size", "flatten", *_DEPTH), _other_layer),
    Misreading("as-it-arrives", ("output", "size", "flatten", *_DEPTH), _as_it_arrives),
    Misreading("nothing-to-learn", _PARAMS, _nothing),
    Misreading("one-layer-alone", ("macs", *_PARAMS), _one_layer),
    Misreading("layer-left-out", ("macs", *_PARAMS), _without_layer),
    Misreading("one-side-left-out", ("flatten",), _without_side),
    Misreading("sizes-added", ("flatten",), _added),
    Misreading("parameters-for-macs", ("macs",), _other_count("params", "parameters")),
    Misreading("macs-for-parameters", _PARAMS, _other_count("macs", "multiply-accumulates")),
    Misreading("values-for-parameters", _PARAMS, _flat_for_params),
    Misreading("bytes", _PARAMS, _bytes),
)
