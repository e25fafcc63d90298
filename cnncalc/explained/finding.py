"""Which layers a word names: a number, an id, a path, or a group's id or path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import nearest
from cnncalc.names import ids, numbered, places

if TYPE_CHECKING:
    from cnncalc.report import Report

_NEAR = 500
"""Ids among which the nearest is looked for."""


def found(report: Report, name: str) -> range | None:
    """The numbers of the layers that a word names; None where it names none."""
    if name.isascii() and name.isdigit():
        place = numbered(report, name)
    else:
        place = places(report).get(name)
    return None if place is None else range(place.first + 1, place.end + 1)


def advice(report: Report, name: str) -> str:
    """What to say of a word that names no layer."""
    near = nearest(name, ids(report)[:_NEAR])
    if near is not None:
        return f"did you mean `{near}`?"
    return f"write a number from 1 to {len(report.rows)}, or an id"
