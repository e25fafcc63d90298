"""Large figures in units of thousands, or of 1,024 bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.render.numbers import UNKNOWN, grouped

if TYPE_CHECKING:
    from collections.abc import Sequence


def scaled(count: int | None) -> str:
    """A count at four digits, in thousands, millions, …: `118.0 M`; exact below 10,000."""
    if count is None or count < _EXACT:
        return grouped(count)
    return _rounded(count, _COUNTS, 1_000)


def size_of(count: int | None) -> str:
    """A number of bytes at four digits, in KiB (1,024 bytes), MiB, …; exact below 1 KiB."""
    if count is None or count < _KIBI:
        return UNKNOWN if count is None else f"{count} B"
    return _rounded(count, _BYTES, _KIBI)


_EXACT = 10_000
_KIBI = 1_024
_DIGITS = 4
_COUNTS = ("k", "M", "G", "T", "P", "E", "Z", "Y")
_BYTES = ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB")


def _rounded(count: int, units: Sequence[str], step: int) -> str:
    """A count in the largest unit of which there is one, rounded half up to four digits."""
    power = 1
    while power < len(units) and count >= step ** (power + 1):
        power += 1
    while True:
        unit = step**power
        decimals = max(0, _DIGITS - len(str(count // unit)))
        digits = (count * 10**decimals * 2 + unit) // (2 * unit)
        if digits < step * 10**decimals or power == len(units):
            break
        power += 1  # 999.96 k rounds to a thousand of them, and that is 1 M
    whole, rest = divmod(digits, 10**decimals)
    fraction = f".{rest:0{decimals}}" if decimals else ""
    return f"{whole:,}{fraction} {units[power - 1]}"
