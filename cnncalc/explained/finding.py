"""Which layers a word names: a number, an id, a path, or a group's id or path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import nearest

if TYPE_CHECKING:
    from cnncalc.report import Report

_NEAR = 500
"""Ids among which the nearest is looked for."""


def found(report: Report, name: str) -> range | None:
    """The numbers of the layers that a word names; None where it names none.

    Paths go before ids, so that an id of the file goes before one in a block.
    """
    if name.isascii() and name.isdigit():
        number = int(name) if len(name) < 10 else 0
        return range(number, number + 1) if 1 <= number <= len(report.rows) else None
    places = {row.path: range(row.number, row.number + 1) for row in reversed(report.rows)}
    places |= {each.path: range(each.first + 1, each.end + 1) for each in reversed(report.groups)}
    if name in places:
        return places[name]
    for row in report.rows:
        if row.id == name:
            return range(row.number, row.number + 1)
    for group in report.groups:
        if group.id == name:
            return range(group.first + 1, group.end + 1)
    return None


def advice(report: Report, name: str) -> str:
    """What to say of a word that names no layer."""
    ids = [*[row.id for row in report.rows], *[group.id for group in report.groups]]
    known = [each for each in ids if each][:_NEAR]
    near = nearest(name, known)
    if near is not None:
        return f"did you mean `{near}`?"
    return f"write a number from 1 to {len(report.rows)}, or an id"
