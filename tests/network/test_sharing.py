"""`share`: one set of weights in several places, counted where it is first."""

from __future__ import annotations

import pytest

from tests.drawing import problems, spec
from tests.running import only_problem, reported, said, under


def shared(layers: str, blocks: str = "") -> list[tuple[str, int | None, str | None]]:
    """The path of each layer, its parameters, and whose weights it uses."""
    report = reported(spec(layers, blocks), None)
    assert report.status == 0, said(report)
    return [(row.path, row.params, row.shares) for row in report.rows]


def test_weights_of_another_shape_are_refused() -> None:
    layers = "- {id: a, BatchNorm2d: }\n- conv6k1\n- {share: a}"
    problem = only_problem(spec(layers), None)
    assert (problem.code, problem.status) == ("weights-mismatch", 1)
    assert problem.message == (
        "`BatchNorm2d` has weights of 6 and 6, but those of `a`, which it shares, have 3 and 3"
    )
    assert [(under(each.span), each.label) for each in problem.related] == [
        ("BatchNorm2d", "3 and 3 here")
    ]
    layers = "- {id: a, conv3k1: }\n- {share: a, Conv2d: {out: 4, kernel: 1}}"
    assert problems(spec(layers)) == [
        "weights-mismatch: `Conv2d` has weights of 4×3×1×1 and 4, but those of `a`, which it "
        "shares, have 3×3×1×1 and 3"
    ]


def test_a_network_whose_weights_do_not_fit_has_no_total() -> None:
    report = reported(spec("- {id: a, BatchNorm2d: }\n- conv6k1\n- {share: a}"), None)
    assert [row.broken for row in report.rows] == [False, False, True]
    assert report.total("params") is None


@pytest.mark.parametrize(
    ("layers", "code"),
    [
        ("- {id: a, Sequential: [conv3k1, ReLU]}\n- {share: a, Conv2d: {out: 3, kernel: 1}}",
         "weights-mismatch"),
        ("- {id: a, conv3k1: }\n- {share: a, Sequential: [conv3k1]}", "weights-mismatch"),
        ("- {id: a, Sequential: [ReLU]}\n- {share: a, Sequential: [ReLU, conv3k1]}",
         "weights-mismatch"),
        ("- {id: a, ReLU: }\n- {share: a, conv3k1: }", "weights-mismatch"),
        ("- {share: input, conv3k1: }", "unknown-reference"),
        ("- {share: input}", "unknown-reference"),
        ("- {share: nope}", "unknown-reference"),
        ("- {share: nope, conv3k1: }", "unknown-reference"),
        ("- {id: a, share: a}", "unknown-reference"),
        ("- {share: b}\n- {id: b, from: input, conv3k1: }", "unknown-reference"),
        ("- {id: a, when: false, conv3k1: }\n- {share: a}", "unknown-reference"),
    ],
)  # fmt: skip
def test_sharing_with_what_has_no_such_weights_is_refused(layers: str, code: str) -> None:
    problem = only_problem(spec(layers), None)
    assert problem.code == code
    for odd in ("``", "`@`", "`0`", ": →"):
        assert odd not in problem.message


def test_with_a_layer_that_is_not_known_nothing_is_compared() -> None:
    text = "input: {a: 3x8x8, b: 3x8x8}\nlayers: [{id: x, from: c, conv4k1: }, {from: b, share: x}]"
    assert problems(text) == ["unknown-reference: no entry before this one has the id `c`"]


def test_what_is_named_alone_is_the_same_layer_again() -> None:
    assert shared("- {id: a, conv3k1: }\n- {share: a}\n- {id: b, share: a, from: a}") == [
        ("a", 12, None), ("1", 0, "a"), ("b", 0, "a"),
    ]  # fmt: skip


def test_what_is_shared_twice_removed_is_the_first_ones() -> None:
    assert shared("- {id: a, conv3k1: }\n- {id: b, share: a}\n- {share: b}") == [
        ("a", 12, None), ("b", 0, "a"), ("2", 0, "a"),
    ]  # fmt: skip


