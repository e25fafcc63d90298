"""A convention of counting as data, and what it comes to for one call of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cnncalc.costs.quantities import Call


class Case(NamedTuple):
    """A rule for calls of which all these facts are among those named."""

    formula: str | None
    when: Mapping[str, tuple[Any, ...]]


Rule = str | tuple[Case | str | None, ...] | None
"""A formula in the names of quantities; or cases, of which the first that holds counts; or None.

A formula is a sum of products, such as `macs + 2·units`. None says that the figure is not known.
"""
Rules = dict[str, Rule]
"""By the name of a layer's class or of one of its families, of which the nearest counts."""


class Convention(NamedTuple):
    """A way of counting."""

    name: str
    unit: str
    """MACs or FLOPs, as whoever counts so calls them."""
    about: str
    """What it counts, in a sentence."""
    source: str
    rules: Rules
    averaged: Rules = {}
    """What else it counts, divided by the batch."""


def counted_by(rules: Rules, call: Call) -> int | None:
    """What the rules count of one call; None where that is not known."""
    formula = _formula(rules, call)
    return None if formula is None else _value(formula, call)


def _formula(rules: Rules, call: Call) -> str | None:
    for kind in type(call.layer).__mro__:
        if kind.__name__ not in rules:
            continue
        rule = rules[kind.__name__]
        for each in rule if isinstance(rule, tuple) else (rule,):
            if not isinstance(each, Case):
                return each
            if all(call.fact(name) in values for name, values in each.when.items()):
                return each.formula
    return "0"


def _value(formula: str, call: Call) -> int | None:
    total = 0
    for term in formula.replace("− ", "+ -1·").split(" + "):
        found = 1
        for factor in term.split("·"):
            number = int(factor) if factor.lstrip("-").isdigit() else call.quantity(factor)
            if number is None:
                return None
            found *= number
        total += found
    return total
