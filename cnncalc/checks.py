"""Whether a network is what its `expect` says."""

from __future__ import annotations

from functools import cached_property, partial
from itertools import islice
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.diagnostics import Diagnostic, Note, nearest
from cnncalc.limits import MAX_PROBLEMS
from cnncalc.names import ids, numbered, places
from cnncalc.report import figure
from cnncalc.spec import PROMPT
from cnncalc.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cnncalc.mistakes import Finder
    from cnncalc.report import Report, Row
    from cnncalc.spec import Claim, Shape

_RELATIONS: dict[str, Callable[[int, int], bool]] = {"==": eq, "<=": le, ">=": ge, "<": lt, ">": gt}
_IN_WORDS = {"<=": "at most ", ">=": "at least ", "<": "less than ", ">": "more than "}

_NEAR = 200
"""Ids, and paths, among which the nearest is looked for."""


class _Subject(NamedTuple):
    """What a claim is about: the whole network, a layer or a group."""

    name: str
    rows: tuple[Row, ...]
    figure: Callable[[str], int | Shape | None]


def check(report: Report, claims: Iterable[Claim]) -> list[Diagnostic]:
    """What does not hold of a computed network.

    Args:
        report: the computed network.
        claims: what is expected of it, as `Spec.claims` has it; its MACs are those of one sample.

    Returns:
        A problem for each claim that fails; one about a figure that is unknown, because the
        network breaks before, is passed over.
    """
    return [each.problem for each in verdicts(report, claims) if each.problem is not None]


def verdicts(report: Report, claims: Iterable[Claim], *, reasons: bool = True) -> list[Verdict]:
    """What becomes of each claim about a computed network, with the true figure of one sample.

    Args:
        report: the computed network.
        claims: what is said of it; after MAX_PROBLEMS that fail, the rest is not looked at.
        reasons: whether the slip behind a wrong claim is looked for, which takes its time.
    """
    found: list[Verdict] = []
    failed = 0
    subjects = _Subjects(report)
    for claim in claims:
        if failed >= MAX_PROBLEMS:
            break
        subject = subjects.of(claim)
        if isinstance(subject, Diagnostic):
            found.append(Verdict(claim, None, subject))
        else:
            samples = report.batch if claim.key == "macs" else 1
            true = subject.figure(claim.key)
            true = true // samples if isinstance(true, int) else true
            problem = _judged(claim, subject, samples)
            if problem is not None and reasons:
                problem = subjects.reasoned(problem, claim)
            found.append(Verdict(claim, true, problem))
        failed += found[-1].problem is not None
    return found


