"""Blocks: what a call binds, what a body sees, what is said of a call that does not fit."""

from __future__ import annotations

import pytest

from tests.drawing import problems, spec
from tests.running import marked, only_problem, reported, said, under

CONV = "b(c): Conv2d(out_channels=c, kernel_size=1)"


def texts(layers: str, blocks: str, more: str = "") -> list[str]:
    """The layers as PyTorch writes them."""
    report = reported(spec(layers, blocks, more=more), None)
    assert report.status == 0, said(report)
    return [row.text for row in report.rows]


@pytest.mark.parametrize(
    ("call", "code", "message", "label", "mark"),
    [
        ("b(4, 5)", "too-many-arguments", "the block `b` takes 1 argument, but 2 are given",
         "1 too many, from here", "5"),
        ("b", "missing-argument", "the block `b` needs `c`", "without `c`", "b"),
        ("b()", "missing-argument", "the block `b` needs `c`", "without `c`", "b()"),
        ("b: {}", "missing-argument", "the block `b` needs `c`", "without `c`", "b"),
        ("b(d=4)", "unknown-argument", "the block `b` has no parameter `d`", "expected `c`", "d"),
        ("b: {d: 4}", "unknown-argument", "the block `b` has no parameter `d`", "expected `c`",
         "d"),
        ("b(4, c=5)", "duplicate-argument", "the block `b` is given `c` twice", "again here", "c"),
        ("b(nope)", "unknown-name", "nothing is named `nope` here", "expected `in_channels` or `b`",
         "nope"),
        ("b(1 / 0)", "bad-expression", "`1 / 0` is a division by zero", "divides by 0", "/"),
    ],
)  # fmt: skip
def test_a_call_that_does_not_fit_is_refused(
    call: str, code: str, message: str, label: str, mark: str
) -> None:
    problem = only_problem(spec(f"- {call}", CONV), None)
    assert (problem.code, problem.message, problem.label) == (code, message, label)
    assert marked(problem) == mark
    if code.endswith(("argument", "arguments")):
        assert [(under(each.span), each.label) for each in problem.related] == [
            ("b(c)", "defined here")
        ]


@pytest.mark.parametrize("call", ["b(4)", "b: 4", "b: {c: 4}"])
def test_a_block_without_parameters_takes_no_arguments(call: str) -> None:
    problem = only_problem(spec(f"- {call}", "b: ReLU"), None)
    assert problem.label == "it takes no arguments"
    assert problem.help == "the form is `b`"


def test_the_form_of_a_block_shows_its_defaults() -> None:
    blocks = "b(c, n=2*c, act=ReLU, to=Conv2d(3, 3, 1), mode='zeros'): [ReLU]"
    problem = only_problem(spec("- b", blocks), None)
    assert problem.help == "the form is `b(c, n=2*c, act=ReLU, to=Conv2d(3, 3, 1), mode='zeros')`"


@pytest.mark.parametrize(
    ("blocks", "way"),
    [
        ("a: [a]", "a → a"),
        ("a: [Sequential: [Residual: [a]]]", "a → a"),
        ("a: [b]\nb: [c]\nc: [a]", "a → b → c → a"),
        ("a: [b]\nb: [c]\nc: [b]", "b → c → b"),
        ("a: [b(a)]\nb(x): [x]", "a → b → a"),
        ("a: [b(a())]\nb(x): [x]", "a → b → a"),
        ("a: [{when: in_channels > 0, a: }]", "a → a"),
    ],
)
def test_a_block_that_uses_itself_is_refused(blocks: str, way: str) -> None:
    problem = only_problem(spec("- a", blocks), None)
    assert problem.code == "circular-block"
    assert problem.message.endswith(f" uses itself: {way}")
    assert problem.help == "let it end: a block is built of layers and of other blocks"


def test_a_circle_of_blocks_is_said_once_however_often_it_is_used() -> None:
    assert len(problems(spec("- a * 3\n- b\n- Sequential: [a]", "a: [a, a]\nb: [a, b]"))) <= 3


