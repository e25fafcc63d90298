"""The heaviest chain: of things in two orders, those that stand in the same order in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def heaviest_chain(ranks: Sequence[int], weights: Sequence[int]) -> list[int]:
    """The places of the heaviest increasing subsequence, in n·log n steps.

    Args:
        ranks: for each thing, in the first order, its place in the second; no two are equal.
        weights: what each is worth, at least 1.
    """
    place = {rank: at for at, rank in enumerate(sorted(ranks), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    """A Fenwick tree of maxima: the heaviest chain that ends at or before a rank, and its end."""
    before = []
    for at, rank in enumerate(ranks):
        node = place[rank] - 1
        best = (0, -1)
        while node > 0:
            best = max(best, tree[node])
            node -= node & -node
        before.append(best[1])
        mine = (best[0] + weights[at], at)
        node = place[rank]
        while node < len(tree):
            tree[node] = max(tree[node], mine)
            node += node & -node
    node, best = len(ranks), (0, -1)
    while node > 0:
        best = max(best, tree[node])
        node -= node & -node
    found, at = [], best[1]
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]
