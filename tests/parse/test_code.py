"""Pasted code as a list of layers."""

from __future__ import annotations

import pytest

import cnncalc
from tests.running import layers, marked, only_problem, reported, said


def names(text: str) -> list[str]:
    return [each.name for each in cnncalc.parse(text, code=True).entries]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3", "a layer cannot start with '3'"),
        ("nn.ReLU())", "`)` closes nothing"),
        ("nn.ReLU()(x)", "a layer that runs on data is code, not a layer alone"),
        ("(", "a layer cannot start with '('"),
        ("@property", "a layer cannot start with '@'"),
        ("\x1b[31m", "a layer cannot start with '\\x1b'"),
        (
            "for i in range(3): pass",
            "`for i in range(3): pass` is code, not a layer: a loop is code: write its layers out, "
            "or `layer * 3` for three of them",
        ),
        ("return x", "`return x` is code, not a layer: what a function returns is not read"),
        (
            "def forward(self, x):\n    x = self.conv(x)\n    return x\n",
            "`def forward(self, x)` is code, not a layer: "
            "what a function does with the layers is not read",
        ),
        ("nn.ReLU() * 0", "a layer is repeated a whole number of times, at least once"),
        ("nn.ReLU() * 1.5", "a layer is repeated a whole number of times, at least once"),
        ("nn.ReLU() * True", "a layer is repeated a whole number of times, at least once"),
        ("nn.ReLU() * n", "a layer is repeated a whole number of times, at least once"),
    ],
)
def test_what_is_no_layer_is_refused(text: str, message: str) -> None:
    assert reported(text, code=True).problems[0].message == message


def test_what_cannot_start_a_layer_is_quoted_in_short() -> None:
    assert len(reported("1" * 10_000, code=True).problems[0].message) < 100


def test_reading_goes_on_behind_a_line_that_cannot_be_read() -> None:
    report = reported("nn.Conv2d(3 8, 3)\nnn.Conv2d(3 9, 3)\nnn.ReLU()", code=True)
    assert [marked(each) for each in report.problems] == ["8", "9"]
    assert [row.type for row in report.rows] == ["", "", "ReLU"]


def test_the_problems_of_a_text_are_bounded() -> None:
    assert len(cnncalc.parse("f(\n" * 10_000, code=True).problems) <= 51
    assert len(reported("return\n" * 10_000, code=True).problems) <= 51


@pytest.mark.parametrize(
    "text",
    [
        "nn.Conv2d(" + "1, " * 400_000 + ")",
        "a = 1\n" * 200_000,
        "nn.Linear(" + "1+" * 400_000 + "1, 3)",
        "layers:\n" + ("  - nn.Linear(" + "1+" * 49_000 + "1, 3)\n") * 20,
    ],
    ids=["call", "assignments", "sum", "yaml"],
)
def test_reading_stops_where_the_words_are_too_many(text: str) -> None:
    problems = reported(text).problems
    assert problems[-1].message == "the spec has more than 600,000 words and signs"
    assert len(problems) <= 8


def test_a_text_with_too_many_layers_says_so_once() -> None:
    problem = only_problem("relu\n" * 30_000, code=True)
    assert (problem.code, problem.message) == (
        "too-large", "the network has more than 20,000 layers",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["nn.ReLU(), nn.Tanh()", "nn.ReLU()\nnn.Tanh()", "nn.ReLU(); nn.Tanh()", "nn.ReLU() nn.Tanh()",
     "nn.ReLU(),\n\n;,nn.Tanh(),", "[nn.ReLU(), nn.Tanh()]", "relu tanh", "ReLU; tanh",
     "(0): ReLU()\n(1): Tanh()", ">>> nn.ReLU()\n>>> nn.Tanh()",
     "'''A docstring.'''\nnn.ReLU()\n# a comment\nnn.Tanh()"],
)  # fmt: skip
def test_layers_may_be_separated_in_many_ways(text: str) -> None:
    assert layers(text) == ["ReLU()", "Tanh()"]


def test_a_whole_class_gives_its_layers_and_says_what_it_leaves_out() -> None:
    text = (
        "import torch.nn as nn\n"
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.conv1 = nn.Conv2d(3, 6, 5)\n"
        "        self.relu = nn.ReLU()\n"
        "    def forward(self, x):\n"
        "        return self.relu(self.conv1(x))\n"
    )
    report = reported(text)
    assert [(row.id, row.type) for row in report.rows] == [("conv1", "Conv2d"), ("relu", "ReLU")]
    assert said(report) == [
        "not-a-layer: `def forward(self, x)` is code, not a layer: "
        "what a function does with the layers is not read"
    ]


def test_a_second_class_is_read_behind_a_function() -> None:
    text = "def f(x):\n    return x\nclass Net:\n    conv = nn.Conv2d(3, 6, 5)\n"
    assert names(text) == ["Conv2d"]


def test_a_name_stands_for_the_number_text_or_tuple_it_was_given() -> None:
    text = (
        "width = 4\nself.twice = width * 2\nbias = False\nsize = (3, 5)\nmode = 'same'\n"
        "nn.Conv2d(3, self.twice, size, padding=mode, bias=bias)"
    )
    assert layers(text, code=True) == ["Conv2d(3, 8, (3, 5), padding='same', bias=False)"]


def test_named_tuples_do_not_pile_up() -> None:
    text = "a0 = (1, 1)\n" + "".join(f"a{i} = (a{i - 1}, a{i - 1})\n" for i in range(1, 60))
    problem = only_problem(text + "nn.Conv2d(3, a59, 3)", code=True)
    assert problem.message == "`out_channels` of `Conv2d` takes a whole number, not a59"


def test_a_layer_with_a_name_has_it_as_its_id() -> None:
    report = reported("self.features.conv = nn.Conv2d(3, 8, 3)\npool = nn.MaxPool2d(2)", code=True)
    assert [row.id for row in report.rows] == ["conv", "pool"]


def test_a_list_of_layers_with_a_name_is_those_layers() -> None:
    assert layers("layers = [nn.ReLU(), nn.Tanh()]", code=True) == ["ReLU()", "Tanh()"]


def test_modules_that_are_added_go_into_their_group() -> None:
    text = (
        "features = nn.Sequential(nn.ReLU())\n"
        "head = nn.Sequential()\n"
        "features.add_module('act', nn.Tanh())\n"
        "head.append(nn.Sigmoid())\n"
        "features.add(nn.GELU())\n"
    )
    report = reported(text, code=True)
    assert said(report) == []
    assert [row.path for row in report.rows] == [
        "features.0", "features.act", "features.2", "head.0",
    ]  # fmt: skip


def test_the_name_of_the_one_sequential_is_the_networks() -> None:
    spec = cnncalc.parse("model = nn.Sequential(nn.ReLU(), nn.Tanh())")
    assert (spec.name, [each.name for each in spec.entries]) == ("model", ["ReLU", "Tanh"])


def test_a_call_is_repeated_by_a_number_behind_it() -> None:
    assert layers("nn.ReLU() * 2 * 2, tanh * 1", code=True) == ["ReLU()"] * 4 + ["Tanh()"]
