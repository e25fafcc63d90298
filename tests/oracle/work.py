"""What PyTorch's FlopCounterMode counts of a case."""

from __future__ import annotations

import warnings
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from cnncalc.layers import LAYERS, Layer, LayerError
from tests.oracle.verdicts import by_name, inputs, made

if TYPE_CHECKING:
    from tests.oracle.arguments import Case


def ready(case: Case) -> Layer | None:
    """The layer of a case, with all that it infers; None where it does not fit."""
    try:
        layer = LAYERS[case.name](**case.arguments).given(*case.shapes)
        outputs = layer.outputs(*case.shapes)
    except LayerError:
        return None
    return layer if min(sum(outputs, start=(1,))) > 0 else None


def flops(case: Case, *, plain: bool) -> int:
    """The floating-point operations that PyTorch's counter sees of a case."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return flops_of(made(case), *inputs(case), plain=plain, **by_name(case))


def flops_of(module: torch.nn.Module, *values: Any, plain: bool, **named: Any) -> int:
    """The floating-point operations that PyTorch's counter sees of a module.

    With `plain`, layers run as the products of matrices that they are defined as: the counter
    does not see into oneDNN's LSTM, nor into fused attention.
    """
    counter = FlopCounterMode(display=False)
    with ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        if plain:
            stack.enter_context(torch.backends.mkldnn.flags(enabled=False))
            stack.enter_context(sdpa_kernel(SDPBackend.MATH))
            stack.enter_context(torch.no_grad())
        stack.enter_context(counter)
        module(*values, **named)
    return int(counter.get_total_flops())
