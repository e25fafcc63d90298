"""Two stretches of layers side by side, so that as much as possible stays what it is."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from cnncalc.comparison.chains import heaviest_chain
from cnncalc.comparison.keys import HERE, HERE_BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from cnncalc.comparison.keys import Keys, Numbers

Pair = tuple[int, int]


class Stretches:
    """Aligns stretches of two networks, with a bound on what all of them cost together."""

    def __init__(self, old: Keys, new: Keys, numbers: Numbers, cells: int) -> None:
        self.old = old
        self.new = new
        self.numbers = numbers
        self.cells = cells
        """How many pairs of layers may still be weighed against each other."""

    def aligned(self, olds: Sequence[int], news: Sequence[int], coarse: int = 0) -> list[Pair]:
        """Pairs in the order of both, from the places of layers in two networks."""
        start, end = 0, 0
        mine, theirs = self.old.signatures, self.new.signatures
        most = min(len(olds), len(news))
        while start < most and mine[olds[start]] == theirs[news[start]]:
            start += 1
        while end < most - start and mine[olds[-1 - end]] == theirs[news[-1 - end]]:
            end += 1
        head = list(zip(olds[:start], news[:start], strict=True))
        tail = list(zip(olds[len(olds) - end :], news[len(news) - end :], strict=True))
        olds, news = olds[start : len(olds) - end], news[start : len(news) - end]
        if not olds or not news:
            return head + tail
        if len(olds) * len(news) <= self.cells:
            self.cells -= len(olds) * len(news)
            return head + self._weighed(olds, news) + tail
        return head + self._apart(olds, news, coarse) + tail

    def _weighed(self, olds: Sequence[int], news: Sequence[int]) -> list[Pair]:
        """The heaviest alignment, by dynamic programming over all pairs."""
        at_path = {self.new.paths[place]: at for at, place in enumerate(news)}
        scores = [self._scores(place, news, at_path) for place in olds]
        above = array("q", bytes(8 * (len(news) + 1)))
        table = [above]
        for row in scores:
            best = 0
            line = [0]
            for at, score in enumerate(row):
                if above[at + 1] > best:
                    best = above[at + 1]
                if score and above[at] + score > best:
                    best = above[at] + score
                line.append(best)
            above = array("q", line)
            table.append(above)
        found = []
        one, other = len(olds), len(news)
        while one and other:
            score = scores[one - 1][other - 1]
            here = table[one][other]
            if score and here == table[one - 1][other - 1] + score:
                one, other = one - 1, other - 1
                found.append((olds[one], news[other]))
            elif here == table[one - 1][other]:
                one -= 1
            else:
                other -= 1
        return found[::-1]

    def _scores(self, place: int, news: Sequence[int], at_path: dict[str, int]) -> list[int]:
        mine = self.old.signatures[place]
        theirs = self.new.signatures
        weights = {each: self.numbers.weight(mine, each) for each in {theirs[at] for at in news}}
        row = [weights[theirs[at]] for at in news]
        here = at_path.get(self.old.paths[place])
        if here is not None and row[here]:
            by_name = not all(part.isdecimal() for part in self.old.parts[place])
            row[here] += HERE_BY_NAME if by_name else HERE
        return row

    def _apart(self, olds: Sequence[int], news: Sequence[int], coarse: int) -> list[Pair]:
        """Long stretches, cut at layers that are certainly the same, and then piece by piece.

        Those are layers that are like no other in both stretches; then those that are equal and
        stand at one path; and where there are none of them either, the first goes with the first.
        """
        if coarse >= len(_CERTAIN):
            pairs = zip(olds, news, strict=False)
            mine, theirs = self.old.signatures, self.new.signatures
            return [(a, b) for a, b in pairs if self.numbers.weight(mine[a], theirs[b])]
        key = _CERTAIN[coarse]
        one, other = _once(olds, self.old, key), _once(news, self.new, key)
        common = [each for each in one if each in other]
        chain = heaviest_chain([other[each] for each in common], [1] * len(common))
        found: list[Pair] = []
        start = first = 0
        for each in [common[at] for at in chain]:
            end, last = one[each], other[each]
            found += self.aligned(olds[start:end], news[first:last], coarse + 1)
            found.append((olds[end], news[last]))
            start, first = end + 1, last + 1
        return found + self.aligned(olds[start:], news[first:], coarse + 1)


_CERTAIN: tuple[Callable[[Keys, int], Hashable], ...] = (
    lambda keys, at: keys.signatures[at],
    lambda keys, at: (keys.signatures[at], keys.paths[at]),
)


def _once(
    places: Sequence[int], keys: Keys, key: Callable[[Keys, int], Hashable]
) -> dict[Hashable, int]:
    """What is there once only, with where it stands in the stretch."""
    found: dict[Hashable, int] = {}
    twice = set()
    for at, place in enumerate(places):
        each = key(keys, place)
        if found.setdefault(each, at) != at:
            twice.add(each)
    return {each: at for each, at in found.items() if each not in twice}
