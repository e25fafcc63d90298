"""Rules about activations that stand where they do nothing, or too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Problem
from cnncalc.linter.graph import role
from cnncalc.report import Read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.linter.graph import Graph
    from cnncalc.report import Row

_SOFTMAX = ("softmax", "log softmax")


def activation_twice(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """An activation reads what an activation gives."""
    before = graph.before(row)
    if before is None or role(before) != "activation":
        return
    same = "again" if before.type == row.type else f"on top of `{before.type}`"
    yield (
        row,
        Problem(
            "",
            f"layer {row.number}, `{row.type}`, reads layer {before.number}, `{before.type}`: one "
            "activation straight behind another",
            same,
            "leave one of them out, or put a layer with weights between them",
        ),
    )


def softmax_twice(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """A softmax reads probabilities."""
    before = graph.before(row)
    if before is None or role(before) not in _SOFTMAX:
        return
    advice = f"leave `{before.type}` out"
    if role(before) == "log softmax":  # whose softmax is the softmax of the logits
        advice = "leave one of them out"
    yield (
        row,
        Problem(
            "",
            f"layer {row.number}, `{row.type}`, takes what layer {before.number}, `{before.type}`, "
            "gives for logits",
            "a softmax again",
            advice,
        ),
    )


def softmax_last(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """The model gives probabilities."""
    before = graph.before(row)
    if not graph.leaves(Read(row.number, 0)) or (before is not None and role(before) in _SOFTMAX):
        return
    shape, dim = row.outputs[0], row.argument("dim")
    at = (0 if len(shape) in (1, 3) else 1) if dim is None else dim % len(shape)
    if not at:
        return  # along the batch: whatever that is meant for, it is no loss's
    written = "LogSoftmax(dim=1)" if dim is None else f"LogSoftmax(dim={dim})"
    yield (
        row,
        Problem(
            "",
            f"the network ends in `{row.type}`, in {shape[at]:,} probabilities, and "
            "`CrossEntropyLoss` takes logits",
            "has the softmax twice with that loss",
            f"leave it out for `CrossEntropyLoss`, or write `{written}` for `NLLLoss`; where "
            "probabilities are wanted, ignore this rule",
        ),
    )
