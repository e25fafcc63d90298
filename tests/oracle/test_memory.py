"""Memory against PyTorch: what autograd keeps, what is alive when, and what optimisers hold."""

from __future__ import annotations

import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import torch
from hypothesis import given
from torch import nn

import cnncalc
from cnncalc.cli.read import read_file
from cnncalc.layers import LAYERS
from cnncalc.memory import DTYPES, OPTIMIZERS, memory
from tests.generated import generated
from tests.oracle.arguments import Case, cases
from tests.oracle.functions import WITHOUT_TWIN
from tests.oracle.graphs import run
from tests.oracle.kept import (
    CHANNELS_LAST,
    FIRST,
    LAST,
    RAW,
    TRAINED,
    TURNED,
    of_cnncalc,
    of_pytorch,
)
from tests.oracle.test_layers import TIMES
from tests.oracle.verdicts import Accepted
from tests.oracle.verdicts import of_cnncalc as verdict
from tests.running import reported
from tests.test_shipped_networks import SPECS

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = 8 * TIMES
EVERY = [name for name in LAYERS if name not in WITHOUT_TWIN]


def padded_evenly(case: Case) -> bool:
    """Whether TensorFlow's padding is as much on either side."""
    if case.arguments.get("padding") != "tf_same":
        return False
    layer: Any = LAYERS[case.name](**case.arguments).given(*case.shapes)
    (kept, *_) = layer.saved(*_arriving(case))
    return kept == ("input", 0) or case.arguments.get("padding_mode") == "replicate"


def _arriving(case: Case) -> list[Any]:
    from cnncalc.layers.storage import Arriving
    from cnncalc.layers.strides import contiguous

    return [Arriving(tuple(each), contiguous(each), needs_grad=True) for each in case.shapes]


DIFFERENCES: dict[str, Callable[[Case], bool]] = {
    "PyTorch has no padding as TensorFlow's: its twin here pads a copy even where both sides are "
    "alike, and a kernel that pads by itself needs none": padded_evenly,
    "CrossMapLRN2d keeps its scale as an attribute, which no hook of autograd sees": (
        lambda case: case.name == "CrossMapLRN2d"
    ),
}
"""Where the bytes differ from what the hooks see, and why.

Two more are switched off instead: oneDNN runs an LSTM without projections on the CPU and keeps a
workspace of its own choosing, so that the native kernels are compared; and dropout on CUDA keeps
a byte for each value where the CPU keeps a factor, which the CPU cannot show.
"""


IN_ORDER = {
    "Conv1d", "Conv2d", "Conv3d", "MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "BatchNorm2d",
    "GroupNorm", "ReLU", "SiLU", "Sigmoid", "Dropout", "DropPath", "LayerScale", "Cat", "Upsample",
    "ConvTranspose2d", "LayerNorm", "LayerNorm2d", "Linear",
}  # fmt: skip
"""Layers that images arrive at with their channels behind their axes, whose output must lie so too
where PyTorch's does."""


def unordered(case: Case) -> bool:
    """Whether the order of the output in memory is not compared.

    Where a size is 1, PyTorch's kernels choose; in evaluation, attention may take a fast way whose
    output lies otherwise than in training.
    """
    return 1 in (case.shape or ()) or case.name.endswith("Attention")


def _compared(name: str, hows: tuple[str, ...]) -> Counter[str]:
    outcomes: Counter[str] = Counter()

    @generated(EXAMPLES)
    @given(cases(name))
    def compare(case: Case) -> None:
        if not isinstance(verdict(case), Accepted) or any(
            holds(case) for holds in DIFFERENCES.values()
        ):
            return
        for how in hows:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    theirs = of_pytorch(case, how)
                except (ValueError, RuntimeError):
                    outcomes["refused"] += 1  # a batch norm of one value, a view that cannot be
                    continue
            ours = of_cnncalc(case, how)
            if how == TURNED or unordered(case):
                ours, theirs = ours._replace(contiguous=()), theirs._replace(contiguous=())
            assert ours == theirs, (case, how)
            outcomes[how] += 1

    compare()
    return outcomes


@pytest.mark.parametrize("name", [each for each in EVERY if each != "CrossMapLRN2d"])
def test_each_layer_keeps_what_autograd_keeps_and_gives_views_where_pytorch_does(
    name: str,
) -> None:
    hows = (RAW, TRAINED, TURNED, CHANNELS_LAST)[: 4 if name in IN_ORDER else 3]
    outcomes = _compared(name, hows)
    assert min(outcomes[how] for how in hows) >= 1


