"""A graph is computed: several tensors, several outputs, merges that do not fit."""

from __future__ import annotations

import pytest

from tests.drawing import drawn, problems, spec
from tests.running import only_problem, reported, said, under


def notes(text: str) -> list[tuple[int, str]]:
    """The lines of what is related to the one problem of a text, and why."""
    return [(each.span.line, each.label) for each in only_problem(text, None).related]


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ("- {from: [input, input], ReLU: }",
         "`ReLU` reads 1 tensor, but 2 arrive: 3×8×8, 3×8×8"),
        ("- Cat", "`Cat` reads at least 2 tensors, but 1 arrives: 3×8×8"),
        ("- {from: [input, input, input], Sub: }",
         "`Sub` reads 2 tensors, but 3 arrive: 3×8×8, 3×8×8, 3×8×8"),
        ("- {id: s, Chunk: {chunks: 3, dim: 1}}\n- Sub",
         "`Sub` reads 2 tensors, but 3 arrive: 1×8×8, 1×8×8, 1×8×8"),
    ],
)  # fmt: skip
def test_a_layer_reads_as_many_tensors_as_it_takes(layers: str, message: str) -> None:
    problem = only_problem(spec(layers), None)
    assert (problem.code, problem.message, problem.status) == ("inputs-mismatch", message, 1)


def test_a_source_reads_nothing() -> None:
    layers = "- {id: g, from: input, Parameter: {shape: [3, 1, 1]}}\n- Mul: [input, g]"
    assert [each.partition(":")[0] for each in problems(spec(layers))] == ["inputs-mismatch"]


def test_a_sum_that_does_not_fit_shows_both_paths_and_where_they_part() -> None:
    layers = """
- {id: stem, conv4k1: }
- Residual:
    main:
      - conv8k3s2p1
      - ReLU
    shortcut:
      - conv8k1
"""
    problem = only_problem(spec(layers), None)
    assert problem.code == "shape-mismatch"
    assert "8×4×4" in problem.message
    assert "8×8×8" in problem.message
    assert notes(spec(layers)) == [
        (3, "the paths part here: 4×8×8"),
        (6, "8×4×4 on the first path"),
        (7, "8×4×4 leaves the first path"),
        (9, "8×8×8 leaves the second path"),
    ]


def test_a_shortcut_that_does_nothing_shows_where_the_input_comes_in() -> None:
    text = spec("- Residual: [conv3k3]")
    assert notes(text) == [
        (3, "3×6×6 leaves the first path"), (1, "3×8×8 comes in here, on the second path"),
    ]  # fmt: skip


def test_named_inputs_that_do_not_fit_are_shown_where_they_come_in() -> None:
    text = "input:\n  left: 3x8x8\n  right: 3x4x4\nlayers:\n  - Cat\n"
    assert notes(text) == [
        (2, "3×8×8 comes in here, on the first path"),
        (3, "3×4×4 comes in here, on the second path"),
    ]


def test_of_a_long_path_the_last_layers_are_shown() -> None:
    layers = "- Residual: {main: [conv3k3, ReLU * 50], shortcut: []}"
    assert len(notes(spec(layers))) < 8


def test_a_mismatch_inside_a_block_shows_the_calls_that_led_to_it() -> None:
    blocks = "unit(s): [Residual: [{Conv2d: {out: 3, kernel: 1, stride: s}}]]\nstage(n): [unit(n)]"
    found = notes(spec("- stage(2)", blocks))
    assert [label for _, label in found][-2:] == [
        "`stage(2)` is called here", "`unit(2)` is called here",
    ]  # fmt: skip


def test_a_mismatch_of_a_block_used_often_is_said_once_for_each_pair_of_shapes() -> None:
    blocks = "unit: [Residual: [conv3k1s2]]"
    assert len(problems(spec("- unit\n" * 5, blocks))) == 1


def test_behind_a_break_all_is_unknown_without_noise() -> None:
    layers = """
- {id: a, Residual: [conv3k3]}
- Flatten
- Linear(1, 1)
- {from: [a, input], Cat: }
- {id: s, Chunk: {chunks: 3, dim: 1}}
- {from: s.2, ReLU: }
- {repeat: in_channels, conv1k1: }
"""
    report = reported(spec(layers), None)
    assert len(report.problems) == 1
    assert [row.output for row in report.rows][1:] == [None] * 7
    assert (report.output, report.total("params")) == (None, None)


