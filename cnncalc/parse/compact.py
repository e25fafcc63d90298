"""Bare words as layers: names, and compact tokens such as `conv10k3s2ps`.

A token is a name, its main number, then letter-number pairs.
"""

from __future__ import annotations

import re

from cnncalc.diagnostics import Span
from cnncalc.limits import MAX_INTEGER
from cnncalc.spec import Argument, Entry, Value, made_entry

_NUMBER = r"(?>\d+(?:x\d+)+|\d*\.?\d+)"  # atomic: `k3x5x7` is read in one way only
PREFIX = r"(?:torch\.)?nn\.(?:modules\.(?:\w+\.)?)?(?=[A-Z])"
_WORDS = {"nb": ("bias", False), "ps": ("padding", "same"), "pv": ("padding", "valid")}
_PAIR = rf"(nb|ps|pv)(?![\d.])|([a-z]+?)({_NUMBER})"
_TOKEN = rf"([a-z_]+(?:[123]d)?)({_NUMBER})?((?:(?:nb|ps|pv)(?![\d.])|[a-z]+?{_NUMBER})*)"


def _value(digits: str) -> Value:
    if "x" in digits:
        return tuple([_value(each) for each in digits.split("x")])
    if "." in digits:
        return float(digits)
    return int(digits) if len(digits) < 20 else MAX_INTEGER + 1


def read_token(token: str, span: Span) -> Entry:
    """A bare word as an entry, named by the whole word.

    Its first argument is named by the head of the token and holds the main number (None without
    one), the others are named by their letters: conv10k3 is conv=10, k=3. What is no such token
    has no arguments. Which layer it is, and what the letters mean, the layers say.
    """
    found = re.fullmatch(_TOKEN, token) if len(token) <= 100 else None
    if found is None:
        return made_entry(token, (), span, "compact")
    head, main = found.group(1, 2)
    at = span.start
    arguments = [
        Argument(
            head,
            _value(main) if main else None,
            Span(span.source, at + found.start(2) if main else at, at + found.start(3)),
        )
    ]
    for pair in re.compile(_PAIR).finditer(token, found.start(3)):
        word, letter, digits = pair.groups()
        name, value = _WORDS[word] if word else (letter, _value(digits))
        place = Span(span.source, at + pair.start(), at + pair.end())
        arguments.append(Argument(name, value, place))
    return made_entry(token, tuple(arguments), span, "compact")


def bare_name(name: str) -> str:
    """A layer's name without `nn.` or `torch.nn.` in front."""
    return re.sub(PREFIX, "", name, count=1) if "nn." in name else name
