"""A report as CSV, a row a layer."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cnncalc.render.characters import printable
from cnncalc.render.numbers import sizes
from cnncalc.render.sources import numbered

if TYPE_CHECKING:
    from cnncalc.report import Report

COLUMNS = (
    "index",
    "path",
    "id",
    "type",
    "layer",
    "input",
    "output",
    "params",
    "trainable_params",
    "buffers",
    "flatten",
    "from",
    "shares",
)


def as_csv(report: Report) -> str:
    """A report as CSV with a header; unknown figures are empty cells."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in report.rows:
        arriving = row.inputs and ", ".join(sizes(each, between="x") for each in row.inputs)
        writer.writerow(
            [
                row.number,
                printable(row.path),
                printable(row.id or ""),
                printable(row.type),
                printable(row.text),
                arriving or "",
                "" if row.output is None else sizes(row.output, between="x"),
                row.params,
                row.trainable_params,
                row.buffers,
                row.flatten,
                printable(", ".join([numbered(report, each) for each in row.reads])),
                printable(row.shares or ""),
            ]
        )
    return text.getvalue().rstrip("\n")
