"""The stable interface for programs."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

from cnncalc.report import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.diagnostics import Diagnostic
    from cnncalc.report import Read, Report, Row

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
        yield " " + json.dumps(_layer(report, row)) + ("," if place < last else "")
    total: dict[str, Any] = {"layers": len(report.rows)}
    total |= {key: report.total(key) for key in _COUNTS}
    total |= {"output": report.output, "flatten": report.flatten}
    total["outputs"] = {each.name: each.shape for each in report.results}
    if not_counted := {key: count for key in _COUNTS if (count := _not_counted(report, key))}:
        total["not_counted"] = not_counted
    yield f'],\n"total": {json.dumps(total)},'
    yield f'"batch": {report.batch}, "status": {report.status},'
    yield f'"diagnostics": {json.dumps([_diagnostic(each) for each in report.problems])}}}'


def _not_counted(report: Report, key: str) -> int:
    """How many layers do not know a count."""
    return sum(key in row.uncounted for row in report.rows)


def _layer(report: Report, row: Row) -> dict[str, Any]:
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
        "file": row.span.source.name,
        "from": [_source(report, each) for each in row.reads],
    }
    if row.shares is not None:
        found["shares"] = row.shares
    if len(row.outputs) > 1:
        found["outputs"] = row.all_outputs
    return found


def _source(report: Report, read: Read) -> dict[str, Any]:
    """One tensor that a layer reads: an input of the model, or an output of another layer."""
    if read.number == 0:
        return {"input": [*report.inputs][read.output] if report.inputs else None}
    if read.number == NOTHING:
        return {"index": None, "output": None}
    return {"index": read.number, "output": read.output}


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
        "severity": "error" if problem.status else "warning",
        "related": [
            {
                "file": note.span.source.name,
                "line": note.span.line,
                "column": note.span.column,
                "label": note.label,
            }
            for note in problem.related
        ],
    }
