"""Which names an entry may have, and how often it may stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Note
from cnncalc.limits import MAX_LEVELS, MAX_NAME
from cnncalc.network.blocks import shown

if TYPE_CHECKING:
    from cnncalc.diagnostics import Span
    from cnncalc.spec import Entry, Reference, Value

RESERVED = ("input",)


def id_problem(name: str, span: Span, first: Span | None) -> Diagnostic | None:
    """Why an id cannot be used in its scope, or None; `first` is where it stands already."""
    if first is None:
        return unusable(name, span)
    return Diagnostic(
        "bad-name",
        f"the id `{name}` is used twice",
        span,
        "again here",
        (Note(first, "first here"),),
        "give each a name of its own",
    )


def unusable(name: str, span: Span) -> Diagnostic | None:
    """Why a name cannot be an id, or None."""
    usable = name.replace("_", "a").replace("-", "a")
    if name in RESERVED or len(name) > MAX_NAME or name.isdigit() or not usable.isalnum():
        why, label = "cannot be an id", "expected letters, digits, _ and -, and not digits alone"
        if name in RESERVED:
            why, label = "means the model's input", "expected another name"
        message = f"`{name[:MAX_NAME]}` {why}"
        return Diagnostic("bad-name", message, span, label, help="write `id: conv1`")
    return None


def bad_repeat(entry: Entry, value: Value) -> Diagnostic:
    """What to say of a `repeat` that comes to no count."""
    message = (
        f"`repeat` takes a whole number of at least 0, and here it comes to {shown(value)[:40]}"
    )
    label = "expected a whole number"
    advice = "round it: `int(…)`, `ceil(…)`, or `//` instead of `/`"
    place = getattr(entry.repeat, "span", None) or entry.span
    return Diagnostic("bad-expression", message, place, label, help=advice)


def inputs_name(name: str, span: Span) -> Diagnostic:
    """What to say of an id that is the name of an input."""
    message, label = f"`{name[:MAX_NAME]}` is an input of the model", "expected another name"
    return Diagnostic("bad-name", message, span, label, help="give the entry a name of its own")


def named_twice(reference: Reference) -> Diagnostic:
    """What to say of an output that is named again."""
    message = f"the output `{reference.name[:MAX_NAME]}` is named twice"
    return Diagnostic("bad-name", message, reference.span, "again here", help="keep one of them")


def too_deep(entry: Entry) -> Diagnostic:
    """What to say of groups and blocks that are nested without end."""
    message = f"groups and blocks are nested more than {MAX_LEVELS} deep"
    return Diagnostic("too-large", message, entry.span, "too deep", help="write fewer levels")


def no_condition(entry: Entry, text: str) -> Diagnostic:
    """What to say of a `when` that comes to text."""
    written = getattr(entry.when, "written", entry.when)
    span = getattr(entry.when, "span", None) or entry.span
    message = f"`when` needs true or false, and `{str(written)[:40]}` is the text `{text[:40]}`"
    advice = "write `true` or `false` where it gets its value"
    return Diagnostic("wrong-type", message, span, "neither true nor false", help=advice)
