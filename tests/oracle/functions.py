"""PyTorch's functions behind the layers that are no modules, under the names of the layers."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Callable

Tensor = torch.Tensor


def _of_two_or_a_number(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """Several tensors one after the other, or a tensor and a number."""

    def applied(first: Tensor, *rest: Tensor, other: Any = None, **named: Any) -> Tensor:
        others = [*rest, *([] if other is None else [other])]
        if not others or (rest and other is not None):
            raise TypeError("one tensor alone, or a number too many")
        return reduce(lambda one, two: function(one, two, **named), others, first)

    return applied


def _cat(*tensors: Tensor, dim: int = 1) -> Tensor:
    return torch.cat(tensors, dim)


def _stack(*tensors: Tensor, dim: int = 0) -> Tensor:
    return torch.stack(tensors, dim)


def _extreme(function: Callable[..., Any]) -> Callable[..., Any]:
    """Of two tensors, along a dimension, or of all."""

    def applied(*tensors: Tensor, dim: Any = None, keepdim: Any = False) -> Any:
        if dim is not None:
            return function(*tensors, dim, keepdim)
        return function(*tensors) if keepdim is False else function(*tensors, keepdim=keepdim)

    return applied


def _over(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """A reduction whose `dim` may be left out, but not kept without being given."""

    def applied(tensor: Tensor, dim: Any = None, **named: Any) -> Tensor:
        if dim is not None:
            return function(tensor, dim, **named)
        return function(tensor, **{key: each for key, each in named.items() if each is not False})

    return applied


def _averaged(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """A reduction that takes None for all dimensions."""

    def applied(tensor: Tensor, dim: Any = None, **named: Any) -> Tensor:
        return function(tensor, dim, **named)

    return applied


def _sliced(tensor: Tensor, index: Any) -> Tensor:
    if not isinstance(index, (str, int)) or isinstance(index, bool):
        raise TypeError("no text")
    result: Tensor = eval(f"tensor[{index}]", {"tensor": tensor})  # a text of these tests
    return result


def _sized(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """Interpolation, where a second tensor says the size."""

    def applied(tensor: Tensor, *others: Tensor, **named: Any) -> Tensor:
        if others:
            if named.get("size") is not None or named.get("scale_factor") is not None:
                raise TypeError("a size too many")
            named["size"] = others[0].shape[2:]
        return function(tensor, **named)

    return applied


def _shuffled(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """A rearrangement of images in batches."""

    def applied(tensor: Tensor, block_size: int) -> Tensor:
        if tensor.ndim != 4:
            raise ValueError("no images")
        return function(tensor, block_size)

    return applied


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Add": _of_two_or_a_number(torch.add), "Sub": _of_two_or_a_number(torch.sub),
    "Mul": _of_two_or_a_number(torch.mul), "Div": _of_two_or_a_number(torch.div),
    "Cat": _cat, "Stack": _stack, "Max": _extreme(torch.max), "Min": _extreme(torch.min),
    "MatMul": torch.matmul,
    "View": lambda tensor, size: tensor.view(size),
    "Reshape": lambda tensor, shape: tensor.reshape(shape),
    "Permute": lambda tensor, dims: tensor.permute(dims), "Transpose": torch.transpose,
    "Squeeze": lambda tensor, dim=None: tensor.squeeze() if dim is None else tensor.squeeze(dim),
    "Unsqueeze": torch.unsqueeze, "SpaceToDepth": _shuffled(functional.pixel_unshuffle),
    "DepthToSpace": _shuffled(functional.pixel_shuffle),
    "Expand": lambda tensor, size: tensor.expand(size),
    "ExpandAs": lambda tensor, other: tensor.expand_as(other),
    "Tile": lambda tensor, dims: tensor.tile(dims), "RepeatInterleave": torch.repeat_interleave,
    "Roll": torch.roll, "Flip": lambda tensor, dims: tensor.flip(dims),
    "Chunk": torch.chunk, "Split": torch.split, "Unbind": torch.unbind, "Narrow": torch.narrow,
    "Slice": _sliced, "Pad": functional.pad, "Interpolate": _sized(functional.interpolate),
    "Mean": _averaged(torch.mean), "Sum": _averaged(torch.sum), "Prod": _over(torch.prod),
    "AMax": _over(torch.amax), "AMin": _over(torch.amin), "ArgMax": torch.argmax,
    "ArgMin": torch.argmin, "Var": torch.var, "Std": torch.std,
    "LogSumExp": torch.logsumexp, "Norm": torch.norm,
    "CumSum": torch.cumsum, "CumProd": torch.cumprod,
    "Pow": torch.pow, "Clamp": torch.clamp, "Normalize": functional.normalize,
    "ScaledDotProductAttention": functional.scaled_dot_product_attention,
} | {
    name: getattr(torch, name.lower())
    for name in (
        "Square", "Sqrt", "Rsqrt", "Exp", "Exp2", "Expm1", "Log", "Log2", "Log10", "Log1p", "Abs",
        "Neg", "Reciprocal", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh", "Erf",
        "Round", "Floor", "Ceil", "Trunc", "Sign",
    )
}  # fmt: skip
"""What a layer's arguments are given to, by name, behind what arrives."""


