"""The figures of the whole network: what its layers add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.explained.counts import flatten_step
from cnncalc.explained.formula import Added, Number
from cnncalc.explained.steps import Step, of_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.explained.formula import Node
    from cnncalc.report import Report

_MOST_TERMS = 12
"""Terms of a sum that one still reads."""


class Whole(NamedTuple):
    """The network, explained."""

    name: str | None
    steps: tuple[Step, ...]


def whole(report: Report) -> Whole:
    """How the totals of a network come about; none where it breaks."""
    if not report.whole:
        return Whole(report.name, ())
    output = report.output
    steps = [Step("output", "", "", output, "of the last layer", "output")]
    giving = report.giving
    if giving is not None:
        steps = [steps[0]._replace(note=f"of layer {giving.number}")]
        if output is not None and len(output) > 1:
            steps.append(flatten_step(giving.outputs[0]))
    return Whole(report.name, (*steps, *_totals(report)))


def _totals(report: Report) -> Iterator[Step]:
    for key, what in (("params", "parameters"), ("macs", "MACs")):
        counts = [getattr(row, key) for row in report.rows]
        known = [count for count in counts if count]
        unknown = counts.count(None)
        if unknown:
            layers = "layer does" if unknown == 1 else "layers do"
            yield Step(what, "", "", None, f"{unknown} {layers} not say how many", key)
        elif not known:
            yield Step(what, "", "", 0, "", key)
        elif len(known) > _MOST_TERMS:
            yield Step(what, "", "", sum(known), f"the sum of {len(known):,} layers", key)
        else:
            terms: list[Node] = [Number(count) for count in known]
            tree = Added(tuple([(1, each) for each in terms])) if len(terms) > 1 else terms[0]
            yield of_tree(what, tree, figure=key)._replace(formula="")
