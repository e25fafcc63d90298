"""The schema itself: valid, whole, small, and made of the register and the parser's keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jsonschema import Draft7Validator

from cnncalc.layers import LAYERS, names
from cnncalc.parse.claims import FIGURES
from cnncalc.parse.yaml_entries import GROUPS, OWN_KEYS
from cnncalc.parse.yaml_text import KEYS
from cnncalc.render.schema import as_text
from cnncalc.schema import schema
from cnncalc.schema.entries import OWN
from cnncalc.schema.file import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"].removeprefix("#/definitions/")
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def test_the_schema_is_a_schema() -> None:
    assert schema()["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema())


def test_every_reference_has_a_definition_and_every_definition_is_read() -> None:
    assert set(references(schema())) == set(schema()["definitions"])


def test_it_is_small_enough_for_an_editor() -> None:
    assert len(json.dumps(schema())) < 220_000


def test_it_is_printed_in_ascii_with_a_line_for_each_definition() -> None:
    text = as_text(schema())
    assert json.loads(text) == schema()
    assert text.isascii()
    lines = text.splitlines()
    assert [each for each in lines if each.startswith('  "Conv2d": {"title": "Conv2d(in_channels')]


def test_every_key_of_the_parser_is_described() -> None:
    assert set(schema()["properties"]) == set(KEYS) <= set(FILE)
    assert set(OWN_KEYS) <= set(OWN)
    entry = schema()["definitions"]["entry"]["else"]["properties"]
    assert set(entry) == {*OWN_KEYS, *GROUPS, *names()}


def test_every_layer_has_a_definition_with_its_form_and_its_example() -> None:
    definitions = schema()["definitions"]
    assert set(LAYERS) <= set(definitions)
    assert definitions["MaxPool2d"]["title"].startswith("MaxPool2d(kernel_size, stride=None, ")
    assert definitions["MaxPool2d"]["description"].startswith("MaxPool2d(")
    assert definitions["LazyConv2d"]["title"].startswith("LazyConv2d(out_channels, kernel_size, ")
    assert "in_channels" not in definitions["LazyConv2d"]["properties"]


def test_every_figure_that_may_be_claimed_is_described() -> None:
    expected = schema()["definitions"]["expect"]["properties"]
    assert set(expected) == {"output", *FIGURES, "layers"}
    assert all(each["description"] != key for key, each in expected.items())


def test_an_alias_means_its_layer() -> None:
    entry = schema()["definitions"]["entry"]["else"]["properties"]
    assert entry["Concat"] == entry["Cat"] == {"$ref": "#/definitions/Cat"}


def test_other_names_of_an_argument_are_there() -> None:
    properties = schema()["definitions"]["Conv2d"]["properties"]
    assert properties["kernel"]["allOf"] == [properties["kernel_size"]]
    assert properties["in_channels"]["description"].startswith("taken from what arrives")
    pool = schema()["definitions"]["MaxPool2d"]["properties"]
    assert pool["stride"]["description"] == "kernel_size, where it is left out"
