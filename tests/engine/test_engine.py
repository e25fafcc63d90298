"""Network to Report: shapes and counts, up to where the network breaks."""

from __future__ import annotations

import pytest

import cnncalc
from tests.running import marked, only_problem, reported, said, under


def test_a_network_without_an_input_says_how_to_give_one() -> None:
    problem = only_problem("relu, tanh", None)
    assert (problem.code, problem.message) == ("missing-input", "no input shape is given")
    assert marked(problem) == "relu"
    assert problem.help == (
        "write `input: 3x32x32` in the file, or give it first: `cnncalc 3x32x32 …`"
    )


def test_an_input_that_cannot_be_read_is_not_missing_as_well() -> None:
    assert only_problem("relu", "3x").code == "input-shape"
    assert only_problem("relu", "9999999999x9999999999").code == "size-too-large"
    assert only_problem("input: x\nlayers: [ReLU]", None).code == "input-shape"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("nn.Conv2d(64, 8, 3)", "channels-mismatch", "`Conv2d` takes 64 channels but 3 arrive"),
        ("nn.Linear(64, 8)", "features-mismatch", "`Linear` takes 64 features but 32 arrive"),
        ("nn.Conv1d(3, 8, 3)", "rank-mismatch", "`Conv1d` takes C×L but 3×32×32 arrives"),
        (
            "nn.Conv2d(3, 8, 40)",
            "kernel-too-large",
            "the kernel of `Conv2d` is larger than its padded input on axis 1 of 2: "
            "40 against 32 + 0 + 0 = 32",
        ),
    ],
)
def test_a_layer_that_does_not_fit_breaks_the_network(text: str, code: str, message: str) -> None:
    report = reported(f"relu, {text}, tanh")
    (problem,) = report.problems
    assert (problem.code, problem.message, problem.status) == (code, message, 1)
    assert [row.broken for row in report.rows] == [False, True, False]
    assert [note.label for note in problem.related] == ["3×32×32 leaves here"]
    assert not report.whole


def test_a_token_that_its_other_form_refuses_breaks_the_network() -> None:
    problem = only_problem("nn.Embedding(10, 3), conv8k3x5", "1x5x5")
    assert problem.message == (
        "`kernel_size` of `Conv3d` takes one whole number or 3, one for each axis, not (3, 5)"
    )
    assert marked(problem) == "k3x5"


def test_behind_a_break_all_is_unknown_without_noise() -> None:
    report = reported("nn.Conv1d(3, 8, 3), nn.Flatten(), nn.Conv2d(5, 5, 99)")
    assert len(report.problems) == 1
    assert [(row.output, row.params) for row in report.rows[1:]] == [(None, None), (None, None)]
    assert (report.output, report.flatten, report.total("params")) == (None, None, None)


def test_other_channels_do_not_hide_what_follows() -> None:
    report = reported("nn.Conv2d(64, 8, 3), nn.Conv2d(9, 4, 3)")
    assert said(report) == [
        "channels-mismatch: `Conv2d` takes 64 channels but 3 arrive",
        "channels-mismatch: `Conv2d` takes 9 channels but 8 arrive",
    ]


def test_the_first_layer_shows_where_the_input_comes_in() -> None:
    (note,) = only_problem("input: 3x8x8\nlayers: ['Linear(64, 8)']", None).related
    assert (under(note.span), note.label) == ("3x8x8", "3×8×8 comes in here")


def test_a_problem_of_a_repeated_layer_is_said_once() -> None:
    assert said(reported("nn.Conv2d(64, 8, 3, padding=1) * 100"))[:1] == [
        "channels-mismatch: `Conv2d` takes 64 channels but 3 arrive"
    ]
    assert len(reported("nn.Conv2d(64, 8, 3, padding=1) * 100").problems) <= 2


def test_the_problems_of_many_layers_are_bounded() -> None:
    text = "".join(f"nn.Conv2d({each}, 8, 1)\n" for each in range(100, 300))
    *_, last = said(reported(text))
    assert last == "too-large: there are more than 50 problems: the rest is not shown"
    assert len(reported(text).problems) == 51


