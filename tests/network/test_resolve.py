"""Names and arguments, in any notation, as calls."""

from __future__ import annotations

import pytest

from cnncalc.layers import from_lower_case
from tests.running import layers, marked, only_problem, reported, said


def entry(mapping: str) -> str:
    return f"layers:\n  - {mapping}\n"


@pytest.mark.parametrize(
    ("text", "code", "message", "mark"),
    [
        (
            "nn.Conv2d(3, 8, 3, in_channels=3)",
            "duplicate-argument",
            "`Conv2d` is given `in_channels` twice: by position and by name",
            "in_channels",
        ),
        (
            "nn.Conv2d(3, 8, kernel_size=3, kernel_size=5)",
            "duplicate-argument",
            "`Conv2d` is given `kernel_size` twice",
            "kernel_size",
        ),
        (
            "nn.Conv2d(3, 8, kernel=3)",
            "unknown-argument",
            "`Conv2d` has no argument `kernel`",
            "kernel",
        ),
        (
            "nn.ReLU(True, 3)",
            "too-many-arguments",
            "`ReLU` takes 1 positional argument, not 2",
            "3",
        ),
        ("conv2d(3, 8, 3)", "unknown-layer", "there is no layer `conv2d`", "conv2d"),
        ("nn.Conv2d(" + "1, " * 101 + ")", "too-large", "`Conv2d` is given 101 arguments", None),
        (
            "nn.Conv2d(3, 8, (" + "1, " * 101 + "))",
            "too-large",
            "`Conv2d` is given 101 values in one list",
            None,
        ),
        (
            entry("Conv2d: {out: 8, out_channels: 8, kernel: 3}"),
            "duplicate-argument",
            "`Conv2d` is given `out_channels` twice",
            "out_channels",
        ),
        (
            entry("Conv2d: {out: 8, kernel: 3, colour: 1}"),
            "unknown-argument",
            "`Conv2d` has no argument `colour`",
            "colour",
        ),
        (entry("Tanh: 3"), "too-many-arguments", "`Tanh` takes no arguments", "3"),
        ("conv2d8k3k5", "duplicate-argument", "`conv2d` has letter `k` twice", "k5"),
    ],
)
def test_arguments_that_do_not_fit_the_call_are_refused(
    text: str, code: str, message: str, mark: str | None
) -> None:
    problem = reported(text).problems[0]
    assert (problem.code, problem.message) == (code, message)
    assert mark is None or marked(problem) == mark


def test_a_very_long_argument_name_is_shown_in_short() -> None:
    assert len(only_problem("nn.ReLU(" + "a" * 10_000 + "=3)").message) < 200


def test_a_letter_that_a_token_lacks_lists_those_it_has() -> None:
    assert only_problem("max2q3").label == (
        "`max` has k (kernel_size), s (stride), p (padding), d (dilation)"
    )
    assert only_problem("relu3q3").label == "it takes no letters"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("conv2d", "Conv2d"),
        ("max_pool2d", "MaxPool2d"),
        ("batch_norm2d", "BatchNorm2d"),
        ("relu", "ReLU"),
        ("leaky_relu", "LeakyReLU"),
        ("lazy_conv2d", "LazyConv2d"),
        ("lazylinear", "LazyLinear"),
        ("Conv2d", "Conv2d"),
        ("Conv2D", "Conv2D"),
        ("xyzzy", "xyzzy"),
        ("", ""),
    ],
)
def test_lower_and_snake_case_lead_to_pytorchs_name(name: str, found: str) -> None:
    assert from_lower_case(name) == found


@pytest.mark.parametrize(
    "text",
    [
        "nn.Conv2d(3, 8, 3, activation='relu')",
        entry("Conv2d: {out: 8, kernel: 3, activation: relu}"),
    ],
)
def test_an_activation_is_a_layer_of_its_own(text: str) -> None:
    problem = only_problem(text)
    assert (problem.code, problem.message) == (
        "unknown-argument",
        "`Conv2d` has no argument `activation`: an activation is a layer of its own",
    )
    assert problem.help == "leave it out, and write `ReLU()` behind `Conv2d`"


def test_short_keys_are_for_the_mapping_form_alone() -> None:
    assert layers(entry("Conv2d: {filters: 8, kernel: 3}")) == ["Conv2d(3, 8, 3)"]
    assert "unknown-argument: `Conv2d` has no argument `filters`" in said(
        reported("nn.Conv2d(3, filters=8, kernel_size=3)")
    )


@pytest.mark.parametrize(
    ("printed", "layer"),
    [
        ("LazyConv2d(0, 8, kernel_size=(3, 3), stride=(1, 1))", "Conv2d(3, 8, 3)"),
        ("LazyLinear(in_features=0, out_features=8, bias=True)", "Linear(32, 8)"),
        (
            "Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=same)",
            "Conv2d(3, 8, 3, padding='same')",
        ),
        (
            "BatchNorm2d(3, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)",
            "BatchNorm2d(3)",
        ),
        (
            "MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)",
            "MaxPool2d(2)",
        ),
    ],
)
def test_what_pytorch_prints_is_the_layer(printed: str, layer: str) -> None:
    assert layers(f"Sequential(\n  (0): {printed}\n)") == [layer]


def test_an_identity_takes_anything() -> None:
    assert said(reported("nn.Identity(3, x=4)")) == []
    assert said(reported(entry("Identity: 3"))) == []
