"""Amounts of memory as one writes them."""

from __future__ import annotations

import pytest

from cnncalc.memory import parse_bytes


@pytest.mark.parametrize(
    "text",
    [
        "", "GiB", "-1GiB", "8 apples", "8 GiBs", "1e9", "0x10", "8,5GiB", "1_000", "8Gi", "8G",
        "²GiB", "inf", "nan", "1.GiB", ".5GiB", "9" * 21, "8 GiB 2", "8\x00",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_what_is(text: str) -> None:
    with pytest.raises(ValueError, match="write a number and KiB, MiB, GiB or TiB"):
        parse_bytes(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0), ("1000000", 1_000_000), ("12 B", 12), ("1KiB", 1024), ("1 kib", 1024),
        ("2MiB", 2_097_152), ("8GiB", 8_589_934_592), (" 8  gIb ", 8_589_934_592),
        ("1TiB", 1_099_511_627_776), ("1KB", 1000), ("3 MB", 3_000_000), ("24GB", 24_000_000_000),
        ("1.5GiB", 1_610_612_736), ("0.1 B", 0), ("1.1KiB", 1126), ("1tb", 10**12),
    ],
)  # fmt: skip
def test_amounts_are_read_exactly(text: str, count: int) -> None:
    assert parse_bytes(text) == count
