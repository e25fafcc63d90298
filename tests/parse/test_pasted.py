"""What people paste out of notebooks: assignments, prompts, tails, dicts, more than one slip."""

from __future__ import annotations

import pytest

from tests.running import reported, said

CONV = ["Conv2d(3, 4, 3)"]


def shown(text: str) -> list[str]:
    """The layers of a text without problems, as PyTorch would write them."""
    report = reported(text, "3x8x8")
    assert said(report) == []
    return [row.text for row in report.rows]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("int(3)", "call-syntax: `int( … )` is a number, not a layer"),
        ("nn.ConstantPad2d(1, float('a'))", "call-syntax: `float( … )` is no number here"),
        ("nn.Conv2d(3, 017, 3)", "call-syntax: `017` is not a number"),
        ("Sequential", "unknown-layer: `Sequential` is a group, and here it holds no layers"),
        ("conv8k3s", "unknown-layer: `conv8k3s` is no compact token of `conv`"),
    ],
)
def test_what_is_no_layer_is_refused(text: str, problem: str) -> None:
    assert said(reported(text, "3x8x8")) == [problem]


def test_one_slip_hides_no_other_on_the_same_line() -> None:
    assert said(reported("nn.Linear(8, 1/0) Covn2d(3) Foo(1)", "3x8x8")) == [
        "call-syntax: division by zero",
        "unknown-layer: there is no layer `Covn2d`",
        "unknown-layer: there is no layer `Foo`",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "conv = nn.Conv2d(3, 4, 3)",
        "conv: nn.Module = nn.Conv2d(3, 4, 3)",
        "In [1]: conv = nn.Conv2d(3, 4, 3)\n   ...: ",
        ">>> conv = nn.Conv2d(3, 4, 3)\n>>> print(conv)",
        "conv = nn.Conv2d(3, 4, 3).to(device).eval()",
        "net = nn.Sequential(nn.Conv2d(3, 4, 3))\nnet",
        "net = nn.Sequential(nn.Conv2d(3, 4, 3))\nsummary(net, (3, 8, 8))",
        "nn.Sequential(OrderedDict({'conv': nn.Conv2d(3, 4, 3)}))",
        "k = 6\nnn.Conv2d(3, 4, int(k / 2))",
        "import torch.nn as nn\n'''a docstring'''\nnn.Conv2d(3, 4, 3);",
    ],
)
def test_what_stands_around_a_layer_does_no_harm(text: str) -> None:
    assert shown(text) == CONV


@pytest.mark.parametrize("value", ["-1e20", "float('-inf')", "float('inf')", "-0.5"])
def test_a_value_may_be_any_float(value: str) -> None:
    assert reported(f"nn.ConstantPad2d(1, {value})", "3x8x8").output == (3, 10, 10)


def test_yaml_takes_a_tuple_as_pytorch_writes_it() -> None:
    (row,) = reported("layers:\n  - Conv2d: {filters: 4, kernel: '3', stride: 1}", "3x8x8").rows
    assert row.output is None
    text = "layers:\n  - Conv2d:\n      filters: 4\n      kernel: (3, 5)"
    assert reported(text, "3x8x8").output == (4, 6, 4)


def test_a_tuple_in_braces_is_cut_at_its_comma_and_said_so() -> None:
    text = "layers:\n  - Conv2d: {filters: 4, kernel: (3, 5)}"
    assert said(reported(text, "3x8x8")) == [
        "call-syntax: in { … } the commas split this value, and leave `(3`"
    ]
