"""Compact tokens as calls: which layers a short name may stand for, what its letters mean."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic
from cnncalc.layers import families, from_lower_case, is_named, lookup
from cnncalc.network.call import Call

if TYPE_CHECKING:
    from cnncalc.diagnostics import Span
    from cnncalc.layers import Layer
    from cnncalc.spec import Entry


EXAMPLES = {
    "conv": "conv10k3s1p1", "convt": "convt10k2s2", "max": "max3s2p1", "avg": "avg2", "fc": "fc10",
    "drop": "drop0.5", "bn": "bn", "gap": "gap", "up": "up2",
}  # fmt: skip
"""What compact tokens look like, by what they start with."""


def compact_call(entry: Entry, axes: int) -> Call | Diagnostic | None:
    """The call that a bare word stands for: a layer's name or a compact token, or None."""
    if entry.name[:4].lower() == "lazy" and (lazy := lookup(from_lower_case(entry.name))):
        return Call(lazy[1], lazy[0], entry.notation, [], {}, {}, {})
    head = entry.arguments[0].name or "" if entry.arguments else ""
    forms = _forms(entry.name, head)
    if not forms:
        return None
    kind = next((each for each in forms if each.__name__.endswith(f"{axes}d")), forms[0])
    if is_named(forms[0], entry.name):
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
    return Call(signature, kind, entry.notation, [], named, places, places, forms=forms)


@lru_cache(maxsize=512)
def _forms(word: str, head: str) -> tuple[type[Layer], ...]:
    """What a compact token may stand for: the layer of that name, or those with that short name.

    Families are looked through one after the other, so that a common token loads few of them.
    """
    bare, axes = (head[:-2], head[-2:]) if head[-2:] in ("1d", "2d", "3d") else (head, "")
    for family in families():
        whole = [each for each in family if is_named(each, word)]
        short = [
            each
            for each in family
            if each.compact and each.compact.head == bare and each.__name__.endswith(axes)
        ]
        if found := whole or short:
            return tuple(found)
    found_layer = lookup(from_lower_case(head))
    return (found_layer[0],) if found_layer else ()


def short_name(head: str) -> str:
    """The layer that a compact token's name stands for, on images; any other name as it is."""
    forms = _forms(head, head)
    own = (each.__name__ for each in forms if each.__name__.endswith("2d"))
    return next(own, forms[0].__name__ if forms else head)
