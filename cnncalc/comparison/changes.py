"""What became of each layer: added, removed, changed, moved, renamed, or only what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.comparison.arguments import ArgumentChange, argument_changes
from cnncalc.comparison.keys import named_parts
from cnncalc.comparison.measures import FigureChange, measured
from cnncalc.comparison.wiring import Wiring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.comparison.alignment import Alignment
    from cnncalc.comparison.sequence import Pair
    from cnncalc.figures import Figures
    from cnncalc.report import Report, Row

KINDS = ("added", "removed", "changed", "moved", "renamed", "follows", "same")
"""What can become of a layer. Where several are true, the first of them is its kind."""


class Change(NamedTuple):
    """What became of one layer."""

    kind: str
    """One of `KINDS`; `follows` is a layer that nobody touched and whose figures differ."""
    old: Row | None
    new: Row | None
    moved: bool = False
    renamed: bool = False
    arguments: tuple[ArgumentChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    """The figures that differ; those of a layer that is added or removed against nothing."""
    rewired: bool = False
    """Whether it reads other tensors than before."""
    shares: bool = False
    """Whether it uses the weights of another layer than before."""

    @property
    def row(self) -> Row:
        """The layer as it is, or as it was."""
        row = self.new or self.old
        assert row is not None
        return row

    @property
    def replaced(self) -> bool:
        """Whether a layer of another type stands in its place."""
        both = self.old is not None and self.new is not None
        return both and self.old.type != self.new.type  # type: ignore[union-attr]

    def figure(self, key: str) -> FigureChange | None:
        """How one of its figures changed; None where it did not."""
        return next((each for each in self.figures if each.key == key), None)


def changes(old: Figures, new: Figures, alignment: Alignment) -> tuple[Change, ...]:
    """What became of each layer, in the order of the new network, up to where one breaks."""
    return tuple(_Changes(old, new, alignment).all())


def unknown_from(report: Report) -> int:
    """The number of the first layer whose output is unknown; past the last where there is none."""
    return next((row.number for row in report.rows if row.output is None), len(report.rows) + 1)


class _Changes:
    def __init__(self, old: Figures, new: Figures, alignment: Alignment) -> None:
        self.old = old
        self.new = new
        self.alignment = alignment
        self.wiring = Wiring(old.report, new.report, alignment)
        self.ends = unknown_from(old.report), unknown_from(new.report)
        """How many layers of each are compared: up to the one that breaks, and with it."""

    def all(self) -> Iterator[Change]:
        olds, news = self.old.report.rows, self.new.report.rows
        pairs, horizon = self._compared()
        gone = {old for old, _ in self.alignment.moved}
        come = {new for _, new in self.alignment.moved}
        told = {
            new: old for old, new in self.alignment.moved if old < horizon[0] and new < horizon[1]
        }
        start = first = 0
        for end, last in (*pairs, horizon):
            for at in range(start, end):
                if at not in gone:
                    yield Change("removed", olds[at], None, figures=measured(self.old, at, None, 0))
            for at in range(first, last):
                if at in told:
                    yield self._both((told[at], at), moved=True)
                elif at not in come:
                    yield Change("added", None, news[at], figures=measured(None, 0, self.new, at))
            if end < horizon[0] and last < horizon[1]:
                yield self._both((end, last), moved=False)
            start, first = end + 1, last + 1

    def _compared(self) -> tuple[list[Pair], Pair]:
        """The pairs up to where a network breaks, and the places from which on nothing is told."""
        pairs: list[Pair] = []
        ends = self.ends
        for old, new in self.alignment.pairs:
            if old >= ends[0] or new >= ends[1]:
                return pairs, (min(old, ends[0]), min(new, ends[1]))
            pairs.append((old, new))
            if old + 1 == ends[0] or new + 1 == ends[1]:
                return pairs, (old + 1, new + 1)
        counts = len(self.old.report.rows), len(self.new.report.rows)
        return pairs, (min(counts[0], ends[0]), min(counts[1], ends[1]))

    def _both(self, pair: Pair, *, moved: bool) -> Change:
        one, other = self.old.report.rows[pair[0]], self.new.report.rows[pair[1]]
        arguments = argument_changes(one, other)
        rewired, shares = self.wiring.changed(one, other), self.wiring.shares(one, other)
        figures = measured(self.old, pair[0], self.new, pair[1])
        renamed = named_parts(one.path) != named_parts(other.path)
        edited = any(not each.follows for each in arguments) or one.type != other.type
        unreadable = (one.layer is None or other.layer is None) and one.text != other.text
        kind = "same"
        if edited or rewired or shares or unreadable:
            kind = "changed"
        elif moved or renamed:
            kind = "moved" if moved else "renamed"
        elif arguments or figures:
            kind = "follows"
        return Change(kind, one, other, moved, renamed, arguments, figures, rewired, shares)
