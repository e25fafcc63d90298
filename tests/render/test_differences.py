"""Changes as people read them."""

from __future__ import annotations

import pytest

from cnncalc.render.differences import difference, growth, signed, written
from cnncalc.render.units import scaled


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (0, 0, "±0"), (5, 5, "±0"), (0, 3, "+3"), (3, 0, "−3 (−100.0%)"), (2, 3, "+1 (+50.0%)"),
        (3, 4, "+1 (+33.3%)"), (3, 5, "+2 (+66.7%)"), (2_000, 2_001, "+1 (+0.1%)"),
        (10_000, 10_001, "+1 (+<0.1%)"), (10_000, 9_999, "−1 (−<0.1%)"), (1, 12, "+11 (+1,100%)"),
        (2_000, 1_999, "−1 (−0.1%)"), (10**30, 2 * 10**30, f"+{10**30:,} (+100.0%)"),
    ],
)  # fmt: skip
def test_a_change_has_its_sign_and_its_percentage(old: int, new: int, expected: str) -> None:
    assert difference(old, new) == expected


def test_a_change_is_written_in_units() -> None:
    assert difference(25_557_032, 27_057_032, scaled) == "+1.500 M (+5.9%)"
    assert signed(-1_536, scaled) == "−1,536"
    assert growth(200, 1) == "+0.5%"


def test_a_figure_is_written_by_its_key() -> None:
    assert written("output", (3, 8, 8)) == "3×8×8"
    assert written("output", ()) == "scalar"
    assert written("receptive_field", (7, None)) == "7×?"
    assert written("params", 25_557_032) == "25.56 M"
    assert written("params", 25_557_032, exact=True) == "25,557,032"
    assert written("training", 3 << 20) == "3.000 MiB"
    assert written("training", 3 << 20, exact=True) == "3,145,728 B"
    assert written("macs", None) == "?"
