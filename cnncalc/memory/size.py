"""Amounts of memory as one writes them."""

from __future__ import annotations

import re
from fractions import Fraction

_UNITS = {
    "": 1, "b": 1,
    "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
    "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12,
}  # fmt: skip
_WRITTEN = re.compile(r"([0-9]{1,20})(?:\.([0-9]{1,20}))?\s*([a-z]{0,3})")


def parse_bytes(text: str) -> int:
    """The bytes that a text says, such as `8GiB`, `512 mib`, `1.5 GB` or `1000000`.

    KiB, MiB, GiB and TiB are powers of 1024; KB, MB, GB and TB are powers of 1000. Part of a
    byte is dropped.

    Raises:
        ValueError: it says none.
    """
    found = _WRITTEN.fullmatch(text.strip().lower())
    if found is None or found[3] not in _UNITS:
        raise ValueError(
            f"{text[:40]!r} is no amount of memory: write a number and KiB, MiB, GiB or TiB (of "
            "1024), KB, MB, GB or TB (of 1000), or B, such as `8GiB`"
        )
    return int(Fraction(f"{found[1]}.{found[2] or 0}") * _UNITS[found[3]])
