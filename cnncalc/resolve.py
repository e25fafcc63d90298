"""An entry's name and arguments, in any notation, as a call of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.call import Call
from cnncalc.diagnostics import Diagnostic
from cnncalc.forms import compact_call
from cnncalc.layers import from_lower_case, lookup

if TYPE_CHECKING:
    from cnncalc.diagnostics import Span
    from cnncalc.layers import Layer
    from cnncalc.spec import Argument, Entry


_MOST = 100
"""Arguments of one layer, and values of one argument: far more than any takes."""


_LONGEST = 80
"""Characters of a name that are looked at: no argument's has as many."""


def resolve(entry: Entry, axes: int) -> Call | Diagnostic:
    """The call that an entry stands for; `axes` says whether `conv` is Conv1d, 2d or 3d."""
    if entry.notation == "compact":
        return compact_call(entry, axes) or _unknown(entry)
    name = entry.name if entry.notation != "mapping" else from_lower_case(entry.name)
    found = lookup(name)
    if found is None:
        return _unknown(entry)
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
            positional.append(each.value)
            continue
        key = key[:_LONGEST]
        if entry.notation == "printed" and key not in signature.by_name and hasattr(kind, key):
            continue  # PyTorch prints what the class itself has settled, such as the mode
        if key in named:
            return _twice(entry, key, each)
        if key == "activation" and key not in signature.by_name:
            return _is_a_layer(entry, each)
        named[key] = each.value
        places[key] = each.span
        keys[key] = each.name_span or each.span
    return Call(signature, kind, entry.notation, positional, named, places, keys)


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


def _unknown(entry: Entry) -> Diagnostic:
    from cnncalc.unknown import unknown_layer  # an error's cost, not a start's

    return unknown_layer(entry)