def test_problems_are_in_reading_order() -> None:
    report = reported("nn.Conv2d(64, 8, 3)\nXyzzy\nnn.ReLU(1, 2)")
    assert [each.span.line for each in report.problems if each.span] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    ["nn.Linear(32, 4611686018427387904)", "nn.Upsample(scale_factor=1000000000)",
     "nn.Conv2d(3, 1152921504606846976, 3)", "nn.ConvTranspose2d(3, 1, 2, stride=2**61)"],
)  # fmt: skip
def test_a_tensor_that_no_machine_can_address_is_refused(text: str) -> None:
    assert only_problem(text).code in ("size-too-large", "bad-value")


def test_a_network_is_computed() -> None:
    report = reported("nn.Conv2d(3, 10, 3), nn.MaxPool2d(4, 4), nn.Flatten()", "3x130x130")
    assert [row.output for row in report.rows] == [(10, 128, 128), (10, 32, 32), (10_240,)]
    assert [row.params for row in report.rows] == [280, 0, 0]
    assert [row.inputs for row in report.rows] == [
        ((3, 130, 130),), ((10, 128, 128),), ((10, 32, 32),),
    ]  # fmt: skip
    assert (report.status, report.whole, report.output, report.flatten) == (
        0,
        True,
        (10240,),
        10240,
    )
    assert report.inputs == {"input": (3, 130, 130)}


def test_what_is_frozen_and_buffered_is_counted_apart() -> None:
    report = reported("nn.BatchNorm2d(3), nn.Conv2d(3, 4, 1)")
    assert [(row.params, row.trainable_params, row.buffers) for row in report.rows] == [
        (6, 6, 7), (16, 16, 0),
    ]  # fmt: skip
    totals = [report.total(key) for key in ("params", "trainable_params", "buffers")]
    assert totals == [22, 22, 7]


def test_the_batch_changes_no_shape_of_a_sample() -> None:
    network = cnncalc.build(cnncalc.with_input(cnncalc.parse("conv8k3 flatten"), "3x8x8"))
    one, many = cnncalc.compute(network), cnncalc.compute(network, batch=32)
    assert [row.output for row in one.rows] == [row.output for row in many.rows]
    assert many.batch == 32


def test_groups_know_their_rows() -> None:
    report = reported("layers: [ReLU, {id: a, Sequential: [ReLU, {Sequential: [Tanh]}]}, Tanh]")
    assert [(each.path, each.id, each.depth, each.first, each.end) for each in report.groups] == [
        ("a", "a", 0, 1, 3), ("a.1", None, 1, 2, 3),
    ]  # fmt: skip


def test_a_row_says_what_was_written_where_that_is_no_layer() -> None:
    report = reported("Xyzzy(3,\n    4), nn.ReLU()")
    assert [(row.type, row.text, row.args) for row in report.rows] == [
        ("Xyzzy", "Xyzzy(3, 4)", {}), ("ReLU", "ReLU()", {"inplace": False}),
    ]  # fmt: skip


def test_work_is_that_of_the_whole_batch() -> None:
    network = cnncalc.build(cnncalc.with_input(cnncalc.parse("conv8k3 relu flatten fc10"), "3x8x8"))
    one, many = cnncalc.compute(network), cnncalc.compute(network, batch=5)
    assert [row.macs for row in one.rows] == [7776, 0, 0, 2880]
    assert [row.macs for row in many.rows] == [5 * 7776, 0, 0, 5 * 2880]
    assert (one.total("macs"), many.figure("macs")) == (10_656, 53_280)


def test_work_is_unknown_behind_a_break_and_where_a_layer_does_not_say() -> None:
    report = reported("nn.Conv2d(3, 4, 1), nn.Linear(5, 6), nn.ReLU()")
    assert [row.macs for row in report.rows] == [12_288, None, 0]
    assert report.total("macs") is None
    report = reported("layers: [conv4k1, {Custom: {output: 4x2x2, params: 3}}, Flatten]")
    assert [row.macs for row in report.rows] == [12_288, None, 0]
    assert report.total("macs") is None
    assert report.counted("macs") == (12_288, 1)
