"""Merges, broadcasting, and products of two tensors."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from cnncalc.layers.shapes import Unbatched
from tests.layers.asking import after, refused, refused_together, together

Add, Cat, Mul, Stack, MatMul = (LAYERS[name] for name in ("Add", "Cat", "Mul", "Stack", "MatMul"))


def test_sizes_that_do_not_broadcast_are_refused_with_the_first_that_differs() -> None:
    problem = refused_together(Add(), (64, 56, 56), (128, 28, 28))
    assert problem.code == "shape-mismatch"
    assert problem.message == (
        "`Add` cannot broadcast 64×56×56 with 128×28×28: the channels are 64 and 128"
    )
    assert refused_together(Add(), (64, 56, 56), (64, 28, 56)).message == (
        "`Add` cannot broadcast 64×56×56 with 64×28×56: the height is 56 and 28"
    )


def test_the_input_that_disagrees_is_the_one_that_is_named() -> None:
    assert refused_together(Add(), (8, 4), (8, 4), (8, 5)).message == (
        "`Add` cannot broadcast 8×4 with 8×5: the length is 4 and 5"
    )


def test_a_batch_against_another_dimension_is_refused() -> None:
    problem = refused_together(Mul(), (64, 8, 64), (64,))
    assert problem.message == (
        "`Mul` cannot broadcast 64×8×64 with 64: the batch of 64 would stand against the height "
        "of 64×8×64"
    )
    assert problem.help == "put `Unsqueeze(-1)` and `Unsqueeze(-1)` behind 64"


def test_one_tensor_alone_is_refused() -> None:
    problem = refused_together(Add(), (64, 8, 8))
    assert problem.code == "inputs-mismatch"
    assert problem.message == "`Add` reads at least 2 tensors, but 1 arrives: 64×8×8"
    assert refused_together(LAYERS["Sub"](), (8,), (8,), (8,)).message == (
        "`Sub` reads 2 tensors, but 3 arrive: 8, 8, 8"
    )


def test_joining_tensors_that_differ_elsewhere_is_refused() -> None:
    assert refused_together(Cat(), (64, 28, 28), (64, 27, 28)).message == (
        "`Cat` cannot join the channels: the height is 28 and 27 in 64×28×28 and 64×27×28"
    )
    assert refused_together(Cat(), (64, 28, 28), (64,)).message == (
        "`Cat` cannot join the channels: 64×28×28 and 64 have 4 and 2 dimensions with the batch"
    )
    assert refused_together(Cat(4), (64, 28, 28), (64, 28, 28)).message == (
        "`dim=4` of `Cat` does not exist in 64×28×28: with the batch it has 4 dimensions"
    )


def test_stacking_tensors_of_other_shapes_is_refused() -> None:
    assert refused_together(Stack(1), (8, 2), (8, 3)).message == (
        "`Stack` cannot stack them: the length is 2 and 3 in 8×2 and 8×3"
    )


def test_matrices_that_do_not_multiply_are_refused() -> None:
    problem = refused_together(MatMul(), (49, 64), (49, 64))
    assert problem.message == (
        "`MatMul` cannot multiply 49×64 by 49×64: 64 columns against 49 rows"
    )
    assert problem.help == "put `Transpose(-2, -1)` before it"
    assert refused_together(MatMul(), (3, 49, 64), (2, 64, 49)).message == (
        "`MatMul` cannot multiply 3×49×64 by 2×64×49: before the matrices there are 1×3 and 1×2, "
        "which cannot be broadcast"
    )


def test_a_size_of_1_is_stretched_either_way() -> None:
    assert together(Mul(), (64, 56, 56), (64, 1, 1)) == (64, 56, 56)
    assert together(Add(), (64, 1, 7), (1, 5, 7), (1, 1, 1)) == (64, 5, 7)


def test_a_parameter_without_a_batch_takes_part() -> None:
    shapes = (2, 96, 7, 7), Unbatched((96, 1, 1))
    assert Mul().given(*shapes).outputs(*shapes) == ((2, 96, 7, 7),)
    assert Mul().batched(*shapes)
    assert Mul().batched(*shapes[::-1])
    assert not Mul().batched(shapes[1], shapes[1])


def test_a_number_stands_for_the_second_tensor() -> None:
    assert after(Mul(0.5), 8, 4) == (8, 4)
    assert after(LAYERS["Div"](255, rounding_mode="floor"), 3, 4, 4) == (3, 4, 4)


def test_cat_joins_the_channels_and_stack_makes_a_dimension() -> None:
    assert together(Cat(), (64, 28, 28), (32, 28, 28), (16, 28, 28)) == (112, 28, 28)
    assert together(Cat(dim=-1), (8, 3), (8, 4)) == (8, 7)
    assert together(Stack(1), (8, 3), (8, 3)) == (2, 8, 3)


def test_joining_or_stacking_samples_is_no_batch() -> None:
    two = (1, 8), (1, 8)
    assert not Cat(0).batched(*two)
    assert not Stack().batched(*two)
    assert Cat().batched(*two)


def test_matmul_follows_the_ranks_of_both() -> None:
    assert MatMul().output((2, 3, 4), (2, 4, 5)) == (2, 3, 5)
    assert MatMul().output((3, 4), (7, 4, 5)) == (7, 3, 5)
    assert MatMul().output((3, 4), (4,)) == (3,)
    assert MatMul().output((4,), (7, 4, 5)) == (7, 5)
    assert MatMul().output((4,), (4,)) == ()
    assert MatMul().batched((2, 3, 4), Unbatched((4, 5)))
    assert not MatMul().batched(Unbatched((4, 2)), (2, 4))


@pytest.mark.parametrize("name", ["Max", "Min"])
def test_an_extreme_is_of_two_tensors_along_a_dimension_or_of_all(name: str) -> None:
    layer = LAYERS[name]
    assert together(layer(), (8, 1), (1, 4)) == (8, 4)
    assert layer(1).outputs((1, 8, 4)) == ((1, 4), (1, 4))
    assert layer(1, keepdim=True).outputs((1, 8, 4)) == ((1, 1, 4), (1, 1, 4))
    assert layer().outputs((1, 8, 4)) == ((),)
    assert refused(name, keepdim=True).message == (
        f"`keepdim` of `{name}` goes with `dim`, which is not given"
    )


def test_other_names_stand_for_the_same_layer() -> None:
    from cnncalc.layers import from_lower_case, is_named, lookup, names

    assert lookup("Concat") == lookup("Concatenate") == lookup("Cat")
    assert from_lower_case("concat") == "Cat"
    assert is_named(Cat, "Concatenate")
    assert {"Concat", "Maximum", "Multiply"} <= set(names())
    assert "Concat" not in LAYERS


def test_paths_that_differ_by_a_row_that_was_cut_are_explained() -> None:
    problem = refused_together(LAYERS["Cat"](), (8, 44, 60), (8, 45, 60))
    assert problem.message == (
        "`Cat` cannot join the channels: the height is 44 and 45 in 8×44×60 and 8×45×60"
    )
    assert problem.help == (
        "put `Interpolate(size=(45, 60))` behind what made 44×60: "
        "45 is odd, so halving it cut a row (22·2 = 44)"
    )
    assert refused_together(LAYERS["Add"](), (8, 45, 61), (8, 44, 60)).help == (
        "put `Interpolate(size=(45, 61))` behind what made 44×60: "
        "45 is odd, so halving it cut a row (22·2 = 44)"
    )
    assert refused_together(LAYERS["Add"](), (8, 45, 61), (8, 43, 60)).help == (
        "give the paths the same strides and paddings, or put `Interpolate` on one"
    )
