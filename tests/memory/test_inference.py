"""What is alive at once in evaluation, and at which row it is most."""

from __future__ import annotations

import pytest

from cnncalc.memory import memory
from tests.memory.asking import computed, remembered, shipped

ONE = 4 * 8 * 8 * 4
"""Bytes of 4 channels of 8×8 in float32."""


def test_a_chain_peaks_at_its_largest_pair() -> None:
    found = memory(shipped("quiz-130"))
    assert found.input == 3 * 130 * 130 * 4 == 202_800
    assert found.activations == (655_360, 40_960, 81_920, 20_480)
    assert (found.peak, found.peak_at) == (202_800 + 655_360, 1)
    assert (found.parameters, found.buffers) == (5_300 * 4, 0)
    assert found.inference == 21_200 + 858_160


def test_what_a_residual_still_needs_stays_alive() -> None:
    text = """
layers:
  - {id: a, Conv2d: {out: 4, kernel: 3, padding: 1}}
  - Conv2d: {out: 4, kernel: 3, padding: 1}
  - {id: b, Conv2d: {out: 4, kernel: 3, padding: 1}}
  - Add: [a, b]
"""
    found = remembered(text, "4x8x8")
    assert (found.peak, found.peak_at) == (3 * ONE, 3)


def test_a_dense_graph_keeps_all_of_its_branches_to_the_end() -> None:
    text = """
layers:
  - {id: a, Conv2d: {out: 4, kernel: 3, padding: 1}}
  - {id: b, Conv2d: {out: 4, kernel: 3, padding: 1}}
  - {id: c, Conv2d: {out: 4, kernel: 3, padding: 1}}
  - Cat: [a, b, c]
  - Conv2d: {out: 1, kernel: 1}
"""
    found = remembered(text, "4x8x8")
    assert (found.peak, found.peak_at) == (6 * ONE, 4)


def test_the_models_outputs_stay_to_the_end() -> None:
    text = """
input: 4x8x8
outputs: [a, c]
layers:
  - {id: a, Conv2d: {out: 4, kernel: 3, padding: 1}}
  - {id: b, Conv2d: {out: 4, kernel: 3, padding: 1}}
  - {id: c, Conv2d: {out: 4, kernel: 3, padding: 1}}
"""
    found = remembered(text)
    assert (found.peak, found.peak_at) == (3 * ONE, 3)


def test_in_place_writes_into_the_input() -> None:
    text = "input: 1x8x8\nlayers: [{{AvgPool2d: 1}}, {{ReLU: {{inplace: {}}}}}]"
    plain, in_place = (remembered(text.format(each)) for each in ("false", "true"))
    assert plain.activations == in_place.activations == (256, 256)
    assert (plain.peak, in_place.peak) == (512, 512)
    text = text.replace("{{AvgPool2d: 1}}, ", "")
    plain, in_place = (remembered(text.format(each)) for each in ("false", "true"))
    assert (plain.peak, in_place.peak) == (512, 256)


@pytest.mark.parametrize(
    "views",
    [
        "Flatten(); Unflatten(1, (4, 64))",
        "View(-1, 256)",
        "Transpose(1, 2); Permute(0, 3, 1, 2)",
        "Squeeze(2); Unsqueeze(2)",
        "Identity(); Dropout(); DropPath(0.2); StochasticDepth(0.1, 'row')",
        "Slice(':, 1:3')",
        "Narrow(1, 0, 2)",
        "Expand(-1, 4, 8, 8)",
        "Dropout2d(inplace=True)",
    ],
)
def test_views_and_what_is_idle_in_evaluation_allocate_nothing(views: str) -> None:
    found = remembered("input: 4x8x8\nlayers:\n- " + "\n- ".join(views.split("; ")))
    assert (found.peak, found.peak_at) == (ONE, 1)


