"""An entry's name and arguments, in any notation, as a call of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.call import Call
from cnncalc.diagnostics import Diagnostic
from cnncalc.layers import families, lookup

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
        return _compact(entry, axes)
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


def _compact(entry: Entry, axes: int) -> Call | Diagnostic:
    """A bare word: a layer's name, in lower case too, or a compact token."""
    if entry.name[:4].lower() == "lazy" and (lazy := lookup(from_lower_case(entry.name))):
        return Call(lazy[1], lazy[0], entry.notation, [], {}, {}, {})
    head = entry.arguments[0].name or "" if entry.arguments else ""
    forms = _forms(entry.name, head)
    if not forms:
        return _unknown(entry)
    kind = next((each for each in forms if each.__name__.endswith(f"{axes}d")), forms[0])
    if _is_named(forms[0], entry.name):
        return Call(kind.signature(), kind, entry.notation, [], {}, {}, {})
    main = entry.arguments[0]
    signature = kind.signature()
    named = dict(kind.compact.implied) if kind.compact else {}
    places: dict[str | int, Span] = {}
    if main.value is not None:
        key = kind.compact.main if kind.compact else signature.first_open(main.value)
        if key is None:
            message = f"`{main.name}` takes no number behind its name"
            return Diagnostic(
                "too-many-arguments",
                message,
                main.span,
                "not expected",
                help=f"write `{main.name}`",
            )
        named[key] = main.value
        places[key] = main.span
    for each in entry.arguments[1:]:
        key = signature.full_name(each.name or "", letters=True)
        if key not in signature.by_name or key in named:
            again = key in named
            letters = [f"{arg.letter} ({arg.name})" for arg in kind.arguments if arg.letter]
            return Diagnostic(
                "duplicate-argument" if again else "unknown-argument",
                f"`{main.name}` {'has' if again else 'has no'} letter `{each.name}`"
                + (" twice" if again else ""),
                each.span,
                f"`{main.name}` has {', '.join(letters)}" if letters else "it takes no letters",
            )
        named[key] = each.value
        places[key] = each.span
    return Call(signature, kind, entry.notation, [], named, places, places, tuple(forms))


def _forms(word: str, head: str) -> list[type[Layer]]:
    """What a compact token may stand for: the layer of that name, or those with that short name.

    Families are looked through one after the other, so that a common token loads few of them.
    """
    bare, axes = (head[:-2], head[-2:]) if head[-2:] in ("1d", "2d", "3d") else (head, "")
    for family in families():
        whole = [each for each in family if _is_named(each, word)]
        short = [
            each
            for each in family
            if each.compact and each.compact.head == bare and each.__name__.endswith(axes)
        ]
        if found := whole or short:
            return found
    found_layer = lookup(from_lower_case(head))
    return [found_layer[0]] if found_layer else []


def short_name(head: str) -> str:
    """The layer that a compact token's name stands for, on images; any other name as it is."""
    forms = _forms(head, head)
    own = (each.__name__ for each in forms if each.__name__.endswith("2d"))
    return next(own, forms[0].__name__ if forms else head)


def _is_named(layer: type[Layer], word: str) -> bool:
    """Whether a word is a layer's name: as PyTorch spells it, or in lower or snake case."""
    name = layer.__name__
    return word == name or (word.islower() and word.replace("_", "") == name.lower())


def from_lower_case(name: str) -> str:
    """PyTorch's spelling of a name in lower or snake case; any other name as it is."""
    if not name.islower():
        return name
    lazy = name.startswith("lazy")
    for family in families():
        for each in family:
            if _is_named(each, name):
                return each.__name__
            if lazy and each.lazy is not None and _is_named(each, name[4:].lstrip("_")):
                return f"Lazy{each.__name__}"
    return name


def _unknown(entry: Entry) -> Diagnostic:
    from cnncalc.unknown import unknown_layer  # an error's cost, not a start's

    return unknown_layer(entry)
