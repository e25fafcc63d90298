"""Conditions on a change, such as `params>+5%`: what a pull request must not do."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from cnncalc.comparison.totals import KEYS
from cnncalc.diagnostics import Diagnostic, Source, Span, nearest
from cnncalc.memory import parse_bytes

CONDITION_KEYS = tuple([key for key in KEYS if key != "output"])
"""What a condition may be about."""

BYTES = ("inference", "training")
"""Those that are numbers of bytes."""

_PARTS = re.compile(r"\s*([\w%-]*)\s*(==|<=|>=|<|>|=|)\s*(.*?)\s*", re.DOTALL)
_VALUE = re.compile(r"([+−-]?)\s*(\d[\d_,]{0,20})(?:\.(\d{1,20}))?\s*([A-Za-z]{0,3}|%)")
_POWERS = {"": 0, "k": 3, "K": 3, "M": 6, "G": 9, "B": 9, "T": 12}


class Condition(NamedTuple):
    """One condition: a key of `CONDITION_KEYS`, a relation, and a value."""

    key: str
    relation: str
    value: Fraction
    kind: str
    """What the value is: `percent` of what it was, a `change` of the count, or the `count`."""
    written: str
    """The condition as it is written."""
    span: Span


def condition(text: str, name: str = "<fail-on>") -> Condition | Diagnostic:
    """A condition as data, or why it cannot be read.

    `params>+5%` is more than 5% more than it was, `params>+1M` so many more, `params>30M` more
    than that, whatever it was. `params>0` is any growth. Bytes are written as `8GiB`.

    Args:
        text: the condition.
        name: what diagnostics call it.
    """
    source = Source(name, " ".join(text.splitlines()) if len(text) <= _LONGEST else text[:_LONGEST])
    found = _PARTS.fullmatch(source.text)
    assert found is not None
    key, relation, body = found[1].replace("-", "_"), found[2], found[3]
    if key not in CONDITION_KEYS:
        return _no_key(source, found)
    if not relation:
        place = Span(source, found.start(3), max(len(source.text), found.start(3) + 1))
        message = f"a condition needs a relation, and `{source.text[:60].strip()}` has none"
        advice = f"write `{key}>+5%`"
        return Diagnostic(
            "expect-syntax", message, place, "expected >, >=, <, <= or ==", help=advice
        )
    relation = "==" if relation == "=" else relation
    place = Span(source, found.start(3), max(found.end(3), found.start(3) + 1))
    read = _value(key, body)
    if read is None:
        message = f"`{key}` cannot be compared with {body[:40]!r}" if body else (
            f"nothing stands behind `{key}{relation}`"
        )  # fmt: skip
        example = "`+5%`, `+100MiB` or `8GiB`" if key in BYTES else "`+5%`, `-3%`, `+1M` or `30M`"
        return Diagnostic("expect-syntax", message, place, f"expected a value such as {example}")
    return Condition(key, relation, *read, source.text.strip(), Span(source, 0, len(source.text)))


_LONGEST = 200


def _no_key(source: Source, found: re.Match[str]) -> Diagnostic:
    word = found[1]
    place = Span(source, found.start(1), max(found.end(1), found.start(1) + 1))
    if not word:
        message = "a condition begins with a figure"
        advice = "write `params>+5%`"
        return Diagnostic("expect-syntax", message, place, f"expected {_listed()}", help=advice)
    near = nearest(word, CONDITION_KEYS)
    label = f"did you mean `{near}`?" if near else f"expected {_listed()}"
    return Diagnostic("expect-syntax", f"there is no figure `{word[:60]}`", place, label)


def _listed() -> str:
    return ", ".join(CONDITION_KEYS[:-1]) + f" or {CONDITION_KEYS[-1]}"


def _value(key: str, body: str) -> tuple[Fraction, str] | None:
    """A number and what it is; None where there is none."""
    found = _VALUE.fullmatch(body)
    if found is None:
        return None
    sign, whole, fraction, unit = (
        found[1],
        found[2].replace("_", "").replace(",", ""),
        found[3],
        found[4],
    )
    number = Fraction(f"{whole}.{fraction or 0}")
    if unit == "%":
        return (-number if sign in ("-", "−") else number), "percent"
    if key in BYTES:
        try:
            number = Fraction(parse_bytes(f"{whole}.{fraction or 0}{unit}"))
        except ValueError:
            return None
    elif unit not in _POWERS:
        return None
    else:
        number *= 10 ** _POWERS[unit]
    if sign or not number:  # no count is below 0, and so 0 is meant as a change
        return (-number if sign in ("-", "−") else number), "change"
    return number, "count"
