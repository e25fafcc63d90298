"""What cnncalc and what PyTorch say of one case: a refusal, or shapes and weights."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import torch

from cnncalc.layers import LAYERS, Layer, LayerError
from tests.oracle.arguments import Case
from tests.oracle.functions import FUNCTIONS, MODULES, Function
from tests.oracle.tensorflow import PADDED, PaddedAsTensorFlow

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
        layer = layer.given(*case.shapes)
    except LayerError as error:
        return Refused(str(error), early=False)
    return taken(layer, *case.shapes)


def taken(layer: Layer, *shapes: Shape) -> Accepted | Refused:
    """The verdict of cnncalc on a layer that knows its input."""
    outputs = layer.outputs(*shapes)
    if min([size for shape in outputs for size in shape], default=1) < 1:
        (problem,) = layer.shrunk(shapes[0], outputs[0])
        return Refused(problem.message, early=False)
    return Accepted(outputs, layer.weights(), layer.buffers(), layer.frozen)


def of_pytorch(case: Case) -> Accepted | Refused:
    """The verdict of PyTorch, on tensors of the CPU: the meta device skips some checks."""
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        try:
            module = made(case)
        except Exception as error:
            return Refused(f"{type(error).__name__}: {error}", early=True)
        try:
            result = module(*inputs(case))
        except Exception as error:
            return Refused(f"{type(error).__name__}: {error}", early=False)
    return described(module, result)


def made(case: Case) -> torch.nn.Module:
    """The module of a case, or what stands for one."""
    if case.name in FUNCTIONS:
        return Function(FUNCTIONS[case.name], case.arguments)
    if case.name == "Upsample" and case.others:
        return Function(FUNCTIONS["Interpolate"], case.arguments)
    if case.name in MODULES:
        return MODULES[case.name](**case.arguments)
    if case.arguments.get("padding") == "tf_same" and case.name in PADDED:
        return PaddedAsTensorFlow(case.name, case.arguments)
    module: torch.nn.Module = getattr(torch.nn, case.name)(**case.arguments)
    if case.name == "MultiheadAttention":
        return module.train()  # outside of training a fast way skips some checks
    return module.eval()


def inputs(case: Case) -> tuple[torch.Tensor, ...]:
    """Tensors of the shapes that arrive: indices for tables, values and indices to unpool."""
    if case.name.startswith("Embedding"):
        return (torch.zeros(case.shapes[0], dtype=torch.long),)
    values = tuple([torch.zeros(tuple(shape)) for shape in case.shapes])
    if case.name.startswith("MaxUnpool"):
        return *values, torch.zeros(case.shapes[0], dtype=torch.long)
    if case.name == "MultiheadAttention" and len(values) == 1:
        return values * 3
    return values


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
