"""Whether a network is what its `expect` says."""

from __future__ import annotations

import pytest

import cnncalc
from tests.running import marked, reported

NET = """\
input: 3x8x8
layers:
  - {id: conv, Conv2d: {out: 4, kernel: 3}}
  - id: block
    Sequential: [ReLU, {id: act, Tanh: }]
  - Flatten
  - Linear(144, 10)
expect: """


def failed(expect: str) -> list[str]:
    return [each.message for each in reported(NET + expect, None).problems]


@pytest.mark.parametrize(
    ("expect", "message"),
    [
        ("{output: 3x8x8}", "`output` of the network is 10, but 3×8×8 is expected"),
        ("{flatten: 9}", "`flatten` of the network is 10, but 9 is expected"),
        ("{params: 5_000}", "`params` of the network is 1,562, but 5_000 is expected"),
        ("{params: 1.5k}", "`params` of the network is 1,562, but 1.5k is expected"),
        ("{params: <= 1.5k}", "`params` of the network is 1,562, but at most 1.5k is expected"),
        ("{params: '>= 2k'}", "`params` of the network is 1,562, but at least 2k is expected"),
        ("{params: < 1562}", "`params` of the network is 1,562, but less than 1562 is expected"),
        ("{params: '> 1562'}", "`params` of the network is 1,562, but more than 1562 is expected"),
        ("{trainable_params: 0}", "`trainable_params` of the network is 1,562, but 0 is expected"),
        ("{channels: 3}", "`channels` of the network is 10, but 3 is expected"),
        ("{layers: {1: {params: 3}}}", "`params` of layer 1 is 112, but 3 is expected"),
        ("{layers: {conv: {output: 3}}}", "`output` of `conv` is 4×6×6, but 3 is expected"),
        ("{layers: {block: {params: 3}}}", "`params` of `block` is 0, but 3 is expected"),
        ("{layers: {act: {depth: 3}}}", "`depth` of `act` is 4, but 3 is expected"),
        ("{layers: {block.act: {depth: 3}}}", "`depth` of `block.act` is 4, but 3 is expected"),
    ],
)
def test_what_does_not_hold_is_said_with_both_figures(expect: str, message: str) -> None:
    assert failed(expect) == [message]


@pytest.mark.parametrize(
    ("expect", "advice"),
    [
        ("{params: 1}", "write `params: 1562`, or change the layers"),
        ("{params: < 1}", 'write `params: "<= 1562"`, or change the layers'),
        ("{params: '> 1M'}", 'write `params: ">= 1562"`, or change the layers'),
        ("{output: 3x9x9}", "write `output: 10`, or change the layers"),
    ],
)
def test_the_mend_is_the_true_figure(expect: str, advice: str) -> None:
    (problem,) = reported(NET + expect, None).problems
    assert (problem.code, problem.status, problem.help) == ("expectation-failed", 1, advice)


NUMBERS = "expected an id, or a number from 1 to 5"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("blok", "did you mean `block`?"),
        ("xyzzy", NUMBERS),
        ("0", NUMBERS),
        ("6", NUMBERS),
        ("²", NUMBERS),
        ("99999999999999999999", NUMBERS),
    ],
)
def test_a_layer_that_does_not_exist_is_refused(name: str, label: str) -> None:
    (problem,) = reported(f"{NET}{{layers: {{{name}: {{params: 3}}}}}}", None).problems
    assert problem.code == "expect-syntax"
    assert problem.message == f"there is no layer `{name}`, and its `params` is expected"
    assert (problem.label, marked(problem)) == (label, name)


def test_without_ids_the_numbers_are_offered() -> None:
    (problem,) = reported("layers: [ReLU]\nexpect: {layers: {a: {params: 3}}}").problems
    assert problem.label == "expected an id, or a number from 1 to 1"


def test_of_many_expectations_of_many_layers_fifty_are_told() -> None:
    claims = "".join(f"    a{each}: {{params: 1}}\n" for each in range(10_000))
    report = reported(f"layers: [ReLU() * 10000]\nexpect:\n  layers:\n{claims}")
    assert len(report.problems) == 50


def test_what_is_unknown_is_passed_over() -> None:
    report = reported("layers: [Linear(5, 5) , Flatten, Conv2d(3, 3, 3)]\nexpect: {params: 3}")
    assert "expectation-failed" not in [each.code for each in report.problems]


@pytest.mark.parametrize(
    "expect",
    [
        "{output: 10, flatten: 10, params: 1562, trainable_params: 1_562, channels: 10}",
        "{params: 1.6k}",
        "{params: 2k}",
        "{params: <= 1562}",
        "{params: '>= 1562'}",
        "{params: '> 1.5k'}",
        "{params: < 1M}",
        "{output: [10]}",
        "{layers: {1: {output: 4x6x6, params: 112}, conv: {depth: 4}, '0': {}}}",
        "{layers: {block: {output: 4x6x6, params: 0}, block.0: {flatten: 144}, act: {params: 0}}}",
        "{layers: {5: {params: 1450}}}",
    ],
)
def test_what_holds_is_no_problem(expect: str) -> None:
    assert failed(expect) == []


