"""Looks for the slips that lead to a wrong figure."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.limits import MAX_FOLLOWED, MAX_PAIRS, MAX_SLIPPING
from cnncalc.mistakes.course import Course
from cnncalc.mistakes.depths import DEPTHS
from cnncalc.mistakes.others import OTHERS
from cnncalc.mistakes.plain import PLAIN
from cnncalc.mistakes.reading import Misreading, Reading
from cnncalc.mistakes.sentences import told
from cnncalc.mistakes.slips import SLIPS
from cnncalc.mistakes.slips.slip import COUNTS
from cnncalc.mistakes.target import same, shown, target
from cnncalc.report import of_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cnncalc.field import AxisField
    from cnncalc.mistakes.slips import Slip
    from cnncalc.mistakes.target import Target
    from cnncalc.report import Report
    from cnncalc.spec import Claim, Shape

_MOST = 3
"""Mistakes that are named for one claim."""


class Mistake(NamedTuple):
    """A slip that gives what is claimed."""

    slip: str
    """Its name; of two slips both, with a plus between."""
    sentence: str
    """What was done, why it is wrong, and what is right, with the numbers."""
    figure: int | Shape
    """What it gives: that which is claimed."""
    brief: str
    """The same in a clause that goes on after the figure."""


class Finder:
    """Finds mistakes in claims about one report; what it has worked out serves all claims."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.course = Course(report)

    def likely(self, claim: Claim) -> tuple[Mistake, ...]:
        """The slips that give what is claimed, the simplest first: none, or up to three."""
        if claim.relation != "==" or claim.slack:
            return ()
        about = target(self.report, claim.layer)
        if about is None:
            return ()
        if claim.key == "receptive_field":
            return self._fields(claim, about)
        truth = self._truth(about, claim.key)
        if truth is None or same(truth, claim.value):
            return ()
        reading = Reading(self.report, about, claim.key, truth, claim.value)
        found = [*_misread(reading, PLAIN), *self._single(claim, about)]
        found += _misread(reading, (*OTHERS, *DEPTHS))
        found = found or list(self._pairs(claim, about))
        return tuple(found[:_MOST])

    def _truth(self, about: Target, key: str) -> int | Shape | None:
        if key in COUNTS:
            return self.course.total(about, key)
        row = self.report.rows[about.giving]
        if about.output >= len(row.outputs) or not row.batched:
            return None
        return of_shape(row.all_outputs[about.output], key)

    def _places(self, slip: Slip, about: Target, *, own: bool) -> Iterator[tuple[list[int], int]]:
        """Where a slip may have been made, and up to where that matters: the nearest first."""
        if own:
            yield [about.first], about.end
            return
        begin = about.first if slip.of_count else 0
        if about.end - begin > MAX_FOLLOWED or (slip.of_count and about.single):
            return
        count = len(self.report.rows)
        every = [at for at in range(begin, about.end) if self.course.changes(at, slip)]
        if len(every) > 1:
            yield every, count
        if about.end - begin <= MAX_SLIPPING:
            yield from (([at], count) for at in reversed(every))

    def _fits(
        self, claim: Claim, about: Target, slips: tuple[Slip, ...], at: list[int], end: int
    ) -> Mistake | None:
        world = self.course.world(slips, at, end)
        if world is None or not same(self.course.figure(world, about, claim.key), claim.value):
            return None
        words = told(claim.value, slips, world, about, claim.key, self.report)
        return Mistake("+".join([each.name for each in slips]), words[0], claim.value, words[1])

    def _single(self, claim: Claim, about: Target) -> Iterator[Mistake]:
        """One slip, at the layer itself before any other."""
        slips = [each for each in SLIPS if claim.key in each.keys]
        seen = set()
        for own in (True, False) if about.single else (False,):
            for slip in slips:
                places = self._places(slip, about, own=own)
                tried = (self._fits(claim, about, (slip,), at, end) for at, end in places)
                found = next((each for each in tried if each), None)
                if found and slip.name not in seen:
                    seen.add(slip.name)
                    yield found

    def _pairs(self, claim: Claim, about: Target) -> Iterator[Mistake]:
        """Two slips at one layer, or the same two at every layer."""
        rows = range(about.first if claim.key in COUNTS else 0, about.end)
        if len(rows) > MAX_SLIPPING:
            rows = range(about.first, about.end) if about.single else range(0)
        slips = [each for each in SLIPS if claim.key in each.keys]
        fitting = {at: [each for each in slips if self.course.changes(at, each)] for at in rows}
        tried = 0
        alone = [about.giving] if claim.key not in COUNTS or about.single else list(rows)
        every = [each for each in slips if any(each in fitting[at] for at in rows)]
        for at in alone:
            for pair in combinations(fitting.get(at, ()), 2):
                tried += 1
                if tried > MAX_PAIRS:
                    return
                if found := self._fits(claim, about, pair, [at], about.end):
                    yield found
        if about.single and claim.key in COUNTS:
            return
        for pair in combinations(every, 2):
            tried += 1
            if tried > MAX_PAIRS:
                return
            both = [at for at in rows if any(each in fitting[at] for each in pair)]
            if len(both) > 1 and (found := self._fits(claim, about, pair, both, about.end)):
                yield found

    def _fields(self, claim: Claim, about: Target) -> tuple[Mistake, ...]:
        """The slips that give a wrong receptive field."""
        from cnncalc.mistakes.receptive import likely_fields

        truth = self._seen(about)
        if truth is None or same(truth, claim.value):
            return ()
        found = likely_fields(self.report, about.giving, claim.value, truth)
        return tuple([Mistake(name, f"{shown(claim.value)} {words}.", claim.value,
                              words.partition(". ")[0].partition(":")[0])
                      for name, words in found][:_MOST])  # fmt: skip

    def _seen(self, about: Target) -> Shape | None:
        if about.giving >= MAX_FOLLOWED:
            return None
        sizes = [each.size for each in self._all_fields[about.giving] or ()]
        known = [each for each in sizes if each is not None]
        return tuple(known) if sizes and len(known) == len(sizes) else None

    @cached_property
    def _all_fields(self) -> Sequence[tuple[AxisField, ...] | None]:
        from cnncalc.field import fields

        return fields(self.report)


def _misread(reading: Reading, slips: Iterable[Misreading]) -> Iterator[Mistake]:
    for each in slips:
        if reading.key not in each.keys:
            continue
        for figure, words in each.found(reading):
            if same(figure, reading.claimed):
                sentence = f"{shown(reading.claimed)} {words}."
                yield Mistake(each.name, sentence, reading.claimed, words.partition(":")[0])
                break
