"""ptflops: hooks on modules, averaged over the batch, and functions, which are not."""

from __future__ import annotations

from cnncalc.costs.rules import Case, Convention

_POOLED = (Case(None, {"padding": ("tf_same",)}), "inputs")
_RESIZED = (Case("resized + inputs", {"mode": ("area",)}), "resized")
_BOTH_PRODUCTS = (Case(None, {"rank": (2,)}), "2·B·L·T·E + B·L·T·heads")
_PROJECTIONS = (
    Case(None, {"rank": (2,)}),
    "B·L·E + B·L·E·E + B·M·K·K + B·M·V·V + B·L·E·biased + 2·B·M·E·biased + B·L·M·E + "
    "B·L·M·heads + B·L·M·heads·value_features + B·L·V·V + B·L·V",
)
PTFLOPS = Convention(
    "ptflops",
    "MACs",
    "multiply-accumulates and bias; 1 or 2 for each element of normalisations; 1 of ReLU and its "
    "like, pools and upsampling, once as a module for a sample and, of most, once more as the "
    "function that it calls for the batch",
    "ptflops 0.7.5, pytorch_ops.py, the pytorch backend",
    {
        "Custom": None,
        "ELU": "inputs",
        "GELU": "inputs",
        "LocalResponseNorm": "3·inputs + padded_channels",
        "MatMul": "by_columns",
        "MultiheadAttention": _BOTH_PRODUCTS,
        "PReLU": "inputs",
        "ReLU": "inputs",
        "SiLU": "inputs",
        "Softmax": "inputs",
        "Softmax2d": "inputs",
        "_AdaptivePool": "inputs",
        "_AvgPool": _POOLED,
        "_LPPool": (Case(None, {"padding": ("tf_same",)}), "inputs + 2·outputs"),
        "_MaxPool": _POOLED,
        "_Upsample": _RESIZED,
    },
    {
        "ELU": "outputs",
        "GELU": "outputs",
        "GRU": "gates + 7·units + 6·biased_units",
        "GRUCell": "macs + 7·units + 6·biased_units",
        "GroupNorm": "inputs + inputs·has_weight",
        "LSTM": "gates + 10·units + 8·biased_units",
        "LSTMCell": "macs + 10·units + 8·biased_units",
        "LayerNorm": "inputs",
        "LeakyReLU": "outputs",
        "Linear": "macs + outputs·has_bias",
        "MultiheadAttention": _PROJECTIONS,
        "PReLU": "outputs",
        "RNN": "gates + units + 2·biased_units",
        "RNNCell": "macs + units + 2·biased_units",
        "ReLU": "outputs",
        "ReLU6": "outputs",
        "Upsample": (Case("0", {"tensors": (2,)}), "one_output"),
        "_AdaptivePool": "inputs",
        "_AvgPool": _POOLED,
        "_BatchNorm": "inputs + inputs·has_weight",
        "_Convolution": "macs + outputs·has_bias",
        "_InstanceNorm": "inputs + inputs·has_weight",
        "_MaxPool": _POOLED,
    },
)
