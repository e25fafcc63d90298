"""What PyTorch's FlopCounterMode counts of a case."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

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
    """The floating-point operations that PyTorch's counter sees.

    With `plain`, layers run as the products of matrices that they are defined as: the counter
    does not see into oneDNN's LSTM, nor into fused attention.
    """
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        module, values, named = made(case), inputs(case), by_name(case)
        counter = FlopCounterMode(display=False)
        if plain:
            with torch.backends.mkldnn.flags(enabled=False), sdpa_kernel(SDPBackend.MATH), counter:
                module(*values, **named)
        else:
            with counter:
                module(*values, **named)
    return counter.get_total_flops()
