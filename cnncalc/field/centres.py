"""Where the units of two patterns look."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cnncalc.limits import MAX_PERIOD

if TYPE_CHECKING:
    from cnncalc.field.pattern import Pattern


def elsewhere(one: Pattern, other: Pattern, count: int) -> bool:
    """Whether the units of two branches look at different places, at the first or the last of them.

    They do where the middles of their fields are more than half a jump apart, and so are the first
    pixels and the last: causal convolutions share the last one with what they are added to. Units
    that nearest interpolation makes of one are taken together, and its jump is that of the one.
    """
    period = min(count, MAX_PERIOD, len(one.spans) * len(other.spans))
    grain = max(_grain(one), _grain(other))
    for units in (range(period), range(count - period, count)):
        spans = [(one.seen(unit), other.seen(unit)) for unit in units]
        known = [(a, b) for a, b in spans if a is not None and b is not None]
        firsts, lasts = (sum([a[at] - b[at] for a, b in known]) for at in (0, 1))
        gaps = [abs(firsts), abs(lasts), abs(firsts + lasts) / 2]
        if known and 2 * min(gaps) > grain * len(known):
            return True
    return False


def _grain(pattern: Pattern) -> int:
    """The widest step from one unit to the next."""
    spans = [pattern.seen(unit) for unit in range(len(pattern.spans) + 1)]
    firsts = [span[0] for span in spans if span is not None]
    return max([abs(b - a) for a, b in pairwise(firsts)], default=0)
