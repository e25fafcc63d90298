"""TensorFlow's SAME padding by PyTorch's own means: a padding of its own before the layer."""

from __future__ import annotations

from math import ceil
from typing import Any

import torch
from torch.nn import functional

PADDED = {
    f"{kind}{axes}d" for kind in ("Conv", "LazyConv", "MaxPool", "AvgPool") for axes in (1, 2, 3)
}
"""Layers that take it."""


_OUTSIDE = ("padding", "padding_mode")


class PaddedAsTensorFlow(torch.nn.Module):
    """A convolution or pool behind the padding that TensorFlow would give it."""

    def __init__(self, name: str, arguments: dict[str, Any]) -> None:
        super().__init__()
        self.mode = arguments.get("padding_mode", "zeros")
        inner = {key: each for key, each in arguments.items() if key not in _OUTSIDE}
        self.inner = getattr(torch.nn, name)(**inner)
        if self.mode not in ("zeros", "reflect", "replicate", "circular"):
            raise ValueError("no mode of padding")
        self.fill = float("-inf") if name.startswith("Max") else 0.0
        self.axes = int(name[-2])

    def named_parameters(self, *args: Any, **named: Any) -> Any:
        return self.inner.named_parameters(*args, **named)

    def per_axis(self, name: str, default: int) -> tuple[int, ...]:
        value = getattr(self.inner, name, default)
        return value if isinstance(value, tuple) else (value,) * self.axes

    def forward(self, tensor: torch.Tensor) -> Any:
        if tensor.ndim != self.axes + 2:
            raise ValueError("another rank")
        sides: list[int] = []
        settings = [self.per_axis(name, 1) for name in ("kernel_size", "stride", "dilation")]
        for size, kernel, stride, dilation in zip(tensor.shape[2:], *settings, strict=True):
            total = max(0, (ceil(size / stride) - 1) * stride + (kernel - 1) * dilation + 1 - size)
            sides = [total // 2, total - total // 2, *sides]
        if self.mode == "zeros":
            padded = functional.pad(tensor, sides, "constant", self.fill)
        else:
            padded = functional.pad(tensor, sides, self.mode)
        return self.inner(padded)
