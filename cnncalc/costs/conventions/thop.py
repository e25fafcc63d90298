"""thop: hooks on modules of known classes."""

from __future__ import annotations

from cnncalc.costs.rules import Case, Convention

_NORM = "2·inputs + 2·inputs·has_weight"
_RESIZED = (
    Case("0", {"tensors": (2,)}),  # a function
    Case("outputs", {"mode": ("nearest",)}),
    Case("5·outputs", {"mode": ("linear",)}),
    Case("11·outputs", {"mode": ("bilinear",)}),
    Case("259·outputs", {"mode": ("bicubic",)}),
    "0",
)

THOP = Convention(
    "thop",
    "MACs",
    "multiply-accumulates without bias, of transposed convolutions at every position of the "
    "output; 2 or 4 for each element of a batch, layer or instance normalisation, 1 of a pooled "
    "average, 1 to 259 of upsampling; functions are not seen",
    "thop 0.1.1, vision/basic_hooks.py and rnn_hooks.py",
    {
        "Custom": None,
        "GRU": "macs + 7·units + 6·biased_units",
        "GRUCell": "macs + 7·units + 6·biased_units",
        "LSTM": "unprojected + 8·units + 8·biased_units",
        "LSTMCell": "macs + 8·units + 8·biased_units",
        "LayerNorm": _NORM,
        "Linear": "macs",
        "PReLU": "inputs",
        "RNN": "macs + units + 2·biased_units",
        "RNNCell": "macs + units + 2·biased_units",
        "Softmax": (Case(None, {"dim": (None,)}), "3·inputs − sums"),
        "Upsample": _RESIZED,
        "UpsamplingBilinear2d": "11·outputs",
        "UpsamplingNearest2d": "outputs",
        "_AcrossBatch": _NORM,
        "_AdaptiveAvgPool": "pooled + outputs",
        "_AvgPool": "outputs",
        "_Conv": "macs",
        "_ConvTranspose": "outputs·windows",
        "_InstanceNorm": _NORM,
    },
)
