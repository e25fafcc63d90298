"""The rules are data that can be read: every class, quantity and letter in them is there."""

from __future__ import annotations

import pytest
from hypothesis import given

from cnncalc.costs.counting import CONVENTIONS
from cnncalc.costs.quantities import FACTS, QUANTITIES, Call
from cnncalc.costs.rules import Case, Rules, counted_by
from cnncalc.layers import LAYERS, LayerError
from tests.generated import generated
from tests.oracle import arguments

KINDS = {kind.__name__ for layer in LAYERS.values() for kind in layer.__mro__}
ARGUMENTS = {each.name for layer in LAYERS.values() for each in layer.arguments}
EVERY = [
    (name, rules)
    for name, each in CONVENTIONS.items()
    for rules in (each.rules, each.averaged)
    if rules
]


def formulas(rules: Rules) -> list[str]:
    """All formulas of a table."""
    found = []
    for rule in rules.values():
        for each in rule if isinstance(rule, tuple) else (rule,):
            formula = each.formula if isinstance(each, Case) else each
            found += [] if formula is None else [formula]
    return found


@pytest.mark.parametrize(("name", "rules"), EVERY)
def test_rules_name_classes_quantities_and_facts_that_there_are(name: str, rules: Rules) -> None:
    del name
    assert set(rules) <= KINDS
    letters = {letter for layer in LAYERS.values() for letter in layer.macs_symbols}
    for formula in formulas(rules):
        for term in formula.replace("− ", "+ ").split(" + "):
            numbers = {each for each in term.split("·") if each.isdigit()}
            assert set(term.split("·")) - numbers <= QUANTITIES.keys() | letters
    for rule in rules.values():
        for each in rule if isinstance(rule, tuple) else ():
            assert not isinstance(each, Case) or each.when.keys() <= FACTS.keys() | ARGUMENTS


@pytest.mark.parametrize(("name", "rules"), EVERY)
def test_a_choice_of_cases_ends_with_what_holds_otherwise(name: str, rules: Rules) -> None:
    del name
    for rule in rules.values():
        if isinstance(rule, tuple):
            assert not isinstance(rule[-1], Case)
            assert all(isinstance(each, Case) for each in rule[:-1])


def call(name: str, *shapes: tuple[int, ...], **arguments: object) -> Call:
    layer = LAYERS[name](**arguments).given(*shapes)
    return Call(layer, shapes, layer.outputs(*shapes), layer.macs(*shapes))


def test_the_nearest_class_counts_and_what_no_rule_names_is_not_seen() -> None:
    rules: Rules = {"ReLU": "inputs", "_InPlace": "2·inputs", "Layer": "7"}
    assert counted_by(rules, call("ReLU", (2, 3))) == 6
    assert counted_by(rules, call("SELU", (2, 3))) == 12
    assert counted_by(rules, call("Tanh", (2, 3))) == 7
    assert counted_by({"ReLU": "inputs"}, call("Tanh", (2, 3))) == 0


def test_the_first_case_that_holds_counts_and_none_is_not_known() -> None:
    rules: Rules = {
        "_MaxPool": (
            Case("inputs", {"stride": ((1, 1),), "rank": (4,)}),
            Case(None, {"rank": (3,)}),
            "3·inputs − outputs",
        ),
    }
    assert counted_by(rules, call("MaxPool2d", (1, 1, 4, 4), kernel_size=2, stride=1)) == 16
    assert counted_by(rules, call("MaxPool2d", (1, 1, 4, 4), kernel_size=2)) == 44
    assert counted_by(rules, call("MaxPool1d", (1, 1, 4), kernel_size=2)) is None


@pytest.mark.parametrize("name", [name for name in LAYERS if name != "Custom"])
def test_every_rule_gives_a_count_or_says_that_it_does_not_know(name: str) -> None:
    @generated(15)
    @given(arguments.cases(name))
    def check(case: arguments.Case) -> None:
        try:
            made = call(name, *case.shapes, **case.arguments)
        except LayerError:
            return
        if min(sum(made.outputs, start=(1,))) > 0:
            for _, rules in EVERY:
                found = counted_by(rules, made)
                assert found is None or found >= 0

    check()
