"""How a dimension of an output reads a dimension of an input: the steps of a receptive field.

`back(units, size)` is what a set of units reads of a dimension of some size, exactly, within its
borders. `reads(unit)` is what one unit reads, borders or not, where that follows from its number:
the `pace` is after how many units it repeats itself, and how many places further on.
"""

from __future__ import annotations

from typing import NamedTuple

from cnncalc import arith
from cnncalc.layers.places import ALL, folded, smeared, spread, thinned, up_to


class Same(NamedTuple):
    """Each unit reads its own place."""

    @property
    def pace(self) -> tuple[int, int]:
        """Every unit alike."""
        return 1, 1

    def reads(self, unit: int) -> range:
        """One place."""
        return range(unit, unit + 1)

    def back(self, units: int, size: int) -> int:
        """The same places."""
        del size
        return units


class Everything(NamedTuple):
    """Each unit reads the whole dimension and its own place in it: norms, attention."""

    def back(self, units: int, size: int) -> int:
        """All of it."""
        del units, size
        return ALL


class Preceding(NamedTuple):
    """Each unit reads its own place and all before: running sums, recurrence."""

    def back(self, units: int, size: int) -> int:
        """All up to the last."""
        return up_to(min(units.bit_length(), size))


class Window(NamedTuple):
    """A window that slides: convolution, pooling, padding (a window of 1), slicing."""

    kernel: int = 1
    stride: int = 1
    before: int = 0
    """The padding before the first place; negative where that much is cut off."""
    dilation: int = 1
    mode: str = "zeros"
    after: int = 0
    """The padding behind, which counts where a circle is cropped."""

    @property
    def pace(self) -> tuple[int, int]:
        """A stride for each unit."""
        return 1, self.stride

    def reads(self, unit: int) -> range:
        """The taps."""
        return arith.window(unit, self.kernel, self.stride, self.before, self.dilation)

    def back(self, units: int, size: int) -> int:
        """The taps of all, those in the padding as the mode has them."""
        places = smeared(spread(units, self.stride), self.kernel, self.dilation)
        return folded(places, size, self.before, self.after, self.mode)


class Transposed(NamedTuple):
    """A window of the output to which each place of the input gives: transposed convolution."""

    kernel: int
    stride: int
    before: int = 0
    dilation: int = 1

    @property
    def pace(self) -> tuple[int, int]:
        """A place for as many units as the stride."""
        return self.stride, 1

    def reads(self, unit: int) -> range:
        """The places in whose window the unit is."""
        return arith.transposed_window(unit, self.kernel, self.stride, self.before, self.dilation)

    def back(self, units: int, size: int) -> int:
        """The places in whose window any of them is."""
        places = smeared(units << self.before, self.kernel, -self.dilation)
        return thinned(places, self.stride) & up_to(size)


class Blocks(NamedTuple):
    """Each block of units reads a block of places: groups of channels, repeated places."""

    places: int
    units: int

    @property
    def pace(self) -> tuple[int, int]:
        """Block by block."""
        return self.units, self.places

    def reads(self, unit: int) -> range:
        """The block of places."""
        first = unit // self.units * self.places
        return range(first, first + self.places)

    def back(self, units: int, size: int) -> int:
        """The blocks of places."""
        blocks = thinned(smeared(units, self.units, -1), self.units)
        return smeared(spread(blocks, self.places), self.places, 1) & up_to(size)


SAME = Same()
EVERYTHING = Everything()
PRECEDING = Preceding()