@pytest.mark.parametrize(
    "name",
    [
        "Add", "Sub", "Mul", "Div", "Cat", "Stack", "Max", "Min", "MatMul", "Bilinear", "ExpandAs",
        "CosineSimilarity", "PairwiseDistance", "MultiheadAttention", "ScaledDotProductAttention",
        "RNN", "GRU", "LSTM", "RNNCell", "GRUCell", "LSTMCell",
    ],
)  # fmt: skip
def test_of_several_tensors_only_what_a_gradient_needs_is_kept(name: str) -> None:
    outcomes = _compared(name, (FIRST, LAST))
    assert min(outcomes[FIRST], outcomes[LAST]) >= 1


@pytest.mark.parametrize("reason", DIFFERENCES)
def test_each_named_difference_is_one(reason: str) -> None:
    pool = {"kernel_size": 3, "stride": 1, "padding": "tf_same"}
    examples = [
        Case("MaxPool2d", pool, (1, 2, 5, 5)),
        Case("CrossMapLRN2d", {"size": 3}, (1, 4, 3, 3)),
    ]
    (case,) = [each for each in examples if DIFFERENCES[reason](each)]
    assert of_cnncalc(case, TRAINED) != of_pytorch(case, TRAINED)


NETWORKS = [
    "quiz-130", "lenet5", "alexnet", "vgg11_bn", "resnet18", "resnet50", "resnext50_32x4d",
    "densenet121", "googlenet", "inception_v3", "squeezenet1_0", "mobilenet_v2",
    "mobilenet_v3_large", "mnasnet1_0", "efficientnet_b0", "efficientnet_v2_s", "convnext_tiny",
    "regnet_y_400mf", "shufflenet_v2_x1_0", "shufflenet_v1", "se_resnet50", "unet", "unet3d",
    "fpn", "deeplabv3_resnet50", "lraspp_mobilenet_v3_large", "r2plus1d_18", "c3d", "tcn", "m5",
    "siamese", "dcgan-generator", "dcgan-discriminator",
]  # fmt: skip


@pytest.mark.parametrize("name", NETWORKS)
def test_a_whole_network_keeps_and_peaks_as_it_does_in_pytorch(name: str) -> None:
    """On the meta device, which has shapes and storages and no values; a batch norm needs two."""
    report = cnncalc.compute(cnncalc.build(read_file(str(SPECS / f"{name}.yaml"))), batch=2)
    found = memory(report)
    assert (found.kept, found.peak, found.peak_at) == run(report)


@pytest.mark.parametrize("name", ["crnn", "cvt-13"])
def test_networks_whose_kernels_differ_on_the_meta_device_agree_on_the_cpu(name: str) -> None:
    report = cnncalc.compute(cnncalc.build(read_file(str(SPECS / f"{name}.yaml"))))
    found = memory(report)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = run(report, "cpu")
    assert (found.kept, found.peak, found.peak_at) == theirs


SMALL = {
    "residual": "layers: [{id: a, Conv2d: {out: 8, kernel: 3, padding: 1}}, BatchNorm2d, "
    "ReLU, {id: b, Conv2d: {out: 8, kernel: 3, padding: 1}}, {Add: [a, b]}, ReLU, Flatten, "
    "{Linear: {out: 10}}]",
    "in place": "layers: [{Conv2d: {out: 8, kernel: 3}}, {ReLU: {inplace: true}}, "
    "{Conv2d: {out: 8, kernel: 3}}, {SiLU: {inplace: true}}, {Dropout: {inplace: true}}, "
    "{Conv2d: {out: 4, kernel: 3}}]",
    "dense": "layers: [{id: a, Conv2d: {out: 8, kernel: 3, padding: 1}}, "
    "{id: b, Conv2d: {out: 8, kernel: 3, padding: 1}}, {id: c, Cat: [a, b]}, "
    "{id: d, Conv2d: {out: 8, kernel: 3, padding: 1}}, {Cat: [c, d]}, {Dropout: 0.3}, "
    "{Conv2d: {out: 2, kernel: 1}}, Sigmoid]",
    "moved": "layers: [{Conv2d: {out: 8, kernel: 2, stride: 2}}, {Permute: [0, 2, 3, 1]}, "
    "{LayerNorm: 8}, {Linear: {out: 16}}, GELU, {Permute: [0, 3, 1, 2]}, ReLU, Flatten, "
    "{Linear: {out: 4}}]",
    "split": "layers: [{id: s, Conv2d: {out: 8, kernel: 3}}, {id: h, Chunk: {chunks: 2, dim: 1}}, "
    "{id: x, from: h.0, Sigmoid: {}}, {Mul: [x, h.1]}, {Slice: ':, ::2'}, {Softmax: 1}]",
    "gate": "layers: [{id: x, Conv2d: {out: 8, kernel: 3}}, {AdaptiveAvgPool2d: 1}, "
    "{Conv2d: {out: 8, kernel: 1}}, {id: g, Sigmoid: {}}, {Mul: [x, g]}, {MaxPool2d: 2}]",
    "untrained": "layers: [{MaxPool2d: 2}, ReLU, {AvgPool2d: 2}, Sigmoid]",
    "channels last": "layers: [{Permute: [0, 2, 3, 1]}, {Linear: {out: 8}}, "
    "{Permute: [0, 3, 1, 2]}, {Conv2d: {out: 6, kernel: 3}}, BatchNorm2d, {MaxPool2d: 2}, Flatten, "
    "{Linear: {out: 4}}]",
    "sequence": "layers: [{Flatten: {start_dim: 2}}, {GRU: {input_size: 256, hidden_size: 8, "
    "batch_first: true}}, {Linear: {out: 4}}, {Dropout: 0.5}, Flatten, {Linear: {out: 2}}]",
    "shared": "layers: [{id: c, Conv2d: {out: 3, kernel: 3, padding: 1}}, {share: c}, Tanh, "
    "{share: c}]",
}


