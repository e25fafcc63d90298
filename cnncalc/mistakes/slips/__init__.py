"""The slips that students make in the sums of a layer, as data: the simplest first.

Those in reading a figure are in `plain` and `others`, those in following the receptive field in
`field_slips`.
"""

from __future__ import annotations

from cnncalc.mistakes.slips.filters import FILTERS
from cnncalc.mistakes.slips.pools import POOLS
from cnncalc.mistakes.slips.recurrent import RECURRENT
from cnncalc.mistakes.slips.sizes import SIZES
from cnncalc.mistakes.slips.slip import Slip
from cnncalc.mistakes.slips.work import WORK

__all__ = ["SLIPS", "Slip"]

SLIPS: tuple[Slip, ...] = (*SIZES, *FILTERS, *RECURRENT, *POOLS, *WORK)
"""The simplest first."""
