"""Rules about layers that stand beside each other."""

from __future__ import annotations

import pytest

from tests.linter.asking import found, told


def test_a_bias_before_a_norm_is_counted() -> None:
    assert told("nn.Conv2d(3, 16, 3), nn.BatchNorm2d(16)") == [
        "bias-before-norm",
        "`BatchNorm2d` takes the bias of `Conv2d` before it away: 16 of its 448 parameters do "
        "nothing",
        "nn.Conv2d(3, 16, 3)",
        "write `bias=False`",
    ]
    for text, shape in (
        ("nn.ConvTranspose2d(3, 16, 2), nn.InstanceNorm2d(16)", "3x8x8"),
        ("nn.Linear(8, 4), nn.BatchNorm1d(4)", "8"),
        ("nn.Conv3d(3, 4, 1), nn.BatchNorm3d(4)", "3x4x4x4"),
    ):
        assert found(text, shape) == ["bias-before-norm"]


def test_a_bias_is_left_out_of_a_token_by_its_letters() -> None:
    assert told("conv16k3 bn")[3] == "write `nb` behind it"
    assert found("conv16k3nb bn") == []


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("nn.Conv2d(3, 16, 3, bias=False), nn.BatchNorm2d(16)", "3x8x8"),
        ("nn.Conv2d(3, 16, 3), nn.ReLU(), nn.BatchNorm2d(16)", "3x8x8"),
        ("nn.Conv2d(3, 16, 3), nn.GroupNorm(4, 16)", "3x8x8"),  # a mean of several channels
        ("nn.Conv2d(3, 16, 3), nn.LayerNorm([16, 6, 6])", "3x8x8"),
        ("nn.Linear(8, 4), nn.BatchNorm1d(5)", "5x8"),  # whose channels are others
        ("nn.BatchNorm2d(3), nn.Conv2d(3, 16, 3)", "3x8x8"),
    ],
)
def test_a_bias_counts_where_no_mean_of_its_channel_is_taken(text: str, shape: str) -> None:
    assert found(text, shape, ["bias-before-norm"]) == []


def test_a_bias_that_others_read_or_share_counts() -> None:
    read = """
input: 3x8x8
layers:
  - {id: a, "Conv2d(3, 3, 1)": }
  - {id: b, BatchNorm2d: }
  - Add: [a, b]
"""
    shared = """
input: 3x8x8
layers:
  - {id: a, "Conv2d(3, 3, 1)": }
  - BatchNorm2d
  - {share: a}
"""
    given = read.replace("  - Add: [a, b]\n", "outputs: [a, b]\n")
    for text in (read, shared, given):
        assert found(text, None) == []


def test_dropout_before_a_batch_norm_is_told_at_the_dropout() -> None:
    assert told("nn.Dropout2d(0.25), nn.BatchNorm2d(3)") == [
        "dropout-before-norm",
        "`Dropout2d`, layer 1, drops 0.25 of what `BatchNorm2d`, layer 2, takes the variance of: "
        "it is another one in evaluation",
        "nn.Dropout2d(0.25)",
        "put it behind `BatchNorm2d`, or leave it out",
    ]
    for text in (
        "nn.BatchNorm2d(3), nn.Dropout2d(0.25)",
        "nn.Dropout2d(0), nn.BatchNorm2d(3)",
        "nn.Dropout2d(0.25), nn.BatchNorm2d(3, track_running_stats=False)",
        "nn.Dropout2d(0.25), nn.GroupNorm(3, 3)",
    ):
        assert found(text) == []


def test_groups_that_are_kept_apart_twice_are_named() -> None:
    assert told("nn.Conv2d(8, 16, 1, groups=4), nn.ReLU(), nn.Conv2d(16, 8, 3, groups=4)", "8x9x9")[
        1:
    ] == [
        "layers 1 and 3, both `Conv2d`, keep the same 4 groups apart: what is in one group never "
        "reaches the other 3",
        "4",
        "put between them `ChannelShuffle(4)` or a 1×1 convolution: `Conv2d(16, 16, 1)`, or write "
        "`groups=1`",
    ]
    deep = "nn.Conv2d(8, 8, 3, groups=8), nn.Conv2d(8, 8, 3, groups=8)"
    assert told(deep, "8x9x9")[3] == (
        "put between them a 1×1 convolution: `Conv2d(8, 8, 1)`, or write `groups=1`"
    )


@pytest.mark.parametrize(
    "between",
    [
        "nn.ChannelShuffle(4), nn.Conv2d(8, 8, 3, groups=4)",
        "nn.Conv2d(8, 8, 1), nn.Conv2d(8, 8, 3, groups=4)",
        "nn.Conv2d(8, 8, 3, groups=2)",
        "nn.Conv2d(8, 8, 3)",
        "nn.GroupNorm(2, 8), nn.Conv2d(8, 8, 3, groups=4)",
    ],
)
def test_groups_that_meet_between_are_no_matter(between: str) -> None:
    assert found(f"nn.Conv2d(8, 8, 1, groups=4), {between}", "8x9x9") == []


def test_a_depthwise_kernel_in_two_factors_is_one_kernel() -> None:
    text = "nn.Conv2d(8, 8, (1, 7), groups=8), nn.Conv2d(8, 8, (7, 1), groups=8)"
    assert found(text, "8x9x9") == []


def test_an_activation_of_an_activation_is_told_at_the_second() -> None:
    assert told("nn.ReLU(), nn.Sigmoid()") == [
        "activation-twice",
        "layer 2, `Sigmoid`, reads layer 1, `ReLU`: one activation straight behind another",
        "nn.Sigmoid()",
        "leave one of them out, or put a layer with weights between them",
    ]
    for text in ("nn.ReLU(), nn.MaxPool2d(2), nn.ReLU()", "nn.ReLU(), nn.Dropout(), nn.ReLU()"):
        assert found(text) == []


def test_a_softmax_of_a_softmax_is_told_once() -> None:
    assert told("nn.Softmax(1), nn.Softmax(1)", "10")[:3] == [
        "softmax-twice",
        "layer 2, `Softmax`, takes what layer 1, `Softmax`, gives for logits",
        "nn.Softmax(1)",
    ]
    assert found("nn.LogSoftmax(1), nn.Softmax(1)", "10") == ["softmax-twice"]
    assert found("nn.Softmax(1), nn.Linear(10, 4), nn.LogSoftmax(1)", "10") == []


def test_a_softmax_is_last_where_the_model_gives_it() -> None:
    assert told("nn.Softmax(dim=1)", "10") == [
        "softmax-last",
        "the network ends in `Softmax`, in 10 probabilities, and `CrossEntropyLoss` takes logits",
        "nn.Softmax(dim=1)",
        "leave it out for `CrossEntropyLoss`, or write `LogSoftmax(dim=1)` for `NLLLoss`; where "
        "probabilities are wanted, ignore this rule",
    ]
    assert found("nn.Softmax2d()") == ["softmax-last"]
    for text in (
        "nn.Softmax(0)",
        "nn.LogSoftmax(1)",
        "nn.Softmax(1), nn.Linear(10, 3)",
        "nn.Sigmoid()",
    ):
        assert found(text, "10") == []
