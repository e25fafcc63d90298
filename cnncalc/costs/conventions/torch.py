"""PyTorch's own counter."""

from __future__ import annotations

from cnncalc.costs.rules import Case, Convention

TORCH = Convention(
    "torch",
    "FLOPs",
    "two operations for each multiply-accumulate of convolutions and products of matrices, as "
    "they run on a CPU with gradients: what runs as one fused kernel there is not seen",
    "torch 2.13, torch.utils.flop_counter.FlopCounterMode",
    {
        "Layer": "2·macs",
        "Bilinear": "0",
        "Custom": None,
        "LSTM": (Case("0", {"proj_size": (0,)}), "2·macs"),  # oneDNN has no projection
        "MatMul": (Case("0", {"vector": (True,)}), "2·macs"),
        "ScaledDotProductAttention": (Case("0", {"fused": (True,)}), "2·macs"),
    },
)
