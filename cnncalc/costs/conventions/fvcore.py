"""fvcore: operations of a traced network by a table, a multiply-accumulate as one."""

from __future__ import annotations

from cnncalc.costs.rules import Case, Convention

_BY_WORD = Case("0", {"padding": ("same", "valid"), "padding_mode": ("zeros",)})
_RANKS = (2, 3, 4, 5)  # it refuses others
_NORM = (Case("4·inputs + inputs·has_weight", {"rank": _RANKS}), None)
_BATCH = (
    Case("4·inputs + inputs·has_weight", {"track_running_stats": (False,), "rank": _RANKS}),
    Case(None, {"track_running_stats": (False,)}),
    "inputs + inputs·has_weight",
)
_RESIZED = (
    Case("0", {"antialias": (True,)}),
    Case("outputs", {"rank": (4,), "mode": ("nearest",)}),
    Case("4·outputs", {"rank": (4,), "mode": ("bilinear",)}),
    Case("inputs", {"rank": (4,), "mode": ("area",)}),
    "0",
)

FVCORE = Convention(
    "fvcore",
    "FLOPs",
    "a multiply-accumulate as one operation, without bias; 1 or 2 for each element of a batch "
    "normalisation, 4 or 5 of others, 1 of adaptive 2-D averages, 1 or 4 of 2-D upsampling",
    "fvcore 0.1.5, nn/jit_handles.py and nn/flop_count.py",
    {
        "AdaptiveAvgPool2d": "inputs",
        "Custom": None,
        "GroupNorm": _NORM,
        "LayerNorm": _NORM,
        "LayerNorm2d": _NORM,
        "Linear": "macs",
        "MatMul": (Case(None, {"vector": (True,)}), "by_columns"),
        "MultiheadAttention": "macs",
        "UpsamplingBilinear2d": "4·outputs",
        "UpsamplingNearest2d": (Case("outputs", {"rank": (4,)}), "0"),
        "_AcrossBatch": _BATCH,
        "_Conv": (_BY_WORD, "macs"),
        "_ConvTranspose": "macs",
        "_Cell": "macs",
        "_InstanceNorm": _NORM,
        "_Upsample": _RESIZED,
    },
)
