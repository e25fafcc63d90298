"""Rules about receptive fields, and what has been found while the report was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Diagnostic
from cnncalc.field import fields
from cnncalc.field.notes import notes
from cnncalc.linter.graph import arriving, on_axis
from cnncalc.report import Read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.linter.graph import Graph
    from cnncalc.report import Row


def unused(graph: Graph) -> Iterator[Diagnostic]:
    """What nobody reads."""
    yield from [each for each in graph.report.problems if each.code == "unused-output"]


def noted(graph: Graph) -> Iterator[Diagnostic]:
    """What is worth a word about fields wherever they are shown."""
    yield from notes(graph.report)


def below(graph: Graph) -> Iterator[Diagnostic]:
    """At the end all places are pooled, and none of them has seen the whole input."""
    report = graph.report
    sizes = next(iter(report.inputs.values()), ())[1:]
    ends = [row for row in graph.roles.get("pool", ()) if _is_end(row, graph)]
    if not ends or not sizes:
        return
    found = fields(report)
    for row in ends:
        read = row.reads[0]
        seen = found[read.number - 1] if read.number > 0 else None
        if seen is None or len(seen) != len(sizes):
            continue
        hit = [
            at for at, (axis, size) in enumerate(zip(seen, sizes, strict=True))
            if axis.size is not None and axis.size < size
        ]  # fmt: skip
        if not hit or "field-below-input" in row.ignores:
            continue
        size, there = seen[hit[0]].size, sizes[hit[0]]
        alike = [at for at in hit if (seen[at].size, sizes[at]) == (size, there)]
        yield Diagnostic(
            "field-below-input",
            f"`{row.type}`, layer {row.number}, pools all places, and each has seen {size:,} of "
            f"{there:,} pixels{on_axis(hit[0], alike, len(sizes))}: none has seen the whole input",
            row.span,
            f"of fields of {size:,} pixels",
            help="put more layers, strides or dilation before it, or a Linear in its place",
        )


def _is_end(row: Row, graph: Graph) -> bool:
    """Whether a layer pools whatever arrives to one place, which goes straight to the end."""
    if row.layer is None or row.layer.windows((1, *arriving(row))):
        return False
    if product(arriving(row)[1:]) == 1 or product((row.output or ())[1:]) != 1:
        return False
    while not graph.leaves(Read(row.number, 0)):
        readers = graph.readers(Read(row.number, 0))
        if len(readers) != 1 or len(readers[0].reads) != 1:
            return False
        row = readers[0]
    return True
