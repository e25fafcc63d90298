"""Attention, and pairs of tensors."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from cnncalc.layers.shapes import Unbatched
from tests.layers.asking import refused, refused_together, together

MultiheadAttention = LAYERS["MultiheadAttention"]
ScaledDotProductAttention = LAYERS["ScaledDotProductAttention"]


def test_heads_that_do_not_divide_are_refused() -> None:
    problem = refused("MultiheadAttention", 768, 10)
    assert problem.message == (
        "`MultiheadAttention` has 10 heads, which do not divide its 768 embed_dim: "
        "768 / 10 leaves 8"
    )
    assert problem.help == "write `num_heads=8`"
    assert refused("MultiheadAttention", num_heads=5, arrives=(196, 64)).at == "num_heads"


def test_other_features_or_lengths_are_refused() -> None:
    layer = MultiheadAttention(64, 4, kdim=32, batch_first=True)
    assert refused_together(layer, (9, 64), (5, 48), (5, 64)).message == (
        "`kdim` of `MultiheadAttention` is 32, but 48 features arrive"
    )
    assert refused_together(layer, (9, 64), (5, 32), (6, 64)).code == "shape-mismatch"
    assert refused_together(layer, (9, 64), (9, 64)).message == (
        "`MultiheadAttention` reads 1 or 3 tensors, but 2 arrive: 9×64, 9×64"
    )


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (((4, 9, 8), (4, 5, 7), (4, 5, 6)), "compares queries of 8 features with keys of 7"),
        (((4, 9, 8), (4, 5, 8), (4, 6, 6)), "needs a value for each of 5 keys, but there are 6"),
        (((4, 9, 8), (3, 5, 8), (3, 5, 6)), "cannot broadcast what stands before the last two"),
    ],
)
def test_a_product_of_what_does_not_match_is_refused(
    shapes: tuple[tuple[int, ...], ...], message: str
) -> None:
    assert message in refused_together(ScaledDotProductAttention(), *shapes).message


def test_attention_has_the_query_s_shape_and_its_weights() -> None:
    layer = MultiheadAttention(64, 4, batch_first=True)
    assert layer.outputs((2, 9, 64)) == ((2, 9, 64), (2, 9, 9))
    assert layer.outputs((2, 9, 64), (2, 5, 64), (2, 5, 64)) == ((2, 9, 64), (2, 9, 5))
    assert layer.params == 16_640
    assert MultiheadAttention(64, 4, kdim=32, vdim=16).params == 64 * (64 + 32 + 16 + 64) + 256


def test_the_sequence_comes_first_unless_batch_first() -> None:
    output, weights = MultiheadAttention(64, 4, add_zero_attn=True).outputs((9, 2, 64))
    assert output == (9, 2, 64)
    assert weights == (2, 9, 10)
    assert isinstance(weights, Unbatched)


def test_a_product_has_the_query_s_length_and_the_value_s_features() -> None:
    assert together(ScaledDotProductAttention(), (4, 9, 8), (4, 5, 8), (4, 5, 6)) == (4, 9, 6)
    grouped = ScaledDotProductAttention(enable_gqa=True)
    assert together(grouped, (4, 9, 8), (2, 5, 8), (2, 5, 6)) == (4, 9, 6)


def test_pairs() -> None:
    assert together(LAYERS["CosineSimilarity"](), (64, 7, 7), (64, 1, 7)) == (7, 7)
    assert together(LAYERS["PairwiseDistance"](keepdim=True), (8, 64), (8, 64)) == (8, 1)
    assert refused_together(LAYERS["Bilinear"](20, 30, 40), (20,), (31,)).message == (
        "`Bilinear` takes 30 features second, but 31 arrive"
    )


def test_what_follows_the_inferred_width_is_not_written_out() -> None:
    layer = MultiheadAttention(num_heads=4)
    assert repr(layer) == "MultiheadAttention(num_heads=4)"
    assert repr(layer.given((1, 16, 64))) == "MultiheadAttention(64, 4)"
    assert layer.given((1, 16, 64)) == MultiheadAttention(64, 4)
