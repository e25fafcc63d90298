"""Keras' names for what PyTorch has under another."""

from __future__ import annotations

import re

_KERAS = re.compile(r".*\dD|Dense|.*Pooling.*|.*Normalization|Activation")
_FROM_KERAS = {
    "Dense": "Linear", "BatchNormalization": "BatchNorm2d", "LayerNormalization": "LayerNorm",
    "GlobalAveragePooling2D": "AdaptiveAvgPool2d", "GlobalMaxPooling2D": "AdaptiveMaxPool2d",
    "AveragePooling2D": "AvgPool2d", "MaxPooling2D": "MaxPool2d", "MaxPooling1D": "MaxPool1d",
    "Conv2DTranspose": "ConvTranspose2d", "UpSampling2D": "Upsample", "ZeroPadding2D": "ZeroPad2d",
    "Activation": "ReLU",
}  # fmt: skip


def from_keras(name: str) -> str | None:
    """PyTorch's name for a layer of Keras', or None where the name is not Keras' spelling."""
    if name not in _FROM_KERAS and not _KERAS.fullmatch(name):
        return None
    return _FROM_KERAS.get(name) or name.replace("D", "d")


_OTHERS = {
    "swish": "SiLU", "hswish": "Hardswish", "mish": "Mish", "dense": "Linear",
    "ln": "LayerNorm", "gn": "GroupNorm", "pool": "MaxPool2d", "maxpool": "MaxPool2d",
    "avgpool": "AvgPool2d", "globalavgpool": "AdaptiveAvgPool2d", "gru": "GRU", "lstm": "LSTM",
    "deconv": "ConvTranspose2d", "upconv": "ConvTranspose2d", "unpool": "MaxUnpool2d",
    "skip": "Identity", "concatenation": "Cat", "se": "Branches", "parallel": "Branches",
}  # fmt: skip
"""What layers are called elsewhere, in lower case."""


def other_name(name: str) -> str | None:
    """PyTorch's name for a layer that goes by another in papers and other programs."""
    return _OTHERS.get(name.lower().rstrip("0123456789d").replace("_", ""))