@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize("name", SMALL)
def test_small_networks_keep_and_peak_as_they_do_in_pytorch(name: str, batch: int) -> None:
    spec = cnncalc.with_input(cnncalc.parse(SMALL[name], "<test>"), "3x16x16")
    report = cnncalc.compute(cnncalc.build(spec), batch=batch)
    found = memory(report)
    assert report.problems == ()
    assert (found.kept, found.peak, found.peak_at) == run(report, "cpu")


MADE: dict[str, Callable[[Any], torch.optim.Optimizer]] = {
    "sgd": lambda each: torch.optim.SGD(each, lr=0.1),
    "momentum": lambda each: torch.optim.SGD(each, lr=0.1, momentum=0.9),
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "amsgrad": lambda each: torch.optim.Adam(each, amsgrad=True),
    "adamax": torch.optim.Adamax,
    "nadam": torch.optim.NAdam,
    "radam": torch.optim.RAdam,
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
    "adadelta": torch.optim.Adadelta,
    "asgd": torch.optim.ASGD,
    "rprop": torch.optim.Rprop,
    "adafactor": torch.optim.Adafactor,
}


def test_every_optimiser_is_compared_or_holds_more_than_a_layer_knows() -> None:
    assert MADE.keys() == OPTIMIZERS.keys()
    classes = {name for name, each in vars(torch.optim).items() if isinstance(each, type)}
    beyond = {"LBFGS", "SparseAdam", "Muon", "Optimizer"}  # a history; sparse; matrices alone; none
    known = {each.lower() for each in classes - beyond}
    assert known == OPTIMIZERS.keys() - {"momentum", "amsgrad"}


TRAINED_TEXT = """
input: 3x8x8
layers: [{Conv2d: {out: 6, kernel: 3}}, BatchNorm2d, {PReLU: {}}, Flatten, {Linear: {out: 5}}]
"""


@pytest.mark.parametrize("dtype", ["float32", "float64", "bfloat16"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_parameters_and_what_an_optimiser_holds_are_pytorchs(name: str, dtype: str) -> None:
    model = nn.Sequential(
        nn.Conv2d(3, 6, 3), nn.BatchNorm2d(6), nn.PReLU(), nn.Flatten(), nn.Linear(216, 5)
    ).to(getattr(torch, dtype))
    optimizer = MADE[name](model.parameters())
    model(torch.rand(2, 3, 8, 8, dtype=getattr(torch, dtype))).sum().backward()
    optimizer.step()
    held = sum(
        each.numel() * each.element_size()
        for state in optimizer.state.values()
        for each in state.values()
        if isinstance(each, torch.Tensor)
    )
    sizes = [
        sum(each.numel() * each.element_size() for each in some)
        for some in (model.parameters(), model.buffers(), [p.grad for p in model.parameters()])
    ]
    found = memory(reported(TRAINED_TEXT, None), dtype=dtype, optimizer=name)
    assert found.optimizer_state == held
    assert [found.parameters, found.buffers, found.gradients] == sizes


def test_dtypes_are_as_wide_as_pytorchs() -> None:
    names = {name: name for name in DTYPES if name not in ("mixed", "float8")}
    names |= {"float8": "float8_e4m3fn"}
    for name, theirs in names.items():
        assert DTYPES[name].parameters == getattr(torch, theirs).itemsize
        assert DTYPES[name].activations == getattr(torch, theirs).itemsize
    assert DTYPES["mixed"].parameters == torch.float32.itemsize
    assert DTYPES["mixed"].activations == torch.float16.itemsize
