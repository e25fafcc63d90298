"""Which names an entry may have, and what stands where an id is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Note
from cnncalc.limits import MAX_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cnncalc.diagnostics import Span

RESERVED = ("input",)


def id_problem(name: str, span: Span, taken: Mapping[str, Span]) -> Diagnostic | None:
    """Why an id cannot be used in its scope, or None."""
    if name in taken:
        return Diagnostic(
            "bad-name",
            f"the id `{name}` is used twice",
            span,
            "again here",
            (Note(taken[name], "first here"),),
            "give each a name of its own",
        )
    usable = name.replace("_", "a").replace("-", "a")
    if name in RESERVED or len(name) > MAX_NAME or name.isdigit() or not usable.isalnum():
        why, label = "cannot be an id", "expected letters, digits, _ and -, and not digits alone"
        if name in RESERVED:
            why, label = "means the model's input", "expected another name"
        message = f"`{name[:MAX_NAME]}` {why}"
        return Diagnostic("bad-name", message, span, label, help="write `id: conv1`")
    return None
