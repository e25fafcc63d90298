"""Every layer, one family a file. A new class in one of them is all that a new layer takes.

Families are loaded in the order of FAMILIES until one has the name that is looked for, so that a
program start pays for the common ones alone. `LAYERS` has them all.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cnncalc.layers.base import ALIASES, REGISTER, Layer, LayerError
from cnncalc.layers.signature import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator

    LAYERS: dict[str, type[Layer]]

__all__ = ["LAYERS", "Layer", "LayerError", "Signature", "families", "lookup", "names"]

FAMILIES = (
    "conv", "pool", "activation", "softmax", "linear", "reshape", "unfold", "norm",
    "layer_norm", "response", "merge", "dropout", "adaptive", "view", "depths", "reduce",
    "upsample", "lp_pool", "transposed", "padding", "pad", "split", "slicing", "residual", "source",
    "custom", "repeated", "extremes", "elementwise", "attention", "dot_product", "pairs",
    "distance", "embedding", "unpool", "recurrent", "recurrent_cells",
)  # fmt: skip
"""The modules with the families: the common ones first."""

_LAZY: dict[str, Signature] = {}
_LOADED: dict[str, list[type[Layer]]] = {}


def families() -> Iterator[list[type[Layer]]]:
    """The layers of each family, loaded as they are asked for."""
    for family in FAMILIES:
        if family not in _LOADED:
            module = import_module(f"cnncalc.layers.{family}").__name__
            _LOADED[family] = [each for each in REGISTER.values() if each.__module__ == module]
        yield _LOADED[family]


def __getattr__(name: str) -> Any:
    """`LAYERS`: every layer's class by PyTorch's name."""
    if name == "LAYERS":
        return {each.__name__: each for family in families() for each in family}
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _find(name: str) -> type[Layer] | None:
    if name not in REGISTER and name not in ALIASES:
        for _ in families():
            if name in REGISTER or name in ALIASES:
                break
    return REGISTER.get(name) or ALIASES.get(name)


def lookup(name: str) -> tuple[type[Layer], Signature] | None:
    """The layer of that name and its arguments; `LazyConv2d` is Conv2d without in_channels."""
    layer = _find(name)
    if layer is not None:
        return layer, layer.signature()
    layer = _find(name[4:]) if name.startswith("Lazy") else None
    if layer is None or layer.lazy is None:
        return None
    if name not in _LAZY:
        rest = [each for each in layer.arguments if not each.inferred]
        _LAZY[name] = Signature(name, rest, axes=layer.axes, defaults=layer.lazy)
    return layer, _LAZY[name]


def names() -> list[str]:
    """Every name that can be called, Lazy forms and other names included."""
    every = [each for family in families() for each in family]
    return [
        *(each.__name__ for each in every),
        *(f"Lazy{each.__name__}" for each in every if each.lazy is not None),
        *(alias for each in every for alias in each.aliases),
    ]


def is_named(layer: type[Layer], word: str) -> bool:
    """Whether a word is a layer's name: as PyTorch spells it, or in lower or snake case."""
    plain = word.replace("_", "") if word.islower() else ""
    return any(word == name or plain == name.lower() for name in (layer.__name__, *layer.aliases))


@lru_cache(maxsize=512)
def from_lower_case(name: str) -> str:
    """PyTorch's spelling of a name in lower or snake case; any other name as it is."""
    if not name.islower():
        return name
    lazy = name.startswith("lazy")
    for family in families():
        for each in family:
            if is_named(each, name):
                return each.__name__
            if lazy and each.lazy is not None and is_named(each, name[4:].lstrip("_")):
                return f"Lazy{each.__name__}"
    return name
