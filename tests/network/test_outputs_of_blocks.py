"""Blocks that give several tensors, and blocks that are nested in themselves."""

from __future__ import annotations

from tests.drawing import drawn, problems, spec
from tests.running import marked, only_problem

TWO = """
two:
  layers:
    - {id: a, from: input.0, Conv2d: {out: 4, kernel: 1}}
    - {id: b, from: input.0, Conv2d: {out: 6, kernel: 3}}
  outputs: [a, b]
"""


def test_an_output_that_no_entry_has_is_refused() -> None:
    block = "f:\n  layers: [{id: a, ReLU: }]\n  outputs: [a, c]"
    assert problems(spec("- f", block)) == [
        "unknown-reference: no entry has the id `c`, which `outputs` names"
    ]


def test_an_output_that_stands_twice_is_refused() -> None:
    block = "f:\n  layers: [{id: a, ReLU: }]\n  outputs: [a, a]"
    assert problems(spec("- f", block)) == ["bad-name: the output `a` is named twice"]


def test_a_block_has_no_other_keys() -> None:
    block = "f:\n  layers: [ReLU]\n  output: a"
    assert problems(spec("- f", block)) == ["unknown-key: there is no key `output` here"]


def test_an_id_inside_a_block_is_its_own() -> None:
    assert problems(spec("- {id: x, two: }\n- {from: x.a, ReLU: }", TWO)) == [
        "unknown-reference: no entry before this one has the id `x.a`"
    ]


def test_each_output_can_be_read() -> None:
    layers = "- {id: x, two: }\n- {from: x.1, ReLU: }\n- {from: x.0, Tanh: }"
    assert drawn(spec(layers, TWO, more="outputs: [x.0]\n"))[2:] == [
        "1 ReLU() (2.0) 6x6x6",
        "2 Tanh() (1.0) 4x8x8",
    ]


def test_what_takes_one_tensor_reads_the_first() -> None:
    assert drawn(spec("- two\n- ReLU", TWO))[-1] == "1 ReLU() (1.0) 4x8x8"


def test_a_repeated_block_hands_all_outputs_on() -> None:
    block = """
swap:
  layers:
    - {id: a, from: input.1, ReLU: }
    - {id: b, from: input.0, Tanh: }
  outputs: [a, b]
"""
    layers = "- {id: s, from: [input, input], swap: , repeat: 2}\n- Add: [s.0, s.1]"
    assert drawn(spec(layers, block)) == [
        "s.0.a ReLU() (0.0) 3x8x8",
        "s.0.b Tanh() (0.0) 3x8x8",
        "s.1.a ReLU() (2.0) 3x8x8",
        "s.1.b Tanh() (1.0) 3x8x8",
        "1 Add() (3.0, 4.0) 3x8x8",
    ]


def test_a_block_that_names_itself_is_a_circle_even_where_a_condition_ends_it() -> None:
    block = "f(n): [ReLU, {when: n > 1, f: {n: n - 1}}]"
    assert problems(spec("- f(2)", block)) == ["circular-block: the block `f` uses itself: f → f"]


def test_a_block_may_be_its_own_argument() -> None:
    blocks = "level(inner): [{Residual: [inner]}]\nl2: [level(Tanh)]\nl1: [level(l2)]"
    assert [line.split()[1] for line in drawn(spec("- l1", blocks))] == ["Tanh()", "Add()", "Add()"]


def test_arguments_without_an_end_meet_the_limit() -> None:
    found = problems(spec("- f(f)", "f(g): [g(g)]"))
    assert found == ["too-large: groups and blocks are nested more than 100 deep"]


def test_a_block_that_is_given_too_few_tensors_says_so_where_it_is_called() -> None:
    block = "up(c): [{id: u, from: input.0, conv3k1: }, {Add: [input.1, u]}]"
    found = only_problem(spec("- up: 8", block), None)
    assert found.message == "the block `up(8)` reads `input.1`, and one tensor arrives"
    assert marked(found) == "up"
    assert found.help == "name what it reads: `from: [a, b]` beside it"
    assert [note.label for note in found.related] == ["read here"]
