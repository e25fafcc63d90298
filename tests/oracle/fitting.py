"""Shapes that suit the layers which divide or compare sizes: arguments, and the shape to mend."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def _fit_prelu(arguments: dict[str, Any], shape: list[int]) -> None:
    shape[1:2] = [arguments.get("num_parameters", 3)]


def _fit_tail(arguments: dict[str, Any], shape: list[int]) -> None:
    tail = arguments["normalized_shape"]
    tail = (tail,) if isinstance(tail, int) else tail
    shape[-len(tail) :] = tail


def _fit_glu(arguments: dict[str, Any], shape: list[int]) -> None:
    dim = arguments.get("dim", -1)
    if -len(shape) <= dim < len(shape):
        shape[dim] *= 2


def _fit_unflatten(arguments: dict[str, Any], shape: list[int]) -> None:
    dim, sizes = arguments["dim"], arguments["unflattened_size"]
    if -len(shape) <= dim < len(shape):
        shape[dim] = abs(prod(sizes))


def _fit_shuffle(arguments: dict[str, Any], shape: list[int]) -> None:
    shape[-3] *= arguments["upscale_factor"] ** 2


def _fit_unshuffle(arguments: dict[str, Any], shape: list[int]) -> None:
    shape[-2:] = [size * arguments["downscale_factor"] for size in shape[-2:]]


def _fit_groups(arguments: dict[str, Any], shape: list[int]) -> None:
    shape[1] *= arguments["groups"]


def _fit_fold(arguments: dict[str, Any], shape: list[int]) -> None:
    def pair(name: str, default: int) -> Any:
        value = arguments.get(name, default)
        return (value, value) if isinstance(value, int) else value

    names = {"kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1, "output_size": 1}
    axes = zip(*[pair(name, default) for name, default in names.items()], strict=True)
    counts = [(wide + 2 * pad - space * (kernel - 1) - 1) // step + 1
              for kernel, step, pad, space, wide in axes]  # fmt: skip
    shape[1] *= prod(pair("kernel_size", 1))
    shape[2] = max(1, prod(counts))


def _fit_upsample(arguments: dict[str, Any], shape: list[int]) -> None:
    if arguments.get("size") is not None:
        arguments.pop("scale_factor", None)
        arguments.pop("recompute_scale_factor", None)
    elif arguments.get("scale_factor") is None:
        arguments["scale_factor"] = 2
    ranks = {"linear": 3, "bilinear": 4, "bicubic": 4, "trilinear": 5}
    mode = arguments.get("mode", "nearest")
    shape[:] = [2, 3, 5, 4, 6][: ranks.get(mode, len(shape))]
    if mode not in ranks:
        arguments.pop("align_corners", None)
    for name in ("size", "scale_factor"):
        if isinstance(arguments.get(name), tuple):
            arguments[name] = (arguments[name] * 3)[: len(shape) - 2]


def _fit_fractional(arguments: dict[str, Any], shape: list[int]) -> None:
    if arguments.get("output_size") is not None:
        arguments.pop("output_ratio", None)
    elif arguments.get("output_ratio") is None:
        arguments["output_ratio"] = 0.5
    shape[2:] = [size + 4 for size in shape[2:]]


FITTING: dict[str, Callable[[dict[str, Any], list[int]], None]] = {
    "PReLU": _fit_prelu,
    "LayerNorm": _fit_tail,
    "RMSNorm": _fit_tail,
    "GLU": _fit_glu,
    "Unflatten": _fit_unflatten,
    "PixelShuffle": _fit_shuffle,
    "PixelUnshuffle": _fit_unshuffle,
    "ChannelShuffle": _fit_groups,
    "Fold": _fit_fold,
    "Upsample": _fit_upsample,
    "UpsamplingNearest2d": _fit_upsample,
    "UpsamplingBilinear2d": _fit_upsample,
    "FractionalMaxPool2d": _fit_fractional,
    "FractionalMaxPool3d": _fit_fractional,
}
