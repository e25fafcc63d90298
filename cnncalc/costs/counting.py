"""A computed network's work, counted as some tool or paper counts it."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.costs.conventions.fvcore import FVCORE
from cnncalc.costs.conventions.ours import FLOPS, MACS
from cnncalc.costs.conventions.ptflops import PTFLOPS
from cnncalc.costs.conventions.thop import THOP
from cnncalc.costs.conventions.torch import TORCH
from cnncalc.costs.conventions.torchinfo import TORCHINFO
from cnncalc.costs.quantities import Call
from cnncalc.costs.rules import Convention, counted_by

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from cnncalc.report import Read, Report, Row
    from cnncalc.spec import Shape

__all__ = ["CONVENTIONS", "Convention", "Counted", "counted"]

CONVENTIONS: Mapping[str, Convention] = MappingProxyType(
    {each.name: each for each in (MACS, FLOPS, TORCHINFO, FVCORE, PTFLOPS, THOP, TORCH)}
)
"""The ways of counting, by name."""


class Counted(NamedTuple):
    """A network's work by a convention, for the whole batch unless the convention averages it."""

    name: str
    unit: str
    rows: tuple[int | None, ...]
    """Of each row; None where it is not known, a fraction of an average rounded down."""
    total: int | None
    """Of all, rounded down once; None where a row's is not known."""


def counted(report: Report, name: str) -> Counted:
    """The work of a computed network by a convention.

    Args:
        report: the computed network.
        name: one of `CONVENTIONS`.

    Raises:
        KeyError: there is no convention of that name.
    """
    convention = CONVENTIONS[name]
    known: dict[Hashable, Fraction | None] = {}
    found = [_row(convention, report, row, known) for row in report.rows]
    rows = tuple([None if each is None else int(each) for each in found])
    sure = [each for each in found if each is not None]
    total = int(sum(sure)) if report.whole and len(sure) == len(found) else None
    return Counted(name, convention.unit, rows, total)


def _row(
    convention: Convention,
    report: Report,
    row: Row,
    known: dict[Hashable, Fraction | None],
) -> Fraction | None:
    """A row's work; the same question is answered once."""
    if row.layer is None or not row.outputs:
        return None
    inputs = [_arriving(report, each) for each in row.reads]
    shapes = tuple([each for each in inputs if each is not None])
    if len(shapes) < len(inputs):
        return None
    key = (row.layer, shapes, row.outputs, row.macs)
    if key not in known:
        call = Call(row.layer, shapes, row.outputs, row.macs)
        known[key] = _work(convention, call, report.batch)
    return known[key]


def _arriving(report: Report, read: Read) -> Shape | None:
    """The shape of a tensor that a row reads, with the batch."""
    if read.number == 0:
        shapes = list(report.inputs.values())
        return (report.batch, *shapes[read.output]) if read.output < len(shapes) else None
    outputs = report.rows[read.number - 1].outputs if read.number > 0 else ()
    return outputs[read.output] if read.output < len(outputs) else None


def _work(convention: Convention, call: Call, batch: int) -> Fraction | None:
    summed = counted_by(convention.rules, call)
    if summed is None or not convention.averaged:
        return None if summed is None else Fraction(summed)
    averaged = counted_by(convention.averaged, call)
    return None if averaged is None else summed + Fraction(averaged, batch)
