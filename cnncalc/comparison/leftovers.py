"""Layers that one network has too many and the other has, too: they have moved."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.comparison.sequence import Pair


def moved_apart(
    old: Sequence[int], olds: Sequence[int], new: Sequence[int], news: Sequence[int]
) -> list[Pair]:
    """Pairs of equal layers among those that are left over.

    First whole runs that are alike and like no other, then single layers, where as many are left
    on either side: of two that are there and one that was, none is the one that moved.

    Args:
        old: the numbers that stand for the layers' arguments.
        olds: the places that are left over, rising.
        new: the same for the other network.
        news: the same.
    """
    found: list[Pair] = []
    mine, theirs = _runs(old, olds), _runs(new, news)
    for key, runs in mine.items():
        if len(key) > 1 and len(runs) == len(theirs.get(key, ())) == 1:
            found += zip(runs[0], theirs[key][0], strict=True)
    known_old, known_new = {pair[0] for pair in found}, {pair[1] for pair in found}
    singles = _by_number(old, olds, known_old)
    others = _by_number(new, news, known_new)
    for number, places in singles.items():
        if len(places) == len(others.get(number, ())):
            found += zip(places, others[number], strict=True)
    return sorted(found)


def _runs(numbers: Sequence[int], places: Sequence[int]) -> dict[tuple[int, ...], list[list[int]]]:
    """Stretches without a gap, by what they hold."""
    found: dict[tuple[int, ...], list[list[int]]] = defaultdict(list)
    for run in _unbroken(places):
        found[tuple([numbers[at] for at in run])].append(run)
    return found


def _unbroken(places: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for at in places:
        if run and at != run[-1] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _by_number(
    numbers: Sequence[int], places: Sequence[int], known: set[int]
) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for at in places:
        if at not in known:
            found[numbers[at]].append(at)
    return found
