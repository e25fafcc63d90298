"""Fully connected layers and look-up tables."""

from __future__ import annotations

from cnncalc.layers import LAYERS
from tests.layers.asking import after, refused


def test_other_features_than_it_takes_are_refused() -> None:
    problem = refused("Linear", 400, 120, arrives=(256,))
    assert problem.code == "features-mismatch"
    assert problem.message == "`Linear` takes 400 features but 256 arrive"
    assert problem.help == (
        "write `in_features=256`, or leave it out by naming the rest and it is inferred"
    )


def test_a_forgotten_flatten_is_named() -> None:
    problem = refused("Linear", 400, 120, arrives=(16, 5, 5))
    assert problem.message == "`Linear` takes 400 features but 5 arrive"
    assert problem.help == "put `Flatten()` before it"


def test_a_missing_argument_shows_the_form_or_what_was_meant() -> None:
    problem = refused("Linear", in_features=400)
    assert problem.message == "`Linear` needs `out_features`"
    assert problem.help == "the form is `Linear(in_features, out_features, bias=True)`"
    assert refused("Linear", 400).help == (
        "write `Linear(out_features=400)`: by position, `in_features` comes first"
    )


def test_a_row_that_is_not_in_the_table_is_refused() -> None:
    problem = refused("Embedding", 10, 3, padding_idx=10)
    assert problem.message == "`padding_idx` of `Embedding` must be one of its 10 rows, not 10"
    assert problem.label == "expected -10 to 9"
    assert refused("EmbeddingBag", 10, 3, padding_idx=-11).at == "padding_idx"


def test_a_bag_s_maximum_has_no_sparse_or_scaled_gradient() -> None:
    assert refused("EmbeddingBag", 10, 3, mode="max", sparse=True).message == (
        "`sparse` of `EmbeddingBag` does not go with the mode 'max'"
    )
    assert refused("EmbeddingBag", 10, 3, mode="max", scale_grad_by_freq=True).help == (
        "leave `scale_grad_by_freq` out"
    )


def test_a_bag_takes_rows_of_indices() -> None:
    assert refused("EmbeddingBag", 10, 3, arrives=(4, 5)).message == (
        "`EmbeddingBag` takes L but 4×5 arrives"
    )


def test_only_the_last_dimension_changes() -> None:
    assert after(LAYERS["Linear"](400, 120), 400) == (120,)
    assert after(LAYERS["Linear"](768, 3072), 49, 768) == (49, 3072)


def test_the_weight_has_a_row_for_each_output() -> None:
    assert LAYERS["Linear"](400, 120).weights() == {"weight": (120, 400), "bias": (120,)}
    assert LAYERS["Linear"](512, 1000, bias=False).params == 512_000


def test_features_left_out_are_those_that_arrive() -> None:
    assert LAYERS["Linear"](out_features=10).given((1, 84)).params == 850


def test_a_table_adds_a_dimension_and_a_bag_replaces_one() -> None:
    assert after(LAYERS["Embedding"](1000, 64), 20) == (20, 64)
    assert after(LAYERS["EmbeddingBag"](1000, 64), 20) == (64,)
    assert LAYERS["Embedding"](1000, 64).params == 64_000


def test_a_table_can_be_kept_from_training() -> None:
    assert LAYERS["Embedding"](1000, 64, _freeze=True).frozen
    assert not LAYERS["Embedding"](1000, 64).frozen
