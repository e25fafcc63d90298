"""What training holds: gradients, what is kept for backward, and the optimiser's state."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.memory import memory
from tests.memory.asking import remembered, shipped
from tests.running import reported

ONE = 4 * 8 * 8 * 4
"""Bytes of 4 channels of 8×8 in float32."""
CONV = "{Conv2d: {out: 4, kernel: 3, padding: 1}}"


def kept(layers: str) -> tuple[int | None, ...]:
    """What each row of a network on 4×8×8 keeps."""
    return remembered(f"input: 4x8x8\nlayers: [{layers}]").kept_at


def test_a_convolution_keeps_what_arrives_unless_that_is_the_models_input() -> None:
    assert kept(f"{CONV}, {CONV}") == (0, ONE)


def test_a_pool_keeps_its_input_and_the_indices() -> None:
    found = memory(shipped("quiz-130"))
    pools = (655_360 + 10 * 32 * 32 * 8, 81_920 + 20 * 16 * 16 * 8)
    assert found.kept_at == (0, pools[0], 40_960, pools[1])
    assert found.kept == sum(found.kept_at)  # type: ignore[arg-type]


def test_what_two_layers_keep_is_counted_once() -> None:
    assert kept(f"{CONV}, {{ReLU: {{}}}}, {CONV}") == (0, ONE, 0)


def test_batch_norm_keeps_its_input_and_two_statistics() -> None:
    assert kept(f"{CONV}, BatchNorm2d") == (0, ONE + 2 * 4 * 4)


@pytest.mark.parametrize(
    ("activation", "plain", "in_place"),
    [
        ("ReLU", (0, ONE, 0), (0, ONE, 0)),
        ("ELU", (0, ONE, ONE), (0, ONE, 0)),
        ("LeakyReLU", (0, ONE, ONE), (0, ONE, 0)),
        ("SiLU", (0, ONE, ONE), (0, ONE, ONE)),  # PyTorch clones what it needs before
    ],
)
def test_in_place_keeps_its_output_alone_where_the_gradient_can_be_found_from_it(
    activation: str, plain: tuple[int, ...], in_place: tuple[int, ...]
) -> None:
    assert kept(f"{CONV}, {activation}, {CONV}") == plain
    assert kept(f"{CONV}, {{{activation}: {{inplace: true}}}}, {CONV}") == in_place


def test_only_where_gradients_flow_is_anything_kept() -> None:
    assert kept("{MaxPool2d: 2}, Sigmoid, {Softmax: 1}") == (0, 0, 0)
    assert kept(f"Sigmoid, {CONV}, Sigmoid") == (0, ONE, ONE)


def test_a_frozen_parameter_wants_no_gradient() -> None:
    text = """
input: 4x8x8
layers:
  - {id: p, Parameter: {shape: [4, 8, 8], requires_grad: false}}
  - {Mul: [input, p]}
  - Sigmoid
"""
    found = remembered(text)
    assert (found.kept, found.gradients, found.optimizer_state) == (0, 0, 0)
    assert found.parameters == ONE


def test_a_product_keeps_each_factor_whose_partner_wants_a_gradient() -> None:
    text = """
input: 4x8x8
layers:
  - {id: a, Conv2d: {out: 4, kernel: 3, padding: 1}}
  - {id: s, from: input, Sigmoid: {}}
  - {Mul: [a, s]}
"""
    assert remembered(text).kept_at == (0, 0, ONE)


def test_joining_and_adding_keep_nothing() -> None:
    text = """
input: 4x8x8
layers:
  - {id: a, Conv2d: {out: 4, kernel: 3, padding: 1}}
  - {id: b, Conv2d: {out: 4, kernel: 3, padding: 1}}
  - {id: c, Add: [a, b]}
  - {Cat: [a, c]}
  - Flatten
"""
    assert remembered(text).kept_at == (0, ONE, 0, 0, 0)


def test_shared_weights_are_held_once() -> None:
    text = "input: 4x8x8\nlayers: [{id: c, Conv2d: {out: 4, kernel: 1}}, {share: c}]"
    found = remembered(text)
    assert (found.weights, found.gradients, found.optimizer_state) == ((80, 0), 80, 2 * 80 + 2 * 4)


def test_training_is_the_sum_of_its_parts() -> None:
    found = memory(shipped("resnet18"), optimizer="adamw")
    parts = (
        found.parameters, found.buffers, found.gradients, found.optimizer_state, found.input,
        found.kept,
    )  # fmt: skip
    assert parts == (46_758_048, 38_560, 46_758_048, 93_516_344, 602_112, 21_616_128)
    assert found.training == sum(parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("optimizer", "held"),
    [
        ("sgd", 0), ("momentum", 80), ("adam", 2 * 80 + 2 * 4), ("adamw", 2 * 80 + 2 * 4),
        ("amsgrad", 3 * 80 + 2 * 4), ("nadam", 2 * 80 + 2 * 8), ("asgd", 80 + 2 * 12),
        ("rmsprop", 80 + 2 * 4), ("adafactor", (4 * 4 + 4 * 4 + 4) * 4 + 2 * 4),
    ],
)  # fmt: skip
def test_each_optimiser_holds_its_own(optimizer: str, held: int) -> None:
    found = remembered("input: 4x8x8\nlayers: [{Conv2d: {out: 4, kernel: 1}}]", optimizer=optimizer)
    assert found.optimizer_state == held


def test_what_is_not_counted_is_unknown_and_the_rest_is_not() -> None:
    text = "input: 4x8x8\nlayers: [{Conv2d: {out: 4, kernel: 1}}, {Custom: {output: 4x8x8}}]"
    found = remembered(text)
    assert (found.parameters, found.buffers, found.gradients) == (None, None, None)
    assert (found.optimizer_state, found.kept, found.training, found.inference) == (None,) * 4
    assert (found.weights, found.activations) == ((80, None), (ONE, ONE))
    assert (found.kept_at, found.peak, found.input) == ((0, None), 2 * ONE, ONE)


def test_what_a_counted_layer_of_ones_own_keeps_is_unknown_all_the_same() -> None:
    custom = "{Custom: {output: 4x8x8, params: 10, buffers: 0}}"
    found = remembered(f"input: 4x8x8\nlayers: [{custom}]")
    assert (found.parameters, found.gradients, found.kept, found.training) == (40, 40, None, None)


def test_what_may_have_parameters_may_keep_something() -> None:
    assert kept("{Custom: {output: 4x8x8}}, Sigmoid") == (None, ONE)
    assert kept("{Custom: {output: 4x8x8, params: 0}}, Sigmoid") == (0, 0)


def test_behind_a_break_everything_is_unknown() -> None:
    report = reported("input: 3x8x8\nlayers: [{Conv2d: [5, 4, 3]}, ReLU]", None)
    found = memory(report)
    assert (found.peak, found.peak_at, found.kept, found.training) == (None, None, None, None)


def test_a_network_without_layers_has_no_peak() -> None:
    spec = cnncalc.parse("layers: []", "<test>")
    found = memory(cnncalc.compute(cnncalc.build(spec)))
    assert (found.input, found.peak, found.kept) == (None, None, None)
