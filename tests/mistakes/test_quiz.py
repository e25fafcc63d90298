"""Quiz classics, answered rightly and wrongly: each wrong answer with its true reason.

The quiz: a 130×130 RGB image goes through Conv2d(3, 10, 3), MaxPool2d(4, 4),
Conv2d(10, 20, 5, padding=2) and MaxPool2d(2, 2). What are depth, size and flattened length?
128, 32, 32, 16: 20×16×16, and 5,120 values.
"""

from __future__ import annotations

import pytest

from cnncalc.checks import check
from tests.mistakes.asking import claimed, computed, said

QUIZ = """3x130x130 Conv2d(3, 10, 3), MaxPool2d(4, 4), Conv2d(10, 20, 5, padding=2), \
MaxPool2d(2, 2)"""


@pytest.mark.parametrize("text", ["depth=20", "channels=20", "output=20x16x16", "flatten=5120",
                                  "params=5300", "4.output=20x16x16", "3.params=5020"])  # fmt: skip
def test_a_right_answer_is_no_mistake(text: str) -> None:
    report = computed(QUIZ)
    assert not check(report, [claimed(report, text)])
    assert said(QUIZ, text) == ()


@pytest.mark.parametrize(
    ("depth", "slip", "reason"),
    [
        (10, "depth-of-input", "the depth of the input is taken for that of the output at layer 3"),
        (3, "depth-of-input", "the depth of the input is taken for that of the output at every"),
        (200, "depth-multiplied", "the number of filters is multiplied by the depth of the input"),
        (600, "depth-multiplied", "multiplied by the depth of the input at every layer"),
        (16, "size-for-depth", "is a size: the depth comes before the sizes, 20×16×16"),
        (30, "filters-added", "is 10 + 20: the channels of one layer take the place of those"),
        (33, "filters-added", "is 3 + 10 + 20: the channels of one layer take the place of"),
        (5, "kernel-for-depth", "is the kernel size of layer 3: it has 20 filters"),
        (5120, "values-for-depth", "is 20·16·16, all values that come out: the depth is 20"),
        (1, "one-deep", "is the depth of what one filter gives: there are 20 of them"),
        (60, "depth-times-input", "is 3·20: the depth of the input is no factor"),
        (4, "layers-for-depth", "is the number of layers: here the depth is that of the output"),
    ],
)
def test_a_wrong_depth_of_the_quiz(depth: int, slip: str, reason: str) -> None:
    found = said(QUIZ, f"depth={depth}")
    assert found[0].slip == slip
    assert reason in found[0].sentence


@pytest.mark.parametrize(
    ("size", "slip", "reason"),
    [
        (
            "32",
            "pool-left-out",
            "at layer 4. It makes its input smaller: (32 − 2)/2 + 1 = 16, not 32.",
        ),
        ("128", "pool-left-out", "the pool is left out at every layer"),
        ("14", "no-padding", "(32 − 5 + 2·2)/1 + 1 = 32, not (32 − 5)/1 + 1 = 28"),
        (
            "15",
            "no-plus-one",
            "at layer 4. The first place of the window counts too: "
            "(32 − 2)/2 + 1 = 16, not (32 − 2)/2 = 15",
        ),
        ("31", "pool-stride-1", "(32 − 2)/2 + 1 = 16, not (32 − 2)/1 + 1 = 31"),
        ("62", "pool-stride-1", "(128 − 4)/4 + 1 = 32, not (128 − 4)/1 + 1 = 125"),
        ("124", "pool-stride-1", "at every layer"),
        ("20", "depth-for-size", "is the depth: the sizes come behind it, 20×16×16"),
        ("13", "no-plus-one", "at every layer. The first place of the window counts too"),
        ("17", "no-kernel", "(32 − 2)/2 + 1 = 16, not 32/2 + 1 = 17"),
        ("130", "as-it-arrives", "is what the input is: what comes out is 16×16"),
        ("20x16x16", "depth-in-size", "has the depth in front: the size alone is 16×16"),
        ("256", "area-for-size", "is 16·16, the places in one channel: the size is 16×16"),
    ],
)
def test_a_wrong_size_of_the_quiz(size: str, slip: str, reason: str) -> None:
    found = said(QUIZ, f"size={size}")
    assert found[0].slip == slip
    assert reason in found[0].sentence


@pytest.mark.parametrize(
    ("flatten", "slip", "reason"),
    [
        (256, "spatial-only", "is 16·16, the spatial sizes alone: there are 20 channels of that"),
        (20480, "pool-left-out", "the pool is left out at layer 4"),
        (10240, "other-layer", "is what comes out of layer 2"),
        (3920, "no-padding", "(32 − 5 + 2·2)/1 + 1 = 32, not (32 − 5)/1 + 1 = 28"),
        (4500, "no-plus-one", "(32 − 2)/2 + 1 = 16, not (32 − 2)/2 = 15"),
        (2560, "depth-of-input", "layer 3. There are as many channels as filters: 20 channels"),
        (768, "depth-of-input", "at every layer"),
        (51200, "depth-multiplied", "20 channels, not 200"),
        (19220, "pool-stride-1", "(32 − 2)/2 + 1 = 16, not (32 − 2)/1 + 1 = 31"),
        (320, "one-side-left-out", "is 20·16, without the last side: all sizes count"),
        (52, "sizes-added", "is 20 + 16 + 16, the sizes added: they are multiplied"),
        (50700, "as-it-arrives", "is what the input is"),
    ],
)
def test_a_wrong_length_of_the_quiz(flatten: int, slip: str, reason: str) -> None:
    found = said(QUIZ, f"flatten={flatten}")
    assert found[0].slip == slip
    assert reason in found[0].sentence


