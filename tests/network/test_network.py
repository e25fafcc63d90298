"""Spec to Network: repeats written out, ids judged, limits kept."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.network import Group, Leaf
from tests.running import layers, only_problem, reported, said, under


def paths(text: str) -> list[str]:
    return [row.path for row in reported(text).rows]


@pytest.mark.parametrize(
    "text",
    [
        "relu * 1000000000",
        "relu * 20001",
        "layers: [{ReLU: , repeat: 1000000000}]",
        "layers: [{Sequential: [{Sequential: [ReLU() * 999], repeat: 999}], repeat: 999}]",
        "layers: [{Sequential: [ReLU() * 30], repeat: 1000}]",
        "layers: [{id: a, ReLU: , repeat: 99999999999999999999999999999999999999999}]",
    ],
)  # fmt: skip
def test_too_many_layers_are_refused(text: str) -> None:
    report = reported(text)
    assert said(report) == ["too-large: the network has more than 20,000 layers"]
    assert not report.whole


@pytest.mark.parametrize(
    "text",
    [
        "Sequential(Sequential()) * 9223372036854775807",
        "layers: [{Sequential: [], repeat: 1000000000}]",
        "layers: [{Sequential: [{Sequential: [], repeat: 400}], repeat: 400}]",
    ],
)
def test_too_many_groups_are_refused(text: str) -> None:
    report = reported(text)
    assert said(report) == ["too-large: the network has more than 60,000 groups and entries"]


def test_the_mend_of_too_many_layers_names_the_limit() -> None:
    problem = only_problem("relu * 1000000000")
    assert problem.label == "repeated 1,000,000,000 times"
    assert problem.help == "write fewer repeats: 20,000 layers are the limit"


def test_what_is_beyond_the_limit_breaks_the_network() -> None:
    report = reported("tanh, relu * 20000, tanh")
    assert [(row.text, row.broken) for row in report.rows] == [
        ("Tanh()", False), ("relu * 20000", True),
    ]  # fmt: skip
    assert report.output is None


def test_as_many_layers_as_the_limit_are_built() -> None:
    assert reported("relu * 20000").whole
    report = reported("layers: [{Sequential: [ReLU], repeat: 15000}]")
    assert (len(report.rows), said(report)) == (15_000, [])


def test_long_names_in_deep_groups_are_refused() -> None:
    nested = "ReLU"
    for _ in range(10):
        nested = f"{{id: {'a' * 190}, Sequential: [{nested}]}}"
    problem = only_problem(f"layers: [{nested}]")
    assert problem.message == "the path to a layer is longer than 1,000 characters"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("layers: [{id: a, ReLU: }, {id: a, ReLU: }]", "the id `a` is used twice"),
        ("layers: [{id: input, ReLU: }]", "`input` means the model's input"),
        ("layers: [{id: 3, ReLU: }]", "`3` cannot be an id"),
        ("layers: [{id: a.b, ReLU: }]", "`a.b` cannot be an id"),
        ("layers: [{Sequential: [Convv2d(3)], repeat: 3}]", "there is no layer `Convv2d`"),
        ("layers: [{Sequential: [{id: '', ReLU: }], repeat: 3}]", "`` cannot be an id"),
        ("layers: [{Sequential: []}]", "there are no layers"),
        ("layers: [{Sequential: [{Sequential: []}], repeat: 3}]", "there are no layers"),
    ],
)
def test_what_cannot_be_built_is_said_once(text: str, message: str) -> None:
    assert only_problem(text).message == message


def test_the_problems_of_many_layers_are_bounded() -> None:
    report = reported("layers:\n" + "".join(f"  - Xyzzy{each}\n" for each in range(5_000)))
    assert len(report.problems) == 51
    assert report.problems[-1].message == "there are more than 50 problems: the rest is not shown"


def test_an_id_that_pytorch_may_have_and_a_spec_may_not_is_dropped() -> None:
    report = reported("self.input = nn.ReLU()")
    assert (said(report), report.rows[0].id) == ([], None)


def test_every_problem_of_a_layer_is_found() -> None:
    assert said(reported("nn.Conv2d(0, -1, 'x', colour=3)")) == [
        "bad-value: `in_channels` of `Conv2d` takes a whole number of at least 1, not 0",
        "bad-value: `out_channels` of `Conv2d` takes a whole number of at least 1, not -1",
        "wrong-type: `kernel_size` of `Conv2d` takes a whole number, not 'x'",
        "unknown-argument: `Conv2d` has no argument `colour`",
    ]


def test_an_entry_that_cannot_be_understood_is_a_leaf_without_a_layer() -> None:
    network = cnncalc.build(cnncalc.parse("Xyzzy, ReLU"))
    assert [each.layer is None for each in network.nodes if isinstance(each, Leaf)] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("relu, tanh", ["0", "1"]),
        ("relu * 2, tanh", ["0", "1", "2"]),
        ("layers: [{id: a, ReLU: }, Tanh]", ["a", "1"]),
        ("layers: [{id: a, ReLU: , repeat: 2}, Tanh]", ["a.0", "a.1", "1"]),
        ("layers: [{Sequential: [ReLU, Tanh]}, Tanh]", ["0.0", "0.1", "1"]),
        ("layers: [{id: b, Sequential: [{id: a, ReLU: }]}]", ["b.a"]),
        ("layers: [{Sequential: [{id: a, ReLU: }], repeat: 2}]", ["0.a", "1.a"]),
        ("layers: [{id: b, Sequential: [{id: a, ReLU: }], repeat: 2}]", ["b.0.a", "b.1.a"]),
    ],
)
def test_layers_have_these_paths(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


def test_a_named_repeat_is_a_group() -> None:
    network = cnncalc.build(cnncalc.parse("layers: [{id: a, ReLU: , repeat: 2}]"))
    (group,) = network.nodes
    assert isinstance(group, Group)
    assert (group.path, group.id, group.name, len(group.nodes)) == ("a", "a", "Sequential", 2)


def test_arguments_keep_their_places_by_name_and_by_position() -> None:
    network = cnncalc.build(cnncalc.parse("nn.Conv2d(3, 8, kernel_size=5), relu"))
    leaf = network.nodes[0]
    assert isinstance(leaf, Leaf)
    assert {key: under(span) for key, span in leaf.call.places.items()} == {
        0: "3", "in_channels": "3", 1: "8", "out_channels": "8", "kernel_size": "5",
    }  # fmt: skip


def test_the_input_decides_between_one_two_and_three_axes() -> None:
    assert layers("conv8k3 max2", "3x32") == ["Conv1d(3, 8, 3)", "MaxPool1d(2)"]
    assert layers("conv8k3 max2", "3x8x32x32") == ["Conv3d(3, 8, 3)", "MaxPool3d(2)"]
    assert layers("fc10", "32") == ["Linear(32, 10)"]
