"""The row of a layer in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.shapes import per_sample
from cnncalc.report import Read, Row

if TYPE_CHECKING:
    from cnncalc.engine.flow import Flow
    from cnncalc.engine.outcomes import Outcome
    from cnncalc.layers import Layer
    from cnncalc.network import Leaf
    from cnncalc.spec import Shape


def row_of(
    node: Leaf,
    place: tuple[int, int],
    layer: Layer | None,
    flow: Flow,
    shapes: tuple[Shape, ...] | None,
    found: Outcome | None,
) -> Row:
    """What there is to know of a layer in its place.

    Args:
        node: the layer's node.
        place: its number among the rows, and how many groups it is in.
        layer: the layer with what it infers, as far as that is known.
        flow: what it reads.
        shapes: the shapes of that, with the batch; None where one is unknown.
        found: what it makes of them; None where it does not fit.
    """
    number, depth = place
    return Row(
        number=number,
        path=node.path,
        id=node.id,
        name=node.name,
        layer=layer,
        inputs=None if shapes is None else tuple([per_sample(each) for each in shapes]),
        output=per_sample(found.outputs[0]) if found else None,
        outputs=found.outputs if found else (),
        params=found.params if found else None,
        trainable_params=found.trainable_params if found else None,
        buffers=found.buffers if found else None,
        macs=found.macs if found else None,
        broken=False,
        span=node.span,
        depth=depth,
        reads=tuple([Read(each.number, each.output) for each in flow]),
        call=node.call,
        ignores=node.ignores,
    )


def broken_row(row: Row) -> Row:
    """A row where the network breaks, though the layer has an output."""
    return row._replace(
        broken=True, output=None, outputs=(),
        params=None, trainable_params=None, buffers=None, macs=None,
    )  # fmt: skip
