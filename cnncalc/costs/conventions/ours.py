"""Our own convention, and twice it."""

from __future__ import annotations

from cnncalc.costs.rules import Convention

MACS = Convention(
    "macs",
    "MACs",
    "multiply-accumulates of weights and of products of matrices, without bias; 0 for the rest",
    "torchvision, `_ops` of its weights",
    {"Layer": "macs"},
)
FLOPS = Convention(
    "flops",
    "FLOPs",
    "two operations for each of our multiply-accumulates",
    "PyTorch, torch.utils.flop_counter",
    {"Layer": "2·macs"},
)
