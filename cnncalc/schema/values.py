"""What an argument takes, as a definition: of its kind, and of its default."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

from cnncalc.limits import MAX_INTEGER

if TYPE_CHECKING:
    from cnncalc.layers.arguments import Argument
    from cnncalc.layers.kinds import Kind

Schema: TypeAlias = dict[str, Any]
"""A schema or a part of one."""

TYPES = {"whole": "integer", "real": "number", "flag": "boolean"}

VALUE: Schema = {
    "description": "a value of a block's argument: anything but a mapping",
    "type": ["string", "number", "boolean", "null", "array"],
    "items": {"$ref": "#/definitions/value"},
}
EXPRESSION: Schema = {
    "description": "an expression over vars, a block's parameters and in_channels",
    "type": "string",
    "pattern": r"^(?![\s\S]*[:;{}?@#$&|~^`\\])(?![\s\S]*\b\d\w*[a-df-zA-DF-Z])[\s\S]*[^\s\d.]",
    "patternErrorMessage": "neither a value nor an expression such as `2 * width`",
}
"""Text that may come to a value; no sign that no expression has, no `3:30`, `3x5` or `'2'`."""

_NO_BOOLS: Schema = {
    "pattern": "^(?!(?:[yY]es|YES|[oO]n|ON|[nN]o|NO|[oO]ff|OFF)$)",
    "patternErrorMessage": "text in YAML 1.2: write true or false",
}
"""What is a bool in YAML 1.1, and meant as one: in YAML 1.2 it is text."""


def ref(name: str) -> Schema:
    """A reference to a definition."""
    return {"$ref": f"#/definitions/{name}"}


def one_or_more(schema: Schema) -> Schema:
    """One such value or a list of them."""
    return {"anyOf": [schema, {"type": "array", "minItems": 1, "items": schema}]}


def name_of(argument: Argument, axes: int) -> str:
    """The name of the definition of what an argument takes: what is alike has one name.

    `whole.from-0.axes-2.same` is a whole number of at least 0, or a list of two, or `same`.
    """
    kind = argument.kind
    if argument.opaque:
        return "value"
    parts: list[str] = [kind.of or "text"]
    if kind.least is not None:
        parts.append(f"from-{kind.least}")
    if kind.most is not None and kind.most != MAX_INTEGER:
        parts.append(f"to-{kind.most}")
    if kind.lists:
        by_axes = kind.lists not in ("some", "any")
        parts.append(kind.lists.replace(" ", "-") + f"-{axes}" * by_axes)
    parts += ["listed"] * (not kind.alone) + ["text"] * kind.text + list(kind.words)
    parts += [kind.none] * bool(kind.none) + ["or-none"] * (argument.default is None)
    return ".".join(parts)


def definition(argument: Argument, axes: int) -> Schema:
    """What an argument takes."""
    kind = argument.kind
    if argument.opaque:
        return VALUE
    ways: list[Schema] = []
    item = _item(kind)
    if item and kind.alone:
        ways.append(item)
    if kind.of == "flag":
        ways.append({"enum": [0, 1]})
    if kind.lists:
        inside = [item, ref("expression"), *([{"type": "null"}] if kind.none == "inside" else [])]
        ways.append({"type": "array", "items": {"anyOf": inside}, **_lengths(kind, axes)})
    if kind.words:
        ways.append({"enum": list(kind.words)})
    if kind.none == "alone" or argument.default is None:
        ways.append({"type": "null"})
    ways.append({"type": "string"} if kind.text else ref("expression"))
    words = _NO_BOOLS if kind.of == "flag" else {}
    return {"description": argument.takes, "anyOf": ways, **words}


def _item(kind: Kind) -> Schema:
    if not kind.of:
        return {}
    made: Schema = {"type": TYPES[kind.of]}
    if kind.least is not None:
        made["minimum"] = kind.least
    if kind.most is not None and kind.most != MAX_INTEGER:
        made["maximum"] = kind.most
    return made


def _lengths(kind: Kind, axes: int) -> Schema:
    least, most = {
        "axes": (axes, axes),
        "sides": (2 * axes, 2 * axes),
        "batched axes": (axes, axes + 2),
        "some": (1, None),
        "any": (0, None),
    }[kind.lists]
    return {"minItems": least} | ({} if most is None else {"maxItems": most})


def shown(default: Any) -> Schema:
    """A default as a schema has it, where JSON has such a value."""
    if isinstance(default, tuple):
        default = list(default)
    if isinstance(default, float) and not isfinite(default):
        return {}
    plain = default is None or isinstance(default, (bool, int, float, str, list))
    return {"default": default} if plain else {}


def alternatives(words: list[str]) -> str:
    """Words as one pattern."""
    return "|".join(re.escape(each).replace(r"\-", "-") for each in words)
