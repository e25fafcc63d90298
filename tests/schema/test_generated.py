"""Generated specs: what the parser and the layers take, the schema lets pass in every spelling."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import cnncalc
from cnncalc.layers import LAYERS, lookup, names
from cnncalc.layers.arguments import REQUIRED, Argument
from tests.schema.loading import validator
from tests.schema.test_arguments import VALUES, taken
from tests.schema.test_files import STRUCTURE

SIGNATURES = {name: found[1] for name in names() if (found := lookup(name))}


def snake(name: str) -> str:
    """`max_pool2d`, as people write it."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def values(argument: Argument, axes: int) -> st.SearchStrategy[Any]:
    plain = [each for each in VALUES if taken(argument, axes, each) and each is not None]
    text = [each for each in plain if not isinstance(each, float) or each != int(each)]
    return st.sampled_from([*(text or plain), *argument.kind.words] or ["in_channels // 2"])


@st.composite
def layers(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(sorted(SIGNATURES)))
    signature = SIGNATURES[name]
    arguments: dict[str, Any] = {}
    for each in signature.arguments:
        needed = signature.defaults[each.name] is REQUIRED and not each.inferred
        if not each.opaque and (needed or draw(st.booleans())):
            key = draw(st.sampled_from([each.name, *each.also, *each.short]))
            key = key if signature.full_name(key) == each.name or key in each.also else each.name
            arguments[key] = draw(values(each, signature.axes))
    spelled = draw(st.sampled_from([name, name.lower(), snake(name), f"nn.{name}"]))
    return {spelled: arguments or draw(st.sampled_from([None, {}]))}


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    inside = st.lists(layers(), max_size=2)
    group = st.one_of(
        inside.map(lambda each: {"Sequential": each}),
        inside.map(lambda each: {"residual": {"main": each, "shortcut": []}}),
        inside.map(lambda each: {"Branches": {"merge": "cat", "paths": [each, []]}}),
    )
    entry: dict[str, Any] = draw(st.one_of(layers(), group))
    own = {
        "id": st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True).filter(lambda x: x != "input"),
        "from": st.sampled_from(["input", ["a", "b.1"]]),
        "repeat": st.sampled_from([1, 3, "in_channels // 2"]),
        "when": st.sampled_from([True, "in_channels > 2"]),
        "share": st.just("a"),
    }
    for key in draw(st.lists(st.sampled_from(sorted(own)), unique=True)):
        entry[key] = draw(own[key])
    return entry


@settings(max_examples=150, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=3))
def test_entries_that_are_understood_pass(made: list[dict[str, Any]]) -> None:
    file = {"input": "3x32x32", "layers": made}
    assert [error.message[:200] for error in validator().iter_errors(file)] == []
    spec = cnncalc.parse(json.dumps(file))
    assert spec.problems == ()
    found = cnncalc.compute(cnncalc.build(spec)).problems
    unlike = {each.code for each in found} & (STRUCTURE - {"bad-name", "missing-argument"})
    assert unlike <= {"wrong-type", "empty-spec"}, found  # a word that is worked out; empty groups


@settings(max_examples=60, deadline=None)
@given(layers(), st.sampled_from(["colour", "kernal", "Stride"]))
def test_an_argument_that_a_layer_does_not_have_is_refused(made: dict[str, Any], word: str) -> None:
    (name,) = made
    if name.startswith("nn.") or name.lower() == "identity":
        return  # the one is let pass, the other takes anything
    file = {"input": "3x32x32", "layers": [{name: {**(made[name] or {}), word: 1}}]}
    assert not validator().is_valid(file)
    assert "colour" not in {each.name for one in LAYERS.values() for each in one.arguments}
