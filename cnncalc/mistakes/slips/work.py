"""Slips in the multiply-accumulates alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.mistakes.slips.slip import Slip

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.mistakes.working import Over, Working


def _used(over: Over | None) -> Callable[[Working], Working | None]:
    """At other positions; a convolution's are those of its output, if transposed of its input."""

    def changed(working: Working) -> Working | None:
        if working.over is None or (over != "once" and not working.axes):
            return None
        other: Over = "output" if working.over == "input" else "input"
        return working._replace(over=over or other)

    return changed


_MACS = ("macs",)

WORK = (
    Slip("macs-with-bias", _MACS,
         lambda working: None if working.over is None else working._replace(adds=True),
         "the biases are counted as multiplications", "a bias is only added",
         of_count=True),
    Slip("macs-once", _MACS, _used("once"),
         "each weight is counted once", "each is used at every position", of_count=True),
    Slip("macs-at-one-side", _MACS, _used("side"),
         "the positions are counted along one side", "there are positions along each axis",
         of_count=True),
    Slip("macs-at-other-positions", _MACS, _used(None),
         "input and output positions are taken for each other",
         "a convolution uses each weight at each position of its output, a transposed one of its "
         "input", of_count=True),
)  # fmt: skip
"""The simplest first."""
