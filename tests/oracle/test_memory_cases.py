"""What is kept in cases that chance seldom draws, against PyTorch."""

from __future__ import annotations

import warnings
from itertools import product

import pytest

from cnncalc.layers.shapes import Unbatched
from tests.oracle.arguments import Case
from tests.oracle.kept import (
    CHANNELS_LAST,
    FIRST,
    LAST,
    RAW,
    TRAINED,
    TURNED,
    of_cnncalc,
    of_pytorch,
)

SHARES = (0.0, 0.5, 1.0)
BOTH = (False, True)
INFINITE = float("inf")
IMAGE, ROWS = (2, 2, 7, 8), (3, 2, 7)

CASES = [
    *[
        Case("MultiheadAttention", {
            "embed_dim": 6, "num_heads": 2, "dropout": share, "batch_first": first,
            "add_zero_attn": zero,
        }, (3, 4, 6))
        for share, first, zero in product(SHARES, BOTH, BOTH)
    ],
    Case(
        "MultiheadAttention", {"embed_dim": 6, "num_heads": 2, "dropout": 0.5}, (3, 4, 6),
        ((5, 4, 6), (5, 4, 6)),
    ),
    *[
        Case("ScaledDotProductAttention", {"dropout_p": share, "is_causal": causal}, (2, 3, 4, 6),
             ((2, 3, 5, 6), (2, 3, 5, 6)))
        for share, causal in product(SHARES, BOTH)
    ],
    Case("ScaledDotProductAttention", {"enable_gqa": True}, (2, 4, 4, 6),
         ((2, 2, 5, 6), (2, 2, 5, 6))),
    *[
        Case(name, {
            "input_size": 3, "hidden_size": 4, "num_layers": 3, "dropout": share,
            "bidirectional": two, "batch_first": first,
        }, (2, 5, 3))
        for name, share, two, first in product(("RNN", "LSTM", "GRU"), SHARES, BOTH, BOTH)
    ],
    *[
        Case("Conv2d", {
            "in_channels": 2, "out_channels": 3, "kernel_size": kernel, "padding": "same",
            "dilation": dilation,
        }, IMAGE)
        for kernel, dilation in product((2, 3, 4, (2, 3)), (1, 2))
    ],
    *[
        Case("Conv2d", {
            "in_channels": 2, "out_channels": 3, "kernel_size": 4, "padding": "same",
            "padding_mode": mode,
        }, IMAGE)
        for mode in ("reflect", "circular", "replicate")
    ],
    *[Case("MaxPool2d", {"kernel_size": 2, "return_indices": both}, IMAGE) for both in BOTH],
    *[
        Case(name, {"inplace": True}, IMAGE)
        for name in (
            "ReLU", "ReLU6", "SELU", "SiLU", "Mish", "Hardsigmoid", "Hardswish", "ELU", "CELU",
            "LeakyReLU", "RReLU", "Hardtanh", "Dropout", "Dropout2d", "AlphaDropout",
            "FeatureAlphaDropout",
        )
    ],
    *[Case("LayerScale", {"dim": 2, "inplace": both}, IMAGE) for both in BOTH],
    *[Case("DropPath", {"drop_prob": share}, (3, 2, 7, 8)) for share in (0.0, 0.3)],
    *[
        Case("Norm", {"p": p, "dim": dim}, ROWS)
        for p, dim in product((0, 1, 2, 3, 0.5, "fro", INFINITE), (1, (0, 1), None))
    ],
    *[
        Case(name, {"p": p, **more}, ROWS, others)
        for (name, more, others), p in product(
            (("Normalize", {"dim": 1}, ()), ("PairwiseDistance", {}, (ROWS,))),
            (0.0, 1.0, 2.0, 3.0, 0.5, INFINITE),
        )
    ],
    *[Case("Pow", {"exponent": p}, ROWS) for p in (0.0, 1.0, 2.0, 3.0, 0.5)],
    *[
        Case("LPPool2d", {"norm_type": p, "kernel_size": 2}, (1, 3, 6, 7))
        for p in (1.0, 2.0, 3.0, 0.5, INFINITE)
    ],
    Case("LPPool1d", {"norm_type": INFINITE, "kernel_size": 2}, (2, 3, 8)),
    Case("LPPool3d", {"norm_type": INFINITE, "kernel_size": 2}, (2, 3, 4, 4, 5)),
    *[Case("LocalResponseNorm", {"size": 2, "beta": beta}, IMAGE) for beta in (0.0, 1.0, 0.5)],
    *[Case(name, {"dim": d}, IMAGE) for name, d in product(("Var", "Std"), (0, (1, 2), None))],
    *[Case("Prod", {"dim": dim}, IMAGE) for dim in (0, None)],
    *[Case(name, {"other": 2}, ROWS) for name in ("Add", "Sub", "Mul", "Div")],
    Case("Div", {"other": 2, "rounding_mode": "floor"}, ROWS),
    Case("Div", {"rounding_mode": "floor"}, ROWS, (ROWS,)),
    *[Case("PReLU", {"num_parameters": count}, ROWS) for count in (1, 2)],
    *[
        Case("Embedding", {"num_embeddings": 4, "embedding_dim": 3, "max_norm": norm}, (2, 3))
        for norm in (None, 1.0)
    ],
    Case("MatMul", {}, (2, 3, 4), ((1, 4, 5),)),
    Case("MatMul", {}, (1, 3, 4), ((2, 4, 5),)),
    Case("MatMul", {}, Unbatched((3, 4)), ((2, 4, 5),)),
    Case("MatMul", {}, (2, 6, 3, 4), ((2, 1, 4, 5),)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_what_pytorch_keeps(case: Case) -> None:
    for how in (RAW, TRAINED, TURNED, CHANNELS_LAST, FIRST, LAST):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = of_pytorch(case, how)
        ours = of_cnncalc(case, how)
        assert ours._replace(contiguous=()) == theirs._replace(contiguous=()), how
