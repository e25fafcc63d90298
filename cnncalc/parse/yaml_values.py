"""YAML scalars that hold code: a whole layer, or an argument that is an expression."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Quoted
from cnncalc.expressions import KEYWORDS, names_in
from cnncalc.parse import scalars
from cnncalc.parse.calls import Calls
from cnncalc.parse.code import Code
from cnncalc.parse.expressions import CONSTANTS
from cnncalc.parse.scanner import Refusal
from cnncalc.spec import Entry, Expression, Word

if TYPE_CHECKING:
    from cnncalc.diagnostics import Source
    from cnncalc.parse.scanner import Budget
    from cnncalc.parse.yaml_nodes import Scalar
    from cnncalc.spec import Value

_OPERATOR = r"[-+*/%<>=!(]|\b(?:if|and|or|not)\b"
_NUMBERED = r"[^\W\d][\w-]*\.\d+"
_LONGEST = 1_000
"""Characters in an argument that is an expression."""


def stretch(scalar: Scalar) -> tuple[Source, int, int]:
    """Where the text of a scalar stands; where it has escapes, a source of its own."""
    source, start, end = scalar.span
    written = source.text[start:end]
    if not scalar.plain and written[:1] in ("'", '"'):
        start, end = start + 1, end - 1
        if source.text[start:end] != scalar.text:
            return Quoted(source, scalar.span.start, scalar.text), 0, len(scalar.text)
    elif not scalar.plain:  # a block: its text begins on the line below | or >
        start = max(source.text.find("\n", start, end), start)
    return source, start, end


def one_entry(
    scalar: Scalar, problems: list[Diagnostic], budget: Budget | None = None
) -> Entry | None:
    """The one layer that a YAML scalar writes, or None where it writes none."""
    code = Code(*stretch(scalar), budget, names=True)
    entries = code.entries()
    problems.extend(code.problems)
    if len(entries) == 1 and not code.problems:
        return entries[0]
    if not code.problems:
        message = f"an entry has one layer, and this one has {len(entries) or 'no'}"
        label, advice = "expected one layer", "begin a new entry with `- ` for each layer"
        problems.append(Diagnostic("entry-keys", message, scalar.span, label, help=advice))
    return None


def argument(scalar: Scalar, budget: Budget) -> Value:
    """The value of an argument: a number, a name, an expression over names, a call, or text.

    What reads as an expression may be text all the same: the argument says so, and has it as it
    was written.

    Raises:
        Refusal: a sum of numbers that has no value, such as `1 / 0`.
    """
    value = scalars.value(scalar)
    if type(value) is not str:
        return value
    if value.isidentifier():
        is_name = value not in KEYWORDS and value not in CONSTANTS
        return Word(value, scalar.span) if is_name else value
    if re.compile(_NUMBERED).fullmatch(value):  # the second output of a layer: `split.1`
        return Word(value, scalar.span)
    if len(value) > _LONGEST or not re.compile(_OPERATOR).search(value):
        return value
    calls = Calls(*stretch(scalar), budget, names=True)
    calls.depth = 1  # a line may end anywhere in it
    try:
        found = calls.value()
    except Refusal as refusal:
        if refusal.diagnostic.code == "bad-expression":
            raise
        return value
    calls.scanner.skip_newlines()
    if calls.problems or calls.scanner.peek().kind != "end" or isinstance(found, str):
        return value
    if isinstance(found, Expression):
        return found._replace(written=value)
    if isinstance(found, Entry) or scalar.plain or names_in(found):
        return found
    # a sum in quotes: what it comes to or, for an argument that takes text, that text
    return Expression("if", (found, True, found), value, scalar.span)
