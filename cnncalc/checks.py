"""Whether a network is what its `expect` says."""

from __future__ import annotations

from functools import partial
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.diagnostics import Diagnostic, Note, nearest
from cnncalc.limits import MAX_PROBLEMS
from cnncalc.report import figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cnncalc.report import Report, Row
    from cnncalc.spec import Claim, Shape

_RELATIONS: dict[str, Callable[[int, int], bool]] = {"==": eq, "<=": le, ">=": ge, "<": lt, ">": gt}
_IN_WORDS = {"<=": "at most ", ">=": "at least ", "<": "less than ", ">": "more than "}

_NEAR = 200
"""Ids among which the nearest is looked for."""


class _Subject(NamedTuple):
    """What a claim is about: the whole network, a layer or a group."""

    name: str
    rows: tuple[Row, ...]
    figure: Callable[[str], int | Shape | None]


def check(report: Report, claims: Iterable[Claim]) -> list[Diagnostic]:
    """What does not hold of a computed network.

    Args:
        report: the computed network.
        claims: what is expected of it, as `Spec.claims` has it.

    Returns:
        A problem for each claim that fails; one about a figure that is unknown, because the
        network breaks before, is passed over.
    """
    found: list[Diagnostic] = []
    subjects = _Subjects(report)
    for claim in claims:
        if len(found) >= MAX_PROBLEMS:
            break
        subject = subjects.of(claim)
        problem = subject if isinstance(subject, Diagnostic) else _judged(claim, subject)
        if problem is not None:
            found.append(problem)
    return found


def _subject(name: str, rows: tuple[Row, ...], last: Row | None) -> _Subject:
    return _Subject(name, rows, partial(figure, rows, last=last))


class _Subjects:
    """Finds what claims are about: by number, by id, by path."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.places: dict[str, tuple[int, int, int]] = {}
        """The first and the last row, and the one that gives the output, by name."""
        self.ids: list[str] = []
        found = [
            (row.path, row.id, (row.number - 1, row.number, row.number - 1)) for row in report.rows
        ]
        found += [(each.path, each.id, (each.first, each.end, each.last)) for each in report.groups]
        for path, _, place in found:  # so that an id of the file goes before one in a block
            self.places.setdefault(path, place)
        for _, name, place in found:
            if name is not None:
                self.places.setdefault(name, place)
                self.ids.append(name)

    def of(self, claim: Claim) -> _Subject | Diagnostic:
        """What a claim is about, or why there is no such thing."""
        name, rows = claim.layer, self.report.rows
        if name is None:
            return _Subject("the network", rows, self.report.figure)
        if name.isdecimal():
            number = int(name) if len(name) < 10 else 0
            if 1 <= number <= len(rows):
                return _subject(f"layer {number}", rows[number - 1 : number], None)
        elif name in self.places:
            first, end, last = self.places[name]
            own = rows[first:end]
            return _subject(f"`{name}`", own, rows[last] if own else None)
        message = f"`expect` names a layer `{name[:60]}`, and there is none"
        near = nearest(name, self.ids[:_NEAR])
        label = f"expected an id, or a number from 1 to {len(rows)}"
        label = f"did you mean `{near}`?" if near else label
        return Diagnostic("expect-syntax", message, claim.layer_span or claim.span, label)


def _judged(claim: Claim, subject: _Subject) -> Diagnostic | None:
    found = subject.figure(claim.key)
    if found is None:
        count = claim.key.removeprefix("trainable_")
        if unknown := [row for row in subject.rows if count in row.uncounted]:
            message = f"`{claim.key}` of {subject.name} is not known: "
            message += f"`{unknown[0].type}` does not say how many it has"
            label, advice = "cannot be told", f"write `{count}` there"
            note = (Note(unknown[0].span, "not counted"),)
            return Diagnostic("expectation-failed", message, claim.span, label, note, advice)
        if subject.rows or claim.layer is None:
            return None
        message = f"`{claim.key}` of {subject.name} is not known: it has no layers"
        return Diagnostic("expectation-failed", message, claim.span, "nothing to compare with")
    if isinstance(found, int) and isinstance(claim.value, int):
        if claim.slack:
            holds = 2 * abs(found - claim.value) <= claim.slack
        else:
            holds = _RELATIONS[claim.relation](found, claim.value)
        true = f"{found:,}"
    else:
        holds = found == claim.value
        true = ("×".join(map(str, found)) or "scalar") if isinstance(found, tuple) else f"{found:,}"
    if holds:
        return None
    plain = true.replace(",", "").replace("×", "x")
    if claim.relation != "==":
        plain = f'"{claim.relation[0]}= {plain}"'
    wanted = _IN_WORDS.get(claim.relation, "") + claim.written
    return Diagnostic(
        "expectation-failed",
        f"`{claim.key}` of {subject.name} is {true}, but {wanted} is expected",
        claim.span,
        f"it is {true}",
        help=f"write `{claim.key}: {plain}`, or change the layers",
    )
