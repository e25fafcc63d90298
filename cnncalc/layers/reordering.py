"""How a dimension of an output turns around or takes apart one of an input: further steps."""

from __future__ import annotations

from typing import NamedTuple

from cnncalc.layers.places import folded, reverse, up_to


class Flipped(NamedTuple):
    """From the other end."""

    size: int

    @property
    def pace(self) -> tuple[int, int]:
        """Backwards."""
        return 1, -1

    def reads(self, unit: int) -> range:
        """One place."""
        return range(self.size - 1 - unit, self.size - unit)

    def back(self, units: int, size: int) -> int:
        """As many places."""
        return reverse(units, size)


class Turned(NamedTuple):
    """Round and round: rolled by some places, or repeated."""

    size: int
    by: int = 0

    def back(self, units: int, size: int) -> int:
        """As many places, or fewer."""
        return folded(units, size, self.by % size, 0, "circular")


class Part(NamedTuple):
    """The units from a start on read this input; the others read another: concatenation."""

    start: int
    size: int

    def back(self, units: int, size: int) -> int:
        """Those units from the start on."""
        return units >> self.start & up_to(size)