@pytest.mark.parametrize(
    ("written", "least", "most"), [("11.7M", 11_650_000, 11_750_000), ("1k", 500, 1_500)]
)
def test_a_rounded_figure_stands_for_all_that_rounds_to_it(
    written: str, least: int, most: int
) -> None:
    def holds(params: int) -> bool:
        text = f"layers: ['Linear({params}, 1, bias=False)']\nexpect: {{params: {written}}}"
        return reported(text, str(params)).status == 0

    assert [holds(each) for each in (least - 1, least, most, most + 1)] == [
        False, True, True, False,
    ]  # fmt: skip


GRAPH = """\
input: 3x8x8
blocks:
  unit(c):
    - {id: p, Conv2d: {out: c, kernel: 1}}
    - {id: add, Residual: [{Conv2d: {out: c, kernel: 1}}]}
layers:
  - {id: u, unit: 4}
  - {id: p, MaxPool2d: 2}
  - {id: v, share: u, from: input}
  - {id: deform, from: p, Custom: {output: 6x2x2, buffers: 3}}
outputs: [v, deform]
expect: """


def said_of(expect: str) -> list[str]:
    return [each.message for each in reported(GRAPH + expect, None).problems]


@pytest.mark.parametrize(
    ("expect", "message"),
    [
        ("{params: 36}", "`params` of the network is not known: `Custom` does not say how many it "
         "has"),
        ("{macs: 5k}", "`macs` of the network is not known: `Custom` does not say how many it has"),
        ("{layers: {v: {macs: 3}}}", "`macs` of `v` is 1,792, but 3 is expected"),
        ("{trainable_params: 36}", "`trainable_params` of the network is not known: `Custom` does "
         "not say how many it has"),
        ("{layers: {deform: {params: 1}}}", "`params` of `deform` is not known: `Custom` does not "
         "say how many it has"),
        ("{output: 6x2x2}", "`output` of the network is 4×8×8, but 6×2×2 is expected"),
        ("{layers: {p: {output: 4x8x8}}}", "`output` of `p` is 4×4×4, but 4×8×8 is expected"),
        ("{layers: {u.p: {output: 4x4x4}}}", "`output` of `u.p` is 4×8×8, but 4×4×4 is expected"),
        ("{layers: {v: {params: 36}}}", "`params` of `v` is 0, but 36 is expected"),
        ("{layers: {u.add: {output: 3}}}", "`output` of `u.add` is 4×8×8, but 3 is expected"),
    ],
)  # fmt: skip
def test_what_does_not_hold_of_a_graph_is_said(expect: str, message: str) -> None:
    assert said_of(expect) == [message]


@pytest.mark.parametrize(
    "expect",
    [
        "{output: 4x8x8, channels: 4}",
        "{layers: {u: {macs: 1792}, v: {macs: 1.8k}, u.p: {macs: <= 768}, p: {macs: 0}}}",
        "{layers: {u: {output: 4x8x8, params: 36}, v: {output: 4x8x8, params: 0}}}",
        "{layers: {p: {output: 4x4x4}, u.p: {params: 16}, u.add: {params: 20}}}",
        "{layers: {deform: {output: 6x2x2}, u.add.add: {params: 0}, 1: {params: 16}}}",
    ],
)
def test_what_holds_of_a_graph_is_no_problem(expect: str) -> None:
    assert said_of(expect) == []


FIELD = (
    "input: 1x{}\nlayers: [conv2k3, {{id: pool, MaxPool2d: 2}}, Flatten, {{id: fc, Linear: 4}}]\n"
    "expect: {{{}}}"
)


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        (
            "layers: {pool: {receptive_field: 5}}",
            "`receptive_field` of `pool` is 4×4, but 5 is expected",
        ),
        (
            "layers: {1: {receptive_field: 3x4}}",
            "`receptive_field` of layer 1 is 3×3, but 3×4 is expected",
        ),
        ('receptive_field: ">= 11"', "`receptive_field` of the network is 10×12, but at least 11 "),
        ('receptive_field: "< 12"', "`receptive_field` of the network is 10×12, but less than 12 "),
    ],
)
def test_a_receptive_field_is_held_to_on_each_axis(expected: str, message: str) -> None:
    (problem,) = reported(FIELD.format("10x12", expected), None).problems
    assert problem.code == "expectation-failed"
    assert problem.message.startswith(message)


def test_a_receptive_field_that_is_expected_holds() -> None:
    layers = "layers: {pool: {receptive_field: 4}, fc: {receptive_field: 10x12}}"
    claims = f'{layers}, receptive_field: "<= 12"'
    assert reported(FIELD.format("10x12", claims), None).problems == ()


def test_a_receptive_field_that_cannot_be_told_fails() -> None:
    (problem,) = reported("input: 8\nlayers: [fc4]\nexpect: {receptive_field: 3}", None).problems
    assert problem.message.startswith("the receptive field of the network cannot be told")


def test_a_receptive_field_is_no_fraction_and_no_word() -> None:
    for value in ("wide", "3.5", "3x"):
        (problem,) = reported(FIELD.format("8x8", f"receptive_field: {value}"), None).problems
        assert problem.code == "expect-syntax"


def test_macs_are_expected_of_one_sample_whatever_the_batch() -> None:
    spec = cnncalc.parse("input: 3x8x8\nlayers: [conv8k3]\nexpect: {macs: 7776}")
    report = cnncalc.compute(cnncalc.build(spec), batch=5)
    assert report.total("macs") == 5 * 7776
    assert cnncalc.check(report, spec.claims) == []
