"""Every module of torch.nn is a layer here, or stands on a list with the reason why not."""

from __future__ import annotations

import inspect

import torch

from cnncalc.layers import LAYERS, names
from tests.oracle.functions import FUNCTIONS, MODULES, WITHOUT_TWIN

GROUP = "the group of a spec: `network` builds it"
LOSS = "a loss compares an output with a target: it is no part of a network"
ARBITRARY = "holds whatever it is given; code, not arguments, decides what runs"
ABSTRACT = "an abstract base, never used by itself"
PARALLEL = "says where a module runs, not what it computes"
TRANSFORMER = "whole transformers are beyond convolutional networks"

WITHOUT = {
    "Sequential": GROUP,
    "AdaptiveLogSoftmaxWithLoss": LOSS,
    "BCELoss": LOSS,
    "BCEWithLogitsLoss": LOSS,
    "CTCLoss": LOSS,
    "CosineEmbeddingLoss": LOSS,
    "CrossEntropyLoss": LOSS,
    "GaussianNLLLoss": LOSS,
    "HingeEmbeddingLoss": LOSS,
    "HuberLoss": LOSS,
    "KLDivLoss": LOSS,
    "L1Loss": LOSS,
    "LinearCrossEntropyLoss": LOSS,
    "MSELoss": LOSS,
    "MarginRankingLoss": LOSS,
    "MultiLabelMarginLoss": LOSS,
    "MultiLabelSoftMarginLoss": LOSS,
    "MultiMarginLoss": LOSS,
    "NLLLoss": LOSS,
    "NLLLoss2d": LOSS,
    "PoissonNLLLoss": LOSS,
    "SmoothL1Loss": LOSS,
    "SoftMarginLoss": LOSS,
    "TripletMarginLoss": LOSS,
    "TripletMarginWithDistanceLoss": LOSS,
    "Container": ARBITRARY,
    "ModuleDict": ARBITRARY,
    "ModuleList": ARBITRARY,
    "ParameterDict": ARBITRARY,
    "ParameterList": ARBITRARY,
    "Module": ABSTRACT,
    "RNNBase": ABSTRACT,
    "RNNCellBase": ABSTRACT,
    "DataParallel": PARALLEL,
    "Transformer": TRANSFORMER,
    "TransformerDecoder": TRANSFORMER,
    "TransformerDecoderLayer": TRANSFORMER,
    "TransformerEncoder": TRANSFORMER,
    "TransformerEncoderLayer": TRANSFORMER,
}
"""Modules that are no layer here, and why."""


def modules() -> set[str]:
    """The names of all module classes that torch.nn exports."""
    return {
        name
        for name, each in vars(torch.nn).items()
        if inspect.isclass(each) and issubclass(each, torch.nn.Module)
    }


def test_what_is_no_module_has_a_twin_or_a_reason_why_not() -> None:
    others = {*FUNCTIONS, *MODULES, *WITHOUT_TWIN}
    assert set(LAYERS) - modules() == others
    assert others & modules() == set()


def test_other_names_are_no_modules() -> None:
    aliases = {alias for layer in LAYERS.values() for alias in layer.aliases}
    assert aliases & modules() == set()
    assert aliases & set(LAYERS) == set()
    assert set(names()) - modules() - set(LAYERS) == aliases


def test_nothing_is_listed_as_missing_that_is_a_layer_or_that_torch_lacks() -> None:
    assert set(WITHOUT) & set(names()) == set()
    assert set(WITHOUT) - modules() == set()


def test_every_module_is_a_layer_or_listed_with_a_reason() -> None:
    assert modules() - set(names()) - set(WITHOUT) == set()


def test_there_is_a_lazy_form_exactly_where_torch_has_one() -> None:
    lazy = {name for name in modules() if name.startswith("Lazy")}
    assert {f"Lazy{name}" for name, layer in LAYERS.items() if layer.lazy is not None} == lazy
