"""Numbers and shapes as people read them."""

from __future__ import annotations

import pytest

from cnncalc.render.numbers import grouped, sizes, values


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
