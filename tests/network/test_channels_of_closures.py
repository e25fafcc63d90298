"""`in_channels` in a call that is an argument: the channels that arrive where the call runs."""

from __future__ import annotations

import pytest

from tests.drawing import drawn, problems, spec

BLOCKS = """
conv(c): [{Conv2d: {out: c, kernel: 1}}]
a(f, unused=in_channels): [conv(8), f]
b(c, back=in_channels): [conv(c), conv(back)]
plain(f): [conv(8), f]
act(f=LeakyReLU(0.3)): [f]
"""


@pytest.mark.parametrize("outer", ["a", "plain"])
def test_a_default_is_worked_out_where_its_block_runs(outer: str) -> None:
    lines = drawn(spec(f"- {outer}(b(16))", BLOCKS))
    assert [line.split(" (")[0].split(" ", 1)[1] for line in lines] == [
        "Conv2d(3, 8, 1)", "Conv2d(8, 16, 1)", "Conv2d(16, 8, 1)",
    ]  # fmt: skip


@pytest.mark.parametrize("outer", ["a", "plain"])
def test_so_is_an_argument_of_a_call_that_is_an_argument(outer: str) -> None:
    lines = drawn(spec(f"- {outer}(conv(2 * in_channels))", BLOCKS))
    assert lines[-1].endswith(" 16x8x8")


def test_a_default_may_be_a_call() -> None:
    assert "LeakyReLU(negative_slope=0.3)" in drawn(spec("- act", BLOCKS))[0]
    assert "Tanh()" in drawn(spec("- act(Tanh)", BLOCKS))[0]


@pytest.mark.parametrize("text", ["off", "no", "'0'"])
def test_text_is_no_condition(text: str) -> None:
    layers, more = "- {when: on, ReLU: }", f"vars: {{on: {text}}}\n"
    shown = text.strip("'")
    assert problems(spec(layers, more=more)) == [
        f"wrong-type: `when` needs true or false, and `on` is the text `{shown}`"
    ]


def test_a_layers_name_is_a_condition() -> None:
    block = "f(act=None): [{when: act, act: }, Tanh]"
    assert len(drawn(spec("- f(ReLU)\n- f", block))) == 3
