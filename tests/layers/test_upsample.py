"""Upsampling by interpolation."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS, LayerError
from tests.layers.asking import after, refused

Upsample = LAYERS["Upsample"]


def test_it_takes_a_size_or_a_factor_not_both() -> None:
    problem = refused("Upsample", size=2, scale_factor=2)
    assert problem.message == (
        "`Upsample` takes either `size` or `scale_factor`, but both are given"
    )
    assert problem.help == "write `scale_factor=2` alone"


def test_without_size_and_factor_it_takes_those_of_a_second_tensor() -> None:
    problem = refused("Upsample", arrives=(3, 4, 4))
    assert problem.message == (
        "`Upsample` takes either `size` or `scale_factor`, but neither is given"
    )
    assert problem.help == "write `scale_factor=2`"
    with pytest.raises(LayerError, match="3×4×4 and 8×9 arrive"):
        Upsample().given((1, 3, 4, 4), (1, 8, 9))
    with pytest.raises(LayerError, match="`Upsample` reads 1 tensor, but 2 arrive"):
        Upsample(2).given((1, 3, 4, 4), (1, 8, 9, 9))
    assert Upsample().given((1, 3, 4, 4), (1, 8, 9, 7)).outputs((1, 3, 4, 4), (1, 8, 9, 7)) == (
        (1, 3, 9, 7),
    )


def test_corners_are_aligned_by_linear_modes_only() -> None:
    problem = refused("Upsample", scale_factor=2, align_corners=True)
    assert problem.message == (
        "`align_corners` goes with linear, bilinear, bicubic, trilinear, but the mode is 'nearest'"
    )
    assert problem.help == "leave `align_corners` out"


def test_a_size_has_no_factor_to_recompute() -> None:
    assert refused("Upsample", 8, recompute_scale_factor=True).message == (
        "`recompute_scale_factor` goes with `scale_factor`, but `size` is given"
    )


def test_a_mode_of_another_rank_is_refused() -> None:
    problem = refused("Upsample", scale_factor=2, mode="bilinear", arrives=(3, 4))
    assert problem.message == "the mode 'bilinear' takes C×H×W but 3×4 arrives"
    assert problem.help == "write `mode='linear'`"


def test_a_factor_for_each_of_other_axes_is_refused() -> None:
    assert refused("Upsample", scale_factor=(2, 2, 2), arrives=(3, 4, 4)).message == (
        "`scale_factor` of `Upsample` has 3 numbers, but 3×4×4 has 2 spatial axes"
    )


def test_an_infinite_factor_is_refused() -> None:
    assert refused("Upsample", scale_factor=float("inf")).message == (
        "`scale_factor` of `Upsample` takes a finite number or None, not inf"
    )


def test_scaling_to_nothing_is_refused() -> None:
    assert refused("Upsample", scale_factor=0.1, arrives=(3, 4, 4)).message == (
        "the output of `Upsample(scale_factor=0.1)` would be 3×0×0: every size must be at least 1"
    )


def test_a_factor_scales_every_axis_of_any_rank() -> None:
    assert after(Upsample(scale_factor=2), 64, 28) == (64, 56)
    assert after(Upsample(scale_factor=2), 64, 28, 14) == (64, 56, 28)
    assert after(Upsample(scale_factor=(1, 2, 3)), 64, 4, 4, 4) == (64, 4, 8, 12)


def test_a_size_is_the_output() -> None:
    assert after(Upsample(7), 64, 28, 14) == (64, 7, 7)
    assert after(LAYERS["UpsamplingBilinear2d"](size=(20, 30)), 64, 28, 28) == (64, 20, 30)


def test_a_broken_factor_rounds_down() -> None:
    assert after(Upsample(scale_factor=1.5), 8, 5, 7) == (8, 7, 10)
