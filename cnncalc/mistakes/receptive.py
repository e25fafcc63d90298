"""Follows the receptive field through the layers, rightly and with slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.reach import Along
from cnncalc.layers.steps import Same, Window
from cnncalc.limits import MAX_FOLLOWED
from cnncalc.mistakes.field_slips import FIELD_SLIPS, Sees, right
from cnncalc.mistakes.reading import place
from cnncalc.mistakes.target import same, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.mistakes.field_slips import Step
    from cnncalc.report import Report, Row
    from cnncalc.spec import Shape


def followed(report: Report, end: int, step: Step) -> list[Shape | None]:
    """What a unit of each of the first layers sees of the input, by some rule for a step.

    None where a layer on the way does more than to slide: no slip is looked for there.
    """
    inputs = list(report.inputs.values())
    if len(inputs) != 1 or end > MAX_FOLLOWED:
        return [None] * end
    seen: list[tuple[Sees, ...] | None] = [(Sees(1, 1),) * (len(inputs[0]) - 1)]
    for row in report.rows[:end]:
        read = [seen[each.number] for each in row.reads if each.number >= 0]
        seen.append(_through(row, read, step))
    return [tuple([axis.size for axis in each]) if each else None for each in seen[1:]]


def _through(
    row: Row,
    read: Sequence[tuple[Sees, ...] | None],
    step: Step,
) -> tuple[Sees, ...] | None:
    if not read or None in read or row.layer is None or row.inputs is None or row.output is None:
        return None
    known = [each for each in read if each is not None]
    if len({len(each) for each in known}) > 1:
        return None
    merged = [Sees(max(a.size for a in one), max(a.jump for a in one))
              for one in zip(*known, strict=True)]  # fmt: skip
    shapes = tuple([(1, *each) for each in row.inputs])
    reaches = row.layer.reach(0, *shapes)
    if not reaches or reaches[0] is None:
        return None
    links = reaches[0].dims[2:]
    if len(links) != len(merged):
        return None
    weighs, found = bool(row.layer.weights()), []
    for link, sees in zip(links, merged, strict=True):
        moving = link.step if isinstance(link, Along) else None
        if isinstance(moving, Window):
            slides = moving.kernel > 1 or moving.stride > 1
            found.append(step(sees, moving, weighs=weighs) if slides else sees)
        elif isinstance(moving, Same):
            found.append(sees)
        else:
            return None
    return tuple(found)


def likely_fields(
    report: Report, at: int, claimed: int | Shape, truth: Shape
) -> Iterator[tuple[str, str]]:
    """The slips that give a wrong field of a layer, each with the words that tell it."""
    known = followed(report, at + 1, right)
    if known[at] != truth:
        return
    true = shown(truth)
    for each in FIELD_SLIPS:
        if same(followed(report, at + 1, each.step)[at], claimed):
            yield each.name, f"comes out when {each.done}. {each.why}: the field is {true}"
    for before in range(at - 1, -1, -1):
        if same(known[before], claimed):
            row, behind = report.rows[before], report.rows[before + 1]
            words = f"is what {place(row)} sees: {place(behind)}, {behind.text[:80]}, "
            yield "other-layer", f"{words}comes behind it, and sees {true}"
            return
