"""A comparison in lines that a test can spell out."""

from __future__ import annotations

import cnncalc
from cnncalc import Comparison, compare
from cnncalc.cli.read import read_file
from tests.running import reported


def compared(old: str, new: str, shape: str | None = "3x32x32") -> Comparison:
    """The comparison of two texts: YAML where no shape is given, else words."""
    return compare(reported(old, shape), reported(new, shape))


def shipped(old: str, new: str) -> Comparison:
    """The comparison of two shipped specs."""
    reports = [cnncalc.compute(cnncalc.build(read_file(name))) for name in (old, new)]
    return compare(*reports)


def told(comparison: Comparison) -> list[str]:
    """A line for each layer that is not the same: kind, numbers, path, type, what changed of it."""
    found = []
    for each in comparison.changes:
        if each.kind == "same":
            continue
        numbers = "→".join([str(row.number) if row else "" for row in (each.old, each.new)])
        arguments = [
            f"{one.name} {one.written[0]}→{one.written[1]}" + (" follows" if one.follows else "")
            for one in each.arguments
        ]
        found.append(" ".join([each.kind, numbers, each.row.path, each.row.type, *arguments]))
    return found


def edits(comparison: Comparison) -> list[str]:
    """The same without what only follows."""
    return [line for line in told(comparison) if not line.startswith("follows")]
