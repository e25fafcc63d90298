"""torchinfo: every weight at every position of the output, and of other layers once a sample."""

from __future__ import annotations

from cnncalc.costs.rules import Convention

TORCHINFO = Convention(
    "torchinfo",
    "MACs",
    "weights and biases, at every position of the output of convolutions, transposed ones too, at "
    "the first two sizes of the output of recurrent layers, and once a sample of all others; "
    "functions are not seen",
    "torchinfo 1.8.0, layer_info.py, calculate_macs",
    {
        "Layer": "samples·weights + rows·other_weights",
        "Custom": None,
        "MultiheadAttention": "0",  # its weights are those of a module that is never called
        "_Convolution": "places·weights",
        "_Source": "0",
    },
)
