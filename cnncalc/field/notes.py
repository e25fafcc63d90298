"""What is worth a word about receptive fields: blind units, fields beyond the input, branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic
from cnncalc.field.alignment import misaligned, on_axis
from cnncalc.field.blind import blind
from cnncalc.field.figures import axis_fields
from cnncalc.field.forward import walked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.field.forward import Walk
    from cnncalc.report import Report

_MOST = 10
"""Warnings of one kind."""


def notes(report: Report, input: int = 0, walk: Walk | None = None) -> list[Diagnostic]:
    """Warnings about receptive fields, in the order of the rows, none of which fails a run.

    They are about units that see only padding, the first layer whose field is larger than the
    input, and branches that are merged though their units look at different places.

    Args:
        report: the computed network.
        input: which of its inputs, from 0.
        walk: what `walked` found of this report and input, where that has been asked already.

    Raises:
        ValueError: there is no such input.
    """
    if not report.inputs:
        return []
    walk = walk or walked(report, input)
    found = [*blind(report)][:_MOST]
    found += _beyond(report, walk)
    found += [*misaligned(report, walk)][:_MOST]
    return [each for each in found if not _ignored(report, each)]


def _ignored(report: Report, problem: Diagnostic) -> bool:
    """Whether a spec says that a warning is not held against it, or against all of its rows."""
    rows = [row for row in report.rows if row.span == problem.span]
    silent = [problem.code in row.ignores for row in rows]
    return problem.code in report.ignores or (bool(silent) and all(silent))


def _beyond(report: Report, walk: Walk) -> Iterator[Diagnostic]:
    """The first layer whose field is larger than the input."""
    fields = axis_fields(report, walk)
    for row, axes in zip(report.rows, fields, strict=True):
        for at, axis in enumerate(axes or ()):
            size, there = axis.size or 0, walk.sizes[at]
            if size > there > 1:  # of a single pixel, as behind noise, nothing is expected
                most = max(each[at].size or 0 for each in fields if each)
                enough = f"{most} pixels" + " for all layers" * (most > size)
                yield Diagnostic(
                    "field-exceeds-input",
                    f"from layer {row.number}, `{row.type}`, on the receptive field is larger "
                    f"than the input{on_axis(at, len(walk.sizes))}: {size} against {there}",
                    row.span,
                    f"sees {size} pixels",
                    help=f"give an input of at least {enough}, or take strides or layers out",
                )
                return
