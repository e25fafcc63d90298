"""What cnncalc and what PyTorch say of one case: a refusal, or shapes and weights."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import torch

from cnncalc.layers import LAYERS, Layer, LayerError, lookup
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
            result = module(*inputs(case), **by_name(case))
        except Exception as error:
            return Refused(f"{type(error).__name__}: {error}", early=False)
    return described(module, result)


def of_forward(name: str) -> set[str]:
    """The arguments that PyTorch takes when a layer is called, not when it is made."""
    found = lookup(name)
    return {each.name for each in found[1].arguments if each.of_forward} if found else set()


def by_name(case: Case) -> dict[str, Any]:
    """What a module is called with by name: the size asked for, which a last tensor may have."""
    given = {name: case.arguments[name] for name in of_forward(case.name) & {*case.arguments}}
    sized = case.shapes[1 + case.name.startswith("MaxUnpool") :]
    if "output_size" in of_forward(case.name) and sized:
        (size,) = sized
        if len(size) != len(case.shapes[0]) or given.get("output_size") is not None:
            raise ValueError("another rank, or a size too many")
        return {"output_size": size}
    return given


def made(case: Case) -> torch.nn.Module:
    """The module of a case, or what stands for one."""
    kept = case.arguments.keys() - of_forward(case.name)
    case = case._replace(
        arguments={key: case.arguments[key] for key in case.arguments if key in kept}
    )
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


def inputs(case: Case) -> tuple[Any, ...]:
    """Tensors of the shapes that arrive: indices for tables, values and indices to unpool."""
    if case.name.startswith("Embedding"):
        return (torch.zeros(case.shapes[0], dtype=torch.long),)
    values = tuple([torch.zeros(tuple(shape)) for shape in case.shapes])
    if case.name.startswith("MaxUnpool"):
        return values[0], torch.zeros(case.shapes[:2][-1], dtype=torch.long)
    if of_forward(case.name):
        return values[:1]
    if case.name.startswith("LSTM") and len(values) > 1:
        return values[0], values[1:]
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