def test_a_storage_lives_as_long_as_any_of_its_views() -> None:
    text = """
input: 4x8x8
layers:
  - {id: halves, Chunk: {chunks: 2, dim: 1}}
  - {id: one, from: halves.0, Sigmoid: {}}
  - {id: two, from: one, Sigmoid: {}}
  - {Mul: [two, halves.1]}
"""
    found = remembered(text)
    assert (found.peak, found.peak_at) == (2 * ONE, 3)


@pytest.mark.parametrize(
    ("before", "peak"),
    [("Identity()", ONE), ("Transpose(2, 3)", 2 * ONE), ("Permute(0, 2, 3, 1)", 2 * ONE)],
)
def test_flattening_copies_where_the_values_lie_in_another_order(before: str, peak: int) -> None:
    assert remembered(f"input: 4x8x8\nlayers:\n- {before}\n- Flatten").peak == peak


def test_the_order_of_values_goes_through_what_works_on_each_value() -> None:
    moved = "{Permute: [0, 2, 3, 1]}, Sigmoid, {Permute: [0, 3, 1, 2]}"
    text = f"input: 4x8x8\nlayers: [{moved}, Flatten]"
    assert remembered(text).peak == 2 * ONE


def test_shuffled_channels_are_a_copy() -> None:
    assert remembered("input: 4x8x8\nlayers: [{ChannelShuffle: 2}]").peak == 2 * ONE


def test_a_parameter_is_no_activation() -> None:
    text = "input: 4x8x8\nlayers: [{id: p, Parameter: [4, 8, 8]}, {Add: [input, p]}]"
    found = remembered(text)
    assert (found.peak, found.parameters) == (2 * ONE, ONE)


def test_indices_are_eight_bytes_whatever_the_dtype() -> None:
    text = "input: 6\nlayers: [{Embedding: {num_embeddings: 10, embedding_dim: 4}}, {ArgMax: 2}]"
    for dtype, size in (("float32", 4), ("float16", 2), ("int8", 1), ("mixed", 2)):
        found = remembered(text, dtype=dtype)
        assert (found.input, found.activations) == (6 * 8, (24 * size, 6 * 8))
    text = "input: 1x4x4\nlayers: [{MaxPool2d: {kernel: 2, return_indices: true}}]"
    assert remembered(text, dtype="float16").activations == (4 * 2 + 4 * 8,)


def test_the_input_of_an_embedding_is_int64_through_views_too() -> None:
    text = "input: 2x3\nlayers: [Flatten, {Embedding: {num_embeddings: 10, embedding_dim: 4}}]"
    assert remembered(text, dtype="float16").input == 6 * 8


def test_everything_but_weights_grows_with_the_batch() -> None:
    one, four = (memory(shipped("quiz-130", batch)) for batch in (1, 4))
    assert four.peak == 4 * (one.peak or 0)
    assert four.input == 4 * (one.input or 0)
    assert four.parameters == one.parameters


def test_dtypes_scale_what_they_name() -> None:
    report = computed("input: 3x8x8\nlayers: [{Conv2d: {out: 6, kernel: 3}}, BatchNorm2d]")
    found = {name: memory(report, dtype=name) for name in ("float64", "float16", "mixed", "int8")}
    figures = {name: (each.parameters, each.buffers, each.input) for name, each in found.items()}
    assert figures == {
        "float64": (180 * 8, 12 * 8 + 8, 192 * 8),
        "float16": (180 * 2, 12 * 2 + 8, 192 * 2),
        "mixed": (180 * 4, 12 * 4 + 8, 192 * 2),
        "int8": (180, 12 + 8, 192),
    }


def test_an_unknown_dtype_names_those_there_are() -> None:
    report = shipped("quiz-130")
    with pytest.raises(ValueError, match="no dtype 'fp32': there are float64, float32, float16"):
        memory(report, dtype="fp32")
    with pytest.raises(ValueError, match="no optimizer 'lion': there are sgd, momentum, adam"):
        memory(report, optimizer="lion")
