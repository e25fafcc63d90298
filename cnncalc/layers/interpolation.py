"""Which places interpolation reads, by its mode."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from cnncalc.layers.reach import Step
from cnncalc.layers.resampling import Adaptive, Filtered, Resampled
from cnncalc.layers.steps import SAME

_TAPS = {"nearest": 1, "nearest-exact": 1, "linear": 2, "bilinear": 2, "trilinear": 2, "bicubic": 4}
_LOBES = {"bilinear": 1, "bicubic": 2, "lanczos": 3}


class Way(NamedTuple):
    """How to interpolate: the arguments of `Interpolate`, without sizes and factors."""

    mode: str
    corners: bool
    antialias: bool


def interpolation(way: Way, size: int, count: int, factor: float | None) -> Step | None:
    """How units read a dimension of some size; None where a single one reads it whole.

    Args:
        way: how to interpolate.
        size: places that arrive.
        count: units that leave.
        factor: the scale factor by which to find the places; None takes the ratio of the sizes.

    Source: PyTorch, ATen/native/UpSample.h, area_pixel_compute_scale, and where both sizes are
    one compute_source_index_and_lambda: what is linear or nearest copies then. Positions are exact
    here; PyTorch rounds its scale to a float, so that its nearest place may be the one before
    where a position is a whole number, as at unit 11 of 26 places resized to 22.
    """
    if way.mode == "area":
        return Adaptive(size, count) if count > 1 else None
    if size == count and way.mode != "bicubic" and not way.antialias:
        return SAME
    units, places = (count, size) if factor is None else _ratio(factor).as_integer_ratio()
    if way.antialias and not way.corners:
        ratio = Fraction(places, units)
        return Filtered(ratio.numerator, ratio.denominator, _LOBES[way.mode])
    taps = _TAPS.get(way.mode, 2 * _LOBES.get(way.mode, 1))
    if way.corners:
        return Resampled(size - 1, 0, count - 1, taps) if count > 1 else Resampled(0, 0, 1)
    if way.mode == "nearest":
        return Resampled(places, 0, units)
    if way.mode == "nearest-exact":
        return Resampled(2 * places, places, 2 * units)
    return Resampled(2 * places, places - units, 2 * units, taps)


def _ratio(factor: float) -> Fraction:
    """The fraction that is meant by a factor such as 0.1 or 1/3, which no double is."""
    exact = Fraction(factor)
    near = exact.limit_denominator(1_000_000)
    return near if abs(near - exact) * 10**12 < exact else exact
