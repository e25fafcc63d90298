"""The gradient probe: which pixels of the input a unit of a network really hangs on, in PyTorch.

The rows of a report are run one by one, each by PyTorch's own layer. So that no gradient vanishes
where a pixel is seen, weights are positive, a maximum is an average, an activation passes on what
it gets, and what leaves a layer is scaled to an average of 1.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.nn import functional

from cnncalc.field.forward import walked
from cnncalc.field.units import unit_dims
from cnncalc.layers import LAYERS
from tests.oracle.arguments import Case
from tests.oracle.verdicts import by_name, flat, made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.report import Report, Row

Tensor = torch.Tensor
Interval = tuple[int, int]

PASSING = {
    each.__name__ for each in LAYERS.values() if each.__module__ == "cnncalc.layers.activation"
} - {"GLU"}
"""Activations that some values would not get through."""


class Averaged(nn.Module):
    """A pool that weighs all that it sees alike, whatever its padding and dilation."""

    def __init__(self, layer: Any, output: Sequence[int]) -> None:
        super().__init__()
        self.layer, self.output = layer, tuple(output)

    def forward(self, tensor: Tensor) -> Any:
        layer = self.layer
        image = tensor.flatten(0, 1).unsqueeze(1)
        spare = 2 * max(layer.kernel_size) * max(layer.stride) * max(layer.dilation)
        sides = [side for pad in reversed(layer.pads()) for side in (pad, pad + spare)]
        convolve = getattr(functional, f"conv{layer.axes}d")
        weight = torch.ones(1, 1, *layer.kernel_size, dtype=tensor.dtype)
        padded = functional.pad(image, sides)
        found = convolve(padded, weight, None, layer.stride, 0, layer.dilation)
        found = found[(..., *[slice(size) for size in self.output[2:]])].reshape(self.output)
        indices = torch.zeros(self.output, dtype=torch.long)
        return (found, indices) if layer.return_indices else found


def arguments(layer: Any) -> dict[str, Any]:
    """What PyTorch is to be called with."""
    values = layer.values()
    if type(layer).__name__ == "LPPool1d":  # it takes no list
        values = values | {"kernel_size": layer.kernel_size[0], "stride": layer.stride[0]}
    return {
        each.name: values[each.name]
        for each in layer.arguments
        if not each.opaque and (each.required or values[each.name] != each.default)
    }


def case_of(row: Row, shapes: Sequence[tuple[int, ...]]) -> Case:
    """A row and what arrives at it, as the other tests put them to PyTorch."""
    first = shapes[0] if shapes else None
    return Case(row.type, arguments(row.layer), first, tuple(shapes[1:]))


def twin(row: Row, shapes: Sequence[tuple[int, ...]]) -> nn.Module:
    """PyTorch's layer for a row, with positive weights, or what stands in for it."""
    layer = row.layer
    assert layer is not None
    if row.type in PASSING:
        return nn.Identity()
    if row.type.startswith("MaxPool") and layer.values()["padding"] != "tf_same":
        return Averaged(layer, row.outputs[0])
    case = case_of(row, shapes)
    if row.type.startswith("AdaptiveMaxPool"):
        size = {"output_size": layer.values()["output_size"]}
        case = case._replace(name=row.type.replace("Max", "Avg"), arguments=size)
    module = made(case).double().eval()
    for each in module.parameters():
        each.requires_grad_(False)
        each.uniform_(0.5, 1.5)
        each.div_(max(1, each[0].numel()))
    return module


def run(report: Report, last: int) -> dict[tuple[int, int], Tensor]:
    """All tensors of a network up to a row, by the row and its output."""
    tensors: dict[tuple[int, int], Tensor] = {}
    for at, shape in enumerate(report.inputs.values()):
        tensor = torch.rand(report.batch, *shape, dtype=torch.float64) + 0.5
        tensors[0, at] = tensor.requires_grad_(True)
    for row in report.rows[:last]:
        came = [tensors[each.number, each.output] for each in row.reads]
        module = twin(row, [tuple(each.shape) for each in came])
        result = called(row, module, came)
        for at, each in enumerate(flat(result)):
            assert tuple(each.shape) == tuple(row.outputs[at]), row
            scale = each.detach().abs().mean() if each.is_floating_point() else 0
            tensors[row.number, at] = each / scale if scale else each
    return tensors


def called(row: Row, module: nn.Module, came: list[Tensor]) -> Any:
    """A module on what arrives at its row."""
    if isinstance(module, nn.Identity):
        return came[0]
    if row.type in ("Sub", "Mul", "Max", "Min") and len(came) > 1:
        return reduce(torch.add, came)
    case = case_of(row, [tuple(each.shape) for each in came])
    if row.type.startswith("LSTM") and len(came) > 1:
        return module(came[0], tuple(came[1:]))
    if row.type == "MultiheadAttention" and len(came) == 1:
        return module(*came * 3)
    named = by_name(case)
    return module(*(came[:1] if named.get("output_size") else came), **named)


def lit(
    report: Report, tensors: dict[tuple[int, int], Tensor], number: int, unit: Sequence[int]
) -> tuple[Interval | None, ...]:
    """The first and the last pixel of the first input on which a unit hangs, on each axis."""
    output = tensors[number, 0]
    seen = walked(report).tensors[number, 0]
    dims = unit_dims(report.rows[number - 1].outputs[0], seen)
    weighed = output * (torch.rand_like(output) + 0.5)
    for dim, at in zip(dims, unit, strict=True):
        weighed = weighed.narrow(dim, at, 1)
    (gradient,) = torch.autograd.grad(
        weighed.sum(), [tensors[0, 0]], retain_graph=True, allow_unused=True
    )
    if gradient is None:
        return (None,) * (tensors[0, 0].ndim - 2)
    faint = FAINT if any(map(_smooth, report.rows)) else 0
    hangs = gradient.abs() > gradient.abs().max() * faint
    found: list[Interval | None] = []
    for axis in range(2, hangs.ndim):
        others = [each for each in range(hangs.ndim) if each != axis]
        places = hangs.sum(others).nonzero().flatten().tolist()
        found.append((places[0], places[-1]) if places else None)
    return tuple(found)


FAINT = 1e-14
"""Of the strongest gradient, what a weight that should be 0 may leave by rounding."""


def _smooth(row: Row) -> bool:
    """Whether weights come of a position between pixels."""
    return row.args.get("mode", getattr(row.layer, "mode", "")) in (
        "linear", "bilinear", "trilinear", "bicubic", "lanczos",
    )  # fmt: skip
