"""Layers that arrange values anew."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from tests.layers.asking import after, refused

Flatten, Unflatten = LAYERS["Flatten"], LAYERS["Unflatten"]


def test_a_dimension_that_does_not_exist_is_refused() -> None:
    problem = refused("Flatten", 3, arrives=(8, 2))
    assert problem.message == (
        "`start_dim=3` of `Flatten` does not exist in 8×2: with the batch it has 3 dimensions"
    )
    assert problem.label == "expected -3 to 2"
    assert problem.help == "write `start_dim=2`"


def test_flattening_backwards_is_refused() -> None:
    assert refused("Flatten", 2, 1, arrives=(8, 2, 2)).message == (
        "`Flatten` cannot end at dimension 1 before it starts at 2"
    )


def test_sizes_with_another_product_are_refused() -> None:
    problem = refused("Unflatten", 1, (5, 5), arrives=(24,))
    assert problem.message == "`Unflatten` cannot make 5×5 of the 24 values in dimension 1"
    assert problem.help == "write sizes whose product is 24"
    assert refused("Unflatten", 1, (5, -1), arrives=(24,)).message == (
        "`Unflatten` cannot make 5×-1 of the 24 values in dimension 1"
    )


def test_two_open_sizes_are_refused() -> None:
    assert refused("Unflatten", 1, (-1, -1), arrives=(24,)).label == "only one size may be -1"


def test_one_number_is_no_list_of_sizes() -> None:
    assert refused("Unflatten", 1, 24).message == (
        "`unflattened_size` of `Unflatten` takes a list of whole numbers, not 24"
    )


@pytest.mark.parametrize(
    ("name", "what", "by", "arrives"),
    [
        ("PixelShuffle", "channels", 4, (6, 4, 4)),
        ("PixelUnshuffle", "rows", 2, (6, 6 + 1, 4)),
        ("ChannelShuffle", "channels", 2, (7, 4, 4)),
    ],
)
def test_what_does_not_divide_is_refused(
    name: str, what: str, by: int, arrives: tuple[int, ...]
) -> None:
    size = 6 if by == 4 else 7
    assert refused(name, 2, arrives=arrives).message == (
        f"`{name}` divides the {what} by {by}, but {size} arrive: {size} / {by} leaves {size % by}"
    )


def test_blocks_larger_than_the_image_are_refused() -> None:
    assert refused("Unfold", 5, arrives=(6, 4, 4)).message == (
        "the blocks of `Unfold`, 5×5, do not fit into the padded image, 4×4"
    )
    assert refused("Fold", (4, 5), 6, arrives=(36, 12)).at == "output_size"


def test_columns_for_other_blocks_are_refused() -> None:
    problem = refused("Fold", (4, 5), 2, arrives=(12, 13))
    assert problem.message == "`Fold` needs one column for each of 12 blocks, but 13 arrive"
    assert problem.label == "expected 12 columns"


def test_channels_that_are_no_blocks_are_refused() -> None:
    assert refused("Fold", (4, 5), 2, arrives=(13, 12)).message == (
        "`Fold` divides the channels by 4, but 13 arrive: 13 / 4 leaves 1"
    )


def test_flatten_joins_dimensions_into_their_product() -> None:
    assert after(Flatten(), 64, 7, 7) == (3136,)
    assert after(Flatten(2), 64, 7, 7) == (64, 49)
    assert after(Flatten(1, 2), 64, 7, 7) == (448, 7)
    assert Flatten(0).given((2, 3, 4)).output((2, 3, 4)) == (24,)


def test_unflatten_splits_a_dimension_and_finds_one_size() -> None:
    assert after(Unflatten(1, (64, 7, 7)), 3136) == (64, 7, 7)
    assert after(Unflatten(-1, (2, -1)), 8, 24) == (8, 2, 12)


def test_unflatten_keeps_a_list_of_one_a_list() -> None:
    assert repr(Unflatten(1, (24,))) == "Unflatten(1, (24,))"


def test_pixels_and_channels_trade_places() -> None:
    assert after(LAYERS["PixelShuffle"](3), 9, 4, 4) == (1, 12, 12)
    assert after(LAYERS["PixelUnshuffle"](3), 1, 12, 12) == (9, 4, 4)
    assert after(LAYERS["ChannelShuffle"](2), 4, 2, 2) == (4, 2, 2)


def test_unfold_and_fold_undo_each_other() -> None:
    assert after(LAYERS["Unfold"](3, padding=1, stride=2), 3, 32, 32) == (27, 256)
    assert after(LAYERS["Fold"](32, 3, padding=1, stride=2), 27, 256) == (3, 32, 32)


def test_identity_takes_anything() -> None:
    assert after(LAYERS["Identity"](54, unused="yes"), 3, 2) == (3, 2)
