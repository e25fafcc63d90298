"""Recurrent layers and cells."""

from __future__ import annotations

import pytest

from cnncalc.layers import LAYERS, LayerError
from cnncalc.layers.shapes import Unbatched
from tests.layers.asking import after, refused, refused_together, together

LSTM = LAYERS["LSTM"]


def test_a_projection_as_wide_as_the_state_is_refused() -> None:
    problem = refused("LSTM", 28, 64, proj_size=64)
    assert problem.message == "`proj_size` must be smaller than `hidden_size`: 64 against 64"
    assert problem.help == "write `proj_size=63`"


def test_other_features_than_it_takes_are_refused() -> None:
    assert refused("LSTM", 28, 64, arrives=(28, 27)).message == (
        "`LSTM` takes 28 features but 27 arrive"
    )


def test_what_is_no_sequence_is_refused() -> None:
    assert refused("GRU", 28, 64, arrives=(28,)).message == "`GRU` takes L×D_in but 28 arrives"
    assert refused("GRUCell", 28, 64, arrives=(9, 28)).message == (
        "`GRUCell` takes D_in but 9×28 arrives"
    )


def test_a_number_for_bias_is_refused_as_pytorch_refuses_it() -> None:
    problem = refused("GRU", 28, 64, bias=1)
    assert problem.message == "`bias` of `GRU` takes True or False, not 1"
    assert problem.help == "write `bias=True`"


def test_more_layers_than_anyone_stacks_are_refused() -> None:
    assert refused("RNN", 28, 64, 51).message == (
        "`num_layers` of `RNN` takes a whole number of at most 50, not 51"
    )


@pytest.mark.parametrize(("name", "params"), [("RNN", 20_224), ("LSTM", 80_896), ("GRU", 60_672)])
def test_one_layer_has_two_biases_for_each_gate(name: str, params: int) -> None:
    assert LAYERS[name](28, 128).params == params


def test_deeper_layers_take_what_both_directions_give() -> None:
    layer = LSTM(10, 20, num_layers=2, bidirectional=True, bias=False)
    assert layer.weights() == {
        "weight_ih_l0": (80, 10),
        "weight_hh_l0": (80, 20),
        "weight_ih_l0_reverse": (80, 10),
        "weight_hh_l0_reverse": (80, 20),
        "weight_ih_l1": (80, 40),
        "weight_hh_l1": (80, 20),
        "weight_ih_l1_reverse": (80, 40),
        "weight_hh_l1_reverse": (80, 20),
    }


def test_a_projection_narrows_the_output_and_the_recurrence() -> None:
    layer = LSTM(10, 20, proj_size=5, bias=False)
    assert layer.weights() == {
        "weight_ih_l0": (80, 10),
        "weight_hh_l0": (80, 5),
        "weight_hr_l0": (5, 20),
    }
    assert after(layer, 7, 10) == (7, 5)


def test_the_states_stand_layer_by_layer_and_their_batch_second() -> None:
    layer = LSTM(10, 20, num_layers=2, bidirectional=True, batch_first=True, proj_size=5)
    assert layer.outputs((3, 7, 10)) == ((3, 7, 10), (4, 3, 5), (4, 3, 20))
    assert LAYERS["GRU"](10, 20).outputs((7, 3, 10)) == ((7, 3, 20), (1, 3, 20))


def test_a_cell_gives_one_state_and_an_lstm_cell_two() -> None:
    assert LAYERS["GRUCell"](10, 20).outputs((3, 10)) == ((3, 20),)
    assert LAYERS["LSTMCell"](10, 20).outputs((3, 10)) == ((3, 20), (3, 20))


def test_a_cell_names_its_weights_without_a_layer() -> None:
    assert LAYERS["RNNCell"](10, 20).weights() == {
        "weight_ih": (20, 10),
        "weight_hh": (20, 20),
        "bias_ih": (20,),
        "bias_hh": (20,),
    }


@pytest.mark.parametrize("name", ["RNN", "LSTM", "GRU"])
def test_the_batch_of_a_state_stands_second(name: str) -> None:
    sequence, *states = LAYERS[name](8, 16, batch_first=True).outputs((2, 5, 8))
    assert sequence == (2, 5, 16)
    assert not isinstance(sequence, Unbatched)
    assert set(states) == {(1, 2, 16)}
    assert all(isinstance(each, Unbatched) for each in states)


def test_a_first_state_of_another_width_is_refused() -> None:
    layer = LSTM(10, 20, batch_first=True)
    with pytest.raises(LayerError) as caught:
        layer.given((3, 7, 10), Unbatched((1, 3, 20)), Unbatched((1, 3, 19)))
    (problem,) = caught.value.problems
    assert problem.message == (
        "the first cell state of `LSTM` has 1×3×20, the batch second, but 1×3×19 arrives"
    )
    assert problem.help == (
        "name the states that a layer before gives, as in `from: [x, before.1, before.2]`"
    )


def test_a_first_state_with_its_batch_first_is_refused() -> None:
    with pytest.raises(LayerError) as caught:
        LAYERS["GRU"](10, 20, 2, batch_first=True).given((3, 7, 10), (3, 2, 20))
    (problem,) = caught.value.problems
    assert problem.message == (
        "the first hidden state of `GRU` has 2×3×20, the batch second, but 2×20 arrives"
    )
    assert problem.help == "put `Transpose(0, 1)` behind it, so that its batch stands second"


def test_a_state_alone_is_too_little_for_an_lstm() -> None:
    assert refused_together(LAYERS["LSTMCell"](10, 20), (10,), (20,)).message == (
        "`LSTMCell` reads 1 or 3 tensors, but 2 arrive: 10, 20"
    )
    assert refused_together(LAYERS["GRUCell"](10, 20), (10,), (19,)).message == (
        "the first hidden state of `GRUCell` has 1×20, with the batch, but 19 arrives"
    )


def test_first_states_may_arrive() -> None:
    states = Unbatched((1, 3, 20)), Unbatched((1, 3, 20))
    layer = LSTM(10, 20, batch_first=True)
    assert layer.given((3, 7, 10), *states).outputs((3, 7, 10), *states) == (
        (3, 7, 20),
        (1, 3, 20),
        (1, 3, 20),
    )
    assert together(LAYERS["LSTMCell"](10, 20), (10,), (20,), (20,)) == (20,)
    assert together(LAYERS["RNNCell"](10, 20), (10,), (20,)) == (20,)
