"""The slips that students make, as data: the simplest first."""

from __future__ import annotations

from cnncalc.mistakes.slips.counts import TERMS, WORK
from cnncalc.mistakes.slips.sizes import SIZES
from cnncalc.mistakes.slips.slip import Slip

__all__ = ["SLIPS", "Slip"]

SLIPS: tuple[Slip, ...] = (*SIZES, *TERMS, *WORK)
"""Slips in the sums of a layer. Those in reading a figure are in `figures`, those in following
the receptive field in `field`."""
