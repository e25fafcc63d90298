"""Which layer of one network is which of the other."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.comparison.chains import heaviest_chain
from cnncalc.comparison.keys import Numbers
from cnncalc.comparison.leftovers import moved_apart
from cnncalc.comparison.sequence import Stretches
from cnncalc.limits import MAX_WEIGHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.comparison.keys import Keys
    from cnncalc.comparison.sequence import Pair
    from cnncalc.report import Row


class Alignment(NamedTuple):
    """The layers that two networks have in common, by their places from 0."""

    pairs: tuple[Pair, ...]
    """Those that stand in one order in both."""
    moved: tuple[Pair, ...]
    """Those that stand elsewhere."""


def align(old: Sequence[Row], new: Sequence[Row]) -> Alignment:
    """Align the layers of two networks; exchanging them exchanges the places, and nothing else.

    The cost is n·log n for layers that have names or are all different, and is bounded by
    `MAX_WEIGHED` where stretches of them have to be weighed against each other.
    """
    if _comes_first(new, old):
        found = align(new, old)
        return Alignment(_exchanged(found.pairs), _exchanged(found.moved))
    numbers = Numbers()
    aligner = _Aligner(numbers.keys(old), numbers.keys(new), numbers)
    aligner.units(range(len(old)), range(len(new)), 0, aligner.pairs)
    return aligner.finished()


def _comes_first(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether a network is taken for the old one; any order will do that hangs on both alike."""
    mine, theirs = (len(one), [row.path for row in one]), (len(other), [row.path for row in other])
    if mine != theirs:
        return mine < theirs
    pairs = zip(one, other, strict=True)
    return next((a.text < b.text for a, b in pairs if _differ(a, b)), False)


def _differ(one: Row, other: Row) -> bool:
    """Whether two layers are written in other words, which few are asked."""
    return (one.layer is None or one.layer != other.layer) and one.text != other.text


def _exchanged(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted([(new, old) for old, new in pairs]))


class _Aligner:
    def __init__(self, old: Keys, new: Keys, numbers: Numbers) -> None:
        self.old = old
        self.new = new
        self.stretches = Stretches(old, new, numbers, MAX_WEIGHED)
        self.pairs: list[Pair] = []
        self.moved: list[Pair] = []

    def units(self, olds: Sequence[int], news: Sequence[int], level: int, into: list[Pair]) -> None:
        """Align what has one name at some level of both, and then what lies between."""
        mine, theirs = _named(self.old, olds, level), _named(self.new, news, level)
        common = [name for name in mine if name in theirs]
        ranks = [theirs[name][0] for name in common]
        weights = [min(len(mine[name]), len(theirs[name])) for name in common]
        staying = [common[at] for at in heaviest_chain(ranks, weights)]
        known_old = {at for name in common for at in mine[name]}
        known_new = {at for name in common for at in theirs[name]}
        rest_old = [at for at in olds if at not in known_old]
        rest_new = [at for at in news if at not in known_new]
        start = first = 0
        for name in staying:
            end = bisect_left(rest_old, mine[name][0])
            last = bisect_left(rest_new, theirs[name][0])
            into += self.stretches.aligned(rest_old[start:end], rest_new[first:last])
            self._unit(mine[name], theirs[name], level + 1, into)
            start, first = end, last
        into += self.stretches.aligned(rest_old[start:], rest_new[first:])
        for name in set(common).difference(staying):
            self._unit(mine[name], theirs[name], level + 1, self.moved)

    def _unit(self, olds: list[int], news: list[int], level: int, into: list[Pair]) -> None:
        both = len(olds) == len(news) == 1
        if both and len(self.old.parts[olds[0]]) == len(self.new.parts[news[0]]) == level:
            into.append((olds[0], news[0]))
        else:
            self.units(olds, news, level, into)

    def finished(self) -> Alignment:
        """The alignment, with what is left over on both sides and the same."""
        self.pairs.sort()
        known_old = {old for old, _ in (*self.pairs, *self.moved)}
        known_new = {new for _, new in (*self.pairs, *self.moved)}
        olds = [at for at in range(len(self.old.paths)) if at not in known_old]
        news = [at for at in range(len(self.new.paths)) if at not in known_new]
        for pair in moved_apart(self.old.signatures, olds, self.new.signatures, news):
            at = bisect_left(self.pairs, pair)
            before = self.pairs[at - 1][1] if at else -1
            behind = self.pairs[at][1] if at < len(self.pairs) else len(self.new.paths)
            if before < pair[1] < behind:  # from one group into the next: the order is the same
                insort(self.pairs, pair)
            else:
                self.moved.append(pair)
        return Alignment(tuple(self.pairs), tuple(sorted(self.moved)))


def _named(keys: Keys, places: Sequence[int], level: int) -> dict[str, list[int]]:
    """The layers of each name at some level of their paths."""
    found: dict[str, list[int]] = {}
    for at in places:
        parts = keys.parts[at]
        if len(parts) > level and not parts[level].isdecimal():
            found.setdefault(parts[level], []).append(at)
    return found
