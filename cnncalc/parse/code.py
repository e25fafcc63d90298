"""Code as a list of layers: statements, assignments, and what cannot be read as a layer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic
from cnncalc.limits import MAX_LAYERS, MAX_PROBLEMS, MAX_TOKENS
from cnncalc.parse import compact
from cnncalc.parse.calls import LABEL, NUMBERS, Calls, holds_layer
from cnncalc.parse.expressions import CONSTANTS
from cnncalc.parse.groups import children
from cnncalc.parse.literals import text
from cnncalc.parse.operators import PRODUCT
from cnncalc.parse.scanner import Refusal
from cnncalc.spec import Argument, Entry, made_entry

if TYPE_CHECKING:
    from cnncalc.diagnostics import Source, Span
    from cnncalc.parse.expressions import Read
    from cnncalc.parse.scanner import Budget, Token

_SEPARATORS = re.compile(r"(?:[\s,;]|\\\n|#[^\n]*+|>>>|\.\.\.:?|In \[\d*\]:)++")
_TAIL = r"\.(?:to|cuda|cpu|eval|train|half|float|double)\([^()\n]*\)"
_ANNOTATION = r":[^=\n(]+=(?!=)"
_CLASS = r"(?m)^[^\S\n]*+class\b"
_LONGEST = 16
"""Values in a tuple that is kept under its name."""
_HARMLESS = ("import", "from", "class", "super", "pass", "print", "summary")
_CODE = {
    "def": "what a function does with the layers is not read",
    "for": "a loop is code: write its layers out, or `layer * 3` for three of them",
    "while": "a loop is code: write its layers out",
    "if": "a condition is code: keep the layers that apply",
    "with": "a block is code: keep the layers inside it",
    "return": "what a function returns is not read",
    "lambda": "a function is code",
    "async": "a function is code",
}


class Code(Calls):
    """Reads layers from a stretch of code; what cannot be read is in `problems`."""

    def __init__(
        self,
        source: Source,
        start: int,
        end: int,
        budget: Budget | None = None,
        *,
        names: bool = False,
    ) -> None:
        super().__init__(source, start, end, budget, names=names)
        self.target: str | None = None
        """The name that a whole network was given."""
        self.added: dict[str | None, list[Entry]] = {}
        """What `model.add_module` adds, by the name of the group."""

    def entries(self) -> tuple[Entry, ...]:
        """All layers, in the order in which they are written."""
        found: list[Entry] = []
        budget = self.scanner.budget
        self.scanner.skip(_SEPARATORS)
        while self.scanner.peek().kind != "end" and len(self.problems) <= MAX_PROBLEMS:
            self.depth = 0
            start = self.scanner.peek().start
            try:
                self._add(found, self._item())
            except Refusal as refusal:
                if budget.left >= 0:  # else the text has only ended for the scanner
                    self.scanner.skip_item(start)
                    self.problems.append(refusal.diagnostic)
                place = self.scanner.span(start, self.scanner.peek().start)
                found.append(made_entry("", (), place, self.notation))
            if len(found) > MAX_LAYERS:
                self.problems.append(too_many(found[-1].span))
                break
            self.scanner.skip(_SEPARATORS)
        if budget.left < 0:
            at = self.scanner.peek().start
            self.problems.append(too_many_words(self.scanner.span(at, at)))
        return tuple([self._grown(entry) for entry in found])

    def _add(self, found: list[Entry], items: list[Entry]) -> None:
        """Add layers; those of `model.add_module` go into the group of that name where it is."""
        owner, self.owner = self.owner, None
        if owner in self.added:
            self.added[owner].extend(items)
            return
        found.extend(items)
        for entry in items:
            if entry.entries is not None and entry.id is not None:
                self.added.setdefault(entry.id, [])

    def _grown(self, entry: Entry) -> Entry:
        """A group with the layers that were added to it behind its own."""
        if entry.entries is None or entry.id not in self.added:
            return entry
        return entry._replace(entries=(*entry.entries, *self.added.pop(entry.id)))

    def _item(self) -> list[Entry]:
        scanner = self.scanner
        label = scanner.match(LABEL) if scanner.peek().text == "(" else None
        token = scanner.peek()
        if token.kind == "string":  # a docstring
            text(scanner, scanner.take())
            return []
        if token.kind == "op" and token.text == "[":
            start = token.start
            value = self.value()
            return children(self, [Argument(None, value, scanner.span(start))])
        if token.kind == "op" and token.text in (")", "]", "}"):
            message = f"`{token.text}` closes nothing"
            raise scanner.refuse(message, label="no bracket is open here", advice="delete it")
        if token.text == "(" and scanner.source.text[token.start - 1 : token.start] == ")":
            message = "a layer that runs on data is code, not a layer alone"
            advice = "leave the second pair of brackets out"
            raise scanner.refuse(message, label="runs the layer", advice=advice)
        if token.kind != "name":
            number = token.kind == "number"
            raise scanner.refuse(
                f"a layer cannot start with {token.text[:40]!r}",
                label="expected a layer",
                advice="write numbers in brackets behind the name: `Conv2d(3, 10, 3)`"
                if number
                else "",
            )
        if token.text in _HARMLESS and not self.names:
            scanner.skip_line()
            return []
        if token.text in _CODE:
            return self._code(token)
        scanner.take()
        if scanner.took("=") or (scanner.peek().text == ":" and scanner.match(_ANNOTATION)):
            return self._assigned(token)
        if token.text == self.target:  # a notebook's last line shows the model
            return []
        entry = self._layer(token)
        if label:
            entry = entry._replace(id=label[1] if not label[1].isdigit() else None)
        return [entry] if entry.name != "OrderedDict" else list(entry.entries or ())

    def _code(self, token: Token) -> list[Entry]:
        scanner = self.scanner
        scanner.take()
        function = scanner.peek()
        if token.text == "def" and function.text == "__init__":
            scanner.skip_line()
            return []
        if self.names and token.text == "if":
            raise scanner.refuse(
                "a condition on a layer stands beside it, under `when`",
                token,
                "not read behind a layer",
                "write the layer as `{when: stride > 1, ReLU: }`",
            )
        whole = scanner.source.text
        end = whole.find("\n", token.start, scanner.end)
        line = whole[token.start : end if end >= 0 else scanner.end].rstrip(" :\r")
        refused = self.refused(
            Diagnostic(
                "not-a-layer",
                f"`{line[:60]}` is code, not a layer: {_CODE[token.text]}",
                scanner.span(token.start, token.start + len(line)),
                "cannot be read as a layer",
                help="keep the lines with the layers, in the order in which they run",
            )
        )
        if token.text != "def":
            scanner.skip_line()
            return [refused]
        scanner.skip_to(_CLASS)
        return []

    def _assigned(self, target: Token) -> list[Entry]:
        scanner = self.scanner
        name = target.text.rsplit(".", 1)[-1]
        start = scanner.peek()
        known = start.text in CONSTANTS or start.text in self.values or start.text in NUMBERS
        if start.kind == "name" and not known:
            scanner.take()
            entry = self._layer(start)
            if entry.entries is not None and "." not in target.text:
                self.target = name
            return [entry._replace(id=name)]
        value = self.exact()
        if isinstance(value, Entry) or holds_layer(value):
            return children(self, [Argument(None, value, scanner.span(start.start))])
        if not isinstance(value, tuple) or _is_flat(value):
            self.values[target.text] = value  # a number with a name
        return []

    def _layer(self, token: Token) -> Entry:
        """A layer whose name was just taken, with `* N` behind it."""
        scanner = self.scanner
        following = scanner.peek()
        if following.kind == "op" and following.text == "(":
            entry = self.call(token)
            if not isinstance(entry, Entry):
                raise scanner.refuse(f"`{token.text}( … )` is a number, not a layer", token)
        else:
            span = scanner.span(token.start)
            entry = compact.read_token(compact.bare_name(token.text), span)
        while scanner.peek().text == "." and scanner.match(_TAIL):  # `.to(device)` changes no shape
            pass
        sign = scanner.peek()
        if not scanner.took("*"):
            return entry
        self.operators = 0
        entry = self.repeated(sign, entry, self.exact(PRODUCT))
        if self.names and scanner.peek().text in ("+", "-", "if"):
            raise scanner.refuse(
                "how often a layer is repeated stands in brackets",
                label="behind the repeats",
                advice="write `* (n - 1)`",
            )
        return entry


def _is_flat(value: tuple[Read, ...]) -> bool:
    """Whether a tuple is such as an argument takes: named ones inside named ones only explode."""
    return len(value) <= _LONGEST and not any(isinstance(each, tuple) for each in value)


def too_many(span: Span) -> Diagnostic:
    """The diagnostic of a network with too many layers."""
    return Diagnostic(
        "too-large", f"the network has more than {MAX_LAYERS:,} layers", span, "one too many"
    )


def too_many_words(span: Span) -> Diagnostic:
    """The diagnostic of a spec with too much code in it."""
    message = f"the spec has more than {MAX_TOKENS:,} words and signs"
    return Diagnostic("too-large", message, span, "not read from here on")
