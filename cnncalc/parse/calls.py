"""Layer calls, as PyTorch code and `print(model)` write them: names, brackets, arguments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Diagnostic, Span
from cnncalc.limits import MAX_NAME, MAX_PROBLEMS
from cnncalc.parse.compact import bare_name
from cnncalc.parse.expressions import Expressions, Read
from cnncalc.parse.groups import PAIR_HELP, PARALLEL, children, named
from cnncalc.parse.literals import unclosed
from cnncalc.parse.scanner import Refusal, Scanner
from cnncalc.spec import Argument, Entry, Expression, Notation, Word, made_entry

if TYPE_CHECKING:
    from cnncalc.diagnostics import Source
    from cnncalc.parse.scanner import Budget, Token
    from cnncalc.spec import Value

LABEL = r"\(([\w.]+)\)\s*:"
"""What `print(model)` puts before a layer: `(0):` or `(conv1):`."""

NUMBERS = ("float", "int")
"""Calls that are values: `float('-inf')`, `int(6 / 2)`."""

_SEQUENTIAL = ("Sequential", "OrderedDict")
_PRINTED = r"(?m)^[^\S\n]*+\([\w.]++\): "
_KEYWORD = re.compile(r"([^\W\d]\w*)\s*=(?!=)")


class Calls(Expressions):
    """Reads calls of layers; what is wrong inside of them goes to `problems`.

    `names` says that words are names of a spec, and not of somebody's Python program.
    """

    def __init__(
        self,
        source: Source,
        start: int,
        end: int,
        budget: Budget | None = None,
        *,
        names: bool = False,
    ) -> None:
        super().__init__(Scanner(source, start, end, budget))
        self.names = names
        self.problems: list[Diagnostic] = []
        self.values: dict[str, Read] = {}
        self.foreign: dict[str, bool] = {}
        """Whether a group's name is that of a class in the text."""
        self.owner: str | None = None
        """The name of the group that the call just read adds its layer to."""
        printed = (
            source.text.find("): ", start, end) >= 0
            and re.compile(_PRINTED).search(source.text, start, end) is not None
        )
        self.notation: Notation = "printed" if printed else "call"

    def word(self, token: Token) -> Read:
        """A value that was given a name before, text in a printed model, or just a word."""
        if self.notation == "printed":  # print(model) shows padding=same without quotes
            return token.text
        if token.text in self.values:
            return self.values[token.text]
        return super().word(token)

    def refused(self, diagnostic: Diagnostic) -> Entry:
        """Note a problem, and give the entry without a name that stands for what it is about."""
        if len(self.problems) <= MAX_PROBLEMS:
            self.problems.append(diagnostic)
        assert diagnostic.span is not None
        return made_entry("", (), diagnostic.span, self.notation)

    def call(self, token: Token) -> Any:
        """A call whose name was just taken and whose bracket comes next."""
        scanner = self.scanner
        opening = scanner.take()
        self.deeper()
        arguments: list[Argument] = []
        while True:
            scanner.skip_newlines()
            if scanner.took(")"):
                break
            arguments.append(self._argument())
            scanner.skip_newlines()
            if scanner.took(","):
                continue
            following = scanner.peek()
            if following.kind == "op" and following.text == ")":
                continue
            if self.notation != "printed" or following.text != "(":
                raise unclosed(scanner, opening, ")")
        self.depth -= 1
        name = bare_name(token.text)
        span = scanner.span(token.start)
        if name in NUMBERS and len(arguments) == 1:
            return self._number(name, arguments[0], span)
        owner, _, method = name.rpartition(".")
        if method in ("add_module", "append", "add") and (added := named(arguments)):
            self.owner = owner.rpartition(".")[2]
            return added
        if method == "OrderedDict":
            name = method
        if name in PARALLEL and self._is_ours(name, arguments):
            from cnncalc.parse.parallel import parallel  # few specs write them as calls

            return parallel(self, name, arguments, span)
        entries = None
        contained = arguments
        if name not in _SEQUENTIAL:  # any other may have settings, too
            contained = [each for each in arguments if holds_layer(each.value)]
        if contained or name in _SEQUENTIAL:
            entries = tuple(children(self, contained))
        kept = () if name in _SEQUENTIAL else tuple(arguments)
        return made_entry(name, kept, span, self.notation, entries=entries)

    def _is_ours(self, name: str, arguments: list[Argument]) -> bool:
        """Whether a call is the group of specs, and no module of somebody's own of that name."""
        if self.names:
            return True
        if name not in self.foreign:
            self.foreign[name] = f"class {name}" in self.scanner.source.text
        layers = any(holds_layer(each.value) for each in arguments)
        return layers and self.notation == "call" and not self.foreign[name]

    def _number(self, name: str, argument: Argument, span: Span) -> int | float:
        """What `float('-inf')` or `int(6 / 2)` stands for."""
        try:
            return float(argument.value) if name == "float" else int(argument.value)
        except (TypeError, ValueError, OverflowError):
            message = f"`{name}( … )` is no number here"
            label = "expected a number inside"
            raise Refusal(Diagnostic("call-syntax", message, span, label)) from None

    def worked_out(
        self, token: Token, operator: str, operands: tuple[Read, ...], place: tuple[int, int]
    ) -> Read:
        """What an operator makes of values, or `layer * 3` for three of them."""
        if operator == "*" and isinstance(operands[0], Entry):
            return self.repeated(token, operands[0], operands[1])
        return super().worked_out(token, operator, operands, place)

    def repeated(self, token: Token, entry: Entry, count: Read) -> Entry:
        """A layer with what stands behind its `*`."""
        span = self.scanner.span(entry.span.start)
        if self.names and isinstance(count, (Word, Expression)):
            return entry._replace(repeat=times(entry.repeat, count, span), span=span)
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            raise self.scanner.refuse(
                "a layer is repeated a whole number of times, at least once",
                token,
                "expected a whole number of at least 1 behind this",
                "write `* 2` for two of them",
            )
        return entry._replace(repeat=times(entry.repeat, count, span), span=span)

    def _argument(self) -> Argument:
        scanner = self.scanner
        label = scanner.match(LABEL) if scanner.peek().text == "(" else None
        token = scanner.peek()
        if token.kind == "op" and token.text in ("*", "**"):
            raise scanner.refuse(
                f"`{token.text}` unpacks what Python would compute first, which is not read",
                label="cannot be read as a layer",
                advice=PAIR_HELP,
                code="not-a-layer",
            )
        name = place = None
        if token.kind == "name" and (found := scanner.match(_KEYWORD)):
            name = found[1]
            place = Span(scanner.source, found.start(1), found.end(1))
        start = scanner.peek().start
        around, self.operators = self.operators, 0
        value = self.value()
        self.operators = around
        if label and isinstance(value, Entry) and not label[1].isdigit():
            value = value._replace(id=label[1])
        if scanner.peek().text == "for":
            raise scanner.refuse(
                "a comprehension is code: write its layers out, or `layer * 3` for three of them",
                label="cannot be read as a layer",
                advice=PAIR_HELP,
                code="not-a-layer",
            )
        return Argument(name, value, scanner.span(start), place)


def times(repeat: Value, count: Value, span: Span) -> Value:
    """How often an entry stands there that is repeated, and then as often again."""
    if isinstance(repeat, int) and isinstance(count, int):
        return repeat * count
    written = span.source.text[span.start : min(span.end, span.start + MAX_NAME)]
    return count if repeat == 1 else Expression("*", (repeat, count), written, span)


def holds_layer(value: object) -> bool:
    """Whether a value is a layer, or a tuple with one in it."""
    if isinstance(value, Entry):
        return True
    return type(value) is tuple and any(holds_layer(each) for each in value)
