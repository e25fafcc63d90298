"""Normalisation."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS
from tests.layers.asking import after, refused


def test_other_channels_than_it_normalises_are_refused() -> None:
    problem = refused("BatchNorm2d", 64, arrives=(32, 8, 8))
    assert problem.message == "`BatchNorm2d` takes 64 channels but 32 arrive"
    assert problem.help == (
        "write `num_features=32`, or leave it out by naming the rest and it is inferred"
    )


def test_an_image_is_refused_by_a_norm_of_one_axis() -> None:
    assert refused("BatchNorm1d", 64, arrives=(64, 8, 8)).message == (
        "`BatchNorm1d` takes C or C×L but 64×8×8 arrives"
    )


def test_a_negative_eps_is_refused() -> None:
    problem = refused("BatchNorm2d", 64, eps=-1)
    assert problem.message == "`eps` of `BatchNorm2d` must be at least 0, not -1"
    assert problem.help == "leave `eps` out"


def test_an_eps_of_zero_is_refused_without_running_statistics() -> None:
    assert refused("SyncBatchNorm", 64, eps=0.0, track_running_stats=False).message == (
        "`eps` of `SyncBatchNorm` must be above 0, not 0.0"
    )
    assert LAYERS["SyncBatchNorm"](64, eps=0.0).params == 128


@pytest.mark.parametrize("name", ["BatchNorm1d", "SyncBatchNorm"])
def test_one_value_in_a_channel_has_no_spread(name: str) -> None:
    assert refused(name, 64, track_running_stats=False, arrives=(64,)).message == (
        f"`{name}` needs more than 1 value in each channel, but 64 arrives in a batch of 1"
    )


def test_a_larger_batch_has_a_spread() -> None:
    layer = LAYERS["BatchNorm1d"](64, track_running_stats=False)
    assert layer.given((2, 64)) == layer


def test_an_instance_norm_needs_a_spread_in_each_sample() -> None:
    problem = refused("InstanceNorm2d", 64, arrives=(64, 1, 1))
    assert problem.message == (
        "`InstanceNorm2d` needs more than 1 value in each channel, but 64×1×1 arrives"
    )
    assert after(LAYERS["InstanceNorm2d"](64, track_running_stats=True), 64, 1, 1) == (64, 1, 1)


def test_groups_that_do_not_divide_the_channels_are_refused() -> None:
    problem = refused("GroupNorm", 3, 64)
    assert problem.message == (
        "`GroupNorm` has 3 groups, which do not divide its 64 num_channels: 64 / 3 leaves 1"
    )
    assert problem.help == "write `num_groups=2`, or make num_channels a multiple of 3"
    assert problem.at == "num_groups"


def test_a_group_of_one_value_is_refused() -> None:
    problem = refused("GroupNorm", 64, 64, arrives=(64, 1, 1))
    assert problem.message == (
        "`GroupNorm` needs more than 1 value in each group, but 64×1×1 arrives in a batch of 1"
    )
    assert problem.help == "write a smaller num_groups"


@pytest.mark.parametrize(("name", "shape"), [("LayerNorm", 512), ("RMSNorm", (8, 8))])
def test_a_shape_that_ends_otherwise_is_refused(name: str, shape: object) -> None:
    wanted = {"LayerNorm": "512", "RMSNorm": "8×8"}[name]
    problem = refused(name, shape, arrives=(49, 768))
    assert problem.message == (
        f"`{name}` normalises the last dimensions {wanted}, but 49×768 arrives"
    )
    assert problem.label == f"expected a shape that ends in {wanted}"


def test_a_norm_over_no_dimension_is_refused() -> None:
    assert refused("LayerNorm", ()).message == (
        "`normalized_shape` of `LayerNorm` takes at least one whole number, not ()"
    )


def test_batch_norm_trains_two_numbers_a_channel_and_keeps_two() -> None:
    layer = LAYERS["BatchNorm2d"](64)
    assert layer.weights() == {"weight": (64,), "bias": (64,)}
    assert layer.buffers() == {
        "running_mean": (64,),
        "running_var": (64,),
        "num_batches_tracked": (),
    }


def test_bias_may_be_left_out_and_affine_takes_both() -> None:
    assert LAYERS["BatchNorm2d"](64, bias=False).weights() == {"weight": (64,)}
    assert LAYERS["BatchNorm2d"](64, affine=False).weights() == {}
    assert LAYERS["GroupNorm"](32, 256, affine=False).params == 0
    assert LAYERS["LayerNorm"](768, bias=False).params == 768


def test_an_instance_norm_trains_and_keeps_nothing_unless_asked() -> None:
    assert LAYERS["InstanceNorm2d"](64).weights() == {}
    assert LAYERS["InstanceNorm2d"](64).buffers() == {}
    assert LAYERS["InstanceNorm2d"](64, affine=True).params == 128


def test_features_left_out_are_those_that_arrive() -> None:
    assert LAYERS["BatchNorm2d"]().given((1, 48, 7, 7)).params == 96
