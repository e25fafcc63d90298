"""The values of a spec's variables, and the names that its blocks may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Note, suggest
from cnncalc.expressions import Unworkable, evaluate
from cnncalc.limits import MAX_INTEGER
from cnncalc.network.blocks import Closure, Frame
from cnncalc.spec import Entry, Word

if TYPE_CHECKING:
    from cnncalc.network.ledger import Ledger
    from cnncalc.spec import Spec, Value, Variable


def variables(spec: Spec, ledger: Ledger) -> dict[str, Value]:
    """The value of each variable; one that cannot be worked out is noted, and is 1."""
    names: dict[str, Value] = {}
    later = {each.name: each for each in spec.variables}
    for each in spec.variables:
        try:
            value = evaluate(each.value, names)
        except Unworkable as error:
            ledger.note(error.diagnostic)
            value = 1
        if type(value) is Word and value in later:
            ledger.note(_too_early(each, value, later[value], [*names]))
            value = 1
        if isinstance(value, float) and value.is_integer() and abs(value) <= MAX_INTEGER:
            value = int(value)  # 1e3 is a whole number, too
        del later[each.name]
        is_call = isinstance(value, Entry)
        names[each.name] = Closure(value, Frame(dict(names))) if is_call else value
    return names


def _too_early(variable: Variable, word: Word, meant: Variable, known: list[str]) -> Diagnostic:
    """A variable that is read by itself, or by one before it."""
    message = f"`{variable.name}` reads `{word}`, which is not known yet"
    label = suggest(word, known) or "a variable sees those before it"
    note = (Note(meant.span, f"`{word}` is here"),)
    advice = f"define `{word}` above `{variable.name}`"
    return Diagnostic("unknown-name", message, word.span or variable.span, label, note, advice)