@pytest.mark.parametrize("name", ["Conv2d", "ReLU", "Add"])
def test_a_block_cannot_take_a_layers_name(name: str) -> None:
    problem = only_problem(spec("- relu", f"{name}: [Tanh]"), None)
    assert problem.code == "bad-name"
    assert problem.message == f"`{name}` is a layer already, and a block cannot take its name"
    assert problem.help == f"write `my_{name.lower()}`"


@pytest.mark.parametrize(
    ("layers", "blocks", "message"),
    [
        ("- unit(3)", "unit(act): [act]", "unknown-layer: `act` is 3, and no layer"),
        ("- unit: Zorglub", "unit(act): [act]", "unknown-layer: `act` is Zorglub, and no layer"),
        ("- unit(Zorglub)", "unit(act): [act]", "unknown-name: nothing is named `Zorglub` here"),
        ("- unit(ReLU(colour=3))", "unit(act): [act]",
         "unknown-argument: `ReLU` has no argument `colour`"),
    ],
)  # fmt: skip
def test_a_parameter_that_holds_no_layer_is_refused(layers: str, blocks: str, message: str) -> None:
    assert problems(spec(layers, blocks)) == [message]


def test_a_wrong_argument_inside_a_block_shows_the_calls_that_led_to_it() -> None:
    blocks = "outer(n): [inner(n)]\ninner(m): [{Conv2d: {out: m - 4, kernel: 1}}]"
    problem = only_problem(spec("- outer(4)", blocks), None)
    assert problem.message == "`out_channels` of `Conv2d` takes a whole number of at least 1, not 0"
    assert [(under(each.span), each.label) for each in problem.related] == [
        ("outer(4)", "`outer(4)` is called here"), ("inner(n)", "`inner(4)` is called here"),
    ]  # fmt: skip


@pytest.mark.parametrize("layers", ["- b * 50", "- b\n- b\n- Sequential: [b, b]"])
def test_one_mistake_in_a_block_is_said_once(layers: str) -> None:
    assert problems(spec(layers, "b: [Xyzzy]")) == ["unknown-layer: there is no layer `Xyzzy`"]
    assert problems(spec(layers, "b: [{from: nope, ReLU: }]")) == [
        "unknown-reference: no entry before this one has the id `nope`"
    ]


@pytest.mark.parametrize("call", ["b(4)", "b(c=4)", "b: 4", "b: {c: 4}", "b: {c: 2 * 2}"])
def test_a_block_is_called_like_a_layer(call: str) -> None:
    assert texts(f"- {call}", CONV) == ["Conv2d(3, 4, 1)"]


@pytest.mark.parametrize("call", ["b", "b()", "b: {}", "{b: }", "b(2)", "b(stride=1)"])
def test_a_default_stands_where_nothing_is_given(call: str) -> None:
    blocks = "b(n=2, stride=1): [{MaxPool2d: {kernel: n, stride: stride}}]"
    assert texts(f"- {call}", blocks) == ["MaxPool2d(2, stride=1)"]


def test_a_default_may_use_parameters_before_it_variables_and_the_channels() -> None:
    blocks = "b(c=in_channels, d=c * w, e=d + 1): [{Conv2d: {out: e, kernel: 1}}]"
    assert texts("- b\n- b(1)\n- b(d=3)", blocks, "vars: {w: 2}\n") == [
        "Conv2d(3, 7, 1)", "Conv2d(7, 3, 1)", "Conv2d(3, 4, 1)",
    ]  # fmt: skip


