"""An entry's name and arguments, in any notation, as a call of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Diagnostic
from cnncalc.expressions import Unworkable, evaluate
from cnncalc.layers import from_lower_case, lookup
from cnncalc.network.blocks import Closure, shown
from cnncalc.network.call import Call
from cnncalc.network.forms import compact_call
from cnncalc.network.values import PLAIN, with_numbers
from cnncalc.spec import Reference, Word

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cnncalc.diagnostics import Span
    from cnncalc.layers import Layer, Signature
    from cnncalc.spec import Argument, Entry, Value


_MOST = 100
"""Arguments of one layer, and values of one argument: far more than any takes."""


_LONGEST = 80
"""Characters of a name that are looked at: no argument's has as many."""


def resolve(
    entry: Entry,
    axes: int,
    names: Mapping[str, Value],
    blocks: Collection[str] = (),
    *,
    defined: bool = True,
) -> Call | Diagnostic:
    """The call that an entry stands for.

    Args:
        entry: a layer by name, in any notation.
        axes: whether `conv` is Conv1d, 2d or 3d.
        names: the values of the names that its arguments may mention.
        blocks: the names of the spec's blocks, any of which may have been meant.
        defined: whether the spec has blocks or variables, and a bare word should be one.

    Raises:
        Unworkable: an argument that is an expression cannot be worked out.
    """
    if entry.notation == "compact":
        return compact_call(entry, axes) or _unknown(entry, blocks)
    name = entry.name if entry.notation != "mapping" else from_lower_case(entry.name)
    found = lookup(name)
    if found is None:
        return _unknown(entry, blocks)
    kind, signature = found
    arguments = entry.arguments
    if entry.notation == "printed" and name.startswith("Lazy"):
        arguments = _without_inferred(kind, arguments)
    if too_many := _too_many(entry):
        return too_many
    positional: list[Any] = []
    named: dict[str, Any] = {}
    places: dict[str | int, Span] = {}
    keys: dict[str | int, Span] = {}
    worked: dict[str | int, tuple[Value, Value]] = {}
    order = [each.name for each in signature.arguments if not each.keyword_only]
    for each in arguments:
        key = each.name
        if entry.notation == "mapping":
            if key is None:
                key = signature.first_open(each.value)
                if key is None and not signature.takes_anything:
                    return _takes_none(entry, each)
                key = key or ""
            elif key not in signature.by_name:
                key = signature.full_name(key)
        if key is None:
            place = len(positional)
            places[place] = each.span
            if place < len(order):
                places[order[place]] = each.span
            known = order[place] if place < len(order) else ""
            positional.append(_value(each, signature, known, entry, names, worked, place))
            continue
        key = key[:_LONGEST]
        if entry.notation == "printed" and key not in signature.by_name and hasattr(kind, key):
            continue  # PyTorch prints what the class itself has settled, such as the mode
        if key in named:
            return _twice(entry, key, each)
        if key == "activation" and key not in signature.by_name:
            return _is_a_layer(entry, each)
        if key in _BESIDE and key not in signature.by_name:
            return _stands_beside(entry, key, each)
        named[key] = _value(each, signature, key, entry, names, worked, key)
        places[key] = each.span
        keys[key] = each.name_span or each.span
    return Call(
        signature,
        kind,
        entry.notation,
        positional,
        named,
        places,
        keys,
        worked=worked,
        names_seen=names if defined else None,
    )


def _value(
    argument: Argument,
    signature: Signature,
    name: str,
    entry: Entry,
    names: Mapping[str, Value],
    worked: dict[str | int, tuple[Value, Value]],
    place: str | int,
) -> Value:
    """What an argument's value comes to; what was worked out is noted with what it was.

    In the mapping form a string that is one of the argument's own words is that word.
    """
    value = argument.value
    if type(value) in PLAIN:
        if type(value) is str and names and name in signature.by_name:
            return with_numbers(value, names) if signature.by_name[name].kind.text else value
        return value
    if entry.notation == "mapping" and name in signature.by_name:
        kind = signature.by_name[name].kind
        text = getattr(value, "written", value)
        if isinstance(text, str) and kind.text:
            return with_numbers(str(text), names)
        if isinstance(text, str) and text in kind.words:
            return str(text)
    found = evaluate(value, names)
    if found is value and type(found) is not Word:
        return value
    parts = found if type(found) is tuple else (found,)
    if call := next((each for each in parts if isinstance(each, Closure)), None):
        message = f"`{name or place}` of `{entry.name}` takes a value, and this is a call"
        label = f"it comes to `{shown(call)}`"
        advice = "let the call stand as an entry of its own"
        raise Unworkable(Diagnostic("wrong-type", message, argument.span, label, help=advice))
    worked[place] = (value, found)
    return _plain(found)


