"""What an expression comes to where its names are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, suggest
from cnncalc.expressions.arithmetic import (
    CHOICES,
    DIVIDES,
    Undefined,
    calculated,
    decimal,
)
from cnncalc.limits import MAX_NAME, MAX_VALUES
from cnncalc.spec import Entry, Expression, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cnncalc.diagnostics import Span
    from cnncalc.spec import Value

__all__ = [
    "DIVIDES", "FUNCTIONS", "KEYWORDS", "Undefined", "Unworkable", "calculated", "decimal",
    "evaluate", "names_in", "unknown_name",
]  # fmt: skip

FUNCTIONS = {
    "min": (1, 100), "max": (1, 100), "int": (1, 1), "round": (1, 1), "ceil": (1, 1),
    "floor": (1, 1), "abs": (1, 1),
}  # fmt: skip
"""The functions of an expression, and how many values each takes."""

KEYWORDS = frozenset({"and", "or", "not", "if", "else", "for", "in", "is", "lambda"})
"""Words that are no names."""


class Unworkable(ValueError):
    """An expression that cannot be worked out."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def evaluate(value: Value, names: Mapping[str, Value]) -> Value:
    """What a value comes to where these names are known.

    Numbers that come out whole are ints, others fractions. A word that nothing has for a name is
    itself, where it is the whole value or one that a condition chooses: it may be a layer's name.

    Raises:
        Unworkable: with the problem at its place.
    """
    if isinstance(value, Word):
        return names.get(value, value)
    if isinstance(value, Expression):
        return _worked_out(value, names)
    if type(value) is tuple:
        return _limited(tuple([evaluate(each, names) for each in value]), value)
    return value


def _limited(values: tuple[Value, ...], written: tuple[Value, ...]) -> tuple[Value, ...]:
    """A list whose parts may be lists that have a name, unless it grows without end."""
    open_ends: list[Value] = [values]
    count = 0
    while open_ends:
        each = open_ends.pop()
        if type(each) is tuple:
            count += len(each)
            open_ends.extend(each)
        if count > MAX_VALUES:
            span = next((word.span for word in written if isinstance(word, Word)), None)
            message = f"a list has more than {MAX_VALUES:,} values"
            advice = "write fewer: no layer takes as many"
            raise Unworkable(Diagnostic("too-large", message, span, "grows too large", help=advice))
    return values


def names_in(value: Value) -> frozenset[str]:
    """All names that a value uses, those in the arguments of a call included."""
    found: set[str] = set()
    open_ = [value]
    while open_:
        each = open_.pop()
        if isinstance(each, Word):
            found.add(str(each))
        elif isinstance(each, Expression):
            open_.extend(each.operands)
        elif isinstance(each, Entry):
            open_.extend(argument.value for argument in each.arguments)
            open_.extend((each.repeat, each.when))
        elif type(each) is tuple:
            open_.extend(each)
    return frozenset(found)


def _worked_out(root: Expression, names: Mapping[str, Value]) -> Value:
    """What an expression comes to, without recursion: a tree may be deep."""
    found: list[Value] = []
    # what is still to be done: a value, whether it may be the result, and whether its parts are
    # worked out already
    steps: list[tuple[Value, bool, bool]] = [(root, True, False)]
    while steps:
        value, last, ready = steps.pop()
        if not isinstance(value, Expression):
            if type(value) is tuple:
                value = evaluate(value, names)
            elif isinstance(value, Word):
                value = _known(value, names, root, last=last)
            found.append(value)
            continue
        operator, operands = value.operator, value.operands
        if operator in CHOICES:
            first = 1 if operator == "if" else 0
            if not ready:
                steps += [(value, last, True), (operands[first], False, False)]
                continue
            decided = found.pop()
            if operator == "if":
                steps.append((operands[0 if decided else 2], last, False))
            elif bool(decided) is (operator == "or"):
                found.append(decided)
            else:
                steps.append((operands[1], last, False))
        elif not ready:
            steps.append((value, last, True))
            steps.extend([(each, False, False) for each in reversed(operands)])
        else:
            count = len(operands)
            try:
                result = calculated(operator, found[-count:])
            except Undefined as undefined:
                raise Unworkable(undefined.at(value.span)) from None
            found[-count:] = [result]
    return found[0]


def _known(word: Word, names: Mapping[str, Value], root: Expression, *, last: bool) -> Value:
    if word in names:
        return names[word]
    if last:
        return word
    raise Unworkable(unknown_name(word, word.span or root.span, names))


def unknown_name(
    name: str, span: Span, names: Mapping[str, Value], others: Iterable[str] = ()
) -> Diagnostic:
    """What to say of a word that nothing has for a name; others are names that may stand there."""
    known = [*dict.fromkeys([*names, "in_channels", *others])]
    return Diagnostic(
        "unknown-name",
        f"nothing is named `{name[:MAX_NAME]}` here",
        span,
        suggest(name, known) or "neither a parameter nor a variable",
        help="write a parameter of the block, a name under `vars:`, or `in_channels`; "
        "text stands in quotes",
    )
