"""Views, repetition, and order."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from cnncalc.layers.shapes import Unbatched
from tests.layers.asking import after, refused, refused_together, together

View, Permute = LAYERS["View"], LAYERS["Permute"]


def test_sizes_of_another_product_are_refused() -> None:
    problem = refused("View", -1, 400, arrives=(16, 5, 6))
    assert problem.message == (
        "`View` cannot make -1×400 of 480 values: 1×16×5×6 arrives with the batch"
    )
    assert problem.label == "480 / 400 leaves 80"
    assert problem.help == "write `View(-1, 480)`"
    assert refused("Reshape", 1, 2, 3, arrives=(7,)).label == "expected a product of 7"
    assert refused("View", -1, -1, arrives=(7,)).label == "only one size may be -1"
    assert refused("View", 0, -1, arrives=(7,)).code == "shape-mismatch"


def test_sizes_are_needed() -> None:
    problem = refused("View")
    assert problem.message == "`View` needs `size`"
    assert problem.help == "the form is `View(*size)`"


def test_another_count_of_dimensions_is_refused() -> None:
    problem = refused("Permute", 0, 2, 1, arrives=(3, 8, 8))
    assert problem.message == "`Permute` orders 3 dimensions, but 3×8×8 has 4 with the batch"
    assert problem.help == "write each of 0, 1, 2, 3 once"


def test_a_dimension_named_twice_is_refused() -> None:
    assert refused("Permute", 0, 1, -3, 2, arrives=(3, 8, 8)).message == (
        "`dims` of `Permute` has dimension 1 twice, as 1 and as -3"
    )
    assert refused("Flip", 2, 2, arrives=(3, 8, 8)).message == (
        "`dims` of `Flip` has dimension 2 twice"
    )


def test_what_is_stretched_must_be_1() -> None:
    problem = refused("Expand", -1, 64, 7, 7, arrives=(32, 1, 1))
    assert problem.message == (
        "`Expand` cannot stretch 32 to 64: only a size of 1 is stretched, and 32×1×1 arrives"
    )
    assert refused("Expand", -1, 1, 32, arrives=(32,)).message == (
        "`Expand` cannot find the size of a new dimension: -1×1×32 of 32"
    )
    assert refused("Expand", 64, arrives=(32,)).message == (
        "`Expand` has 1 sizes, but 32 has 2 dimensions with the batch"
    )
    assert refused_together(LAYERS["ExpandAs"](), (32, 2), (32, 3)).code == "shape-mismatch"


def test_blocks_that_do_not_divide_are_refused() -> None:
    assert refused("SpaceToDepth", 2, arrives=(3, 9, 8)).message == (
        "`SpaceToDepth` divides the rows by 2, but 9 arrive: 9 / 2 leaves 1"
    )
    assert refused("DepthToSpace", 2, arrives=(6, 8, 8)).message == (
        "`DepthToSpace` divides the channels by 4, but 6 arrive: 6 / 4 leaves 2"
    )


def test_shifts_and_dimensions_must_be_as_many() -> None:
    assert refused("Roll", (1, 2)).message == "`Roll` has 2 shifts for 0 dimensions"


def test_a_new_dimension_must_have_a_place() -> None:
    assert refused("Unsqueeze", 4, arrives=(3, 8)).message == (
        "`dim=4` of `Unsqueeze` has no place in 3×8"
    )


def test_more_dimensions_than_pytorch_takes_are_refused() -> None:
    assert refused("Unsqueeze", 0, arrives=(1,) * 64).message == (
        "`Unsqueeze` is to work on 65 dimensions, and PyTorch on at most 64"
    )


def test_sizes_may_come_one_by_one_or_as_a_list() -> None:
    assert View(-1, 400) == View((-1, 400)) == View([-1, 400]) == View(size=(-1, 400))
    assert repr(View((-1, 400))) == "View(-1, 400)"
    assert Permute(0, 2, 1) == Permute([0, 2, 1])
    assert refused("View", (2, 3), 4).message == (
        "`size` of `View` takes a whole number, not ((2, 3), 4)"
    )


def test_views_keep_the_values() -> None:
    assert after(View(-1, 400), 16, 5, 5) == (400,)
    assert after(LAYERS["Reshape"](1, 2, 8, -1), 16, 5, 5) == (2, 8, 25)
    assert after(Permute(0, 3, 1, 2), 8, 9, 3) == (3, 8, 9)
    assert after(LAYERS["Transpose"](1, -1), 8, 9, 3) == (3, 9, 8)
    assert after(LAYERS["Squeeze"]((2, 3)), 8, 1, 1) == (8,)
    assert after(LAYERS["Squeeze"](1), 8, 1) == (8, 1)
    assert after(LAYERS["Unsqueeze"](1), 8) == (1, 8)
    assert after(LAYERS["Expand"](-1, -1, 7), 8, 1) == (8, 7)
    assert after(LAYERS["Tile"](2, 3), 4, 5) == (8, 15)
    assert together(LAYERS["ExpandAs"](), (8, 1, 1), (8, 4, 5)) == (8, 4, 5)


@pytest.mark.parametrize(
    ("call", "arguments", "shape", "kept"),
    [
        ("View", (-1, 400), (2, 16, 25), True),
        ("View", (16, 50), (2, 16, 25), False),
        ("Permute", (1, 0, 2), (2, 3, 4), False),
        ("Transpose", (1, 2), (2, 3, 4), True),
        ("Transpose", (0, 1), (2, 3, 4), False),
        ("Unsqueeze", (0,), (2, 3), False),
        ("Squeeze", (0,), (1, 3), False),
        ("Squeeze", (0,), (2, 3), True),
        ("Expand", (5, 2, 3), (2, 3), False),
        ("Tile", (2, 1), (2, 3), False),
        ("Tile", (3,), (2, 3), True),
        ("Narrow", (0, 1, 1), (2, 3), False),
        ("RepeatInterleave", (2, 0), (2, 3), False),
        ("RepeatInterleave", (2,), (2, 3), False),
    ],
)
def test_the_batch_is_kept_or_mixed(
    call: str, arguments: tuple[int, ...], shape: tuple[int, ...], kept: bool
) -> None:
    layer = LAYERS[call](*arguments).given(shape)
    assert layer.batched(shape) is kept
    assert not layer.batched(Unbatched(shape))
