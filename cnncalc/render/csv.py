"""A report as CSV, a row a layer."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cnncalc.figures import Figures
from cnncalc.render.characters import printable
from cnncalc.render.columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from cnncalc.render.sheet import View
    from cnncalc.report import Report, Row

_OTHERS: dict[str, Callable[[Row, Figures], Any]] = {
    "index": COLUMNS["number"].value,
    "path": COLUMNS["name"].value,
    "id": lambda row, _: printable(row.id or ""),
    "type": lambda row, _: printable(row.type),
    "trainable_params": lambda row, _: row.trainable_params,
    "buffers": lambda row, _: row.buffers,
    "shares": lambda row, _: printable(row.shares or ""),
}
"""Columns that only programs read."""

STANDARD = (
    "index", "path", "id", "type", "layer", "input", "output", "params", "trainable_params",
    "buffers", "flatten", "from", "shares", "macs", "param_bytes", "activation_bytes",
    "kept_bytes", "receptive_field", "jump", "start",
)  # fmt: skip
"""The columns where none are chosen."""


def as_csv(report: Report | Figures, view: View | None = None) -> str:
    """A report as CSV with a header; unknown figures are empty cells.

    Args:
        report: the computed network, or its figures by other conventions than the usual ones.
        view: the columns and their order; all where it is None.
    """
    figures = report if isinstance(report, Figures) else Figures(report)
    names = STANDARD if view is None else tuple([each.name for each in view.columns])
    columns = [_OTHERS.get(name) or COLUMNS[name].value for name in names]
    rows = list(figures.report.rows)
    if view is not None and view.sort is not None and (count := view.sort.amount) is not None:
        rows.sort(key=lambda row: -(count(row, figures) or 0))
        rows = rows[: view.top]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([column(row, figures) for column in columns])
    return text.getvalue().rstrip("\n")
