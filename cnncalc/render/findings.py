"""What `cnncalc lint` finds: in full, a line each, or for programs; and notes under a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.text import Text

from cnncalc.render.characters import ascii_only
from cnncalc.render.diagnostic import concise, full
from cnncalc.render.json import VERSION
from cnncalc.render.json_diagnostic import as_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.diagnostics import Diagnostic

MOST_NOTES = 3
"""Notes under a table."""


def as_findings(found: Sequence[Diagnostic], *, unicode: bool = True) -> list[str]:
    """Findings, a line each: file:line:column: rule message."""
    lines = [concise(each) for each in found]
    return lines if unicode else [ascii_only(each) for each in lines]


def in_full(found: Sequence[Diagnostic], *, unicode: bool = True, width: int = 160) -> list[Text]:
    """The whole story of each finding.

    Args:
        found: the findings.
        unicode: whether signs beyond ASCII may be used.
        width: the columns there are.
    """
    return [full(each, unicode=unicode, width=width) for each in found]


def as_notes(found: Sequence[Diagnostic], *, unicode: bool = True) -> list[Text]:
    """The first few findings, a line each, and how many more there are."""
    shown = as_findings(found[:MOST_NOTES], unicode=unicode)
    if len(found) > MOST_NOTES:
        shown.append(f"and {len(found) - MOST_NOTES} more: cnncalc lint")
    return [Text.assemble(("note", "bold cyan"), ": ", each) for each in shown]


def summary(found: Sequence[Diagnostic], specs: int) -> str:
    """How much was found, in how many specs."""
    count = "no" if not found else f"{len(found):,}"
    count += f" finding{'s' * (len(found) != 1)}"
    where = "" if specs == 1 else f" in {specs} specs"
    return f"{count}{where}"


def as_json(found: Sequence[Diagnostic]) -> str:
    """Problems and findings for programs, one a line."""
    lines = ",\n".join([f" {json.dumps(as_data(each))}" for each in found])
    return (
        f'{{"version": {VERSION}, "diagnostics": [\n{lines}\n]}}'
        if found
        else (f'{{"version": {VERSION}, "diagnostics": []}}')
    )
