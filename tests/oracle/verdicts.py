"""What cnncalc and what PyTorch say of one case: a refusal, or shapes and weights."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import torch

from cnncalc.layers import LAYERS, Layer, LayerError
from tests.oracle.arguments import Case

torch.set_num_threads(1)

Shape = tuple[int, ...]


class Accepted(NamedTuple):
    """What a layer comes to."""

    outputs: tuple[Shape, ...]
    weights: dict[str, Shape]
    buffers: dict[str, Shape]
    frozen: bool


class Refused(NamedTuple):
    """That a layer was refused, in which words, and whether before any input arrived."""

    why: str
    early: bool


def of_cnncalc(case: Case) -> Accepted | Refused:
    """The verdict of cnncalc."""
    try:
        layer = LAYERS[case.name](**case.arguments)
    except LayerError as error:
        return Refused(str(error), early=True)
    try:
        layer = layer.given(case.shape)
    except LayerError as error:
        return Refused(str(error), early=False)
    return taken(layer, case.shape)


def taken(layer: Layer, shape: Shape) -> Accepted | Refused:
    """The verdict of cnncalc on a layer that knows its input."""
    outputs = layer.outputs(shape)
    if min(map(min, outputs)) < 1:
        (problem,) = layer.shrunk(shape, outputs[0])
        return Refused(problem.message, early=False)
    return Accepted(outputs, layer.weights(), layer.buffers(), layer.frozen)


def of_pytorch(case: Case) -> Accepted | Refused:
    """The verdict of PyTorch, on tensors of the CPU: the meta device skips some checks."""
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        try:
            module = getattr(torch.nn, case.name)(**case.arguments).eval()
        except Exception as error:
            return Refused(f"{type(error).__name__}: {error}", early=True)
        try:
            result = module(*inputs(case))
        except Exception as error:
            return Refused(f"{type(error).__name__}: {error}", early=False)
    return described(module, result)


def inputs(case: Case) -> tuple[torch.Tensor, ...]:
    """Tensors of the shape that arrives: indices for tables, values and indices to unpool."""
    if case.name.startswith("Embedding"):
        return (torch.zeros(case.shape, dtype=torch.long),)
    values = torch.zeros(case.shape)
    if case.name.startswith("MaxUnpool"):
        return values, torch.zeros(case.shape, dtype=torch.long)
    return (values,)


def described(module: torch.nn.Module, result: Any) -> Accepted:
    """A module that has run, in shapes."""
    parameters = dict(module.named_parameters())
    return Accepted(
        tuple(tuple(each.shape) for each in flat(result)),
        {name: tuple(each.shape) for name, each in parameters.items()},
        {name: tuple(each.shape) for name, each in module.named_buffers()},
        any(not each.requires_grad for each in parameters.values()),
    )


def flat(result: Any) -> list[torch.Tensor]:
    """All tensors of a result, in order: an LSTM nests its states."""
    if isinstance(result, torch.Tensor):
        return [result]
    return [tensor for each in result for tensor in flat(each)]
