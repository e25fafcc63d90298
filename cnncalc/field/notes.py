"""What is worth a word about receptive fields: blind units, fields beyond the input, branches."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Note
from cnncalc.field.blind import blind
from cnncalc.field.forward import arriving, axis_fields, reaches, walked
from cnncalc.field.seen import Pixels, handed_on
from cnncalc.limits import MAX_PERIOD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.field.forward import Walk
    from cnncalc.field.pattern import Pattern
    from cnncalc.layers.reach import Reaches
    from cnncalc.report import Report, Row

_MOST = 10
"""Warnings of one kind."""


def notes(report: Report, input: int = 0) -> list[Diagnostic]:
    """Warnings about receptive fields, in the order of the rows, none of which fails a run.

    They are about units that see only padding, the first layer whose field is larger than the
    input, and branches that are merged though their units look at different places.

    Args:
        report: the computed network.
        input: which of its inputs, from 0.

    Raises:
        ValueError: there is no such input.
    """
    if not report.inputs:
        return []
    walk = walked(report, input)
    found = [*blind(report)][:_MOST]
    found += _beyond(report, walk)
    found += [*_apart(report, walk)][:_MOST]
    return [each for each in found if not _ignored(report, each)]


def _ignored(report: Report, problem: Diagnostic) -> bool:
    """Whether a spec says that a warning is not held against it, or against all of its rows."""
    rows = [row for row in report.rows if row.span == problem.span]
    silent = [problem.code in row.ignores for row in rows]
    return problem.code in report.ignores or (bool(silent) and all(silent))


def _beyond(report: Report, walk: Walk) -> Iterator[Diagnostic]:
    """The first layer whose field is larger than the input."""
    for row, axes in zip(report.rows, axis_fields(report, walk), strict=True):
        for at, axis in enumerate(axes or ()):
            size, there = axis.size or 0, walk.sizes[at]
            if size > there > 1:  # of a single pixel, as behind noise, nothing is expected
                yield Diagnostic(
                    "field-exceeds-input",
                    f"from layer {row.number}, `{row.type}`, on the receptive field is larger "
                    f"than the input{_on_axis(at, len(walk.sizes))}: {size} against {there}",
                    row.span,
                    f"sees {size} pixels",
                    help=f"give an input of at least {size} pixels, or take strides or layers out",
                )
                return


def _on_axis(at: int, count: int) -> str:
    """Which axis of several."""
    return f" on axis {at + 1} of {count}" if count > 1 else ""


def _apart(report: Report, walk: Walk) -> Iterator[Diagnostic]:
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
                    handed = handed_on(seen[at], link, row.outputs[0], pixels, ())
                    if len(handed.ties) == 1 and handed.ties[0].pattern is not None:
                        tie = handed.ties[0]
                        branches.append((read.number, tie.dims[0], handed.ties[0].pattern))
            problem = _misaligned(report, row, branches, _on_axis(at, len(axes)))
            if problem is not None:
                yield problem
                break


def _misaligned(
    report: Report, row: Row, branches: Sequence[tuple[int, int, Pattern]], where: str
) -> Diagnostic | None:
    """The first branch whose units look elsewhere than those of the first branch."""
    for number, dim, pattern in branches[1:]:
        first, its_dim, other = branches[0]
        if dim != its_dim or not _elsewhere(other, pattern, row.outputs[0][dim]):
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


def _elsewhere(one: Pattern, other: Pattern, count: int) -> bool:
    """Whether the units of two branches look at different places, at the first or the last of them.

    They do where the middles of their fields are more than half a jump apart, and so are the first
    pixels and the last: causal convolutions share the last one with what they are added to. Units
    that nearest interpolation makes of one are taken together, and its jump is that of the one.
    """
    period = min(count, MAX_PERIOD, len(one.spans) * len(other.spans))
    grain = max(_grain(one), _grain(other))
    for units in (range(period), range(count - period, count)):
        spans = [(one.seen(unit), other.seen(unit)) for unit in units]
        known = [(a, b) for a, b in spans if a is not None and b is not None]
        firsts, lasts = (sum([a[at] - b[at] for a, b in known]) for at in (0, 1))
        gaps = [abs(firsts), abs(lasts), abs(firsts + lasts) / 2]
        if known and 2 * min(gaps) > grain * len(known):
            return True
    return False


def _grain(pattern: Pattern) -> int:
    """The widest step from one unit to the next."""
    spans = [pattern.seen(unit) for unit in range(len(pattern.spans) + 1)]
    firsts = [span[0] for span in spans if span is not None]
    return max([abs(b - a) for a, b in pairwise(firsts)], default=0)
