"""Cases that other tools, tutorials or calculators get wrong, each with where it was found.

The expected figures are PyTorch's, run.
"""

from __future__ import annotations

from typing import Any

import pytest

from cnncalc import arith
from cnncalc.layers import LAYERS, LayerError
from tests.layers.asking import after, refused


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "windows"),
    [(5, 2, 2, 1, 3), (32, 1, 2, 0, 16), (8, 3, 4, 0, 2), (5, 3, 3, 1, 2)],
)
@pytest.mark.parametrize("kind", ["Max", "Avg"])
def test_ceil_mode_drops_a_window_that_starts_in_the_right_padding(
    kind: str, size: int, kernel: int, stride: int, padding: int, windows: int
) -> None:
    """A plain ceiling gives 4, 17, 3 and 3.

    Source: pytorch/pytorch#57178 (its own formula gave 17), tracel-ai/burn#5791,
    webmachinelearning/webnn#935, onnx-tool, netscope.
    """
    layer = LAYERS[f"{kind}Pool1d"](kernel, stride, padding, ceil_mode=True)
    assert after(layer, 1, size) == (1, windows)


@pytest.mark.parametrize(("size", "windows"), [(6, 3), (7, 3), (8, 4), (9, 4)])
def test_ceil_mode_rounds_up_once(size: int, windows: int) -> None:
    """A ceiling of a numerator that already had S − 1 added rounds twice.

    Source: robertknight/rten#1416, after a page of PyTorch's documentation.
    """
    assert arith.pooling(size, 3, 2, ceil=True) == windows


def test_a_transposed_convolution_of_two_by_two() -> None:
    """Its parameters count each input channel's kernel once.

    Source: torchinfo 1.8.0, thop 0.1.1 and torch-scan count its cost in four ways.
    """
    layer = LAYERS["ConvTranspose2d"](3, 1, 2, stride=2)
    assert after(layer, 3, 2, 2) == (1, 4, 4)
    assert layer.params == 13


def test_a_grouped_transposed_convolution_divides_by_the_groups_once() -> None:
    """Source: calflops divides by the groups twice; torchinfo and thop never do."""
    layer = LAYERS["ConvTranspose2d"](8, 4, 4, stride=2, padding=1, groups=4, bias=False)
    assert after(layer, 8, 8, 8) == (4, 16, 16)
    assert layer.params == 128


def test_same_padding_keeps_the_size_for_an_even_kernel() -> None:
    """A padding of half the kernel on both sides would give 15 or 17.

    Source: calflops takes the output for 15, fvcore does not handle it.
    """
    layer = LAYERS["Conv2d"](3, 8, 4, padding="same", bias=False)
    assert after(layer, 3, 16, 16) == (8, 16, 16)


def test_same_padding_with_a_stride_is_refused_rather_than_guessed() -> None:
    """TensorFlow gives 12 for 23 and for 24; PyTorch raises.

    Source: keras-team/keras#9883.
    """
    assert refused("Conv2d", 3, 8, 3, stride=2, padding="same").message == (
        "`padding='same'` needs stride 1, but the stride is 2"
    )


def test_even_kernels_without_padding() -> None:
    """Adding the kernel modulo 2 instead of 1, or padding every pool, gives 15, 5 and 2.

    Source: cindolfi's receptive field calculator.
    """
    assert after(LAYERS["Conv1d"](1, 1, 2, stride=2), 1, 32) == (1, 16)
    assert after(LAYERS["Conv1d"](1, 1, 4, stride=2), 1, 16) == (1, 7)
    assert after(LAYERS["MaxPool1d"](3), 1, 7) == (1, 2)


def test_paddings_of_a_3d_pool_belong_to_their_axis_and_the_rank_stays() -> None:
    """Source: onnx-tool doubles the front padding, and gives a shape of rank 3."""
    layer = LAYERS["MaxPool3d"]((3, 5, 7), stride=1, padding=(0, 1, 3))
    assert after(layer, 4, 10, 10, 10) == (4, 8, 8, 10)
    assert len(layer.output((2, 4, 10, 10, 10))) == 5


@pytest.mark.parametrize(("size", "kernel", "stride"), [(3, 5, 1), (2, 5, 2)])
def test_a_kernel_larger_than_the_input_is_refused(size: int, kernel: int, stride: int) -> None:
    """Source: onnx-tool gives −1 and 0 without a word."""
    assert refused("Conv1d", 1, 1, kernel, stride=stride, arrives=(1, size)).message == (
        "the kernel of `Conv1d` is larger than its padded input: "
        f"{kernel} against {size} + 0 + 0 = {size}"
    )


