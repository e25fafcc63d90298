"""What rules count of a layer's call: elements, weights, steps. Shapes carry the batch."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc.arith import product

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.layers import Layer
    from cnncalc.spec import Shape


class Call(NamedTuple):
    """A layer and what goes in and comes out of it, once."""

    layer: Layer
    inputs: tuple[Shape, ...]
    outputs: tuple[Shape, ...]
    macs: int | None

    def fact(self, name: str) -> Any:
        """What a case of a rule hangs on: an argument, or what is seen of the shapes."""
        return FACTS[name](self) if name in FACTS else self.layer.values().get(name)

    def quantity(self, name: str) -> int | None:
        """What a rule multiplies: one of `QUANTITIES`, or a letter of the layer's own formula."""
        if name in QUANTITIES:
            return QUANTITIES[name](self)
        return self.layer.macs_letters(*self.inputs)[name]

    def weight(self, name: str) -> int:
        """Elements of a parameter; 0 where it has none of that name."""
        shape = self.layer.weights().get(name)
        return 0 if shape is None else product(shape)


def _inputs(call: Call) -> int:
    return product(call.inputs[0]) if call.inputs else 0


def _outputs(call: Call) -> int:
    return product(call.outputs[0])


def _plain_weights(call: Call) -> int:
    return call.weight("weight") + call.weight("bias")


def _other_weights(call: Call) -> int:
    named = call.layer.weights().items()
    plain = ("weight", "bias")
    return sum(
        product(shape) for name, shape in named
        if name not in plain and any(each in name for each in plain)
    )  # fmt: skip


def _without_channels(call: Call) -> int:
    output = call.outputs[0]
    return product((*output[:1], *output[2:]))


def _windows(call: Call) -> int:
    """The weights of one filter, as for an output of a convolution that is not transposed."""
    layer: Any = call.layer
    return call.inputs[0][1] // int(layer.groups) * int(product(layer.kernel_size))


def _steps(call: Call) -> int:
    return product(call.inputs[0][:-1])


def _units(call: Call) -> int:
    """Hidden features over all layers and directions of a recurrent layer, at every step."""
    layer: Any = call.layer
    deep = getattr(layer, "num_layers", 1) * getattr(layer, "directions", 1)
    return int(_steps(call) * layer.hidden_size * deep)


def _biased_units(call: Call) -> int:
    layer: Any = call.layer
    return _units(call) if layer.bias else 0


def _unprojected(call: Call) -> int:
    """The multiply-accumulates of an LSTM as if it had no projection."""
    return call.layer.replaced(proj_size=0).macs(*call.inputs)


def _but_projections(call: Call) -> int:
    """Those of its gates alone."""
    named = call.layer.weights().items()
    hidden = sum(product(shape) for name, shape in named if name.startswith("weight_hr"))
    return (call.macs or 0) - _steps(call) * hidden


def _sums(call: Call) -> int:
    """How many sums a softmax divides by."""
    shape, dim = call.inputs[0], int(call.fact("dim"))
    return product(shape) // shape[dim]


def _pooled(call: Call) -> int | None:
    """Output elements times the mean size of their windows, where that is no rounded number.

    A quotient of sizes is a double: it is exact where only a power of two divides.
    """
    sizes = zip(call.inputs[0][2:], call.outputs[0][2:], strict=True)
    exact = all(size % (out // (out & -out)) == 0 for size, out in sizes)
    return _inputs(call) if exact else None


def _resized(call: Call) -> int | None:
    """Input elements times the scale factors, or the output's where a size is asked for."""
    layer: Any = call.layer
    scale, axes = layer.scale_factor, len(call.inputs[0]) - 2
    if scale is None:
        return _outputs(call)
    if isinstance(scale, tuple):
        return _inputs(call) * product(int(each) for each in scale)  # each is cut off
    found = _inputs(call) * Fraction(scale) ** axes
    return int(found) if found.denominator == 1 else None


def _by_columns(call: Call) -> int | None:
    """Elements of the first tensor times the last size of the second."""
    return _inputs(call) * call.inputs[1][-1]


def _padded_channels(call: Call) -> int:
    """Input elements after its channels were padded by a window less one."""
    layer: Any = call.layer
    shape = call.inputs[0]
    return product((shape[0], shape[1] + int(layer.size) - 1, *shape[2:]))


def _width(at: int) -> Callable[[Call], int]:
    """The features of query, key or value of an attention."""

    def found(call: Call) -> int:
        layer: Any = call.layer
        return int(layer.widths()[at])

    return found


def _fused(call: Call) -> bool:
    """Whether PyTorch has one kernel for this attention on a CPU.

    Source: PyTorch, ATen/native/transformers/sdp_utils_cpp.cpp, use_flash_attention_cpp.
    """
    layer: Any = call.layer
    if any(len(each) != 4 for each in call.inputs) or layer.dropout_p:
        return False
    query, *others = call.inputs
    alike = {(each[0], each[3]) for each in call.inputs}
    heads = {each[1] for each in others}
    return len(alike) == 1 and (heads == {query[1]} or (bool(layer.enable_gqa) and len(heads) == 1))


FACTS: dict[str, Callable[[Call], Any]] = {
    "fused": _fused,
    "rank": lambda call: len(call.inputs[0]) if call.inputs else 0,
    "tensors": lambda call: len(call.inputs),
    "vector": lambda call: len(call.inputs[1]) == 1,
}
"""What is seen of the shapes, by the names that cases of rules call it."""
QUANTITIES: dict[str, Callable[[Call], int | None]] = {
    "macs": lambda call: call.macs,
    "inputs": _inputs,
    "outputs": _outputs,
    "samples": lambda call: call.outputs[0][0] if call.outputs[0] else 1,
    "places": _without_channels,
    "rows": lambda call: product(call.outputs[0][:2]),
    "weights": _plain_weights,
    "other_weights": _other_weights,
    "windows": _windows,
    "steps": _steps,
    "units": _units,
    "biased_units": _biased_units,
    "unprojected": _unprojected,
    "gates": _but_projections,
    "sums": _sums,
    "pooled": _pooled,
    "resized": _resized,
    "by_columns": _by_columns,
    "padded_channels": _padded_channels,
    "one_output": lambda call: product(call.outputs[0][1:]),
    "E": _width(0),
    "K": _width(1),
    "V": _width(2),
    "heads": lambda call: int(call.fact("num_heads")),
    "value_features": lambda call: _width(2)(call) // int(call.fact("num_heads")),
    "biased": lambda call: int(bool(call.fact("bias"))),
    "has_weight": lambda call: int("weight" in call.layer.weights()),
    "has_bias": lambda call: int("bias" in call.layer.weights()),
}
"""By the names that rules call them."""