def test_what_is_unknown_is_read_from_nowhere() -> None:
    report = reported(spec("- ReLU\n- {from: nope, ReLU: }"), None)
    assert report.rows[1].reads[0].number not in (0, 1)


def test_many_broken_merges_are_bounded() -> None:
    layers = "- {id: a, Sequential: [ReLU * 400]}\n- {id: b, Sequential: [conv4k1, ReLU * 400]}\n"
    report = reported(spec(layers + "- {from: [a, b], Add: }\n" * 400), None)
    assert len(report.problems) == 51
    assert report.problems[-1].code == "too-large"


def test_the_outputs_of_one_layer_go_to_who_takes_several() -> None:
    assert drawn(spec("- {Chunk: {chunks: 2, dim: 1}}\n- Mul", shape="4x8x8")) == [
        "0 Chunk(2, dim=1) (0.0) 2x8x8", "1 Mul() (1.0, 1.1) 2x8x8",
    ]  # fmt: skip
    assert drawn(spec("- {Chunk: {chunks: 2, dim: 1}}\n- ReLU", shape="4x8x8"))[1] == (
        "1 ReLU() (1.0) 2x8x8"
    )
    layers = "- {id: s, Chunk: {chunks: 2, dim: 1}}\n- {from: [s, s.1], Cat: }"
    assert drawn(spec(layers, shape="3x8x8"))[1] == "1 Cat() (1.0, 1.1) 3x8x8"


def test_the_outputs_of_a_group_are_those_of_its_last_layer() -> None:
    layers = "- {id: g, Sequential: [ReLU, {Chunk: {chunks: 3, dim: 1}}]}\n- {from: g.2, ReLU: }"
    assert drawn(spec(layers))[-1] == "1 ReLU() (2.2) 1x8x8"


def test_a_group_hands_all_that_arrives_to_its_first_entry() -> None:
    text = "input: {a: 3x8x8, b: 3x8x8}\nlayers:\n"
    assert drawn(f"{text}  - Sequential: [Sequential: [Cat]]\n") == ["0.0.0 Cat() (0.0, 0.1) 6x8x8"]
    assert drawn(f"{text}  - Branches: {{merge: cat, paths: [Add, Sub]}}\n") == [
        "0.0.0 Add() (0.0, 0.1) 3x8x8", "0.1.0 Sub() (0.0, 0.1) 3x8x8",
        "0.cat Cat() (1.0, 2.0) 6x8x8",
    ]  # fmt: skip


def test_a_parameter_is_a_source_without_a_batch() -> None:
    layers = "- {id: g, Parameter: {shape: [3, 1, 1]}}\n- Mul: [input, g]"
    report = reported(spec(layers), None)
    assert said(report) == []
    assert [([*row.reads], row.output, row.params) for row in report.rows] == [
        ([], (3, 1, 1), 3), ([(0, 0), (1, 0)], (3, 8, 8), 0),
    ]  # fmt: skip


def test_custom_layers_are_not_counted_where_they_do_not_say() -> None:
    report = reported(spec("- Custom: {output: 6x4x4}\n- conv2k1"), None)
    assert [row.params for row in report.rows] == [None, 14]
    assert (report.total("params"), report.counted("params"), report.output) == (
        None, (14, 1), (2, 4, 4),
    )  # fmt: skip
    report = reported(spec("- Custom: {output: 6x4x4, params: 5, buffers: 2}\n- conv2k1"), None)
    assert (report.total("params"), report.total("buffers")) == (19, 2)


def test_what_hangs_on_the_channels_is_computed_with_those_that_arrive() -> None:
    text = "input: {a: 3x8x8, b: 5x8x8}\nlayers:\n"
    entry = "{from: b, Conv2d: {out: in_channels * 2, kernel: 1}}"
    assert drawn(f"{text}  - {entry}\n  - Cat: [a, b]\n")[0] == "0 Conv2d(5, 10, 1) (0.1) 10x8x8"
    entry = "{from: [b, a], when: in_channels == 5, Cat: }"
    assert drawn(f"{text}  - {entry}\n") == ["0 Cat() (0.1, 0.0) 8x8x8"]


def test_a_sum_of_an_entry_and_the_input_shows_both() -> None:
    problem = only_problem(spec("- {id: a, conv4k1: }\n- {from: [a, input], Add: }"), None)
    assert [under(each.span) for each in problem.related] == ["conv4k1", "3x8x8"]
