"""The largest batch that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.memory.figures import memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.memory.figures import Memory
    from cnncalc.report import Report

MOST = 2**31
"""The largest batch that is looked at."""
_GUESSES = 12
"""Batches that are guessed from how memory grew so far, before halving."""
_STEPS = 2 * _GUESSES + MOST.bit_length()
"""More batches than are ever looked at."""


class Fit(NamedTuple):
    """The largest batches whose memory is within a budget.

    0 says that not even one sample fits, None that the memory of one is unknown.
    """

    inference: int | None
    training: int | None


def fit(
    compute_at: Callable[[int], Report],
    budget: int,
    *,
    dtype: str = "float32",
    optimizer: str = "adam",
) -> Fit:
    """The largest batch that fits, for evaluation and for training.

    A batch at which the network breaks does not fit, and neither does any beyond it. Memory is
    nearly affine in the batch, so a few batches are computed for each answer, and those that are
    given are computed themselves: at them the memory is within the budget, and at the next one
    it is not.

    Args:
        compute_at: computes the network for a batch.
        budget: bytes.
        dtype: a name in `DTYPES`.
        optimizer: a name in `OPTIMIZERS`.

    Raises:
        ValueError: there is no dtype or no optimiser of that name.
    """
    known: dict[int, Memory] = {}

    def at(batch: int) -> Memory:
        if batch not in known:
            known[batch] = memory(compute_at(batch), dtype=dtype, optimizer=optimizer)
        return known[batch]

    return Fit(
        _largest(lambda batch: at(batch).inference, budget),
        _largest(lambda batch: at(batch).training, budget),
    )


def _largest(bytes_at: Callable[[int], int | None], budget: int) -> int | None:
    """The largest batch within a budget, where one that is larger takes no less."""
    taken = bytes_at(1)
    if taken is None:
        return None
    if taken > budget:
        return 0
    low, high = 1, MOST + 1  # the first fits; the last does not, or is not looked at
    slope: int | None = None
    for step in range(_STEPS):
        if high - low < 2:
            break
        guess = (low + high) // 2
        if step < _GUESSES:
            guess = low + 1 if slope is None else low + (budget - taken) // slope
            guess = max(low + 1, min(guess, high - 1))
        found = bytes_at(guess)
        if found is None or found > budget:
            high = guess
        else:
            slope = max(1, (found - taken) // (guess - low))
            low, taken = guess, found
    return low