def test_a_pool_s_kernel_and_padding_count() -> None:
    """Dividing the input by the stride gives 56 whatever the kernel and the padding.

    Source: Neural DSL's shape propagation.
    """
    pool = LAYERS["MaxPool2d"]
    assert after(pool(3, 2), 64, 112, 112) == (64, 55, 55)
    assert after(pool(3, 2, 1), 64, 112, 112) == (64, 56, 56)
    assert after(pool(3, 2, ceil_mode=True), 64, 112, 112) == (64, 56, 56)


def test_zero_is_a_value_and_not_missing() -> None:
    """Source: HeyTensor reads 0 as left out, and puts its own defaults there."""
    assert after(LAYERS["ConvTranspose2d"](3, 3, 2, stride=2), 3, 4, 4) == (3, 8, 8)
    flatten = LAYERS["Flatten"](start_dim=0)
    assert flatten.output((2, 3, 4)) == (24,)


@pytest.mark.parametrize(
    ("arguments", "params"),
    [
        ({"in_channels": 7, "out_channels": 7, "groups": 7, "bias": False}, 63),
        ({"in_channels": 32, "out_channels": 64, "groups": 32, "bias": False}, 576),
        ({"in_channels": 32, "out_channels": 64, "groups": 4, "bias": False}, 4_608),
        ({"in_channels": 32, "out_channels": 64, "groups": 4}, 4_672),
    ],
)
def test_groups_divide_the_parameters_once(arguments: dict[str, int], params: int) -> None:
    """A 7-channel depthwise layer was said to have 9 parameters.

    Source: PaddlePaddle/models#3890, Ldpe2G/DeepLearningForFun#4.
    """
    assert LAYERS["Conv2d"](kernel_size=3, **arguments).params == params


@pytest.mark.parametrize(
    ("call", "positional", "named", "arrives", "message"),
    [
        (
            "MaxPool2d",
            (2,),
            {"padding": 2},
            None,
            "`MaxPool2d` takes a padding of at most half its kernel: 2 is more than 2 / 2",
        ),
        (
            "ConvTranspose2d",
            (3, 8, 3),
            {"stride": 2, "output_padding": 2},
            None,
            "`output_padding` must be smaller than the stride or the dilation: "
            "2 against stride 2 and dilation 1",
        ),
        (
            "Conv2d",
            (3, 8, 3),
            {"groups": 2},
            None,
            "`Conv2d` has 2 groups, which do not divide its 3 in_channels: 3 / 2 leaves 1",
        ),
        (
            "GroupNorm",
            (32, 48),
            {},
            None,
            "`GroupNorm` has 32 groups, which do not divide its 48 num_channels: 48 / 32 leaves 16",
        ),
        (
            "Conv2d",
            (3, 8, 7),
            {"padding": 1},
            (3, 4, 4),
            "the kernel of `Conv2d` is larger than its padded input on axis 1 of 2: "
            "7 against 4 + 1 + 1 = 6",
        ),
        (
            "MaxPool2d",
            (2,),
            {},
            (8, 1, 1),
            "the kernel of `MaxPool2d` is larger than its padded input on axis 1 of 2: "
            "2 against 1 + 0 + 0 = 1",
        ),
        ("Linear", (512, 10), {}, (256,), "`Linear` takes 512 features but 256 arrive"),
    ],
    ids=[
        "pool padding",
        "output padding",
        "groups",
        "group norm",
        "kernel",
        "pool output",
        "matrix product",
    ],
)
def test_what_pytorch_refuses_is_refused_with_both_numbers(
    call: str, positional: Any, named: dict[str, int], arrives: Any, message: str
) -> None:
    """Source: PyTorch's seven most common shape errors, reproduced."""
    assert refused(call, *positional, arrives=arrives, **named).message == message


def test_the_plus_one_of_a_quiz() -> None:
    """Dropping it ends at 144 features instead of 400.

    Source: datascience.stackexchange.com, question 40906.
    """
    shape: tuple[int, ...] = (1, 28, 28)
    sizes = []
    for layer in (
        LAYERS["Conv2d"](1, 8, 4),
        LAYERS["MaxPool2d"](2),
        LAYERS["Conv2d"](8, 16, 3),
        LAYERS["MaxPool2d"](2),
    ):
        shape = after(layer, *shape)
        sizes.append(shape[1])
    assert sizes == [25, 12, 10, 5]
    assert after(LAYERS["Flatten"](), *shape) == (400,)


def test_the_classics_of_a_course() -> None:
    """Source: deeplearning.ai, Convolutional Neural Networks, the quiz of week 1."""
    assert after(LAYERS["Conv2d"](16, 32, 7, stride=2), 16, 63, 63) == (32, 29, 29)
    assert LAYERS["Linear"](300 * 300 * 3, 100).params == 27_000_100
    assert after(LAYERS["ZeroPad2d"](2), 8, 15, 15) == (8, 19, 19)


