"""Slips in the step of the receptive field from layer to layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cnncalc import arith

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.layers.steps import Window


class Sees(NamedTuple):
    """What a unit sees along one axis, and how far the next unit is from it."""

    size: int
    jump: int


Step: TypeAlias = "Callable[..., Sees]"
"""What comes of a layer's window, given whether the layer has weights, as `weighs`."""


class FieldSlip(NamedTuple):
    """One slip in the step from layer to layer: r + (F − 1)·j, and j·S."""

    name: str
    step: Step
    done: str
    why: str


def right(sees: Sees, window: Window, **_: bool) -> Sees:
    """The step as it is. Source: Araujo et al., Distill 2019, equation 2."""
    span = arith.reach(window.kernel, window.dilation)
    return Sees(sees.size + (span - 1) * sees.jump, sees.jump * window.stride)


def _own_kernel(sees: Sees, window: Window, **_: bool) -> Sees:
    del sees
    return Sees(arith.reach(window.kernel, window.dilation), 1)


def _without_strides(sees: Sees, window: Window, **_: bool) -> Sees:
    return right(sees, window._replace(stride=1))


def _multiplied(sees: Sees, window: Window, **_: bool) -> Sees:
    return Sees(sees.size * window.kernel, 1)


def _added(sees: Sees, window: Window, **_: bool) -> Sees:
    return Sees(window.kernel + (sees.size if sees.size > 1 else 0), 1)


def _without_dilation(sees: Sees, window: Window, **_: bool) -> Sees:
    return right(sees, window._replace(dilation=1))


def _without_pools(sees: Sees, window: Window, *, weighs: bool) -> Sees:
    return right(sees, window) if weighs else sees


def _strides_of_pools(sees: Sees, window: Window, *, weighs: bool) -> Sees:
    return right(sees, window if weighs else window._replace(kernel=1))


def _stride_first(sees: Sees, window: Window, **_: bool) -> Sees:
    return right(Sees(sees.size, sees.jump * window.stride), window._replace(stride=1))


_EACH = "Each layer adds (F − 1)·jump"

FIELD_SLIPS = (
    FieldSlip(
        "own-kernel-only", _own_kernel,
        "only the layer's own kernel is counted", "What it reads sees more than a pixel already",
    ),
    FieldSlip(
        "field-without-strides", _without_strides,
        "the strides are left out", "Behind a stride of S, neighbours are S times as far apart",
    ),
    FieldSlip("kernels-multiplied", _multiplied, "the kernels are multiplied", _EACH),
    FieldSlip("kernels-added", _added, "the kernels are added", _EACH),
    FieldSlip(
        "field-without-dilation", _without_dilation,
        "the dilation is left out", "A dilated kernel spans D·(F − 1) + 1 places",
    ),
    FieldSlip(
        "field-without-pools", _without_pools,
        "pools are left out", "A pool has a window and a stride too",
    ),
    FieldSlip(
        "pool-strides-only", _strides_of_pools,
        "the windows of pools are left out", "A pool adds (F − 1)·jump too",
    ),
    FieldSlip(
        "own-stride-first", _stride_first,
        "a layer's own stride is counted before its kernel",
        "Its stride moves apart only what comes behind it",
    ),
)  # fmt: skip
"""The simplest first."""
