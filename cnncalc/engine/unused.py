"""What a network computes and nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.report import Report
    from cnncalc.spec import Input

_MOST = 10
"""Warnings in one run."""


def unused(report: Report, inputs: Sequence[Input]) -> list[Diagnostic]:
    """A warning for each output, and each input of the model, that nothing reads."""
    read = {each.number for row in report.rows for each in row.reads}
    read |= {each.read.number for each in report.results}
    read |= {number for each in report.groups if len(each.gives) > 1 for number in each.gives}
    taken = {each.output for row in report.rows for each in row.reads if each.number == 0}
    found: dict[object, Diagnostic] = {}
    for at, each in enumerate(inputs):
        if at not in taken and "unused-output" not in report.ignores:
            message = f"nothing reads the input `{each.name}`"
            advice = f"read it with `from: {each.name}`, or delete it"
            found[each.span] = Diagnostic(
                "unused-output", message, each.span, "never read", help=advice
            )
    groups = {each.end: each.id for each in reversed(report.groups) if each.id}
    for row in report.rows:
        if row.number not in read and "unused-output" not in row.ignores:
            known = row.id or groups.get(row.number)
            name = f"`{known}`" if known else f"this `{row.type}`"
            message = f"nothing reads what {name} gives"
            advice = "read it with `from`, name it under `outputs`, or delete it"
            problem = Diagnostic("unused-output", message, row.span, "never read", help=advice)
            found.setdefault(row.span, problem)
    return [*found.values()][:_MOST]
