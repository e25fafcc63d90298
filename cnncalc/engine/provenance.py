"""Where the shapes came from that do not fit: one layer back, or back to where paths parted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.diagnostics import Diagnostic, Note
from cnncalc.engine.fixes import fix
from cnncalc.engine.projection import projection
from cnncalc.layers.shapes import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.diagnostics import Problem, Span
    from cnncalc.layers import Layer
    from cnncalc.network import Leaf
    from cnncalc.report import Read, Row
    from cnncalc.spec import Input, Shape

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_PATHS = 8
"""Paths that are shown."""
_STEPS = 4
"""Layers of a path that are shown: its last ones."""


class Past(NamedTuple):
    """What has been computed so far."""

    rows: Sequence[Row]
    arrived: Sequence[tuple[Shape, ...]]
    """The shapes that arrived at each row, with the batch."""
    calls: Sequence[tuple[Note, ...]]
    """The calls of blocks that led to each row."""
    inputs: Sequence[Input]


def explained(
    problem: Problem,
    node: Leaf,
    layer: Layer,
    reads: tuple[Read, ...],
    shapes: tuple[Shape, ...],
    past: Past,
) -> Diagnostic:
    """A layer's problem with its place, where the shapes came from, and a mend that sees both."""
    assert node.call is not None
    rows, arrived, inputs = past.rows, past.arrived, past.inputs
    related: tuple[Note, ...] = ()
    better = None
    if len(reads) == 1:
        number = reads[0].number
        before = None
        if number:
            row = rows[number - 1]
            related = (Note(row.span, f"{shown(shapes[0])} leaves here"),)
            if row.layer is not None and arrived[number - 1]:
                before = (row.layer, arrived[number - 1][0])
        elif inputs:
            place = inputs[reads[0].output].span
            related = (Note(place, f"{shown(shapes[0])} comes in here"),)
        better = fix(problem, layer, shapes[0], before, first=number == 0)
    elif reads:
        noun = "path" if layer.merges else "tensor"
        related = tuple(_paths(reads, shapes, past, node.calls, noun))
    advice = better or projection(node, shapes, reads) or problem.help
    if node.shares is not None:
        advice = f"the weights are those of `{node.shares}`: let the same shape arrive at both"
    placed = problem._replace(help=advice)
    return node.call.placed(placed, node.span, (*related, *node.calls[-6:]))


def _paths(
    reads: tuple[Read, ...],
    shapes: tuple[Shape, ...],
    past: Past,
    calls: tuple[Note, ...],
    noun: str,
) -> Iterator[Note]:
    """Which path brought which shape, layer by layer back to where the paths parted.

    What runs inside a block shows where the block is called, as seen from the merge.
    """
    rows = past.rows

    def place(number: int) -> Span:
        theirs = past.calls[number - 1]
        common = 0
        while common < min(len(theirs), len(calls)) and theirs[common] == calls[common]:
            common += 1
        return theirs[common].span if len(theirs) > common else rows[number - 1].span

    above = [_above(each.number, rows) for each in reads[:_PATHS]]
    parting = max(set.intersection(*above), default=0)
    if parting:
        yield Note(place(parting), f"the paths part here: {_sizes(rows[parting - 1])}")
    for at, (read, shape) in enumerate(zip(reads[:_PATHS], shapes[:_PATHS], strict=True)):
        name = _ORDINALS[at] if at < len(_ORDINALS) else f"{at + 1}th"
        way = _way(read.number, parting, rows, above[at])
        steps = {place(number): number for number in way}  # of a call, what its last layer gives
        for span, number in [*steps.items()][-_STEPS:]:
            last = number == read.number
            end = ("is the" if noun == "tensor" else "leaves the") if last else "on the way of the"
            end = "on the" if not last and noun == "path" else end
            sizes = shown(shape) if last else _sizes(rows[number - 1])
            yield Note(span, f"{sizes} {end} {name} {noun}")
        if not way and not read.number and past.inputs:
            span = past.inputs[read.output].span
            link = "the" if noun == "tensor" else "on the"
            yield Note(span, f"{shown(shape)} comes in here, {link} {name} {noun}")


def _sizes(row: Row) -> str:
    return shown(row.outputs[0]) if row.outputs else "an unknown shape"


def _above(number: int, rows: Sequence[Row]) -> set[int]:
    """A row and all that it hangs on, by their numbers."""
    found: set[int] = set()
    open_ends = [number]
    while open_ends:
        at = open_ends.pop()
        if at not in found:
            found.add(at)
            if at:
                open_ends.extend(each.number for each in rows[at - 1].reads)
    return found


def _way(number: int, parting: int, rows: Sequence[Row], above: set[int]) -> list[int]:
    """The rows of a path behind where it parted from the others, in the order in which they run."""
    way = []
    while number > parting:
        way.append(number)
        reads = [each.number for each in rows[number - 1].reads if each.number in above]
        number = max(reads, default=0)
    return way[::-1]
