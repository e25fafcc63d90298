"""Groups whose parts run beside each other: Residual with two of them, Branches with any number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Diagnostic, suggest
from cnncalc.parse.groups import children
from cnncalc.spec import Argument, Entry, made_entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.diagnostics import Span
    from cnncalc.parse.calls import Calls
    from cnncalc.spec import Notation

PARTS = ("main", "shortcut")
"""What a Residual has."""
MERGES = ("cat", "add", "mul")
"""How Branches come together again."""

_MEANT = {
    "sum": "add", "plus": "add", "concat": "cat", "concatenate": "cat", "product": "mul",
    "prod": "mul", "multiply": "mul",
}  # fmt: skip

MAIN_HELP = "write `Residual: [ … ]`, or `Residual: {main: [ … ], shortcut: [ … ]}`"
PATHS_HELP = "write `Branches: {merge: cat, paths: [[ … ], [ … ], []]}`"


def sequence(entries: tuple[Entry, ...], span: Span, id: str | None = None) -> Entry:
    """Entries that run one after the other, as one part of a group."""
    return made_entry("Sequential", (), span, "mapping", id=id, entries=entries)


def grouped(
    name: str, parts: Iterable[Entry], span: Span, notation: Notation, merge: Argument | None = None
) -> Entry:
    """A Residual or Branches of these parts."""
    arguments = (merge,) if merge else ()
    return made_entry(name, arguments, span, notation, entries=tuple(parts))


def wrong_merge(merge: Any, span: Span, notation: Notation) -> Diagnostic:
    """The problem of a way to merge that there is not."""
    message = f"`merge` is `cat`, `add` or `mul`, and not `{str(merge)[:60]}`"
    near = _MEANT.get(str(merge).lower())
    label = f"did you mean `{near}`?" if near else suggest(str(merge), MERGES)
    edit = f"merge: {near or 'cat'}" if notation == "mapping" else f"merge='{near or 'cat'}'"
    return Diagnostic("bad-value", message, span, label, help=f"write `{edit}`")


def parallel(calls: Calls, name: str, arguments: list[Argument], span: Span) -> Entry:
    """A Residual or Branches that is written as a call."""
    named = {each.name: each for each in arguments if each.name is not None}
    plain = [each for each in arguments if each.name is None]
    known = PARTS if name == "Residual" else ("merge", "paths")
    for key, each in named.items():
        if key not in known:
            message = f"`{name}` has no argument `{key[:60]}`"
            place = each.name_span or each.span
            label = suggest(key, known)
            return calls.refused(Diagnostic("unknown-argument", message, place, label))
    if name == "Residual":
        return _residual(calls, plain, named, span)
    merge = named.get("merge")
    if merge and merge.value not in MERGES:
        return calls.refused(wrong_merge(merge.value, merge.span, "call"))
    if "paths" in named:
        paths = named["paths"]
        value = paths.value if type(paths.value) is tuple else (paths.value,)
        plain = [*plain, *[Argument(None, each, paths.span) for each in value]]
    if not plain:
        message = "`Branches` needs at least one path"
        advice = "write `Branches([a], [b], merge='add')`"
        return calls.refused(Diagnostic("missing-argument", message, span, "no path", help=advice))
    parts = [sequence(tuple(children(calls, [each])), each.span) for each in plain]
    merge = merge._replace(value=str(merge.value)) if merge else None
    return grouped(name, parts, span, calls.notation, merge)


def _residual(calls: Calls, plain: list[Argument], named: dict[str, Argument], span: Span) -> Entry:
    if (plain and "main" in named) or not (plain or "main" in named):
        message = "`Residual` needs one `main` path"
        advice = "write `Residual(a, b)`, or `Residual(main=[a, b], shortcut=[c])`"
        return calls.refused(Diagnostic("missing-argument", message, span, "no path", help=advice))
    main = [named["main"]] if "main" in named else plain
    parts = [sequence(tuple(children(calls, main)), span, "main")]
    if "shortcut" in named:
        shortcut = named["shortcut"]
        parts.append(sequence(tuple(children(calls, [shortcut])), shortcut.span, "shortcut"))
    return grouped("Residual", parts, span, calls.notation)
