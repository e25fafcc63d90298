"""The schema of an argument against the argument: what the one takes, the other lets pass."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from jsonschema import Draft7Validator

from cnncalc.layers import LAYERS
from cnncalc.layers.arguments import Argument
from cnncalc.layers.kinds import Unfit
from cnncalc.schema import schema
from cnncalc.schema.values import name_of

VALUES: list[Any] = [
    None, True, False, -7, -1, 0, 1, 2, 3, 50, 51, 0.0, 0.5, 1.5, -0.5, 1e-5,
    [], [1], [2, 3], [1, 2, 3], [0, 0], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6], [1] * 9, [-1, 400],
    [None, 3], [None, None], [0.5, 0.5], [True, 1], [1.5], [[1, 2], [3, 4]], ["x"],
    "same", "zeros", "2", "3:30", "3x5", "a:b",
]  # fmt: skip


@cache
def validator(name: str) -> Draft7Validator:
    definitions = schema()["definitions"]
    return Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": definitions})


def passes(argument: Argument, axes: int, value: Any) -> bool:
    return validator(name_of(argument, axes)).is_valid(value)


def taken(argument: Argument, axes: int, value: Any) -> bool:
    """Whether the argument itself takes a value."""
    try:
        argument.converted(_tuples(value), axes)
    except Unfit:
        return False
    return True


def _tuples(value: Any) -> Any:
    return tuple([_tuples(each) for each in value]) if isinstance(value, list) else value


CASES = sorted(
    {
        name_of(each, layer.axes): (each, layer.axes, f"{layer.__name__}.{each.name}")
        for layer in LAYERS.values()
        for each in layer.arguments
        if not each.opaque
    }.items()
)
KINDS = [pytest.param(*case[1][:2], id=case[1][2]) for case in CASES]


@pytest.mark.parametrize(("argument", "axes"), KINDS)
def test_what_an_argument_takes_passes(argument: Argument, axes: int) -> None:
    refused = [each for each in VALUES if taken(argument, axes, each)]
    assert [each for each in refused if not passes(argument, axes, each)] == []


@pytest.mark.parametrize(("argument", "axes"), KINDS)
def test_what_an_argument_refuses_does_not_pass(argument: Argument, axes: int) -> None:
    refused = [each for each in VALUES if not taken(argument, axes, each)]
    let_pass = [each for each in refused if passes(argument, axes, each)]
    assert [each for each in let_pass if not may_pass(argument, axes, each)] == []


def may_pass(argument: Argument, axes: int, value: Any) -> bool:
    """What a schema cannot tell, or does not."""
    if isinstance(value, str):
        return value in ("same", "zeros") or argument.kind.text  # names, or text of its own form
    if isinstance(value, list):
        names = any(isinstance(each, str) for each in value)
        between = argument.kind.lists == "batched axes" and len(value) == axes + 1
        hole = argument.kind.none == "inside" and axes == 1
        return names or between or hole
    return value in (0.0, 1.0) and isinstance(value, float)  # 1.0 is an integer in JSON


def test_the_arguments_of_all_layers_are_of_few_kinds() -> None:
    assert 40 < len(CASES) < 100


def test_a_kind_says_its_range_and_its_words() -> None:
    definitions = schema()["definitions"]
    assert definitions["Conv2d"]["properties"]["padding"] == {
        "default": 0,
        "allOf": [{"$ref": "#/definitions/whole.from-0.axes-2.same.valid.tf_same"}],
    }
    assert definitions["whole.from-0.axes-2.same.valid.tf_same"] == {
        "description": "a whole number of at least 0, or one for each axis, "
        "or 'same', or 'valid', or 'tf_same'",
        "anyOf": [
            {"type": "integer", "minimum": 0},
            {
                "type": "array",
                "items": {
                    "anyOf": [
                        {"type": "integer", "minimum": 0},
                        {"$ref": "#/definitions/expression"},
                    ]
                },
                "minItems": 2,
                "maxItems": 2,
            },
            {"enum": ["same", "valid", "tf_same"]},
            {"$ref": "#/definitions/expression"},
        ],
    }
