"""The stable interface for programs."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

from cnncalc.figures import Figures
from cnncalc.report import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from cnncalc.diagnostics import Diagnostic
    from cnncalc.report import Read, Report, Row

VERSION = 1
"""The version of what is written here: it rises when a key goes away or changes its meaning."""

_COUNTS = ("params", "trainable_params", "buffers", "macs")


def as_json(report: Report | Figures) -> str:
    """A report as JSON, a line a layer; shapes leave out the batch, unknown figures are null.

    Work and bytes are those of the whole batch.

    Args:
        report: the computed network, or its figures by other conventions than the usual ones.
    """
    return "\n".join(_parts(report if isinstance(report, Figures) else Figures(report)))


def _parts(figures: Figures) -> Iterator[str]:
    report = figures.report
    inputs = {name: list(shape) for name, shape in report.inputs.items()}
    yield f'{{"name": {json.dumps(report.name)}, "input": {json.dumps(inputs)},'
    yield '"layers": ['
    last = len(report.rows) - 1
    for place, row in enumerate(report.rows):
        yield " " + json.dumps(_layer(figures, row)) + ("," if place < last else "")
    total: dict[str, Any] = {"layers": len(report.rows)}
    total |= {key: report.total(key) for key in _COUNTS}
    total |= {"output": report.output, "flatten": report.flatten}
    total["receptive_field"] = _field(figures)
    total["outputs"] = {each.name: each.shape for each in report.results}
    if not_counted := {key: count for key in _COUNTS if (count := _not_counted(report, key))}:
        total["not_counted"] = not_counted
    yield f'],\n"total": {json.dumps(total)},'
    yield f'"memory": {json.dumps(_memory(figures))},'
    for name, value in _conventions(figures).items():
        yield f'"{name}": {json.dumps(value)},'
    yield f'"version": {VERSION}, "batch": {report.batch}, "status": {report.status},'
    yield f'"diagnostics": {json.dumps([diagnostic(each) for each in report.problems])}}}'


def _field(figures: Figures) -> list[int | None] | None:
    """What a value of the output sees; of several outputs, of the first."""
    row = figures.report.giving
    found = figures.fields[row.number - 1] if row and figures.report.whole else None
    return None if found is None else [each.size for each in found]


def _memory(figures: Figures) -> dict[str, Any]:
    """Bytes in all, and by which conventions."""
    found = figures.memory
    return {
        "dtype": figures.asked.dtype,
        "optimizer": figures.asked.optimizer,
        "input": found.input,
        "parameters": found.parameters,
        "buffers": found.buffers,
        "peak": found.peak,
        "peak_at": found.peak_at,
        "inference": found.inference,
        "gradients": found.gradients,
        "optimizer_state": found.optimizer_state,
        "kept": found.kept,
        "training": found.training,
    }


def _conventions(figures: Figures) -> dict[str, Any]:
    """Totals by others' conventions, where they are asked for."""
    asked, found = figures.asked, {}
    if asked.convention != "macs":
        work = figures.work
        found["count"] = {"name": asked.convention, "unit": work.unit, "total": work.total}
    if asked.framework != "torch":
        counts = figures.parameters
        found["framework"] = {
            "name": asked.framework, "params": counts.params, "trainable": counts.trainable,
        }  # fmt: skip
    if figures.fit is not None:
        fit = figures.fit
        found["fit"] = {"bytes": asked.fit, "inference": fit.inference, "training": fit.training}
    return found


def _not_counted(report: Report, key: str) -> int:
    """How many layers do not know a count."""
    return sum(key in row.uncounted for row in report.rows)


def _layer(figures: Figures, row: Row) -> dict[str, Any]:
    report, at = figures.report, row.number - 1
    field, memory = figures.fields[at] if row.output is not None else None, figures.memory
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
        "macs": row.macs,
        "receptive_field": field and [each.size for each in field],
        "jump": field and [_number(each.jump) for each in field],
        "start": field and [_number(each.start) for each in field],
        "param_bytes": memory.weights[at],
        "activation_bytes": memory.activations[at],
        "kept_bytes": memory.kept_at[at],
        "line": row.span.line,
        "file": row.span.source.name,
        "from": [_source(report, each) for each in row.reads],
        "weights": row.weights,
    }
    if figures.asked.convention != "macs":
        found["count"] = figures.macs(row)
    if figures.asked.unit is not None:
        region = figures.region(row.number)
        found["region"] = region and region.seen
    if row.shares is not None:
        found["shares"] = row.shares
    if len(row.outputs) > 1:
        found["outputs"] = row.all_outputs
    return found


def _number(value: Fraction | int | None) -> float | None:
    """A number of pixels, which may be part of one."""
    return None if value is None else int(value) if value == int(value) else float(value)


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


def diagnostic(problem: Diagnostic) -> dict[str, Any]:
    """A problem as programs read it."""
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