def test_a_body_sees_variables_but_not_the_parameters_of_who_calls() -> None:
    assert problems(spec("- a(1)", "a(n): [b]\nb: [{Conv2d: {out: n, kernel: 1}}]")) == [
        "unknown-name: nothing is named `n` here"
    ]
    blocks = "b: [{Conv2d: {out: w, kernel: 1}}]"
    assert texts("- b", blocks, "vars: {w: 2}\n") == ["Conv2d(3, 2, 1)"]
    assert texts("- b(5)", "b(w): [{Conv2d: {out: w, kernel: 1}}]", "vars: {w: 2}\n") == [
        "Conv2d(3, 5, 1)"
    ]


@pytest.mark.parametrize(
    ("argument", "layer"),
    [
        ("ReLU", "ReLU()"),
        ("nn.ReLU", "ReLU()"),
        ("'ReLU'", "ReLU()"),
        ("LeakyReLU(0.1)", "LeakyReLU(negative_slope=0.1)"),
        ("act=LeakyReLU(negative_slope=0.1)", "LeakyReLU(negative_slope=0.1)"),
        ("tanh_block", "Tanh()"),
        ("tanh_block()", "Tanh()"),
        ("again(ReLU)", "ReLU()"),
        ("again(again(again(SiLU)))", "SiLU()"),
    ],
)
def test_a_parameter_may_hold_a_layer_or_a_block_or_a_call(argument: str, layer: str) -> None:
    blocks = "unit(act): [act]\ntanh_block: [Tanh]\nagain(x): [x]"
    assert texts(f'- "unit({argument})"', blocks) == [layer]


def test_a_mapping_gives_a_layer_to_a_parameter_as_well() -> None:
    for call in ("unit: ReLU", "unit: {act: ReLU}", "unit: {act: ReLU()}", "unit: {act: nn.ReLU}"):
        assert texts(f"- {call}", "unit(act): [act]") == ["ReLU()"]


def test_arguments_may_be_given_where_the_parameter_stands() -> None:
    blocks = 'unit(act): [act(inplace=True), "act()"]\nstage(body, n): ["body(n)"]\n'
    assert texts("- unit(ReLU)", blocks) == ["ReLU(inplace=True)", "ReLU()"]
    assert texts("- stage(Conv2d(3, 4), 1)", blocks) == ["Conv2d(3, 4, 1)"]
    blocks += "two(a, b): [{Conv2d: {out: a, kernel: b}}]"
    assert texts("- stage(two(4), 1)", blocks) == ["Conv2d(3, 4, 1)"]


def test_a_call_that_is_an_argument_sees_the_names_where_it_is_written() -> None:
    blocks = (
        "stage(body, n): [body * n]\n"
        "unit(c): [{Conv2d: {out: c, kernel: 1}}]\n"
        'outer(n): ["stage(unit(n + 1), 2)"]'
    )
    assert texts("- outer(4)", blocks) == ["Conv2d(3, 5, 1)", "Conv2d(5, 5, 1)"]


def test_a_parameter_applied_to_a_parameter_runs() -> None:
    assert texts('- "f(g())"', 'f(x): ["x(ReLU)"]\ng(y=Tanh, z=SiLU): [y, z]') == [
        "ReLU()",
        "SiLU()",
    ]


def test_a_blocks_name_goes_before_a_token_and_a_lower_case_layer() -> None:
    blocks = "relu: [Tanh]\nmax2: [Tanh]\nconv: [Tanh]"
    assert texts("- relu\n- max2\n- conv\n- ReLU", blocks) == ["Tanh()"] * 3 + ["ReLU()"]


BODIES = [
    "{Conv2d: {out: c, kernel: 1}}", "{Conv2d: {out: 3, kernel: [c, 3]}}", "ReLU * c",
    "{repeat: c * 2, ReLU: }",
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("given", ["conv(conv(3))", "conv(ReLU(True))", "conv: conv(3)"])
def test_a_call_is_no_number(body: str, given: str) -> None:
    problem = only_problem(spec(f"- {given}", f"conv(c): [{body}]"), None)
    for text in (problem.message, problem.label, problem.help):
        for own in ("Entry", "Closure", "Span", "object", "(("):
            assert own not in text
