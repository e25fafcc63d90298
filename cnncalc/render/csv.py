"""A report as CSV, a row a layer."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cnncalc.render.characters import printable
from cnncalc.render.numbers import sizes

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
)


def as_csv(report: Report) -> str:
    """A report as CSV with a header; unknown figures are empty cells."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in report.rows:
        arriving = row.inputs[0] if row.inputs else None
        writer.writerow(
            [
                row.number,
                printable(row.path),
                printable(row.id or ""),
                printable(row.type),
                printable(row.text),
                *(sizes(shape, between="x") if shape else "" for shape in (arriving, row.output)),
                row.params,
                row.trainable_params,
                row.buffers,
                row.flatten,
            ]
        )
    return text.getvalue().rstrip("\n")