def _plain(value: Value) -> Value:
    """A value as layers take it: a fraction becomes the nearest float."""
    if type(value) is tuple:
        return tuple([_plain(each) for each in value])
    return value if type(value) in PLAIN or isinstance(value, tuple | str) else float(value)


def named_sources(entry: Entry) -> tuple[Reference, ...] | None:
    """What a merge reads by its bare value, as in `Cat: [left, right]`; None for all else."""
    if len(entry.arguments) != 1 or entry.notation != "mapping":
        return None
    argument = entry.arguments[0]
    value = argument.value
    if argument.name is not None or type(value) is not tuple:
        return None
    if not all(isinstance(each, str) for each in value):
        return None
    found = lookup(from_lower_case(entry.name))
    if found is None or not found[0].merges:
        return None
    return tuple(
        [Reference(str(each), getattr(each, "span", None) or argument.span) for each in value]
    )


def _too_many(entry: Entry) -> Diagnostic | None:
    """Why there are more values here than any layer takes: none has ten arguments of ten each."""
    for values, what, span in (
        (entry.arguments, "arguments", entry.span),
        *((each.value, "values in one list", each.span) for each in entry.arguments[:_MOST]),
    ):
        if isinstance(values, tuple) and len(values) > _MOST:
            message = f"`{entry.name[:80]}` is given {len(values):,} {what}"
            return Diagnostic("too-large", message, span, f"no layer takes more than {_MOST}")
    return None


def _takes_none(entry: Entry, argument: Argument) -> Diagnostic:
    message = f"`{entry.name}` takes no arguments"
    advice = f"write `{entry.name}` alone"
    return Diagnostic("too-many-arguments", message, argument.span, "not expected", help=advice)


def _is_a_layer(entry: Entry, argument: Argument) -> Diagnostic:
    """What Keras has as an argument."""
    name = entry.name[:80]
    message = f"`{name}` has no argument `activation`: an activation is a layer of its own"
    found = lookup(from_lower_case(str(argument.value)[:_LONGEST]))
    advice = f"leave it out, and write `{found[1].name if found else 'ReLU'}()` behind `{name}`"
    span = argument.name_span or argument.span
    return Diagnostic("unknown-argument", message, span, "not an argument", help=advice)


_BESIDE = ("id", "from", "repeat", "when", "share")


def _stands_beside(entry: Entry, key: str, argument: Argument) -> Diagnostic:
    """What to say of a key of an entry that stands among its layer's arguments."""
    name = entry.name[:80]
    message = f"`{name}` has no argument `{key}`: it stands beside the layer"
    advice = f"write `{{{key}: …, {name}: …}}`"
    span = argument.name_span or argument.span
    return Diagnostic("unknown-argument", message, span, "not an argument", help=advice)


def _twice(entry: Entry, key: str, argument: Argument) -> Diagnostic:
    message = f"`{entry.name}` is given `{key}` twice"
    span = argument.name_span or argument.span
    return Diagnostic("duplicate-argument", message, span, "again here", help="keep one of them")


def _without_inferred(kind: type[Layer], arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """What PyTorch prints of a Lazy layer, less the 0 that stands for what it infers."""
    inferred = [each.name for each in kind.arguments if each.inferred]
    if arguments and arguments[0].name is None:
        arguments = arguments[1:]
    return tuple([each for each in arguments if each.name not in inferred])


def _unknown(entry: Entry, blocks: Collection[str]) -> Diagnostic:
    from cnncalc.network.unknown import unknown_layer  # an error's cost, not a start's

    return unknown_layer(entry, blocks)