def test_a_layer_of_its_own_may_use_anothers_weights() -> None:
    layers = "- {id: a, conv3k3: }\n- {share: a, Conv2d: {out: 3, kernel: 3, stride: 2}}"
    assert shared(layers) == [("a", 84, None), ("1", 0, "a")]


def test_a_repeat_shares_each_time() -> None:
    assert shared("- {id: a, conv3k1: }\n- {share: a, repeat: 3}") == [
        ("a", 12, None), ("1", 0, "a"), ("2", 0, "a"), ("3", 0, "a"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "group",
    ["b: ", "Sequential: [conv3k1, {id: x, conv3k3ps: }]", "Residual: [conv3k1, conv3k3ps]",
     "Branches: {merge: add, paths: [[conv3k1], [conv3k3ps]]}",
     "{Sequential: [Sequential: [conv3k1], Sequential: [conv3k3ps]]}".strip("{}")],
)  # fmt: skip
def test_a_whole_group_is_shared_weight_by_weight(group: str) -> None:
    blocks = "b: [conv3k1, {id: x, conv3k3ps: }]"
    layers = f"- {{id: a, {group}}}\n- {{id: z, share: a}}\n- {{share: a}}"
    report = reported(spec(layers, blocks), None)
    assert (report.status, report.total("params")) == (0, 12 + 84)
    own = [row.path for row in report.rows if row.params]
    theirs = [row.shares for row in report.rows if row.shares and row.layer and row.layer.weights()]
    assert theirs == own * 2


def test_a_block_may_be_called_again_with_the_same_weights() -> None:
    blocks = "b(c): [{Conv2d: {out: c, kernel: 1}}]"
    assert shared("- {id: a, b: 3}\n- {share: a, b: 3}", blocks) == [
        ("a.0", 12, None), ("1.0", 0, "a.0"),
    ]  # fmt: skip
    assert problems(spec("- {id: a, b: 3}\n- {share: a, b: 4}", blocks)) == [
        "weights-mismatch: `Conv2d` has weights of 4×3×1×1 and 4, but those of `a.0`, which it "
        "shares, have 3×3×1×1 and 3"
    ]


def test_sharing_within_a_shared_block_leads_to_the_first() -> None:
    blocks = "b: [{id: c, conv3k1: }, {share: c}]"
    assert shared("- {id: a, b: }\n- {share: a}", blocks) == [
        ("a.c", 12, None), ("a.1", 0, "a.c"), ("1.c", 0, "a.c"), ("1.1", 0, "a.c"),
    ]  # fmt: skip


def test_a_layer_without_weights_shares_none() -> None:
    assert shared("- {id: a, Sequential: [conv3k1, ReLU]}\n- {share: a}") == [
        ("a.0", 12, None), ("a.1", 0, None), ("1.0", 0, "a.0"), ("1.1", 0, None),
    ]  # fmt: skip


def test_buffers_are_shared_as_well() -> None:
    report = reported(spec("- {id: a, BatchNorm2d: }\n- {share: a}"), None)
    assert (report.total("params"), report.total("buffers")) == (6, 7)


@pytest.mark.parametrize(
    "call", ["b(Conv2d(out_channels=3, kernel_size=1))", "b(BatchNorm2d)", "b(c(3))"]
)
def test_a_call_that_a_parameter_holds_is_shared_as_well(call: str) -> None:
    blocks = "b(act): [{Sequential: [act]}]\nc(n): [{Conv2d: {out: n, kernel: 1}}]"
    report = reported(spec(f'- {{id: a, "{call}": }}\n- {{share: a}}', blocks), None)
    first, second = report.rows
    assert first.params
    assert (second.params, second.shares, report.total("params")) == (0, first.path, first.params)


def test_shared_weights_work_wherever_they_are_used() -> None:
    layers = "- {id: a, conv3k1: }\n- {share: a}\n- {share: a, from: input}"
    report = reported(spec(layers), None)
    each = report.rows[0].macs
    assert each
    assert [row.macs for row in report.rows] == [each] * 3
    assert report.total("macs") == 3 * each
    assert report.total("params") == 12
