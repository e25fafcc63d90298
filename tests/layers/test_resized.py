"""Output sizes that are asked of unpools and transposed convolutions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncalc import arith
from cnncalc.layers import LAYERS, LayerError, lookup
from tests.formulas import value_of
from tests.layers.asking import after, refused, refused_together, together

MaxUnpool2d, ConvTranspose2d = LAYERS["MaxUnpool2d"], LAYERS["ConvTranspose2d"]


@pytest.mark.parametrize(
    ("call", "asked", "message", "advice"),
    [
        (
            "MaxUnpool2d",
            (46, 60),
            "`MaxUnpool2d` makes 43 to 45 of 22 on axis 1 of 2, but 46 is asked for",
            "write `output_size=(45, 60)`",
        ),
        (
            "MaxUnpool2d",
            (44, 58),
            "`MaxUnpool2d` makes 59 to 61 of 30 on axis 2 of 2, but 58 is asked for",
            "write `output_size=(44, 59)`",
        ),
        (
            "ConvTranspose2d",
            (46, 61),
            "`ConvTranspose2d` makes 44 or 45 of 22 on axis 1 of 2, but 46 is asked for",
            "write `output_size=(45, 61)`",
        ),
        (
            "ConvTranspose2d",
            (43, 60),
            "`ConvTranspose2d` makes 44 or 45 of 22 on axis 1 of 2, but 43 is asked for",
            "write `output_size=(44, 60)`",
        ),
    ],
)
def test_a_size_that_cannot_be_is_refused(
    call: str, asked: tuple[int, int], message: str, advice: str
) -> None:
    needed = {"out_channels": 4} if call == "ConvTranspose2d" else {}
    sized = {"kernel_size": 2, "stride": 2, "output_size": asked, **needed}
    problem = refused(call, **sized, arrives=(8, 22, 30))
    assert (problem.code, problem.at) == ("bad-value", "output_size")
    assert problem.message == message
    assert problem.help == advice


@pytest.mark.parametrize(
    ("value", "message", "advice"),
    [
        (45, "at least 1, one for each axis or None, not 45", "write `output_size=(45, 45)`"),
        ((45,), "takes 2 whole numbers, or 4 with the batch or None, not (45,)", ""),
        ((8, 45, 60), "takes 2 whole numbers, or 4 with the batch or None, not (8, 45, 60)", ""),
        ((0, 45), "one for each axis or None, not (0, 45)", "write `output_size=(1, 45)`"),
        ((1.5, 45), "one for each axis or None, not (1.5, 45)", ""),
    ],
)
def test_a_size_is_a_list_with_one_number_for_each_axis(
    value: Any, message: str, advice: str
) -> None:
    problem = refused("MaxUnpool2d", 2, output_size=value)
    assert message in problem.message
    assert problem.help == advice


def test_the_size_goes_by_name_only() -> None:
    assert refused("MaxUnpool2d", 2, 2, 0, (45, 60)).code == "too-many-arguments"


def test_a_tensor_of_a_size_that_cannot_be_is_refused() -> None:
    problem = refused_together(MaxUnpool2d(2), (8, 22, 30), (8, 22, 30), (64, 46, 60))
    assert (problem.code, problem.at) == ("shape-mismatch", None)
    assert problem.message == (
        "`MaxUnpool2d` makes 43 to 45 of 22 on axis 1 of 2, but it is to be as large as 64×46×60"
    )
    assert problem.help == "write `output_size=(45, 60)`, and leave that tensor out"
    layer = ConvTranspose2d(8, 4, 2, 2)
    assert refused_together(layer, (8, 22, 30), (4, 44)).message == (
        "`ConvTranspose2d` takes the size of a tensor with as many axes, "
        "but 8×22×30 and 4×44 arrive"
    )


def test_a_size_is_asked_for_once() -> None:
    shapes = (8, 22, 30), (8, 22, 30), (64, 45, 60)
    problem = refused_together(MaxUnpool2d(2, output_size=(45, 60)), *shapes)
    assert problem.code == "inputs-mismatch"
    twice = ConvTranspose2d(8, 4, 2, 2, output_size=(45, 60))
    assert refused_together(twice, *shapes[::2]).code == "inputs-mismatch"


@pytest.mark.parametrize(
    ("arriving", "indices", "advice"),
    [
        (
            (8, 44, 60),
            (8, 45, 60),
            "write `output_size=(45, 60)` in the layer that made 44×60: "
            "45 is odd, so the pool cut a row (22·2 = 44)",
        ),
        (
            (8, 44, 60),
            (8, 44, 61),
            "write `output_size=(44, 61)` in the layer that made 44×60: "
            "61 is odd, so the pool cut a column (30·2 = 60)",
        ),
        (
            (8, 22, 30),
            (64, 45, 60),
            "name the indices before it: `from: [x, pool.1, y]` takes the size of `y`",
        ),
        (
            (8, 44, 60),
            (8, 46, 60),
            "name the pool's two outputs after `from:`, as in `from: [x, pool.1]`",
        ),
    ],
)
def test_indices_of_another_size_are_explained(
    arriving: tuple[int, ...], indices: tuple[int, ...], advice: str
) -> None:
    problem = refused_together(MaxUnpool2d(2), arriving, indices)
    assert problem.help == advice


def test_a_stride_of_three_cuts_up_to_two_rows() -> None:
    problem = refused_together(LAYERS["MaxUnpool2d"](3), (8, 42, 60), (8, 44, 61))
    assert problem.help == (
        "write `output_size=(44, 61)` in the layer that made 42×60: "
        "44 is no multiple of 3, so the pool cut 2 rows (14·3 = 42)"
    )


def test_an_unpool_comes_back_to_an_odd_size() -> None:
    asked = MaxUnpool2d(2, output_size=(45, 60))
    assert after(asked, 8, 22, 30) == (8, 45, 60)
    assert together(asked, (8, 22, 30), (8, 22, 30)) == (8, 45, 60)
    assert together(MaxUnpool2d(2), (8, 22, 30), (8, 22, 30), (64, 45, 60)) == (8, 45, 60)
    assert after(LAYERS["MaxUnpool1d"](2, output_size=(9,)), 8, 4) == (8, 9)
    assert after(LAYERS["MaxUnpool3d"](2, output_size=(5, 8, 9)), 8, 2, 4, 5) == (8, 5, 8, 9)


def test_a_transposed_convolution_comes_to_the_size_asked_for() -> None:
    assert after(ConvTranspose2d(8, 4, 3, 2, 1, output_size=(14, 13)), 8, 7, 7) == (4, 14, 13)
    assert together(ConvTranspose2d(8, 4, 3, 2, 1), (8, 7, 7), (64, 14, 13)) == (4, 14, 13)
    assert after(ConvTranspose2d(8, 4, 3, 2, 1), 8, 7, 7) == (4, 13, 13)


def test_the_output_padding_does_not_matter_where_a_size_is_asked_for() -> None:
    assert refused("ConvTranspose2d", 8, 4, 3, 2, 1, 5).code == "output-padding"
    asked = ConvTranspose2d(8, 4, 3, 2, 1, 5, output_size=(13, 13))
    assert after(asked, 8, 7, 7) == (4, 13, 13)
    assert asked.weights() == ConvTranspose2d(8, 4, 3).weights()


def test_batch_and_channels_may_stand_before_the_size() -> None:
    assert MaxUnpool2d(2, output_size=(7, 64, 45, 60)) == MaxUnpool2d(2, output_size=(45, 60))
    assert repr(MaxUnpool2d(2, output_size=[7, 64, 45, 60])) == (
        "MaxUnpool2d(2, output_size=(45, 60))"
    )


def test_the_size_of_a_layer_with_other_channels_is_certain_all_the_same() -> None:
    with pytest.raises(LayerError) as caught:
        ConvTranspose2d(9, 4, 3, 2, 1).given((1, 8, 7, 7), (1, 64, 14, 13))
    assert caught.value.output == (1, 4, 14, 13)


def test_the_lazy_form_is_asked_too() -> None:
    found = lookup("LazyConvTranspose2d")
    assert found is not None
    kind, signature = found
    layer = kind.made(signature, (4, 3), {"stride": 2, "padding": 1, "output_size": (14, 13)})
    assert after(layer, 8, 7, 7) == (4, 14, 13)
    assert signature.form().endswith("*, output_size=None)`")


SIZE, KERNEL, STEP = st.integers(1, 300), st.integers(1, 12), st.integers(1, 6)


@given(SIZE, KERNEL, STEP, st.integers(0, 9), STEP)
@settings(max_examples=200, derandomize=True, database=None, deadline=None)
def test_what_may_be_asked_of_a_transposed_convolution_is_all_that_a_convolution_undoes(
    size: int, kernel: int, stride: int, padding: int, dilation: int
) -> None:
    possible = arith.transposed_convolutions(size, kernel, stride, padding, dilation)
    letters = {"W": size, "F": kernel, "S": stride, "P": padding, "D": dilation}
    formula = (arith.transposed_convolutions.__doc__ or "").split("\n")[0]
    assert possible[0] == value_of(formula, letters)
    around = range(possible[0] - 2, possible[-1] + 3)
    back = [arith.convolution(each, kernel, stride, (padding,) * 2, dilation) for each in around]
    assert [each for each, came in zip(around, back, strict=True) if came == size] == [*possible]


@given(SIZE, KERNEL, STEP, st.integers(0, 9))
@settings(max_examples=200, derandomize=True, database=None, deadline=None)
def test_what_may_be_asked_of_an_unpool_is_less_than_a_stride_from_its_own_size(
    size: int, kernel: int, stride: int, padding: int
) -> None:
    possible = arith.unpoolings(size, kernel, stride, padding)
    letters = {"W": size, "F": kernel, "S": stride, "P": padding}
    assert possible[0] == value_of((arith.unpoolings.__doc__ or "").split("\n")[0], letters)
    own = arith.unpooling(size, kernel, stride, padding)
    assert {abs(each - own) for each in possible} == set(range(stride))
    assert len(possible) == 2 * stride - 1
