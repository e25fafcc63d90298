"""Output sizes to ask of layers that could have come from several, as `forward` takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.oracle.several import OFTEN, SELDOM, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

RESIZED = ("MaxUnpool", "ConvTranspose")
"""Families that are asked for a size: by `output_size`, or by a further tensor."""


def asked(
    draw: st.DrawFn, name: str, arguments: dict[str, Any], shape: Sequence[int]
) -> tuple[Shape, ...]:
    """The tensors that arrive behind the first; a size asked for by name joins the arguments."""
    arguments.pop("output_size", None)
    unpools = name.startswith("MaxUnpool")
    how = draw(st.sampled_from(["not", "not", "sizes", "with the batch", "tensor"]))
    indices = (tuple(shape),) if unpools and (how == "tensor" or draw(OFTEN)) else ()
    sizes = tuple(
        _near(draw, arguments, axis, size, unpools) for axis, size in enumerate(shape[2:])
    )
    if how == "sizes":
        arguments["output_size"] = sizes
    elif how == "with the batch":
        arguments["output_size"] = (1, 5, *sizes)
    elif how == "tensor":
        ahead = draw(st.sampled_from([(1, 5), (1, 5), tuple(shape[:2]), (1,)]))
        return (*indices, (*ahead, *[max(1, each) for each in sizes]))
    return indices


def _near(draw: st.DrawFn, arguments: dict[str, Any], axis: int, size: int, unpools: bool) -> int:
    """An output size that is mostly possible, and seldom just beyond what is."""

    def of(name: str, default: int) -> int:
        value = arguments.get(name)
        value = default if value is None else value
        return int(value[axis]) if isinstance(value, tuple) else int(value)

    kernel = of("kernel_size", 1)
    stride = of("stride", kernel if unpools else 1)
    least = (size - 1) * stride - 2 * of("padding", 0) + of("dilation", 1) * (kernel - 1) + 1
    from_ = least - (stride - 1) * unpools
    return draw(st.integers(from_ - draw(SELDOM), least + stride - 1 + draw(SELDOM)))
