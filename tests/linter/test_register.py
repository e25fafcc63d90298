"""What holds of every rule, of the zoo, and of any network."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cnncalc
from cnncalc import diagnostics
from cnncalc.cli.read import read_file
from cnncalc.layers import LAYERS
from cnncalc.linter import RULES, lint
from tests.running import reported
from tests.spellings import Tree, as_yaml, tree
from tests.test_shipped_networks import SPECS

ZOO = sorted(SPECS.glob("*.yaml"))
LAYERS_IN_A_ROW = [
    "conv8k3", "conv8k3s2", "conv8k1s2", "conv8k5p4", "conv8k4", "conv8k3g4", "conv8k3d2s2",
    "convt8k3s2", "convt8k4s2d2", "nn.Conv2d(out_channels=8, kernel_size=4, padding='same')",
    "max2", "max3s2", "max1", "avg2", "gap", "bn", "in", "relu", "nn.Sigmoid()", "drop0.5",
    "nn.Softmax(dim=1)", "nn.Softmax(dim=-1)", "nn.LogSoftmax()", "flatten", "fc8", "fc2000",
    "nn.Flatten(0)", "nn.Unflatten(1, (2, 4))", "nn.ChannelShuffle(2)", "nn.Identity()",
    "nn.GRU(8, 8)", "nn.MaxPool2d(2, return_indices=True)",
]  # fmt: skip


def test_the_rules_are_the_codes_that_fail_nothing() -> None:
    assert set(RULES) == set(diagnostics.RULES)
    assert all(diagnostics.CODES[name][0] == 0 for name in RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_has_a_reason_a_function_and_roles_that_layers_have(rule: object) -> None:
    assert isinstance(rule, cnncalc.Rule)
    assert rule.reason
    module, _, name = rule.find.partition(".")
    assert callable(getattr(import_module(f"cnncalc.linter.{module}"), name))
    assert set(rule.roles) <= {each.role for each in LAYERS.values()}
    assert not (rule.near and rule.roles == () and rule.name != "batch-in-input")


def test_a_rule_is_described_alike_by_its_code() -> None:
    assert all(len(diagnostics.CODES[name][1]) < 70 for name in RULES)


@pytest.mark.parametrize("path", ZOO, ids=[each.stem for each in ZOO])
def test_nothing_is_found_in_a_shipped_network_that_it_does_not_explain(path: object) -> None:
    report = cnncalc.compute(cnncalc.build(read_file(str(path))))
    assert [each.code for each in lint(report)] == []


def test_what_a_shipped_network_ignores_is_there() -> None:
    silent = []
    for path in ZOO:
        spec = read_file(str(path))
        report = cnncalc.compute(cnncalc.build(spec._replace(ignores=())))
        there = {each.code for each in lint(report)}
        silent += [f"{path.stem}: {each.name}" for each in spec.ignores if each.name not in there]
    assert silent == []


@given(
    st.lists(st.sampled_from(LAYERS_IN_A_ROW), min_size=1, max_size=8),
    st.sampled_from(["3x32x32", "1x3x32x32", "8x7x5", "1x1x1", "8", "1x784", "3x16", "4x5x6x7"]),
)
@settings(max_examples=300, deadline=None)
def test_no_network_is_too_odd_to_be_looked_at(layers: list[str], shape: str) -> None:
    report = reported("\n".join(layers), shape)
    everything = lint(report, only=list(RULES))
    assert all(each.status == 0 and each.message and each.help for each in everything)
    assert {each.code for each in lint(report, near=True)} <= {each.code for each in lint(report)}
    places = [each.span and each.span.start for each in everything]
    assert places == sorted(places, key=lambda place: place or 0)


@given(tree)
@settings(max_examples=100, deadline=None)
def test_every_finding_of_a_file_can_be_ignored_by_its_name(nodes: list[Tree]) -> None:
    text = "input: 3x32x32\nlayers:\n" + as_yaml(nodes)
    names = {each.code for each in lint(reported(text, None))}
    ignoring = f"ignore: [{', '.join(sorted(names))}]\n" if names else ""
    assert lint(reported(ignoring + text, None)) == []


def test_a_hostile_network_costs_no_more_than_it_is_long() -> None:
    text = "input: 3x64x64\nlayers:\n  - {Sequential: [conv3k3p1, bn, relu, relu], repeat: 4000}\n"
    found = lint(reported(text, None), near=True)
    assert [each.code for each in found] == ["bias-before-norm", "activation-twice"]
    huge = f"nn.MaxPool1d({2**40}, stride={2**40 - 1}), nn.Conv1d(1, 1, 1, stride={2**40})"
    assert lint(reported(huge, f"1x{2**50}")) is not None
