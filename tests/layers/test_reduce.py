"""Reductions."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from cnncalc.layers.shapes import shown
from tests.layers.asking import after, refused

MANY = ["Mean", "Sum", "AMax", "AMin", "Var", "Std"]


@pytest.mark.parametrize("name", MANY)
def test_a_dimension_that_does_not_exist_or_stands_twice_is_refused(name: str) -> None:
    assert refused(name, (2, 4), arrives=(8, 4, 4)).message == (
        f"`dim=4` of `{name}` does not exist in 8×4×4: with the batch it has 4 dimensions"
    )
    assert refused(name, (2, -2), arrives=(8, 4, 4)).message == (
        f"`dim` of `{name}` has dimension 2 twice, as 2 and as -2"
    )


def test_a_matrix_norm_has_two_dimensions() -> None:
    assert refused("Norm", dim=(1, 2, 3)).message == (
        "`Norm` takes the norm 'fro' over at most 2 dimensions, not 3"
    )


def test_several_dimensions_for_one_are_refused() -> None:
    assert refused("Prod", (1, 2)).code == "wrong-type"
    assert refused("Prod", keepdim=True).at == "keepdim"


@pytest.mark.parametrize("name", MANY)
def test_dimensions_go_or_become_1(name: str) -> None:
    layer = LAYERS[name]
    assert after(layer((2, 3)), 512, 7, 7) == (512,)
    assert after(layer(dim=[-1, -2], keepdim=True), 512, 7, 7) == (512, 1, 1)
    assert after(layer(1), 512, 7, 7) == (7, 7)
    assert layer(axis=1, keepdims=True) == layer(dim=(1,), keepdim=True)


@pytest.mark.parametrize("name", [*MANY, "Prod", "ArgMax"])
def test_without_a_dimension_there_is_one_number_for_all_samples(name: str) -> None:
    layer = LAYERS[name]().given((2, 8, 4))
    assert layer.output((2, 8, 4)) == ()
    assert not layer.batched((2, 8, 4))
    assert shown(()) == "a single number"


def test_the_batch_is_kept_unless_it_is_reduced() -> None:
    mean = LAYERS["Mean"]
    assert mean((1, 2)).batched((2, 3, 4))
    assert not mean(0).batched((2, 3, 4))
    assert not mean((1, -3)).batched((2, 3, 4))
    assert not mean(keepdim=True).batched((2, 3, 4))
