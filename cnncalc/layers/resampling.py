"""How a dimension of an output shares out or interpolates one of an input: further steps."""

from __future__ import annotations

from functools import lru_cache
from math import gcd
from typing import NamedTuple

from cnncalc import arith
from cnncalc.layers.places import TooLong, numbers, up_to
from cnncalc.limits import MAX_PLACES


class Adaptive(NamedTuple):
    """Windows that share a dimension out evenly: adaptive pooling, `area`."""

    size: int
    units: int

    @property
    def pace(self) -> tuple[int, int]:
        """Until they fall in with the places again."""
        common = gcd(self.size, self.units)
        return self.units // common, self.size // common

    def reads(self, unit: int) -> range:
        """The window."""
        return arith.adaptive_window(unit, self.size, self.units)

    def back(self, units: int, size: int) -> int:
        """All their windows."""
        return _gathered(self, units, size)


class Resampled(NamedTuple):
    """Interpolation between the places around (slope·unit + offset)/scale."""

    slope: int
    offset: int
    scale: int
    taps: int = 1
    """1 takes the place below, 2 both neighbours, 4 two on each side."""

    @property
    def pace(self) -> tuple[int, int]:
        """Until they fall in with the places again."""
        common = gcd(self.slope, self.scale)
        return self.scale // common, self.slope // common

    def reads(self, unit: int) -> range:
        """Places whose weight is not 0."""
        return arith.interpolated(unit, self.slope, self.offset, self.scale, self.taps)

    def back(self, units: int, size: int) -> int:
        """All that they interpolate; the border goes on beyond itself."""
        return _gathered(self, units, size)


class Filtered(NamedTuple):
    """Interpolation with antialiasing: a filter as wide as the places that fall on a unit."""

    places: int
    """With `units`, how many places there are to how many units."""
    units: int
    lobes: int
    """Half the filter's width in places, or in units where they are fewer."""

    @property
    def pace(self) -> tuple[int, int]:
        """Until they fall in with the places again."""
        return self.units, self.places

    def reads(self, unit: int) -> range:
        """Places under the filter."""
        return arith.filtered(unit, self.places, self.units, self.lobes)

    def back(self, units: int, size: int) -> int:
        """All that are under one of the filters."""
        return _gathered(self, units, size)


@lru_cache(maxsize=256)
def _gathered(step: Adaptive | Resampled | Filtered, units: int, size: int) -> int:
    """What units read, one after the other; beyond a border stands the place at the border."""
    if units.bit_count() > MAX_PLACES // 16:
        raise TooLong
    found = 0
    for unit in numbers(units):
        reads = step.reads(unit)
        low, high = max(0, min(reads[0], size - 1)), max(0, min(reads[-1], size - 1))
        found |= up_to(high - low + 1) << low
    return found
