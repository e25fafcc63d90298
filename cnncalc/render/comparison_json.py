"""A comparison for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import exit_status
from cnncalc.render.differences import fractional
from cnncalc.render.json import plain
from cnncalc.render.json_diagnostic import as_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.comparison import Change, Comparison
    from cnncalc.diagnostics import Diagnostic
    from cnncalc.report import Report, Row

VERSION = 1
"""The version of what is written here: it rises when a key goes away or changes its meaning."""


def comparison_as_json(
    comparison: Comparison,
    *,
    names: tuple[str, str] | None = None,
    problems: Iterable[Diagnostic] = (),
) -> str:
    """A comparison as JSON, a line a layer that differs; unknown figures are null.

    Shapes are per sample; work and bytes are those of the whole batch.

    Args:
        comparison: what changed.
        names: what to call the two networks; their own names where it is None.
        problems: what is wrong with them, and which conditions fail.
    """
    words = names or (comparison.old.name, comparison.new.name)
    breaks = comparison.breaks
    head = {
        side: _network(report, name, at)
        for side, report, name, at in zip(
            ("old", "new"), (comparison.old, comparison.new), words, breaks, strict=True
        )
    }
    found = list(problems)
    layers = [json.dumps(_layer(each)) for each in comparison.changes if each.kind != "same"]
    total = {each.key: _figure(each.old, each.new) for each in comparison.totals}
    return "\n".join(
        [
            f'{{"version": {VERSION}, "same": {json.dumps(comparison.same)},',
            f'"old": {json.dumps(head["old"])},',
            f'"new": {json.dumps(head["new"])},',
            f'"total": {json.dumps(total)},',
            f'"counts": {json.dumps(comparison.counts)},',
            '"layers": [',
            *([" " + ",\n ".join(layers)] if layers else []),
            f'],\n"status": {exit_status(found)},',
            f'"diagnostics": {json.dumps([as_data(each) for each in found])}}}',
        ]
    )


def _network(report: Report, name: str | None, breaks_at: int | None) -> dict[str, Any]:
    return {"name": name, "input": report.inputs, "batch": report.batch, "breaks_at": breaks_at}


def _figure(old: Any, new: Any) -> dict[str, Any]:
    """A figure before and after; of a count, also the change, and that in percent."""
    found = {"old": old, "new": new}
    if isinstance(old, int) and isinstance(new, int):
        found |= {"change": new - old, "percent": fractional(old, new)}
    return found


def _layer(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "old": _row(change.old),
        "new": _row(change.new),
        "moved": change.moved,
        "renamed": change.renamed,
        "rewired": change.rewired,
        "arguments": {
            each.name: {"old": plain(each.old), "new": plain(each.new), "follows": each.follows}
            for each in change.arguments
        },
        "figures": {each.key: _figure(each.old, each.new) for each in change.figures},
    }


def _row(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "index": row.number,
        "id": row.id,
        "path": row.path,
        "type": row.type,
        "layer": row.text,
        "line": row.span.line,
        "file": row.span.source.name,
        "shares": row.shares,
    }
