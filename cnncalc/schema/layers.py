"""Each layer of the register as a definition: its arguments in the mapping form."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from cnncalc.layers import lookup, names
from cnncalc.layers.arguments import REQUIRED
from cnncalc.schema.values import Schema, definition, name_of, ref, shown

if TYPE_CHECKING:
    from cnncalc.layers import Layer, Signature
    from cnncalc.layers.arguments import Argument

_NOT_NULL: Schema = {"not": {"type": "null"}}
_IDS: Schema = {"type": "array", "minItems": 1, "items": {"type": "string"}}


def definitions() -> dict[str, Schema]:
    """The definitions of all layers, Lazy forms among them, and of what their arguments take."""
    kinds: dict[str, Schema] = {}
    found: dict[str, Schema] = {}
    for name, (layer, signature) in callables().items():
        if name == signature.name:
            found[name] = _layer(layer, signature)
        for each in signature.arguments:
            kinds.setdefault(name_of(each, signature.axes), definition(each, signature.axes))
    return found | kinds


def callables() -> dict[str, tuple[type[Layer], Signature]]:
    """Every name that a layer goes by in PyTorch's spelling, with its class and signature."""
    return {name: found for name in names() if (found := lookup(name))}


def spellings() -> dict[str, str]:
    """A pattern of a layer's names in lower or snake case, for each definition of a layer."""
    found: dict[str, str] = {}
    for name, (_, signature) in callables().items():
        before = found.get(signature.name)
        found[signature.name] = f"{before}|{_snake(name)}" if before else _snake(name)
    return found


def _snake(name: str) -> str:
    """`max_?pool2d` for MaxPool2d: a capital beside a small letter begins a word."""
    made = ""
    for place, sign in enumerate(name):
        before, behind = name[place - 1 : place], name[place + 1 : place + 2]
        begins = sign.isupper() and (before.islower() or before.isdigit() or behind.islower())
        made += "_?" * (begins and place > 0) + sign.lower()
    return made


def _layer(layer: type[Layer], signature: Signature) -> Schema:
    """A layer: a mapping of arguments, those that are needed among them, or what stands for it."""
    example, _, _ = (layer.__doc__ or "").partition("\n")
    head: Schema = {"title": signature.form().strip("`"), "description": example}
    if signature.takes_anything:
        return head
    properties: dict[str, Schema] = {}
    rules: list[Schema] = []
    for each in signature.arguments:
        others = [*each.also, *[key for key in each.short if _is_free(key, signature)]]
        properties[each.name] = _argument(each, signature)
        for other in others:
            properties[other] = {
                "description": f"{each.name}, by another name",
                "allOf": [ref(name_of(each, signature.axes))],
            }
        rules += _once([each.name, *others], needed=_is_needed(each, signature))
    return {
        **head,
        "if": {"type": "object"},
        "then": {"allOf": rules} if rules else {},
        "else": _bare(layer, signature),
        "properties": properties,
        "additionalProperties": False,
    }


def _once(spelled: list[str], *, needed: bool) -> list[Schema]:
    """Rules for an argument of these names: it stands there once at most, and if it is needed."""
    if needed and len(spelled) == 1:
        return [{"required": spelled}]
    if needed:
        return [{"oneOf": [{"required": [name]} for name in spelled]}]
    return [{"not": {"required": list(pair)}} for pair in combinations(spelled, 2)]


def _is_free(key: str, signature: Signature) -> bool:
    return key not in signature.by_name and signature.full_name(key) != key


def _is_needed(argument: Argument, signature: Signature) -> bool:
    return signature.defaults[argument.name] is REQUIRED and not argument.inferred


def _argument(argument: Argument, signature: Signature) -> Schema:
    kind = ref(name_of(argument, signature.axes))
    default = signature.defaults[argument.name]
    notes: Schema = {}
    if argument.inferred:
        notes = {"description": "taken from what arrives, where it is left out"}
    elif argument.follows:
        notes = {"description": f"{argument.follows}, where it is left out"}
    elif default is not REQUIRED and not argument.opaque:
        notes = shown(default)
    return notes | {"allOf": [kind]} if notes else kind


def _bare(layer: type[Layer], signature: Signature) -> Schema:
    """What may stand there without a mapping: one value, for the argument that it stands for."""
    if not any(_is_needed(each, signature) for each in signature.arguments):
        ways: list[Schema] = [{"type": "null"}]
    else:
        ways = []
    for example in (1, ""):  # a whole number may stand for another argument than the rest
        name = signature.first_open(example)
        kind = name and ref(name_of(signature.by_name[name], signature.axes))
        if kind and kind not in ways:
            ways.append(kind)
    if layer.merges:
        ways.append(_IDS)
    found: Schema = ways[0] if len(ways) == 1 else {"anyOf": ways}
    return found if ways and ways[0] == {"type": "null"} else {"allOf": [found], **_NOT_NULL}
