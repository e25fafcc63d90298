"""Conditions on a change, such as `params>+5%`: what a pull request must not do."""

from __future__ import annotations

import re
from fractions import Fraction
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.compare.totals import KEYS, single
from cnncalc.diagnostics import Diagnostic, Source, Span, nearest
from cnncalc.memory import parse_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cnncalc.compare.comparison import Comparison
    from cnncalc.compare.measures import Figure

CONDITION_KEYS = tuple([key for key in KEYS if key != "output"])
"""What a condition may be about."""

_BYTES = ("inference", "training")
_RELATIONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "==": eq, "<=": le, ">=": ge, "<": lt, ">": gt,
}  # fmt: skip
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
        example = "`+5%`, `+100MiB` or `8GiB`" if key in _BYTES else "`+5%`, `-3%`, `+1M` or `30M`"
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
    if key in _BYTES:
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


def refusals(comparison: Comparison, conditions: Iterable[Condition]) -> list[Diagnostic]:
    """A problem for each condition that holds of a comparison, or that cannot be judged."""
    found = []
    for each in conditions:
        total = comparison.total(each.key)
        pairs = _axes(total.old, total.new)
        if pairs is None:
            message = f"whether `{each.written}` holds cannot be told"
            side = "old" if total.old is None else "new"
            label = f"`{each.key}` of the {side} network is not known"
            if total.old is not None and total.new is not None:
                label = "the two networks have other axes"
            found.append(Diagnostic("fail-on", message, each.span, label))
        elif any(_holds(each, old, new) for old, new in pairs):
            found.append(_refused(each, total.old, total.new))
    return found


def _axes(old: Figure, new: Figure) -> list[tuple[int, int]] | None:
    """The numbers to compare, one pair for each axis; None where one is unknown."""
    mine = old if isinstance(old, tuple) else (old,)
    theirs = new if isinstance(new, tuple) else (new,)
    if len(mine) != len(theirs):
        return None
    pairs = [(a, b) for a, b in zip(mine, theirs, strict=True) if a is not None and b is not None]
    return pairs if len(pairs) == len(mine) else None


def _holds(each: Condition, old: int, new: int) -> bool:
    relation = _RELATIONS[each.relation]
    if each.kind == "count":
        return relation(Fraction(new), each.value)
    if each.kind == "change":
        return relation(Fraction(new - old), each.value)
    return relation(Fraction(100 * (new - old)), each.value * old)


def _refused(each: Condition, old: Figure, new: Figure) -> Diagnostic:
    went = f"is still {_plain(new)}" if old == new else f"goes from {_plain(old)} to {_plain(new)}"
    unit = " bytes" if each.key in _BYTES else ""
    message = f"`{each.key}` {went}{unit}, and `{each.written}` forbids that"
    before, now = single(old), single(new)
    if each.kind == "count" or before is None or now is None:
        return Diagnostic("fail-on", message, each.span, f"it is {_plain(new)}{unit}")
    if each.kind == "change":
        return Diagnostic("fail-on", message, each.span, f"it is {now - before:+,}{unit}")
    label = (
        f"it is {float(Fraction(100 * (now - before), before)):+,.2f}%" if before else "it was 0"
    )
    bound = before + each.value * before / 100
    number = f"{int(bound):,}" if bound == int(bound) else f"{float(bound):,.1f}"
    advice = f"{each.relation} {number}{unit} is what it must not be"
    return Diagnostic("fail-on", message, each.span, label, help=advice)


def _plain(figure: Figure) -> str:
    if isinstance(figure, tuple):
        return "×".join(map(str, figure))
    return f"{figure:,}"
