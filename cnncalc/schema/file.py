"""The keys of a whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.expressions import FUNCTIONS, KEYWORDS
from cnncalc.limits import MAX_NAME
from cnncalc.parse.expressions import CONSTANTS
from cnncalc.parse.groups import PARALLEL
from cnncalc.parse.shapes import MAX_RANK
from cnncalc.parse.yaml_blocks import RESERVED
from cnncalc.parse.yaml_entries import OWN_KEYS
from cnncalc.parse.yaml_text import DEFINING, KEYS
from cnncalc.schema import entries, expect, known, layers
from cnncalc.schema.values import EXPRESSION, Schema, alternatives, one_or_more, ref

if TYPE_CHECKING:
    from collections.abc import Iterable

DIALECT = "http://json-schema.org/draft-07/schema#"

_SIZES: Schema = {
    "type": "array",
    "minItems": 1,
    "maxItems": MAX_RANK,
    "items": {"anyOf": [{"type": "integer", "minimum": 1}, ref("sum")]},
}
SHAPE: Schema = {
    "description": "a shape without the batch: 3x130x130, or [3, 130, 130]",
    "anyOf": [
        {
            "type": "string",
            "pattern": r"^\s*[\[(]?\s*0*[1-9]\d*(\s*[x×X*,]\s*0*[1-9]\d*)*\s*,?\s*[\])]?\s*$",
            "patternErrorMessage": "write it as C×H×W without the batch, such as 3x130x130",
        },
        {"type": "integer", "minimum": 1},
        _SIZES,
    ],
}
_SUM: Schema = {"type": "string", "pattern": r"^[\d\s+\-*/%()_]*\d[\d\s+\-*/%()_]*$"}


def schema() -> Schema:
    """The JSON Schema of a spec."""
    return {
        "$schema": DIALECT,
        "title": "a network for cnncalc",
        "description": "An input, layers and what to expect of them; see `cnncalc layers`.",
        "type": "object",
        "properties": {key: FILE[key] for key in KEYS},
        "additionalProperties": False,
        "anyOf": [{"required": [key]} for key in ("layers", *DEFINING)],
        "if": {"anyOf": [{"required": [key]} for key in DEFINING]},
        "else": {"properties": {"layers": ref("known-entries")}},
        "definitions": {
            "expression": EXPRESSION,
            "shape": SHAPE,
            "sum": _SUM,
            **expect.definitions(),
            **entries.definitions(),
            **known.definitions(),
            **layers.definitions(),
        },
    }


def _name(taken: Iterable[str]) -> str:
    """A pattern of a name other than these."""
    return rf"(?!(?:{alternatives(sorted(taken))})\b)[^\s\d!-/:-@\[-^`{{-~][^\s!-/:-@\[-^`{{-~]*"


_TAKEN = {*RESERVED, *FUNCTIONS, *KEYWORDS, *CONSTANTS, "float"}
_BLOCK_NAME = _name({*_TAKEN, *OWN_KEYS, "Sequential", *PARALLEL, *layers.callables()})

FILE: dict[str, Schema] = {
    "name": {
        "description": "the network's name; the file's otherwise",
        "type": ["string", "number", "boolean", "null"],
    },
    "input": {
        "description": "what arrives: a shape without the batch, or {left: 3x64x64, right: …}",
        "if": {"type": "object"},
        "then": {
            "minProperties": 1,
            "propertyNames": {"pattern": r"^(?!\d+$)[^\s!-,./:-@\[-^`{-~]+$"},
            "additionalProperties": ref("shape"),
        },
        "else": ref("shape"),
    },
    "vars": {
        "description": "values with names, which --set overrides",
        "type": "object",
        "propertyNames": {"pattern": f"^{_name(_TAKEN)}$", "maxLength": MAX_NAME},
        "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
    },
    "blocks": {
        "description": "layers of your own: name(parameter, other=1) and its layers",
        "type": "object",
        "propertyNames": {"pattern": rf"^\s*{_BLOCK_NAME}\s*(?:\([\s\S]*\))?\s*$"},
        "additionalProperties": {
            "if": {"type": "object", "required": ["layers"]},
            "then": {
                "properties": {
                    "layers": {"anyOf": [ref("entries"), {"type": "null"}]},
                    "outputs": one_or_more(ref("reference")),
                },
                "additionalProperties": False,
            },
            "else": {"anyOf": [{"type": "null"}, ref("entries")]},
        },
    },
    "include": {
        "description": "files whose blocks and vars are used here",
        **one_or_more({"type": "string", "pattern": r"\S"}),
    },
    "layers": {
        "description": "the layers in the order in which they run",
        "type": "array",
        "minItems": 1,
        "items": ref("entry"),
    },
    "outputs": {
        "description": "the ids of its outputs; the last entry's otherwise",
        **one_or_more(ref("reference")),
    },
    "expect": ref("expect"),
    "ignore": entries.OWN["ignore"],
}
"""What each key of a file holds; those that the parser does not have are left out."""
