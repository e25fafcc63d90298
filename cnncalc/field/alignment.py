"""Branches that are merged though their units look at different places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Note
from cnncalc.field.centres import elsewhere
from cnncalc.field.forward import arriving, reaches
from cnncalc.field.seen import Pixels, handed_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.field.forward import Walk
    from cnncalc.field.pattern import Pattern
    from cnncalc.layers.reach import Reaches
    from cnncalc.report import Report, Row


def misaligned(report: Report, walk: Walk) -> Iterator[Diagnostic]:
    """Merges of branches whose units look at different places."""
    known: dict[object, Reaches] = {}
    axes = [Pixels(size, {}) for size in walk.sizes]
    for row in report.rows:
        tensors = [walk.tensors.get((each.number, each.output)) for each in row.reads]
        shapes = arriving(report, row)
        if row.layer is None or not row.outputs or shapes is None or sum(map(bool, tensors)) < 2:
            continue
        links = reaches(row.layer, 0, shapes, known)
        if links is None:
            continue
        for at, pixels in enumerate(axes):
            branches: list[tuple[int, int, Pattern]] = []
            for read, seen, link in zip(row.reads, tensors, links, strict=True):
                if seen and link:
                    handed = handed_on(seen[at], pixels, link, row.outputs[0], ())
                    if len(handed.ties) == 1 and handed.ties[0].pattern is not None:
                        tie = handed.ties[0]
                        branches.append((read.number, tie.dims[0], handed.ties[0].pattern))
            problem = _problem(report, row, branches, on_axis(at, len(axes)))
            if problem is not None:
                yield problem
                break


def on_axis(at: int, count: int) -> str:
    """Which axis of several."""
    return f" on axis {at + 1} of {count}" if count > 1 else ""


def _problem(
    report: Report, row: Row, branches: Sequence[tuple[int, int, Pattern]], where: str
) -> Diagnostic | None:
    """The first branch whose units look elsewhere than those of the first branch."""
    for number, dim, pattern in branches[1:]:
        first, its_dim, other = branches[0]
        if dim != its_dim or not elsewhere(other, pattern, row.outputs[0][dim]):
            continue
        paths = [_named(report, each) for each in (first, number)]
        if other.jump != pattern.jump:
            how = f"the jump is {other.jump} behind {paths[0]} and {pattern.jump} behind {paths[1]}"
            advice = "give the branches the same strides in all, or resize one of them"
        else:
            centres = [f"{sum(each.seen(0) or (0, 0)) / 2:g}" for each in (other, pattern)]
            how = (
                f"unit 0 is centred on pixel {centres[0]} behind {paths[0]} and on {centres[1]} "
                f"behind {paths[1]}, at a jump of {pattern.jump}"
            )
            advice = "pad the branches alike, or cut both sides of the larger one evenly"
        spans = [(report.rows[each - 1].span, each) for each in (first, number) if each > 0]
        related = tuple([Note(span, f"layer {each}") for span, each in spans if span != row.span])
        message = f"`{row.type}` merges branches that look at different places{where}: {how}"
        return Diagnostic("branches-misaligned", message, row.span, "not aligned", related, advice)
    return None


def _named(report: Report, number: int) -> str:
    return f"layer {number} `{report.rows[number - 1].type}`" if number > 0 else "the input"
