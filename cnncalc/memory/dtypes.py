"""How wide numbers are."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

INT64 = 8
"""Bytes of an index, and of a counter such as `num_batches_tracked`, whatever the dtype."""


class Dtype(NamedTuple):
    """The bytes of one number, in each role that numbers have."""

    parameters: int
    """In parameters, buffers, gradients and optimiser state."""
    activations: int
    """In activations and in the model's input."""
    description: str

    def width(self, kind: str) -> int:
        """The bytes of an element among activations: of "values", "statistics" or "indices".

        Means and deviations of a normalisation are float32 where the values are narrower.
        Source: PyTorch, ATen/AccumulateType.h.
        """
        if kind == "indices":
            return INT64
        return max(self.activations, 4) if kind == "statistics" else self.activations


DTYPES: Mapping[str, Dtype] = MappingProxyType(
    {
        "float64": Dtype(8, 8, "8 bytes: double precision"),
        "float32": Dtype(4, 4, "4 bytes: single precision, PyTorch's default"),
        "float16": Dtype(2, 2, "2 bytes: half precision"),
        "bfloat16": Dtype(2, 2, "2 bytes: half precision with float32's range"),
        "float8": Dtype(1, 1, "1 byte: float8_e4m3fn, float8_e5m2 and their kin"),
        "int8": Dtype(1, 1, "1 byte: quantised"),
        "mixed": Dtype(4, 2, "parameters and what trains them 4 bytes, activations and input 2"),
    }
)
"""Dtypes by name. `mixed` is automatic mixed precision: parameters, buffers, gradients and
optimiser state stay float32, activations and the input are float16. The half-precision copies of
weights that `torch.autocast` holds for a step, and the layers that it runs in float32, such as
normalisations and softmax, are not in the figures."""