class _Subjects:
    """Finds what claims are about: by number, by id, by path."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.places = places(report)

    @cached_property
    def fields(self) -> Sequence[tuple[int | None, ...] | None]:
        """What a value of each row sees, in pixels of the input on each axis."""
        from cnncalc.field import fields

        found = fields(self.report)
        return [None if each is None else tuple([axis.size for axis in each]) for each in found]

    def reasoned(self, problem: Diagnostic, claim: Claim) -> Diagnostic:
        """A failed claim with the mistake that is likely behind it, before the edit that mends."""
        if not problem.label.startswith("it is ") or claim.relation != "==" or claim.slack:
            return problem
        found = self.mistakes.likely(claim)
        if not found:
            return problem
        words = ""
        if len(found) > 1:
            also = ", and it ".join([each.brief for each in found[1:]])
            words = f" It also {also}."
        advice = problem.help[:1].upper() + problem.help[1:]
        return problem._replace(help=f"{found[0].sentence}{words} {advice}")

    @cached_property
    def mistakes(self) -> Finder:
        """What finds the slip behind a wrong claim: only one that fails asks for it."""
        from cnncalc.mistakes import Finder

        return Finder(self.report)

    def _figure(self, rows: tuple[Row, ...], last: Row | None, key: str) -> int | Shape | None:
        """A figure of some layers in a row, by the keys of `expect`."""
        if key != "receptive_field":
            return figure(rows, key, last)
        last = last or (rows[-1] if rows else None)
        found = self.fields[last.number - 1] if last and last.output is not None else None
        known = [each for each in found or () if each is not None]
        return tuple(known) if found and len(known) == len(found) else None

    def _subject(self, name: str, rows: tuple[Row, ...], last: Row | None) -> _Subject:
        return _Subject(name, rows, partial(self._figure, rows, last))

    def of(self, claim: Claim) -> _Subject | Diagnostic:
        """What a claim is about, or why there is no such thing."""
        name, rows = claim.layer, self.report.rows
        if name is None:
            if claim.key != "receptive_field":
                return _Subject("the network", rows, self.report.figure)
            return self._subject("the network", rows, self.report.giving)
        if name.isdecimal():
            place = numbered(self.report, name)
            if place is not None:
                own = rows[place.first : place.end]
                return self._subject(f"layer {place.end}", own, None)
        elif name in self.places:
            first, end, giving = self.places[name]
            own = rows[first:end]
            return self._subject(f"`{name}`", own, rows[giving] if own else None)
        message = f"there is no layer `{name[:60]}`, and its `{claim.key}` is expected"
        near = nearest(name, [*ids(self.report)[:_NEAR], *islice(self.places, _NEAR)])
        label = f"expected an id, or a number from 1 to {len(rows)}"
        label = f"did you mean `{near}`?" if near else label
        return Diagnostic("expect-syntax", message, claim.layer_span or claim.span, label)


def _judged(claim: Claim, subject: _Subject, samples: int) -> Diagnostic | None:
    """What does not hold of a figure, which is that of one of so many samples."""
    found = subject.figure(claim.key)
    found = found // samples if isinstance(found, int) else found
    if found is None:
        count = claim.key.removeprefix("trainable_")
        if unknown := [row for row in subject.rows if count in row.uncounted]:
            message = f"`{claim.key}` of {subject.name} is not known: "
            message += f"`{unknown[0].type}` does not say how many it has"
            label, advice = "cannot be told", f"write `{count}` there"
            note = (Note(unknown[0].span, "not counted"),)
            return Diagnostic("expectation-failed", message, claim.span, label, note, advice)
        if claim.key == "receptive_field" and _complete(subject.rows):
            return _unseen(claim, subject)
        if claim.key == "size" and _complete(subject.rows):
            return _flat(claim, subject)
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
    elif isinstance(found, tuple) and isinstance(claim.value, int):  # on each axis
        holds = all(_RELATIONS[claim.relation](each, claim.value) for each in found)
        true = "×".join(map(str, found))
    else:
        holds = found == claim.value
        true = ("×".join(map(str, found)) or "scalar") if isinstance(found, tuple) else f"{found:,}"
    if holds:
        return None
    plain = true.replace(",", "").replace("×", "x")
    if claim.relation != "==":
        if isinstance(found, tuple):
            plain = str((min if claim.relation[0] == ">" else max)(found))
        plain = f'"{claim.relation[0]}= {plain}"'
    wanted = _IN_WORDS.get(claim.relation, "") + claim.written
    return Diagnostic(
        "expectation-failed",
        f"`{claim.key}` of {subject.name} is {true}, but {wanted} is expected",
        claim.span,
        f"it is {true}",
        help=f"write `{_mended(claim, plain)}`, or change the layers",
    )


def _mended(claim: Claim, plain: str) -> str:
    """The claim with its true figure, as it is written: in a file, or as a word at the prompt."""
    if claim.span.source.name != PROMPT:
        return f"{claim.key}: {plain}"
    about = claim.key if claim.layer is None else f"{claim.layer}.{claim.key}"
    if claim.relation == "==":
        return f"{about}={plain}"
    return f'"{about} {plain[1:]}'  # a bound is quoted, since the shell takes its sign for itself


def _complete(rows: Sequence[Row]) -> bool:
    return bool(rows) and all(row.output is not None for row in rows)


def _flat(claim: Claim, subject: _Subject) -> Diagnostic:
    output = subject.figure("output")
    shape = "×".join(map(str, output)) if isinstance(output, tuple) and output else "scalar"
    message = f"the output of {subject.name} is {shape}, which has no size along any axis"
    advice = f"write `flatten` or `depth` instead of `{claim.key}`"
    return Diagnostic("expectation-failed", message, claim.span, "there is none", help=advice)


def _unseen(claim: Claim, subject: _Subject) -> Diagnostic:
    message = f"the receptive field of {subject.name} cannot be told: it reads no input that has "
    message += "more than channels, or a reshape mixes the axes with other dimensions"
    advice = "leave it out, or name a layer before: `layers: {conv1: {receptive_field: 3}}`"
    return Diagnostic("expectation-failed", message, claim.span, "cannot be told", help=advice)
