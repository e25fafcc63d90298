"""Entries as definitions: text, or a mapping with one layer, block or group, and its own keys."""

from __future__ import annotations

from cnncalc.diagnostics import RULES
from cnncalc.parse.parallel import MERGES, PARTS
from cnncalc.parse.yaml_entries import GROUPS, OWN_KEYS
from cnncalc.parse.yaml_groups import BRANCHES
from cnncalc.schema.layers import callables
from cnncalc.schema.values import VALUE, Schema, one_or_more, ref

REFERENCE: Schema = {
    "description": "the id of an entry before, `input`, or `split.1` for a second output",
    "type": "string",
    "pattern": r"^[^,]*[^,\s][^,]*$",
    "maxLength": 200,
}
_ID: Schema = {
    "description": "a name for what this entry gives, unique in its scope",
    "type": "string",
    "pattern": r"^(?!input$)(?!\d+$)[^\s!-,./:-@\[-^`{-~]+$",
    "patternErrorMessage": "an id has letters, digits, _ and -, and not digits alone",
    "maxLength": 200,
}
OWN: dict[str, Schema] = {
    "id": _ID,
    "from": {
        "description": "what it reads: an id or a list of ids; the entry before it otherwise",
        **one_or_more(ref("reference")),
    },
    "repeat": {
        "description": "so many times in a row",
        "anyOf": [{"type": "integer", "minimum": 1}, ref("expression")],
    },
    "when": {
        "description": "a condition: where it is false, the entry is left out",
        "anyOf": [{"type": ["boolean", "number", "null"]}, ref("expression")],
    },
    "share": {
        "description": "the id of the entry whose weights it uses",
        "allOf": [ref("reference")],
    },
    "ignore": {
        "description": "the names of the rules that do not speak up here",
        **one_or_more({"enum": [*RULES]}),
    },
}
"""What each key of an entry's own, and of a file, holds; those that the parser does not have are
left out."""


def definitions() -> dict[str, Schema]:
    """The definitions of an entry, of lists of entries and of groups."""
    own = {key: OWN[key] for key in OWN_KEYS}
    layers = {name: ref(signature.name) for name, (_, signature) in callables().items()}
    groups = {name: ref(name.capitalize()) for name in GROUPS}
    mapping: Schema = {
        "type": "object",
        "properties": own | groups | layers,
        "additionalProperties": ref("block-call"),
        "if": {"propertyNames": {"enum": list(OWN_KEYS)}},
        "then": {
            "required": ["share"],
            "errorMessage": "an entry has one layer, and this one has none",
        },
        "allOf": [ref("one-layer.0.0")],
    }
    text: Schema = {
        "description": "a call as in PyTorch, Conv2d(3, 10, 3), or a compact token, conv10k3",
        "type": "string",
        "pattern": r"\S",
    }
    return {
        "entries": {"anyOf": [{"type": "array", "items": ref("entry")}, ref("entry")]},
        "entry": {"if": {"type": "string"}, "then": text, "else": mapping},
        "block-call": {
            "description": "a block's arguments: a mapping, or the first of them alone",
            "type": ["string", "number", "boolean", "null", "array", "object"],
            "items": ref("value"),
            "additionalProperties": ref("value"),
        },
        "value": VALUE,
        "reference": REFERENCE,
        **groups_of("entries"),
        **_at_most_one_layer(OWN_KEYS),
    }


def groups_of(entries: str, before: str = "") -> dict[str, Schema]:
    """The definitions of the groups, which hold what the definition `entries` describes."""
    inside = ref(entries)
    return {
        f"{before}Sequential": {
            "description": "layers that run one after the other",
            "allOf": [inside],
        },
        f"{before}Residual": {
            "description": "x + f(x): the layers of f, or {main: […], shortcut: […]}",
            "if": {"type": "object", "anyOf": [{"required": [part]} for part in PARTS]},
            "then": {
                "properties": dict.fromkeys(PARTS, inside),
                "required": [PARTS[0]],
                "additionalProperties": False,
            },
            "else": inside,
        },
        f"{before}Branches": {
            "description": "paths that run beside each other: {merge: cat, paths: [[…], […], []]}",
            "type": ["array", "object"],
            "minItems": 1,
            "items": inside,
            "properties": {
                "merge": {
                    "description": "how the paths come together again",
                    "enum": list(MERGES),
                    "default": MERGES[0],
                },
                "paths": {
                    "description": "a list of lists of layers; [] is the identity",
                    "type": "array",
                    "minItems": 1,
                    "items": inside,
                },
            },
            "required": [BRANCHES[1]],
            "additionalProperties": False,
        },
    }


def _at_most_one_layer(own: tuple[str, ...]) -> dict[str, Schema]:
    """Definitions that allow one key besides an entry's own.

    They look at one own key after the other, and count: `one-layer.2.1` stands behind the first
    two keys, of which one was there.
    """

    def behind(place: int, count: int) -> Schema:
        if place < len(own):
            return ref(f"one-layer.{place}.{count}")
        return {"maxProperties": count + 1}

    return {
        f"one-layer.{place}.{count}": {
            "if": {"required": [key]},
            "then": behind(place + 1, count + 1),
            "else": behind(place + 1, count),
        }
        for place, key in enumerate(own)
        for count in range(place + 1)
    }
