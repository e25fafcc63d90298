"""Input shapes as text: `3x130x130`, also `3×130×130` and `3,130,130`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Span
from cnncalc.limits import MAX_ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.spec import Shape

_SHAPE = r"\s*+[\[(]?\s*+(\d++(?:\s*[x×X*,]\s*\d++)*)\s*+,?\s*+[\])]?\s*+"
_LONGEST = 400
"""Characters in a shape: eight sizes with room to spare."""
MAX_RANK = 8

FORM = "write it as C×H×W without the batch, such as `3x130x130`"


def is_shape(text: str) -> bool:
    """Whether a word is an input shape rather than a layer."""
    return len(text) <= _LONGEST and re.fullmatch(_SHAPE, text) is not None


def shape(text: str, span: Span, what: str = "the input shape") -> Shape | Diagnostic:
    """The sizes in a shape's text, or why they are none."""
    found = re.fullmatch(_SHAPE, text) if len(text) <= _LONGEST else None
    if found is None:
        return Diagnostic(
            "input-shape",
            f"{what} cannot be read: {text[:60]!r}",
            span,
            "expected whole numbers with x between them",
            help=FORM,
        )
    return checked(map(int, re.findall(r"\d+", found[1])), span, what)


def checked(sizes: Iterable[int], span: Span, what: str = "the input shape") -> Shape | Diagnostic:
    """Sizes as a shape, or why they are none."""
    dims = tuple(sizes)
    elements = 1
    for size in dims:
        elements *= size
    if not dims or len(dims) > MAX_RANK:
        return Diagnostic(
            "input-shape",
            f"{what} has {len(dims)} dimensions",
            span,
            f"expected 1 to {MAX_RANK}",
            help=FORM,
        )
    if min(dims) < 1:
        return Diagnostic(
            "input-shape",
            f"{what} has a size of {min(dims)}",
            span,
            "every size must be at least 1",
            help=FORM,
        )
    if elements > MAX_ELEMENTS:
        return Diagnostic(
            "size-too-large",
            f"{what} has more than {MAX_ELEMENTS:,} elements",
            span,
            "too large for any machine",
        )
    return dims
