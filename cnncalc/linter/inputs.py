"""Rules about the inputs of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic
from cnncalc.linter.graph import role
from cnncalc.report import Read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.linter.graph import Graph

_COLOURS = (1, 3, 4)
"""Channels of images: grey, RGB, and with transparency."""
_VOLUME = 5
"""Dimensions of a tensor with three axes, its channels and the batch."""


def batch_in_input(graph: Graph) -> Iterator[Diagnostic]:
    """An input of N×C×H×W that nothing takes for volumes, or of 1×F that Linear reads."""
    report = graph.report
    for at, (name, shape) in enumerate(report.inputs.items()):
        readers = graph.readers(Read(0, at))
        flat = len(shape) == 2 and shape[0] == 1 and [role(row) for row in readers] == ["linear"]
        images = len(shape) == 4 and shape[1] in _COLOURS and min(shape[2:]) >= max(shape[:2])
        if images:
            written = [row for row in report.rows if not (row.call and row.call.forms)]
            taken = [row.layer.ranks for row in written if row.layer is not None]
            images = not any(ranks and max(ranks) >= _VOLUME > min(ranks) - 1 for ranks in taken)
        if not (flat or images) or not readers:
            continue
        sizes = "x".join(map(str, shape))
        rest = "x".join(map(str, shape[1:]))
        which = "" if len(report.inputs) == 1 else f" `{name}`"
        why = "no layer here takes volumes" if images else f"`Linear` reads the {rest} alone"
        yield Diagnostic(
            "batch-in-input",
            f"the input{which} {sizes} looks like a batch of {shape[0]:,}, of {rest}: {why}",
            readers[0].span,
            f"reads {sizes}",
            help=f"write the input as `{rest}`; `--batch {shape[0]}` computes a batch",
        )
