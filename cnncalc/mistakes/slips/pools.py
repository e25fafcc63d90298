"""Pools that are counted as having weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.mistakes.slips.changes import of_params
from cnncalc.mistakes.working import Factor, Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.mistakes.working import Working


def _of_pool(kind: str) -> Callable[[Working], Working | None]:
    def changed(working: Working) -> Working | None:
        if working.terms or not working.axes or all(axis.kernel == 1 for axis in working.axes):
            return None
        depth, taps = (
            Factor("C", working.depth),
            [Factor("F", each.kernel) for each in working.axes],
        )
        weight = {"all": (depth, depth), "each": (depth,), "one": ()}[kind.removesuffix("+")]
        terms = (Term("weight", (*weight, *taps)),)
        bias = (Term("bias", (depth,)),) if kind.endswith("+") else ()
        return working._replace(terms=terms + bias)

    return changed


_WHY = "a pool takes a maximum or a mean, and has nothing to learn: 0"

POOLS = (
    of_params("pool-with-weights", _of_pool("all+"), "a pool is counted as a convolution", _WHY),
    of_params("pool-with-kernels", _of_pool("all"), "a pool is counted as a convolution", _WHY),
    of_params("pool-with-kernel-and-bias", _of_pool("each+"), "a pool is counted as filters", _WHY),
    of_params("pool-with-kernel-each", _of_pool("each"), "a pool is counted as filters", _WHY),
    of_params("pool-with-one-kernel", _of_pool("one"), "a pool is counted as a filter", _WHY),
)  # fmt: skip
"""The likeliest first."""
