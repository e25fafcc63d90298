"""The `from` column: names that the reader of a table can find."""

from __future__ import annotations

from cnncalc.render.lines import lines
from tests.drawing import spec
from tests.running import reported


def sources(text: str, depth: int | None = None) -> list[str]:
    """What each line reads, headings left out."""
    return [each.reads for each in lines(reported(text, None), depth) if each.rows]


def test_what_is_unknown_is_a_question_mark() -> None:
    assert sources(spec("- ReLU\n- {from: [input, nope], Add: }"))[1] == "input, ?"


def test_the_row_before_is_not_mentioned() -> None:
    assert sources(spec("- ReLU\n- {id: a, Sequential: [ReLU]}\n- Tanh\n- {from: a, ReLU: }")) == [
        "", "", "", "a",
    ]  # fmt: skip


def test_an_id_goes_before_a_number() -> None:
    layers = "- {id: a, ReLU: }\n- ReLU\n- Residual: [ReLU]\n- {from: [a, input], Add: }"
    assert sources(spec(layers)) == ["", "", "", "3, 2", "a, input"]


def test_outside_of_a_group_its_own_id_counts() -> None:
    blocks = "tower: [conv4k1, {id: relu, ReLU: }, {from: [relu, relu], Add: }]"
    layers = "- {id: a, tower: }\n- {id: b, from: input, tower: }\n- Cat: [a, b]"
    found = sources(spec(layers, blocks))
    assert found[2] == "relu, relu"
    assert found[-1] == "a, b"
    blocks = "tower: [conv4k1, {id: relu, ReLU: }]"
    assert sources(spec(layers, blocks))[-1] == "a, b"


def test_one_of_several_outputs_has_its_number() -> None:
    layers = "- {id: s, Chunk: {chunks: 3, dim: 1}}\n- Cat: [s.2, s.0]\n- ReLU"
    assert sources(spec(layers)) == ["", "s.2, s.0", ""]


def test_a_source_reads_nothing() -> None:
    assert sources(spec("- ReLU\n- {id: p, Parameter: {shape: [3, 1, 1]}}")) == ["", "–"]


def test_inputs_of_a_model_go_by_their_names() -> None:
    text = "input: {left: 3x8x8, right: 3x8x8}\nlayers:\n"
    assert sources(f"{text}  - Cat\n  - {{from: right, ReLU: }}\n") == ["left, right", "right"]
    assert sources(f"{text}  - {{from: left, ReLU: }}\n")[0] == "left"


def test_of_many_names_the_first_and_the_last_are_shown() -> None:
    layers = "".join(f"- {{id: a{at}, from: input, ReLU: }}\n" for at in range(9))
    ids = ", ".join(f"a{at}" for at in range(9))
    assert sources(spec(f"{layers}- Cat: [{ids}]"))[-1] == "a0, … a8 (9)"


def test_a_folded_group_shows_what_it_reads_from_outside() -> None:
    layers = (
        "- {id: a, conv3k1: }\n- conv3k1\n"
        "- {id: g, Sequential: [ReLU, {from: [a, input], Add: }]}\n- {from: a, Sequential: [Tanh]}"
    )
    assert sources(spec(layers), 1) == ["", "", "2, a, input", "a"]
