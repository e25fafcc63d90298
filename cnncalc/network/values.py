"""What values mention and come to, each worked out once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnncalc.expressions import evaluate, names_in
from cnncalc.spec import Expression, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cnncalc.spec import Entry, Value

_WORD = r"[^\W\d]\w*"
PLAIN = (int, float, str, bool, type(None))
"""What a value is that needs no working out."""


class Values:
    """The values of one spec, which are known by their identity while it is built."""

    def __init__(self) -> None:
        self.mentioned: dict[int, tuple[Value, frozenset[str]]] = {}
        self.found: dict[object, Value] = {}

    def mentions(self, value: Value) -> frozenset[str]:
        """The names in a value, which is kept: its identity stays its own."""
        known = self.mentioned.get(id(value))
        if known is None:
            known = self.mentioned[id(value)] = (value, names_in(value))
        return known[1]

    def arguments_mention(self, entry: Entry) -> frozenset[str]:
        """The names in an entry's arguments."""
        known = self.mentioned.get(id(entry))
        if known is None:
            values = tuple([each.value for each in entry.arguments])
            words = {word for each in values if type(each) is str for word in words_in(each)}
            known = self.mentioned[id(entry)] = (entry, names_in(values) | words)
        return known[1]

    def hang(self, values: Iterable[Value], names: Mapping[str, Value]) -> bool:
        """Whether one of the values mentions `in_channels` where it is not known yet."""
        if "in_channels" in names:
            return False
        for each in values:
            if type(each) is Word:
                if each == "in_channels":
                    return True
            elif type(each) not in PLAIN and "in_channels" in self.mentions(each):
                return True
        return False

    def evaluate(self, value: Value, names: Mapping[str, Value]) -> Value:
        """What a value comes to where these names are known.

        Raises:
            Unworkable: with the problem at its place.
        """
        if type(value) is not Expression:
            return value if type(value) in PLAIN else evaluate(value, names)
        key = (id(value), seen(self.mentions(value), names))
        if key not in self.found:
            self.found[key] = evaluate(value, names)
        return self.found[key]


def words_in(text: str) -> list[str]:
    """The words in a text that may be names: `:, :width` is a slice of as many channels."""
    return re.findall(_WORD, text) if any(map(str.isalpha, text)) else []


def with_numbers(text: str, names: Mapping[str, Value]) -> str:
    """A text with the names of whole numbers as these numbers."""

    def number(found: re.Match[str]) -> str:
        value = names.get(found[0])
        return str(value) if type(value) is int else found[0]

    return re.sub(_WORD, number, text)


def seen(mentioned: Iterable[str], names: Mapping[str, Value]) -> tuple[object, ...]:
    """What a value comes to hangs on this alone: the names that it mentions, with their types.

    1 and True are equal, and not the same.
    """
    values = [names.get(name, name) for name in mentioned]
    return tuple([(type(each), each) for each in values])
