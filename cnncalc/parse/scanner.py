"""Code as a stream of tokens with their places: Python's, as far as layer calls need them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.diagnostics import Diagnostic, Span
from cnncalc.limits import MAX_TOKENS

if TYPE_CHECKING:
    from cnncalc.diagnostics import Source

_SKIP = re.compile(r"(?:[^\S\n]|\\\n|#[^\n]*+|>>>|\.\.\.)++")
_TOKEN = re.compile(
    r"(?P<newline>\n)|(?P<name>[^\W\d]\w*+(?:\.\w++)*+)|(?P<op>\*\*|//|[=!<>]=|[-+*/%()\[\]{}=:,;<>])"
    r"|(?P<number>\.?\d(?:[eE][-+]|[\w.])*+)|(?P<string>['\"])|(?P<other>.)",
    re.DOTALL,
)


_BLANK = re.compile(r"(?:\s|\\\n|#[^\n]*+|>>>|\.\.\.)++")
_ENDED = re.compile(r"[ \n]*+[,)\]]")


_BRACKET = re.compile(r"[()\[\]{}]")
_LONGEST = 20_000
"""Characters of an item whose closing bracket is looked for."""


class Token(NamedTuple):
    """A token: its kind (name, number, string, op, newline, other, end), text and place."""

    kind: str
    text: str
    start: int
    end: int


class Refusal(Exception):
    """A stretch of code that cannot be read."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Budget:
    """How many tokens may still be read of one spec, whatever its number of stretches of code."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_TOKENS


class Scanner:
    """Reads a stretch of a source from left to right, one token at a time.

    Where the budget is spent, the text ends for it.
    """

    __slots__ = ("_next", "budget", "end", "last", "source")

    def __init__(self, source: Source, start: int, end: int, budget: Budget | None = None) -> None:
        self.source = source
        self.end = end
        self.budget = budget or Budget()
        self.last = start
        self._next = self._read(start)

    def _read(self, at: int) -> Token:
        text = self.source.text
        self.budget.left -= 1
        if self.budget.left < 0:
            return Token("end", "", at, at)
        skipped = _SKIP.match(text, at, self.end)
        at = skipped.end() if skipped else at
        found = _TOKEN.match(text, at, self.end)
        if found is None:
            return Token("end", "", at, at)
        kind = found.lastgroup or "other"
        end = found.end() if kind != "string" else self._closing(at)
        return Token(kind, text[at:end], at, end)

    def _closing(self, start: int) -> int:
        """Where a text in quotes ends; at the end of its line where it is not closed."""
        text = self.source.text
        quote = text[start]
        quote *= 3 if text.startswith(quote * 3, start) else 1
        at = start + len(quote)
        while at < self.end:
            if text.startswith(quote, at):
                return min(at + len(quote), self.end)
            if text[at] == "\n" and len(quote) == 1:
                break
            at += 2 if text[at] == "\\" else 1
        return min(at, self.end)

    def peek(self) -> Token:
        """The token that comes next."""
        return self._next

    def take(self) -> Token:
        """The next token, and on to the one behind it."""
        token = self._next
        self.last = token.end
        self._next = self._read(token.end)
        return token

    def alone(self) -> bool:
        """Whether the next token is a word or a number, and nothing is done with it."""
        token = self._next
        if token.kind not in ("number", "name"):
            return False
        return _ENDED.match(self.source.text, token.end, self.end) is not None

    def took(self, text: str) -> bool:
        """Whether the next token was this operator; if so it is taken."""
        if self._next.kind == "op" and self._next.text == text:
            self.take()
            return True
        return False

    def match(self, pattern: str | re.Pattern[str]) -> re.Match[str] | None:
        """What a pattern finds from the next token on; if it does, reading goes on behind it.

        A pattern as text is compiled when it is first needed: a start pays for few of them.
        """
        found = re.compile(pattern).match(self.source.text, self._next.start, self.end)
        if found:
            self.last = found.end()
            self._next = self._read(found.end())
        return found

    def skip_line(self) -> None:
        """On to the end of the line."""
        end = self.source.text.find("\n", self._next.start, self.end)
        self._next = self._read(self.end if end < 0 else end)

    def skip_to(self, pattern: str) -> None:
        """On to the next place where a pattern matches, or to the end."""
        found = re.compile(pattern).search(self.source.text, self._next.start, self.end)
        self._next = self._read(found.start() if found else self.end)

    def skip_item(self, start: int) -> None:
        """On to the end of the item that begins at `start`: its brackets, or else its line."""
        text, depth = self.source.text, 0
        for found in _BRACKET.finditer(text, start, min(self.end, start + _LONGEST)):
            self.budget.left -= 1
            if self.budget.left < 0:
                break
            depth += 1 if found.group() in "([{" else -1
            if depth <= 0 and found.end() > self._next.start:
                self._next = self._read(found.end())
                return
        self.skip_line()

    def skip_newlines(self) -> None:
        """Over line ends, where they mean nothing."""
        if self._next.kind == "newline":
            self.skip(_BLANK)

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Over what a pattern finds from the next token on."""
        found = pattern.match(self.source.text, self._next.start, self.end)
        if found:
            self._next = self._read(found.end())

    def span(self, start: int, end: int | None = None) -> Span:
        """A place from `start` to the last token taken, or to `end`."""
        return Span(self.source, start, self.last if end is None else end)

    def refuse(
        self,
        message: str,
        token: Token | None = None,
        label: str = "",
        advice: str = "",
        code: str = "call-syntax",
    ) -> Refusal:
        """The refusal of a token, the next one by default."""
        token = token or self._next
        span = Span(self.source, token.start, max(token.end, token.start))
        return Refusal(Diagnostic(code, message, span, label, help=advice))