@pytest.mark.parametrize(
    ("name", "positional", "params"),
    [
        ("Conv2d", (1, 6, 5), 156),
        ("Conv2d", (6, 16, 5), 2_416),
        ("Linear", (400, 120), 48_120),
        ("Linear", (120, 84), 10_164),
        ("Linear", (84, 10), 850),
        ("Conv2d", (3, 64, 11), 23_296),
        ("Conv2d", (3, 64, 3), 1_792),
        ("Conv2d", (512, 512, 3), 2_359_808),
        ("Linear", (25_088, 4_096), 102_764_544),
        ("Linear", (4_096, 1_000), 4_097_000),
        ("Linear", (512, 1_000), 513_000),
        ("BatchNorm2d", (64,), 128),
    ],
)
def test_the_layers_of_published_networks(
    name: str, positional: tuple[int, ...], params: int
) -> None:
    """Source: LeNet-5, AlexNet, VGG-16 and ResNet-18 as torchvision builds them."""
    assert LAYERS[name](*positional).params == params


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding"),
    [
        (224, 3, 2, (0, 1)),  # MobileNet and EfficientNet: PyTorch's padding=1 pads before as well
        (224, 7, 2, (2, 3)),  # ResNet's stem
        (112, 3, 2, (0, 1)),
        (7, 3, 1, (1, 1)),
        (5, 2, 2, (0, 1)),
        (23, 3, 2, (1, 1)),
        (9, 1, 3, (0, 0)),  # a window smaller than the stride needs none
    ],
)
def test_tensorflow_s_same_padding_puts_the_odd_pixel_after(
    size: int, kernel: int, stride: int, padding: tuple[int, int]
) -> None:
    """Half the kernel on both sides gives the same size here, and other values.

    Source: TensorFlow, tf.nn.convolution, "padding"; rwightman/pytorch-image-models, Conv2dSame.
    """
    assert arith.tf_same_padding(size, kernel, stride) == padding
    layer = LAYERS["Conv1d"](1, 1, kernel, stride=stride, padding="tf_same")
    assert after(layer, 1, size) == (1, -(-size // stride))


def test_a_pool_of_tensorflow_s_may_be_padded_by_more_than_half_its_kernel() -> None:
    """PyTorch's pools refuse it, TensorFlow's do not; a dilated one needs it."""
    pool = LAYERS["MaxPool2d"](2, stride=1, dilation=3, padding="tf_same")
    assert after(pool, 64, 13, 13) == (64, 13, 13)


def test_a_sum_that_fits_at_a_batch_of_one_alone_is_refused() -> None:
    """A gate that was not given back its height and width meets them with its batch.

    Source: PyTorch broadcasts (1, 64) with (1, 8, 32, 64) without a word.
    """
    with pytest.raises(LayerError, match="the batch of 64 would stand against the height of"):
        LAYERS["Mul"]().given((1, 8, 32, 64), (1, 64))


def test_a_squeeze_keeps_the_batch_whatever_its_size() -> None:
    """PyTorch's `squeeze()` drops a batch of 1, so that a network breaks on its last image."""
    squeeze = LAYERS["Squeeze"]()
    assert squeeze.output((1, 512, 1, 1)) == (1, 512)
    assert squeeze.output((8, 512, 1, 1)) == (8, 512)


def test_an_unpool_does_not_come_back_to_an_odd_size_by_itself() -> None:
    """SegNet at the size of its paper, 360×480: the fourth pool halves 45 rows.

    Source: PyTorch, torch.nn.MaxUnpool2d, the note on `output_size`.
    """
    pooled = after(LAYERS["MaxPool2d"](2, 2), 512, 45, 60)
    assert pooled == (512, 22, 30)
    assert after(LAYERS["MaxUnpool2d"](2, 2), *pooled) == (512, 44, 60)
    assert after(LAYERS["MaxUnpool2d"](2, 2, output_size=(45, 60)), *pooled) == (512, 45, 60)


def test_a_transposed_convolution_does_not_come_back_to_an_even_size_by_itself() -> None:
    """Source: PyTorch, torch.nn.ConvTranspose2d, the second example."""
    down = after(LAYERS["Conv2d"](16, 16, 3, stride=2, padding=1), 16, 12, 12)
    assert down == (16, 6, 6)
    up = LAYERS["ConvTranspose2d"]
    assert after(up(16, 16, 3, stride=2, padding=1), *down) == (16, 11, 11)
    assert after(up(16, 16, 3, stride=2, padding=1, output_size=(12, 12)), *down) == (16, 12, 12)
