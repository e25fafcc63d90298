"""What is more to say of a file that defines nothing: there, every name is a layer's.

A file with `blocks`, `include` or `vars` may give layers and values names of its own, which a JSON
Schema cannot know: there, a name that no layer has is let pass, and so is a name in lower case with
all its arguments, which may be a block's. (A block cannot take a name in PyTorch's spelling.)
"""

from __future__ import annotations

from cnncalc.layers import LAYERS
from cnncalc.parse.compact import PREFIX
from cnncalc.parse.expressions import CONSTANTS
from cnncalc.parse.yaml_blocks import RESERVED
from cnncalc.parse.yaml_entries import GROUPS, OWN_KEYS
from cnncalc.schema.entries import groups_of
from cnncalc.schema.layers import callables, spellings
from cnncalc.schema.values import Schema, alternatives, ref


def definitions() -> dict[str, Schema]:
    """The definitions of entries whose names are all known."""
    lower = {f"^(?:{pattern})$": ref(name) for name, pattern in spellings().items()}
    groups = {f"^{name}$": ref(f"known-{name.capitalize()}") for name in GROUPS}
    mapping: Schema = {
        "propertyNames": ref("known-layer"),
        "patternProperties": groups | lower,
        "allOf": [
            {
                "patternProperties": {f"^(?:{_with_names()})$": True},
                "additionalProperties": ref("known-arguments"),
            }
        ],
    }
    return {
        "known-entries": {
            "if": {"type": "array"},
            "then": {"items": ref("known-entry")},
            "else": ref("known-entry"),
        },
        "known-entry": {"if": {"type": "string"}, "then": ref("known-layer"), "else": mapping},
        "known-layer": {
            "type": "string",
            "pattern": _layer_pattern(),
            "patternErrorMessage": "no layer has that name, and the file defines no blocks",
        },
        "known-arguments": {
            "if": {"type": "object"},
            "then": {
                "properties": dict.fromkeys(_opaque(), True),
                "additionalProperties": ref("known-value"),
            },
            "else": ref("known-value"),
        },
        "known-value": {
            "items": ref("known-value"),
            "pattern": rf"^(?!\s*(?!(?:{_words()})\s*$)[A-Za-z_]\w*\s*$)",
            "patternErrorMessage": "no argument has that word, and the file defines no vars",
        },
        **groups_of("known-entries", "known-"),
    }


def _layer_pattern() -> str:
    """A pattern that refuses a call or a bare word whose name no layer has.

    Other code, such as an assignment, is let pass; so are an entry's own keys, as it is asked for
    keys, too.
    """
    heads = sorted({each.compact.head for each in LAYERS.values() if each.compact})
    lower = "|".join([*spellings().values(), *heads])
    names = alternatives([*GROUPS, *OWN_KEYS, *callables()])
    known = rf"(?:{names}|(?:{lower})(?:[123]d)?(?:\d\w*)?)\s*(?:[(*#]|$)"
    return rf"^(?!\s*(?:{PREFIX})?(?!{known})[A-Za-z_]\w*\s*(?:[(*#]|$))"


def _with_names() -> str:
    """The keys, as a pattern, behind which stands a name that is none of a value's words."""
    spelled = spellings()
    takers = [
        f"{name}|{'|'.join((*layer.aliases, spelled[name]))}"
        for name, layer in LAYERS.items()
        if layer.merges or layer.takes_anything or any(each.kind.text for each in layer.arguments)
    ]
    return "|".join([*OWN_KEYS, *GROUPS, *takers])


def _opaque() -> list[str]:
    """The arguments, such as `dtype`, that take anything."""
    return sorted({each.name for one in LAYERS.values() for each in one.arguments if each.opaque})


def _words() -> str:
    """All words that are values of some argument, and the names that need no definition."""
    words = {word for one in LAYERS.values() for each in one.arguments for word in each.kind.words}
    return alternatives(sorted({*words, *CONSTANTS, *RESERVED}))
