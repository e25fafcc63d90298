"""Arguments as PyTorch has them: names, order, defaults, and what goes by name only."""

from __future__ import annotations

import inspect

import pytest
import torch

from cnncalc.layers import Signature, lookup, names
from cnncalc.layers.arguments import REQUIRED

_RECURRENT = {"bias": True, "batch_first": False, "dropout": 0.0, "bidirectional": False}
_PLACE = {"device": None, "dtype": None}
_SIZES = {"input_size": REQUIRED, "hidden_size": REQUIRED, "num_layers": 1}

DOCUMENTED = {
    "RNN": _SIZES | {"nonlinearity": "tanh"} | _RECURRENT | _PLACE,
    "LSTM": _SIZES | _RECURRENT | {"proj_size": 0} | _PLACE,
    "GRU": _SIZES | _RECURRENT | _PLACE,
}
"""Classes whose constructor takes `*args`: what the documentation says."""


MODULES = [
    name for name in names() if hasattr(torch.nn, name) and name not in ("Parameter", "Buffer")
]


def of_pytorch(name: str) -> dict[str, object]:
    """The arguments of a class of torch.nn and their defaults, in order."""
    parameters = inspect.signature(getattr(torch.nn, name)).parameters.values()
    return {
        each.name: REQUIRED if each.default is inspect.Parameter.empty else each.default
        for each in parameters
        if each.name not in ("args", "kwargs")
    }


def called_with(signature: Signature) -> set[str]:
    """The arguments that PyTorch takes when a layer is called."""
    return {each.name for each in signature.arguments if each.of_forward}


def constructed(signature: Signature) -> dict[str, object]:
    """The arguments that PyTorch takes when a layer is made, and their defaults."""
    later = called_with(signature)
    return {name: each for name, each in signature.defaults.items() if name not in later}


def by_name_only(name: str) -> set[str]:
    """The arguments of a class of torch.nn that cannot be given by position."""
    parameters = inspect.signature(getattr(torch.nn, name)).parameters.values()
    return {each.name for each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("name", MODULES)
def test_names_order_and_defaults_are_those_of_pytorch(name: str) -> None:
    found = lookup(name)
    assert found is not None
    expected = DOCUMENTED.get(name) or of_pytorch(name)
    assert list(constructed(found[1]).items()) == list(expected.items())


@pytest.mark.parametrize("name", MODULES)
def test_defaults_are_of_pytorch_s_types(name: str) -> None:
    found = lookup(name)
    assert found is not None
    expected = DOCUMENTED.get(name) or of_pytorch(name)
    types = {key: type(value) for key, value in expected.items()}
    assert {key: type(value) for key, value in constructed(found[1]).items()} == types


@pytest.mark.parametrize("name", MODULES)
def test_arguments_by_name_only_are_those_of_pytorch(name: str) -> None:
    found = lookup(name)
    assert found is not None
    named = {each.name for each in found[1].arguments if each.keyword_only}
    assert named - called_with(found[1]) == by_name_only(name)


@pytest.mark.parametrize("name", MODULES)
def test_what_a_layer_is_called_with_is_of_pytorch_s_forward(name: str) -> None:
    found = lookup(name)
    assert found is not None
    forward = inspect.signature(getattr(torch.nn, name).forward).parameters
    defaults = {each: found[1].defaults[each] for each in called_with(found[1])}
    assert defaults == {each: forward[each].default for each in defaults}
    assert ("output_size" in forward) == ("output_size" in defaults)


@pytest.mark.parametrize("name", ["RNN", "LSTM", "GRU"])
def test_the_documented_arguments_can_be_given_by_position(name: str) -> None:
    values = [4, 3, 2, *list(DOCUMENTED[name].values())[3:-2]]
    module = getattr(torch.nn, name)(*values)
    named = dict(zip(DOCUMENTED[name], values, strict=False))
    assert {key: getattr(module, key) for key in named} == named


def test_identity_ignores_all_it_is_given_as_pytorch_s_does() -> None:
    torch.nn.Identity(54, unused=True)
    found = lookup("Identity")
    assert found is not None
    assert found[0](54, unused=True) == found[0]()
