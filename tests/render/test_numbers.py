"""Numbers and shapes as people read them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cnncalc.render.numbers import along, bar, grouped, per_axis, percent, sizes, values
from cnncalc.render.units import scaled, size_of


@pytest.mark.parametrize(
    ("count", "text"), [(None, "?"), (0, "0"), (999, "999"), (61_100_840, "61,100,840")]
)
def test_thousands_stand_apart(count: int | None, text: str) -> None:
    assert grouped(count) == text


@pytest.mark.parametrize(
    ("shape", "batch", "text"),
    [
        (None, 1, "?"),
        (None, 4, "?"),
        ((3, 8, 8), 1, "3×8×8"),
        ((3, 8, 8), 4, "4×3×8×8"),
        ((10,), 1, "10"),
    ],
)
def test_a_shape_has_its_batch_in_front_where_there_are_several(
    shape: tuple[int, ...] | None, batch: int, text: str
) -> None:
    assert sizes(shape, batch) == text


def test_the_sign_between_sizes_may_be_another() -> None:
    assert sizes((3, 8, 8), between="x") == "3x8x8"
    assert sizes((3, 8), 2, "x") == "2x3x8"


@pytest.mark.parametrize(
    ("flatten", "batch", "text"),
    [(None, 1, "?"), (1024, 1, "1,024"), (1024, 4, "4 × 1,024"), (None, 4, "4 × ?")],
)
def test_values_are_per_sample_times_the_batch(flatten: int | None, batch: int, text: str) -> None:
    assert values(flatten, batch) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (None, "?"), (0, "0"), (9_999, "9,999"), (10_000, "10.00 k"), (118_013_952, "118.0 M"),
        (4_089_184_256, "4.089 G"), (999_949, "999.9 k"), (999_950, "1.000 M"),
        (12_345_600, "12.35 M"), (10**30, "1,000,000 Y"),
    ],
)  # fmt: skip
def test_a_large_count_has_four_digits_and_a_small_one_all(count: int | None, text: str) -> None:
    assert scaled(count) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (None, "?"), (0, "0 B"), (1_023, "1023 B"), (1_024, "1.000 KiB"), (602_112, "588.0 KiB"),
        (1_047_000, "1,022 KiB"), (1_048_575, "1.000 MiB"), (102_228_128, "97.49 MiB"),
        (8 * 2**30, "8.000 GiB"),
    ],
)  # fmt: skip
def test_bytes_are_in_powers_of_1024(count: int | None, text: str) -> None:
    assert size_of(count) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (None, 5, "?"), (1, None, "?"), (0, 0, "–"), (0, 5, "0%"), (1, 3, "33.3%"),
        (1, 10_000, "<0.1%"), (5, 5, "100.0%"), (2, 3, "66.7%"),
    ],
)  # fmt: skip
def test_a_share_has_one_decimal(part: int | None, whole: int | None, text: str) -> None:
    assert percent(part, whole) == text


@pytest.mark.parametrize(
    ("part", "text"),
    [(None, "    "), (0, "    "), (1, "▏   "), (250, "█   "), (375, "█▌  "), (1_000, "████")],
)
def test_a_bar_is_drawn_in_eighths_of_a_cell(part: int | None, text: str) -> None:
    assert bar(part, 1_000, 4) == text


def test_figures_per_axis_stand_like_a_shape() -> None:
    assert per_axis([7, 7]) == "7×7"
    assert per_axis([7, None]) == "7×?"


def test_steps_that_are_the_same_on_each_axis_stand_once() -> None:
    assert along([Fraction(1, 2), 1]) == "1/2, 1"
    assert along([-3, -3]) == "-3"
    assert along([None, None]) == "–"
