"""A call of a layer as the user wrote it: where its arguments stand, and in which notation."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc.diagnostics import Diagnostic, Problem
from cnncalc.network.blocks import shown as as_shown
from cnncalc.spec import Word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cnncalc.diagnostics import Note, Span
    from cnncalc.layers import Layer, Signature
    from cnncalc.spec import Notation

_EDIT = r"`(\w+)=([^`=]+)`"
_YAML = {"True": "true", "False": "false", "None": "null"}


class Call(NamedTuple):
    """A layer's class with what it is called with, and where each argument stands."""

    signature: Signature
    kind: type[Layer]
    notation: Notation
    positional: list[Any]
    named: dict[str, Any]
    places: Mapping[str | int, Span]
    """Where each value stands, by the argument's name and by position."""
    names: Mapping[str | int, Span]
    """Where each name stands."""

    worked: Mapping[str | int, tuple[Any, Any]] = MappingProxyType({})
    """What arguments were worked out from, and what they came to."""
    names_seen: Mapping[str, Any] | None = None
    """The names that the arguments may mention; None where a spec defines none."""
    forms: tuple[type[Layer], ...] = ()
    """The layers that a compact token may stand for: which one, the shape that arrives says."""

    def fitting(self, rank: int) -> Call:
        """The same call of the form that takes that many dimensions, batch included."""
        for form in self.forms:
            if rank in form.ranks:
                return self._replace(kind=form, signature=form.signature())
        return self

    def layer(self) -> Layer:
        """The layer.

        Raises:
            LayerError: PyTorch would refuse it.
        """
        return self.kind.made(self.signature, self.positional, self.named)

    def placed(self, problem: Problem, span: Span, related: tuple[Note, ...] = ()) -> Diagnostic:
        """A layer's problem with its place: the argument's, or else `span`, the whole layer's."""
        at = problem.at
        if at is not None:
            by_name = problem.code in ("unknown-argument", "duplicate-argument")
            span = (self.names.get(at) if by_name else None) or self.places.get(at, span)
            if at in self.worked and problem.code in ("wrong-type", "bad-value"):
                problem = self._unworkable(problem, *self.worked[at], span)
        code, message, label, advice = problem[:4]
        if self.notation == "compact" and problem.missing:
            advice = self._tokens(problem.missing) or advice
        return Diagnostic(code, message, span, label, related, self._written(advice))

    def _unworkable(self, problem: Problem, written: Any, value: Any, span: Span) -> Problem:
        """What is wrong with an argument that was worked out: the name, or the fraction."""
        if type(value) is Word and self.kind.merges:
            name = self.signature.name
            advice = f"write `{name}: [{value}, …]`, or `from: [{value}, …]` beside `{name}:`"
            return problem._replace(label="an id? they stand in a list", help=advice)
        if type(value) is Word:
            guessed = problem.help and not problem.help.startswith("write the value itself")
            if self.names_seen is None or problem.code != "wrong-type" or guessed:
                return problem
            from cnncalc.expressions import unknown_name

            unknown = unknown_name(value, span, self.names_seen)
            return Problem(unknown.code, unknown.message, unknown.label, unknown.help, problem.at)
        text = str(getattr(written, "written", written))[:60]
        shown = as_shown(value)[:40]
        if type(value).__name__ == "Fraction" and problem.code == "wrong-type":
            takes = problem.message.partition(", not ")[0]
            message = f"{takes}, and `{text}` comes to the fraction {shown}"
            slash = getattr(written, "operator", "") == "/"
            advice = "write `//` instead of `/` to round down" if slash else "round it: `int(…)`"
            return problem._replace(code="bad-expression", message=message, help=advice)
        if text != shown:
            label = f"{problem.label}: it comes to {shown}"
            return problem._replace(label=label, help="")  # no edit of the number mends a sum
        return problem

    def _tokens(self, missing: tuple[str, ...]) -> str:
        """How a compact token gives what is missing; nothing where it cannot."""
        short = self.kind.compact
        ways = []
        for name in missing:
            letter = self.signature.by_name[name].letter
            if short and name == short.main:
                ways.append(f"its {name} behind the name: `{short.head}8`")
            elif letter:
                ways.append(f"`{letter}3` behind it for {name}")
            else:
                return ""
        return "write " + " and ".join(ways)

    def _written(self, advice: str) -> str:
        """Advice with each edit, such as `stride=2`, in the notation that it is pasted into."""

        def edit(found: re.Match[str]) -> str:
            name, value = found.groups()
            if self.notation == "mapping":
                value = _YAML.get(value, value)
                listed = f"[{value[1:-1].rstrip(',')}]" if value.startswith("(") else value
                return f"`{name}: {listed}`"
            argument, short = self.signature.by_name.get(name), self.kind.compact
            letter = argument.letter if argument else ""
            if short and name == short.main:
                letter = short.head
            plain = value.replace(".", "", 1).isdecimal()
            return f"`{letter}{value}`" if letter and plain else found[0]

        return re.sub(_EDIT, edit, advice) if self.notation in ("mapping", "compact") else advice
