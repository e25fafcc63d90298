"""Multiply-accumulates: those of weights and of products of matrices, without bias."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnncalc import arith
from cnncalc.layers import LAYERS, LayerError
from cnncalc.layers.shapes import Unbatched
from tests.generated import generated
from tests.oracle.arguments import Case, cases

Shape = tuple[int, ...]
BATCH_NOT_FIRST = {"MultiheadAttention", "MatMul", "ScaledDotProductAttention", "Custom"}
"""Layers whose first dimension may be something else than samples."""
WORKING = [
    name for name, each in LAYERS.items()
    if each.macs_formula != "0" and name not in BATCH_NOT_FIRST
]  # fmt: skip


def macs(name: str, *shapes: Shape, **named: Any) -> int:
    """The multiply-accumulates for inputs of those shapes, their batch first."""
    layer = LAYERS[name](**named).given(*shapes)
    assert layer.uncounted == ()
    return layer.macs(*shapes)


CONV = {"in_channels": 3, "out_channels": 8, "kernel_size": 3, "padding": 1}
LSTM = {"input_size": 5, "hidden_size": 7}


@pytest.mark.parametrize(
    ("name", "arguments", "shapes", "expected"),
    [
        ("Conv2d", CONV, [(1, 3, 32, 32)], 221_184),
        ("Conv2d", CONV | {"bias": False}, [(1, 3, 32, 32)], 221_184),
        ("Conv2d", CONV | {"padding": "tf_same", "stride": 2}, [(1, 3, 23, 23)], 31_104),
        ("Conv2d", CONV | {"padding_mode": "circular"}, [(1, 3, 32, 32)], 221_184),
        ("Conv2d", {"out_channels": 8, "kernel_size": (1, 5), "dilation": 2}, [(1, 4, 9, 9)],
         9 * 1 * 8 * 4 * 5),
        ("ConvTranspose2d", {"in_channels": 3, "out_channels": 1, "kernel_size": 2},
         [(1, 3, 2, 2), (1, 1, 3, 3)], 48),
        ("Linear", {"out_features": 10}, [(1, 128)], 1_280),
        ("Linear", {"out_features": 3072}, [(2, 49, 768)], 2 * 49 * 768 * 3072),
        ("Linear", {"out_features": 4}, [Unbatched((8,))], 32),
        ("Bilinear", {"in1_features": 2, "in2_features": 3, "out_features": 4},
         [(5, 6, 2), (5, 6, 3)], 5 * 6 * 24),
        ("MatMul", {}, [(2, 4, 3), (2, 3, 5)], 120),
        ("MatMul", {}, [(2, 1, 4, 3), (1, 6, 3, 5)], 2 * 6 * 60),
        ("MatMul", {}, [(2, 4, 3), Unbatched((3,))], 24),
        ("MatMul", {}, [Unbatched((3,)), (2, 3, 5)], 30),
        ("MatMul", {}, [(3,), (3,)], 3),
        ("RNN", LSTM, [(2, 3, 5)], 6 * 7 * 12),
        ("LSTM", LSTM, [(2, 3, 5)], 6 * 28 * 12),
        ("LSTM", LSTM | {"batch_first": True, "bias": False}, [(2, 3, 5)], 6 * 28 * 12),
        ("LSTM", LSTM | {"num_layers": 2, "bidirectional": True}, [(2, 3, 5)],
         6 * 2 * 28 * (12 + 21)),
        ("LSTM", LSTM | {"proj_size": 2}, [(2, 3, 5)], 6 * (28 * (5 + 2) + 2 * 7)),
        ("GRU", LSTM, [(2, 3, 5)], 6 * 21 * 12),
        ("GRUCell", LSTM, [(4, 5)], 4 * 21 * 12),
        ("LSTMCell", LSTM, [(4, 5)], 4 * 28 * 12),
        ("Custom", {"output": "4", "macs": 7}, [(3, 5)], 21),
        ("Custom", {"output": "4", "macs": 7}, [Unbatched((3, 5))], 7),
    ],
)  # fmt: skip
def test_each_weight_counts_at_each_position(
    name: str, arguments: dict[str, Any], shapes: list[Shape], expected: int
) -> None:
    if name == "Custom":
        arguments = {"params": 0, "buffers": 0, **arguments}
    assert macs(name, *shapes, **arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "shapes", "expected"),
    [
        # projections of 6 queries, 6 keys and 6 values and the output, then 6×6 weights twice
        ({"batch_first": True}, [(2, 6, 8)], 2 * (6 * 4 * 64 + 2 * 6 * 6 * 8)),
        ({"batch_first": False}, [(6, 2, 8)], 2 * (6 * 4 * 64 + 2 * 6 * 6 * 8)),
        ({"add_bias_kv": True}, [(6, 2, 8)], 2 * (6 * 4 * 64 + 2 * 6 * 7 * 8)),
        ({"add_bias_kv": True, "add_zero_attn": True}, [(6, 2, 8)],
         2 * (6 * 4 * 64 + 2 * 6 * 8 * 8)),
        ({"kdim": 3, "vdim": 5}, [(6, 2, 8), (4, 2, 3), (4, 2, 5)],
         2 * (2 * 6 * 64 + 4 * 8 * (3 + 5) + 2 * 6 * 4 * 8)),
        ({}, [(6, 8)], 6 * 4 * 64 + 2 * 6 * 6 * 8),
    ],
)  # fmt: skip
def test_attention_counts_its_projections_and_both_products(
    arguments: dict[str, Any], shapes: list[Shape], expected: int
) -> None:
    found = macs("MultiheadAttention", *shapes, embed_dim=8, num_heads=2, **arguments)
    assert found == expected


def test_scaled_attention_counts_queries_by_keys_and_weights_by_values() -> None:
    shapes = (2, 4, 6, 8), (2, 4, 5, 8), (2, 4, 5, 3)
    assert macs("ScaledDotProductAttention", *shapes) == 2 * 4 * (6 * 5 * 8 + 6 * 5 * 3)
    shapes = (2, 4, 6, 8), (2, 2, 5, 8), (2, 2, 5, 8)
    assert macs("ScaledDotProductAttention", *shapes, enable_gqa=True) == 2 * 4 * 2 * 6 * 5 * 8


@pytest.mark.parametrize(
    ("name", "arguments", "shape"),
    [
        ("BatchNorm2d", {"num_features": 8}, (1, 8, 32, 32)),
        ("LayerNorm", {"normalized_shape": 8}, (1, 4, 8)),
        ("PReLU", {"num_parameters": 8}, (1, 8, 4, 4)),
        ("LayerScale", {"dim": 8}, (1, 4, 8)),
        ("AvgPool2d", {"kernel_size": 2}, (1, 8, 4, 4)),
        ("Embedding", {"num_embeddings": 10, "embedding_dim": 3}, (1, 4)),
        ("Upsample", {"scale_factor": 2}, (1, 8, 4, 4)),
    ],
)
def test_what_scales_adds_compares_or_looks_up_has_none(
    name: str, arguments: dict[str, Any], shape: Shape
) -> None:
    assert macs(name, shape, **arguments) == 0


SMALL = st.integers(1, 5)


@given(SMALL, SMALL, SMALL, st.integers(4, 9), st.integers(1, 3), st.integers(1, 3))
@settings(max_examples=60, derandomize=True, database=None, deadline=None)
def test_groups_divide_the_work(
    groups: int, into: int, out: int, size: int, kernel: int, stride: int
) -> None:
    shape = (1, groups * into, size, size)
    named = {"out_channels": groups * out, "kernel_size": kernel, "stride": stride}
    for name in ("Conv2d", "ConvTranspose2d"):
        apart = macs(name, shape, in_channels=shape[1], groups=groups, **named)
        assert groups * apart == macs(name, shape, in_channels=shape[1], **named)


@given(SMALL, SMALL, st.integers(4, 9), st.integers(1, 4), st.integers(1, 3), st.integers(0, 2))
@settings(max_examples=60, derandomize=True, database=None, deadline=None)
def test_a_convolution_is_a_linear_layer_on_patches(
    into: int, out: int, size: int, kernel: int, stride: int, padding: int
) -> None:
    shape = (2, into, size, size)
    window = {"kernel_size": kernel, "stride": stride, "padding": padding}
    patches = LAYERS["Unfold"](**window).output(shape)
    assume(min(patches) > 0)
    rows = (patches[0], patches[2], patches[1])
    assert macs("Conv2d", shape, out_channels=out, **window) == macs(
        "Linear", rows, out_features=out
    )


@given(SMALL, SMALL, st.integers(1, 6), st.integers(1, 3), st.integers(1, 3), st.integers(0, 1))
@settings(max_examples=60, derandomize=True, database=None, deadline=None)
def test_a_transposed_convolution_works_as_much_as_the_convolution_that_it_turns_round(
    into: int, out: int, size: int, kernel: int, stride: int, padding: int
) -> None:
    window = {"kernel_size": kernel, "stride": stride, "padding": padding}
    up = LAYERS["ConvTranspose1d"](into, out, **window)
    made = up.output((1, into, size))
    assume(min(made) > 0)
    down = LAYERS["Conv1d"](out, into, **window)
    assert down.output(made) == (1, into, size)
    assert up.macs((1, into, size)) == down.macs(made)


def test_no_figure_is_too_large() -> None:
    layer = LAYERS["Conv3d"](2**30, 2**30, 2**10)
    shape = (1, 2**30, 2**11, 2**11, 2**11)
    assert layer.macs(shape) == (2**10 + 1) ** 3 * 2**90


def test_the_formulas_multiply() -> None:
    assert arith.weighted(12_544, 9_408) == 118_013_952
    assert arith.matrix_product(49, 64, 49) == 153_664


@pytest.mark.parametrize("name", WORKING)
def test_twice_the_batch_is_twice_the_work(name: str) -> None:
    @generated(25)
    @given(cases(name))
    def check(case: Case) -> None:
        shapes = [case.shapes, tuple([(2 * each[0], *each[1:]) for each in case.shapes])]
        try:
            layers = [LAYERS[name](**case.arguments).given(*each) for each in shapes]
        except LayerError:
            return
        if min(sum(layers[0].outputs(*shapes[0]), start=(1,))) > 0:
            one, two = [layer.macs(*each) for layer, each in zip(layers, shapes, strict=True)]
            assert two == 2 * one

    check()
