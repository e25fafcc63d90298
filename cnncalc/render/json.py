"""The stable interface for programs."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.diagnostics import Diagnostic
    from cnncalc.report import Report, Row

_COUNTS = ("params", "trainable_params", "buffers")


def as_json(report: Report) -> str:
    """A report as JSON, a line a layer; shapes leave out the batch, unknown figures are null."""
    return "\n".join(_parts(report))


def _parts(report: Report) -> Iterator[str]:
    inputs = {name: list(shape) for name, shape in report.inputs.items()}
    yield f'{{"name": {json.dumps(report.name)}, "input": {json.dumps(inputs)},'
    yield '"layers": ['
    last = len(report.rows) - 1
    for place, row in enumerate(report.rows):
        yield " " + json.dumps(_layer(row)) + ("," if place < last else "")
    total: dict[str, Any] = {"layers": len(report.rows)}
    total |= {key: report.total(key) for key in _COUNTS}
    total |= {"output": report.output, "flatten": report.flatten}
    yield f'],\n"total": {json.dumps(total)},'
    yield f'"batch": {report.batch}, "status": {report.status},'
    yield f'"diagnostics": {json.dumps([_diagnostic(each) for each in report.problems])}}}'


def _layer(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {
        "index": row.number,
        "id": row.id,
        "path": row.path,
        "type": row.type,
        "args": {name: _value(value) for name, value in row.args.items()},
        "inputs": row.inputs,
        "output": row.output,
        "params": row.params,
        "trainable_params": row.trainable_params,
        "buffers": row.buffers,
        "flatten": row.flatten,
        "line": row.span.line,
    }
    return found


def _value(value: object) -> object:
    """A value that JSON has: infinity and the like become text."""
    return str(value) if isinstance(value, float) and not isfinite(value) else value


def _diagnostic(problem: Diagnostic) -> dict[str, Any]:
    span = problem.span
    return {
        "code": problem.code,
        "message": problem.message,
        "file": span.source.name if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "label": problem.label,
        "help": problem.help,
    }