class Function(nn.Module):
    """A function with its arguments, as a module."""

    def __init__(self, function: Callable[..., Any], arguments: dict[str, Any]) -> None:
        super().__init__()
        self.function = function
        self.arguments = arguments

    def forward(self, *tensors: Tensor) -> Any:
        return self.function(*tensors, **self.arguments)


class LayerNorm2d(nn.LayerNorm):
    """As torchvision.ops.misc has it."""

    def forward(self, tensor: Tensor) -> Tensor:
        batch, channels, high, wide = tensor.shape
        moved = super().forward(tensor.permute(0, 2, 3, 1))
        return moved.permute(0, 3, 1, 2).view(batch, channels, high, wide)


class LayerScale(nn.Module):
    """As timm has it: `LayerScale`, and `LayerScale2d` for images."""

    def __init__(self, dim: int, init_values: float = 1e-5, inplace: bool = False) -> None:
        super().__init__()
        self.gamma = nn.Parameter(init_values * torch.ones(dim))
        self.inplace = inplace

    def forward(self, tensor: Tensor) -> Tensor:
        factor = self.gamma
        if tensor.ndim > 3:
            factor = factor.view(1, -1, *[1] * (tensor.ndim - 2))
        size = tensor.shape[1 if tensor.ndim > 3 else -1]
        if factor.numel() != size:
            raise ValueError("a factor for each channel")
        return tensor * factor


class DropPath(nn.Module):
    """As timm has it: `drop_path` when it is trained."""

    def __init__(self, drop_prob: float = 0.0, scale_by_keep: bool = True) -> None:
        super().__init__()
        if not 0 <= drop_prob <= 1:
            raise ValueError("no share")
        self.keep = 1 - drop_prob
        self.scales = bool(scale_by_keep)

    def forward(self, tensor: Tensor) -> Tensor:
        mask = tensor.new_empty((tensor.shape[0],) + (1,) * (tensor.ndim - 1))
        return tensor * mask.bernoulli_(self.keep)


class StochasticDepth(nn.Module):
    """As torchvision.ops has it: `stochastic_depth` when it is trained."""

    def __init__(self, p: float, mode: str) -> None:
        super().__init__()
        if p < 0.0 or p > 1.0 or mode not in ("batch", "row"):
            raise ValueError("no share, or no mode")
        self.keep, self.mode = 1.0 - p, mode

    def forward(self, tensor: Tensor) -> Tensor:
        rows = tensor.shape[0] if self.mode == "row" else 1
        noise = torch.empty([rows] + [1] * (tensor.ndim - 1)).bernoulli_(self.keep)
        return tensor * noise


class Parameter(nn.Module):
    """A parameter that is read as it is."""

    def __init__(self, shape: Any, requires_grad: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(shape), requires_grad)

    def forward(self) -> Tensor:
        return self.weight


class Buffer(nn.Module):
    """A buffer that is read as it is."""

    def __init__(self, shape: Any, persistent: bool = True) -> None:
        super().__init__()
        self.register_buffer("buffer", torch.zeros(shape), persistent)

    def forward(self) -> Any:
        return self.buffer


MODULES: dict[str, type[nn.Module]] = {
    each.__name__: each
    for each in (LayerNorm2d, LayerScale, DropPath, StochasticDepth, Parameter, Buffer)
}
"""Modules of other libraries, and of what a model has beside its modules."""

WITHOUT_TWIN = {"Custom": "what it gives is what it is said to give"}
"""Layers that PyTorch has nothing to compare with."""
