"""What stands above the lines of a comparison: figures in all, and what became of the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.render.characters import printable
from cnncalc.render.differences import ARROW, difference, writes, written
from cnncalc.render.numbers import sizes

if TYPE_CHECKING:
    from cnncalc.comparison import Comparison, Total

_LABELS = {
    "layers": "layers", "params": "parameters", "trainable_params": "trainable", "macs": "MACs",
    "output": "output", "flatten": "flatten", "receptive_field": "field",
    "inference": "inference", "training": "training",
}  # fmt: skip

_SAID = {
    "added": "added", "removed": "removed", "changed": "changed", "moved": "moved",
    "renamed": "renamed", "follows": "following", "same": "unchanged",
}  # fmt: skip


class Figure(NamedTuple):
    """A figure in all: its name, what it was, what it is, and by how much it differs."""

    name: str
    old: str
    new: str
    """"" where it is what it was."""
    change: str
    sign: int
    """Whether it rose, fell, or neither."""


def figures(comparison: Comparison, *, exact: bool = False) -> list[Figure]:
    """The figures in all; those trained only where others are not."""
    found = []
    for total in comparison.totals:
        plain = comparison.total("params")
        if total.key == "trainable_params" and (total.old, total.new) == (plain.old, plain.new):
            continue
        found.append(_figure(total, exact=exact))
    return found


def _figure(total: Total, *, exact: bool) -> Figure:
    key, change = total.key, total.change
    old, new = (written(key, each, exact=exact) for each in (total.old, total.new))
    if not total.changed:
        return Figure(_LABELS[key], old, "", "", 0)
    text = ""
    if change:
        base, sides = total.old, total.new
        one = base[0] if isinstance(base, tuple) else base
        other = sides[0] if isinstance(sides, tuple) else sides
        assert one is not None
        assert other is not None
        text = difference(one, other, writes(key, exact=exact))
    return Figure(_LABELS[key], old, new, text, change or 0)


def summary(comparison: Comparison) -> str:
    """How many layers became what."""
    if comparison.same:
        return "nothing changed"
    counts = comparison.counts
    return ", ".join([f"{count:,} {_SAID[kind]}" for kind, count in counts.items() if count])


def breaks(comparison: Comparison) -> list[str]:
    """What to say of networks that break."""
    found = []
    for name, report, at in zip(
        ("old", "new"), (comparison.old, comparison.new), comparison.breaks, strict=True
    ):
        if at is not None:
            why = f"breaks at layer {at} of {len(report.rows)}: what comes behind is not compared"
            if not report.inputs:
                why = "has no input: no shape of it is known"
            found.append(f"the {name} network {why}")
    return found


def title(comparison: Comparison, names: tuple[str, str] | None) -> str:
    """The names of both networks."""
    old, new = names or (comparison.old.name or "old", comparison.new.name or "new")
    return printable(old) + (ARROW + printable(new) if names or old != new else "")


def inputs(comparison: Comparison) -> str:
    """The shapes that go in, before and after where they differ."""
    old, new = (
        ", ".join(
            [
                (f"{printable(name)} " if len(report.inputs) > 1 else "")
                + sizes(shape, report.batch)
                for name, shape in report.inputs.items()
            ]
        )
        or "unknown"
        for report in (comparison.old, comparison.new)
    )
    return old if old == new else old + ARROW + new
