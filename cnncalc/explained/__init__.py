"""Why a figure is what it is: formulas with their numbers, layer by layer.

    >>> for step in cnncalc.explain(report, 1).steps:
    ...     print(step.what, step.formula, "=", step.numbers, "=", step.result)
    channels K = 10 = 10
    height and width (W − F + 2P)/S + 1 = (130 − 3 + 2·0)/1 + 1 = 128
    …

The formulas are those of `arith` and of the layers' classes; nothing here has one of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.explained.counts import flatten_step, mac_steps, parameter_steps
from cnncalc.explained.letters import meanings
from cnncalc.explained.seen import field_steps
from cnncalc.explained.sizes import size_steps
from cnncalc.explained.steps import Step
from cnncalc.field import fields
from cnncalc.field.forward import arriving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.field import AxisField
    from cnncalc.layers import Layer
    from cnncalc.layers.shapes import Shape
    from cnncalc.report import Report, Row

__all__ = ["Explanation", "Step", "explain", "explanations", "layer_steps"]


class Explanation(NamedTuple):
    """One layer, explained."""

    number: int
    path: str
    id: str | None
    text: str
    """The layer as PyTorch would write it."""
    inputs: tuple[Shape, ...]
    """Per sample."""
    output: Shape | None
    """Per sample; None where it is unknown."""
    steps: tuple[Step, ...]
    letters: tuple[tuple[str, str], ...]
    """The letters of the formulas, and what they are."""


def layer_steps(
    layer: Layer, shapes: Sequence[Shape], outputs: Sequence[Shape], shares: str | None = None
) -> Iterator[Step]:
    """The sums of a layer's sizes and counts.

    Args:
        layer: with all that it infers.
        shapes: what arrives, the batch first.
        outputs: what leaves.
        shares: the path of the layer whose weights it uses.
    """
    sizes = list(size_steps(layer, shapes, outputs))
    yield from sizes
    output = outputs[0]
    changed = not shapes or tuple(output) != tuple(shapes[0])
    if changed and len(output) > 2:
        yield flatten_step(output, named=all(each.what != "output" for each in sizes))
    yield from parameter_steps(layer, shares)
    yield from mac_steps(layer, shapes)


def explain(report: Report, number: int) -> Explanation:
    """How the figures of a layer come about.

    Args:
        report: the computed network.
        number: the layer's place, from 1.

    Raises:
        ValueError: there is no such layer.
    """
    if not 1 <= number <= len(report.rows):
        raise ValueError(f"there is no layer {number}: there are {len(report.rows)}, from 1")
    return next(explanations(report, [number]))


def explanations(report: Report, numbers: Sequence[int] | None = None) -> Iterator[Explanation]:
    """The same of several layers, or of all up to the one where the network breaks."""
    seen = fields(report)
    for row in report.rows if numbers is None else [report.rows[at - 1] for at in numbers]:
        yield _explained(report, row, seen)
        if numbers is None and row.output is None:
            return


def _explained(
    report: Report, row: Row, seen: Sequence[tuple[AxisField, ...] | None]
) -> Explanation:
    shapes = arriving(report, row)
    if row.layer is None or row.output is None or not row.outputs or shapes is None:
        why = "the network breaks here" if row.broken else "unknown: the network breaks before it"
        steps: tuple[Step, ...] = (Step("output", "", "", None, why),)
        return Explanation(
            row.number, row.path, row.id, row.text, row.inputs or (), None, steps, ()
        )
    steps = (
        *layer_steps(row.layer, shapes, row.outputs, row.shares),
        *field_steps(report, row, seen),
    )
    letters = meanings(row.layer, [letter for each in steps for letter in each.letters])
    return Explanation(
        row.number, row.path, row.id, row.text, row.inputs or (), row.output, steps, letters
    )