@pytest.mark.parametrize(
    ("params", "slip", "reason"),
    [
        (5270, "no-bias", "the biases are left out at every layer"),
        (5272, "one-bias", "there is one bias for the whole layer at every layer"),
        (620, "no-input-depth", "layer 1 has 10·3·3·3 + 10 = 280, not 10·3·3 + 10 = 100"),
        (280, "one-layer-alone", "is what layer 1 has alone: all layers have 5,300"),
        (5293, "bias-of-input", "there is a bias for each input at layer 1"),
        (1120, "kernel-not-squared", "the kernel is counted along one side at every layer"),
        (21200, "bytes", "is 4·5,300, the bytes in float32"),
        (9543680, "macs-for-parameters", "is the number of multiply-accumulates"),
    ],
)
def test_a_wrong_count_of_the_quiz(params: int, slip: str, reason: str) -> None:
    found = said(QUIZ, f"params={params}")
    assert found[0].slip == slip
    assert reason in found[0].sentence


@pytest.mark.parametrize("text", ["depth=7", "flatten=2000", "params=5301", "size=99", "macs=7",
                                  "output=20x99x99", "receptive_field=1000"])  # fmt: skip
def test_nothing_is_guessed_where_no_slip_fits(text: str) -> None:
    assert said(QUIZ, text) == ()


def test_convolutions_and_pools_without_the_plus_one() -> None:
    """Source: datascience.stackexchange.com, question 40906: 144 instead of 400."""
    net = "1x28x28 Conv2d(1, 8, 4), MaxPool2d(2), Conv2d(8, 16, 3), MaxPool2d(2)"
    assert said(net, "flatten=400") == ()
    assert said(net, "flatten=144")[0].sentence == (
        "144 comes out when the + 1 is dropped at every layer. The first place of the window "
        "counts too: layer 1 has (28 − 4)/1 + 1 = 25, not (28 − 4)/1 = 24."
    )


@pytest.mark.parametrize(
    ("net", "text", "slip"),
    [
        ("16x63x63 Conv2d(16, 32, 7, stride=2)", "output=32x16x16", ""),
        ("16x63x63 Conv2d(16, 32, 7, stride=2)", "output=16x29x29", "depth-of-input"),
        ("270000 Linear(270000, 100)", "params=27000001", "one-bias"),
        ("270000 Linear(270000, 100)", "params=27000000", "no-bias"),
        ("3x300x300 Conv2d(3, 100, 5)", "params=2501", "one-bias+no-input-depth"),
        ("3x300x300 Conv2d(3, 100, 5)", "params=2600", "no-input-depth"),
        ("3x300x300 Conv2d(3, 100, 5)", "params=7500", "no-bias"),
        ("8x15x15 Conv2d(8, 8, 3, padding=2)", "output=8x13x13", "no-padding"),
        ("8x15x15 ZeroPad2d(2)", "output=8x17x17", "padding-once"),
        ("8x15x15 ZeroPad2d(2)", "output=10x17x17", ""),
    ],
)
def test_the_wrong_options_of_a_course_quiz(net: str, text: str, slip: str) -> None:
    """Source: deeplearning.ai, Convolutional Neural Networks, quiz of week 1."""
    found = said(net, text)
    assert (found[0].slip if found else "") == slip


def test_the_sentence_of_a_filter_without_depth() -> None:
    assert said("3x300x300 Conv2d(3, 100, 5)", "params=2600")[0].sentence == (
        "2,600 is 100·5·5 + 100: the depth of the input is left out. Each filter is as deep as "
        "its input, 3: 100·3·5·5 + 100 = 7,600."
    )


def test_the_cost_of_lenet_with_its_biases_is_known_for_what_it_is() -> None:
    """T40: 416,520 MACs; torchinfo adds the 6,518 biases."""
    lenet = """1x28x28 Conv2d(1, 6, 5, padding=2), AvgPool2d(2), Conv2d(6, 16, 5), AvgPool2d(2), \
Flatten(), Linear(400, 120), Linear(120, 84), Linear(84, 10)"""
    (found, *_) = said(lenet, "macs=423038")
    assert found.slip == "macs-with-bias"
    assert "counted as multiplications at every layer" in found.sentence


@pytest.mark.parametrize(
    ("layers", "text"),
    [
        ("3x32x32 Conv2d(3, 8, 3, dilation=2)", "1.params=8"),
        ("3x32x32 Conv2d(3, 8, 3, bias=False), BatchNorm2d(8)", "params=265"),
    ],
)
def test_slips_that_take_from_each_other_what_they_are_about_explain_nothing(
    layers: str, text: str
) -> None:
    assert said(layers, text) == ()


def test_the_words_are_about_the_layer_that_makes_most_of_the_difference() -> None:
    (found, *_) = said("3x32x32 BatchNorm2d(3), Conv2d(3, 8, 3)", "params=75")
    assert "each filter is as deep as its input, 3: layer 2 has" in found.sentence
