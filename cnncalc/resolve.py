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
    found = lookup(entry.name) or lookup(from_lower_case(entry.name))
    if found:
        return Call(found[1], found[0], entry.notation, [], {}, {}, {})
    if not entry.arguments:
        return _unknown(entry)
    main = entry.arguments[0]
    kind = _by_head(main.name or "", axes)
    if kind is None:
        return _unknown(entry)
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
    return Call(signature, kind, entry.notation, [], named, places, places)


def _by_head(head: str, axes: int) -> type[Layer] | None:
    """The layer with that short name, for that many spatial axes where it has several forms."""
    whole = head
    if head[-2:] in ("1d", "2d", "3d"):
        head, axes = head[:-2], int(head[-2])
    for family in families():
        kinds = [each for each in family if each.compact and each.compact.head == head]
        if kinds:
            own = (each for each in kinds if each.__name__.endswith(f"{axes}d"))
            return next(own, kinds[0])
    found = lookup(from_lower_case(whole))
    return found[0] if found else None


def from_lower_case(name: str) -> str:
    """PyTorch's spelling of a name in lower or snake case; any other name as it is."""
    if not name.islower():
        return name
    folded = name.replace("_", "")
    for family in families():
        for each in family:
            if each.__name__.lower() == folded:
                return each.__name__
            if each.lazy is not None and f"lazy{each.__name__.lower()}" == folded:
                return f"Lazy{each.__name__}"
    return name


def _unknown(entry: Entry) -> Diagnostic:
    from cnncalc.unknown import unknown_layer  # an error's cost, not a start's

    return unknown_layer(entry)
