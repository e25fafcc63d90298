"""What a rule advises, done: it has nothing more to say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncalc.linter import lint
from tests.linter.asking import found
from tests.running import reported


def advice(text: str, shape: str, rule: str) -> str:
    """What the one finding of a rule advises; nothing where there is none."""
    return "".join(each.help for each in lint(reported(text, shape), only=[rule]))


def edited(text: str, edits: list[tuple[str, str]]) -> str:
    """A call with other values for some of its arguments."""
    for name, value in edits:
        text, count = re.subn(rf"(?<!\w){name}=(\([^)]*\)|[^,)]+)", f"{name}={value}", text)
        if not count:
            text = f"{text[:-1]}, {name}={value})"
    return text


def edits(help: str) -> list[tuple[str, str]]:
    return re.findall(r"`(\w+)=([^`]+)`", help)


small = st.integers(1, 6)


@given(st.integers(1, 40), small, small, st.integers(0, 3), st.integers(1, 3), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_padding_or_a_size_that_is_named_reaches_the_border(
    size: int, kernel: int, stride: int, padding: int, dilation: int, pools: bool
) -> None:
    text = f"nn.Conv1d(1, 1, {kernel}, stride={stride}, padding={padding}, dilation={dilation})"
    if pools:
        text = f"nn.MaxPool1d({kernel}, stride={stride}, padding={min(padding, kernel // 2)})"
    rule = "unread-border"
    told = advice(text, f"1x{size}", rule)
    if not told:
        return
    for edit in edits(told):
        assert found(edited(text, [edit]), f"1x{size}", [rule]) == []
    sizes = re.search(r"an input of ([\d,]+) or ([\d,]+) pixels", told)
    assert sizes
    for each in sizes.groups():
        assert found(text, f"1x{each}", [rule]) == []


@given(st.integers(2, 9), st.integers(2, 9), st.integers(1, 6), st.integers(0, 3), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_kernel_that_is_named_makes_no_checkerboard(
    size: int, kernel: int, stride: int, padding: int, extra: bool
) -> None:
    output_padding = stride - 1 if extra else 0
    text = (
        f"nn.ConvTranspose1d(1, 1, kernel_size={kernel}, stride={stride}, padding={padding}, "
        f"output_padding={output_padding})"
    )
    shape = f"1x{size}"
    told = advice(text, shape, "checkerboard")
    if not told:
        return
    after = reported(edited(text, edits(told)), shape)
    assert after.problems == ()
    assert lint(after, only=["checkerboard"]) == []
    before = reported(text, shape).rows[0].output
    assert before
    assert after.rows[0].output
    assert 0 <= after.rows[0].output[1] - before[1] <= 1  # as large, or one pixel larger


@pytest.mark.parametrize(
    ("text", "shape", "rule"),
    [
        ("nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8)", "3x9x9", "bias-before-norm"),
        ("nn.Conv2d(3, 8, 1, stride=2)", "3x9x9", "skipped-pixels"),
        ("nn.Conv2d(3, 8, 3, stride=2, dilation=2)", "3x9x9", "skipped-pixels"),
        ("nn.Conv2d(3, 8, kernel_size=(4, 3), padding='same')", "3x9x9", "even-same"),
        ("nn.MaxPool2d(kernel_size=1)", "3x8x8", "pool-of-one"),
    ],
)
def test_each_edit_of_an_argument_silences_its_rule(text: str, shape: str, rule: str) -> None:
    told = advice(text, shape, rule)
    assert edits(told)
    first, comma, rest = text.partition("), ")
    for edit in edits(told):
        call = edited(first + ")" if comma else first, [edit])
        assert found(f"{call}, {rest}" if comma else call, shape, [rule]) == []


@pytest.mark.parametrize(
    ("before", "after", "shape", "rule"),
    [
        ("conv8k3 fc9", "conv8k3 flatten fc9", "3x8x8", "linear-on-maps"),
        ("flatten fc2000", "gap flatten fc2000", "3x64x64", "heavy-linear"),
        ("fc9 'Softmax(dim=1)'", "fc9 'LogSoftmax(dim=1)'", "9", "softmax-last"),
        ("drop0.5 bn", "bn drop0.5", "3x8x8", "dropout-before-norm"),
        ("relu relu", "relu", "3x8x8", "activation-twice"),
        ("conv8k1g4 conv8k1g4", "conv8k1g4 'ChannelShuffle(4)' conv8k1g4", "8x8x8",
         "unmixed-groups"),
        ("flatten", "flatten", "1x3x32x32", "batch-in-input"),
    ],
)  # fmt: skip
def test_each_layer_that_is_moved_added_or_left_out_silences_its_rule(
    before: str, after: str, shape: str, rule: str
) -> None:
    before, after = before.replace("'", ""), after.replace("'", "")
    told = advice(before.replace(" ", "\n"), shape, rule)
    assert told
    if rule == "batch-in-input":
        written = re.search(r"input as `([^`]+)`", told)
        assert written
        shape = written[1]
    assert found(after.replace(" ", "\n"), shape, [rule]) == []
