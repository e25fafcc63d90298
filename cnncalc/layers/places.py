"""Sets of places along one dimension, each a whole number whose bit n says whether n is in it.

Whole numbers of any length are what Python computes fastest with, so a layer's window is applied
to all places at once. ALL stands for every place, however many there are.
"""

from __future__ import annotations

ALL = -1
"""Every place: all bits are set, without an end."""


class TooLong(Exception):
    """More places than are worth going through."""


def up_to(count: int) -> int:
    """The places 0 to count − 1."""
    return (1 << count) - 1


def numbers(places: int) -> list[int]:
    """The places one by one."""
    return [at for at, bit in enumerate(bin(places)[:1:-1]) if bit == "1"]


def ends(places: int) -> tuple[int, int] | None:
    """The first and the last place; None where there is none."""
    if not places:
        return None
    return (places & -places).bit_length() - 1, places.bit_length() - 1


def spread(places: int, gap: int) -> int:
    """Each place times the gap."""
    if gap == 1 or not places:
        return places
    return int(("0" * (gap - 1)).join(bin(places)[2:]), 2)


def thinned(places: int, gap: int) -> int:
    """Every place that the gap divides, divided by it."""
    if gap == 1 or not places:
        return places
    return int(bin(places)[:1:-1][::gap][::-1], 2)


def smeared(places: int, taps: int, gap: int) -> int:
    """Each place and those that follow it in gaps, as many as there are taps.

    A negative gap follows it downwards; what falls below 0 is gone.
    """
    covered = 1
    while covered < taps:
        by = min(covered, taps - covered)
        places |= places << by * gap if gap > 0 else places >> by * -gap
        covered += by
    return places


def reverse(places: int, size: int) -> int:
    """Each place counted from the other end of a size."""
    return int(bin(places)[:1:-1].ljust(size, "0"), 2) if places else 0


def folded(places: int, size: int, before: int, after: int, mode: str) -> int:
    """What the places of a padded dimension show of the dimension itself.

    Args:
        places: places after padding.
        size: the size of the dimension without its padding.
        before: how much was put before it, or taken away from there where it is negative.
        after: the same behind it.
        mode: zeros, where the padding shows nothing, reflect, replicate or circular.
    """
    if mode == "circular":  # what is cropped is gone before the rest is repeated
        start, left = max(0, -before), size + min(0, before) + min(0, after)
        return _wrapped(places, left, max(0, before)) << start
    if before <= 0:
        inner, low = places << -before, 0
    else:
        inner, low = places >> before, places & up_to(before)
    high, inner = inner >> size, inner & up_to(size)
    if mode == "replicate":
        return inner | (1 if low else 0) | (1 << size - 1 if high else 0)
    if mode == "reflect":  # one before the border shows the one behind it
        inner |= reverse(low, before) << 1 if low else 0
        inner |= reverse(high << 1, size) if high else 0
    return inner


def _wrapped(places: int, size: int, before: int) -> int:
    """The places of a circle, of which so many stand before its first."""
    places <<= (size - before % size) % size
    found = 0
    while places:
        found |= places & up_to(size)
        places >>= size
    return found


def joined(sets: list[int], sizes: tuple[int, ...]) -> int:
    """The places of several dimensions as places of the one that they are flattened to."""
    found = 1
    for places, size in zip(sets, sizes, strict=True):
        found = spread(found, size) * (up_to(size) if places == ALL else places)
    return found


def divided(places: int, sizes: tuple[int, ...]) -> list[int]:
    """The places of one dimension in each of those that it is unflattened to."""
    found = []
    for size in reversed(sizes[1:]):
        bits = bin(places)[:1:-1]
        rows = [bits[at : at + size] for at in range(0, len(bits), size)]
        inner = 0
        for row in set(rows):
            inner |= int(row[::-1], 2)
        found.append(inner)
        places = int("".join(["1" if "1" in row else "0" for row in reversed(rows)]), 2)
    return [places, *found[::-1]]
