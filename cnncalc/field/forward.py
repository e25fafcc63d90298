"""One walk through the graph: what each tensor sees of an input."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.field.pattern import IDENTITY
from cnncalc.field.seen import Pixels, handed_on
from cnncalc.field.ties import Seen, tied, united
from cnncalc.layers.reach import Along
from cnncalc.layers.reordering import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers import Layer
    from cnncalc.layers.reach import Reach, Reaches
    from cnncalc.layers.shapes import Shape
    from cnncalc.report import Report, Row


Everywhere = tuple[Seen, ...]
"""What a tensor sees, for each axis of the input."""


class Walk(NamedTuple):
    """What each tensor of a network sees of one of its inputs."""

    sizes: Shape
    """The pixels on each axis of the input."""
    tensors: dict[tuple[int, int], Everywhere | None]
    """By the row and the output; None where it is unknown, none where it hangs on no input."""
    known: dict[object, Reaches]
    """How outputs hang on what arrives, as far as that was asked."""


def reaches(
    layer: Layer, output: int, shapes: tuple[Shape, ...], known: dict[object, Reaches]
) -> Reaches:
    """How an output hangs on what arrives; the same question is answered once."""
    key = (layer, output, shapes)
    if key not in known:
        known[key] = layer.reach(output, *shapes)
    return known[key]


def arriving(report: Report, row: Row) -> tuple[Shape, ...] | None:
    """The shapes that a row reads, with the batch; None where one is unknown."""
    inputs, shapes = list(report.inputs.values()), []
    for number, output in row.reads:
        if number == 0:
            shapes.append((report.batch, *inputs[output]))
        elif number < 0 or output >= len(report.rows[number - 1].outputs):
            return None
        else:
            shapes.append(report.rows[number - 1].outputs[output])
    return tuple(shapes)


def walked(report: Report, input: int = 0) -> Walk:
    """Follow an input of the model through all rows.

    Raises:
        ValueError: there is no such input.
    """
    inputs = list(report.inputs.values())
    if not 0 <= input < len(inputs):
        raise ValueError(f"there is no input {input}: there are {len(inputs)}, counted from 0")
    sizes = inputs[input][1:]
    axes = [Pixels(size, {}) for size in sizes]
    first = [Seen((tied(IDENTITY, at, size, size),)) for at, size in enumerate(sizes, 2)]
    walk = Walk(sizes, {(0, input): tuple(first)}, {})
    used = {(each.number, each.output) for row in report.rows for each in row.reads}
    used |= {(each.read.number, each.read.output) for each in report.results}
    for row in report.rows:
        if not any(tuple(each) in walk.tensors for each in row.reads):
            continue
        shapes = arriving(report, row)
        for output, shape in enumerate(row.outputs or ((),)):
            if output and (row.number, output) not in used:
                continue
            links = None
            if row.layer is not None and row.outputs and shapes is not None:
                links = reaches(row.layer, output, shapes, walk.known)
            if links is None:
                walk.tensors[row.number, output] = None
                continue
            pairs = zip(row.reads, links, strict=True)
            through = [(tuple(read), link) for read, link in pairs if link is not None]
            read = [(walk.tensors[at], link) for at, link in through if at in walk.tensors]
            if read:
                walk.tensors[row.number, output] = _merged(read, shape, axes, row.number)
    return walk


def _merged(
    pairs: Sequence[tuple[Everywhere | None, Reach]],
    shape: Shape,
    axes: list[Pixels],
    number: int,
) -> Everywhere | None:
    """What a tensor sees by all of its inputs that see something; None where one is unknown."""
    found: Everywhere = ()
    for at, (read, link) in enumerate(pairs):
        if read is None:
            return None
        joins = any(type(each) is Along and type(each.step) is Part for each in link.dims)
        origin = (number,) if joins else (number, at)
        both = zip(read, axes, strict=True)
        handed = tuple([handed_on(*each, link, shape, origin) for each in both])
        pairs_ = zip(found or handed, handed, strict=True)
        found = tuple([united(*each, shape) for each in pairs_])
    return found
