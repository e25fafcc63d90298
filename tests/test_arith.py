"""The formulas: against their own docstrings, and against literal figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncalc import arith
from tests.formulas import value_of

SIZE, KERNEL, STEP = st.integers(1, 300), st.integers(1, 12), st.integers(1, 6)
quick = settings(max_examples=200, derandomize=True, database=None, deadline=None)


def formula(function: object) -> str:
    """The first line of a docstring."""
    return (function.__doc__ or "").split("\n")[0]


@quick
@given(KERNEL, STEP)
def test_reach_is_its_formula(kernel: int, dilation: int) -> None:
    expected = value_of(formula(arith.reach), {"F": kernel, "D": dilation})
    assert arith.reach(kernel, dilation) == expected


@quick
@given(SIZE, KERNEL, STEP, st.integers(0, 9), STEP)
def test_convolution_and_pooling_are_their_formula(
    size: int, kernel: int, stride: int, padding: int, dilation: int
) -> None:
    letters = {"W": size, "F": kernel, "S": stride, "P": padding, "D": dilation}
    expected = value_of(formula(arith.convolution), letters)
    assert formula(arith.pooling) == formula(arith.convolution)
    assert arith.convolution(size, kernel, stride, (padding, padding), dilation) == expected
    assert arith.pooling(size, kernel, stride, padding, dilation) == expected


@quick
@given(KERNEL, STEP)
def test_same_padding_is_its_formula_and_keeps_the_size(kernel: int, dilation: int) -> None:
    before, after = arith.same_padding(kernel, dilation)
    expected = value_of(formula(arith.same_padding), {"F": kernel, "D": dilation})
    assert before + after == expected
    assert after - before in (0, 1)
    assert arith.convolution(50, kernel, 1, (before, after), dilation) == 50


@quick
@given(SIZE, KERNEL, STEP, st.integers(0, 9), st.integers(0, 5), STEP)
def test_transposed_convolution_is_its_formula(
    size: int, kernel: int, stride: int, padding: int, extra: int, dilation: int
) -> None:
    letters = {"W": size, "F": kernel, "S": stride, "P": padding, "O": extra, "D": dilation}
    expected = value_of(formula(arith.transposed_convolution), letters)
    assert arith.transposed_convolution(size, kernel, stride, padding, extra, dilation) == expected


@quick
@given(SIZE, KERNEL, STEP, st.integers(0, 9))
def test_unpooling_is_its_formula(size: int, kernel: int, stride: int, padding: int) -> None:
    letters = {"W": size, "F": kernel, "S": stride, "P": padding}
    expected = value_of(formula(arith.unpooling), letters)
    assert arith.unpooling(size, kernel, stride, padding) == expected


@quick
@given(SIZE, st.floats(0.01, 9))
def test_scaled_is_its_formula(size: int, factor: float) -> None:
    expected = value_of(formula(arith.scaled), {"W": size, "factor": factor})
    assert arith.scaled(size, factor) == expected


@quick
@given(SIZE, KERNEL, STEP, st.integers(0, 9), st.integers(0, 5), STEP)
def test_transposed_convolution_undoes_a_convolution(
    size: int, kernel: int, stride: int, padding: int, extra: int, dilation: int
) -> None:
    extra = min(extra, stride - 1)
    back = arith.transposed_convolution(size, kernel, stride, padding, extra, dilation)
    assert arith.convolution(back, kernel, stride, (padding, padding), dilation) == size


@quick
@given(SIZE, KERNEL, STEP, st.integers(0, 6))
def test_ceil_adds_at_most_one_window_and_it_starts_before_the_right_padding(
    size: int, kernel: int, stride: int, padding: int
) -> None:
    padding = min(padding, kernel // 2)
    down = arith.pooling(size, kernel, stride, padding)
    up = arith.pooling(size, kernel, stride, padding, ceil=True)
    assert up - down in (0, 1)
    if down >= 1:
        assert (up - 1) * stride < size + padding


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "windows"),
    [(5, 2, 2, 1, 3), (32, 1, 2, 0, 16), (8, 3, 4, 0, 2), (5, 3, 3, 1, 2), (112, 3, 2, 0, 56)],
)
def test_a_last_window_in_the_right_padding_is_dropped(
    size: int, kernel: int, stride: int, padding: int, windows: int
) -> None:
    assert arith.pooling(size, kernel, stride, padding, ceil=True) == windows


def test_a_kernel_that_does_not_fit_gives_a_size_below_one() -> None:
    assert arith.convolution(3, 5) == -1
    assert arith.convolution(2, 5, 2) == -1
    assert arith.pooling(2, 3, 3) == 0


def test_scaling_multiplies_doubles_as_pytorch_does() -> None:
    assert arith.scaled(10, 0.3) == 3
    assert arith.scaled(29, 1.1) == 31
    assert arith.scaled(100, 0.29) == 28


def test_sizes_beyond_floats_stay_exact() -> None:
    assert arith.convolution(2**60 + 1, 3, 2, (1, 1)) == 2**59 + 1
    assert arith.pooling(2**60 + 1, 2, 2, ceil=True) == 2**59 + 1


@quick
@given(SIZE, SIZE, SIZE)
def test_work_is_its_formula(one: int, two: int, three: int) -> None:
    assert arith.weighted(one, two) == value_of(formula(arith.weighted), {"N": one, "w": two})
    letters = {"R": one, "I": two, "C": three}
    expected = value_of(formula(arith.matrix_product), letters)
    assert arith.matrix_product(one, two, three) == expected
