"""Which conditions a change fails, and by how much."""

from __future__ import annotations

from fractions import Fraction
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING

from cnncalc.comparison.conditions import BYTES, Condition
from cnncalc.comparison.totals import single
from cnncalc.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cnncalc.comparison.compared import Comparison
    from cnncalc.comparison.measures import Figure

_RELATIONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "==": eq, "<=": le, ">=": ge, "<": lt, ">": gt,
}  # fmt: skip


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
    unit = " bytes" if each.key in BYTES else ""
    went = f"is still {_plain(new)}" if old == new else f"goes from {_plain(old)} to {_plain(new)}"
    message = f"`{each.key}` {went}{unit}, and `{each.written}` forbids that"
    before, now = single(old), single(new)
    label, advice = f"it is {_plain(new)}{unit}", ""
    if before is not None and now is not None:
        if each.kind == "change":
            label = f"it is {now - before:+,}{unit}"
        elif each.kind == "percent" and before:
            label = f"it is {_signed(Fraction(100 * (now - before), before))}%"
            way = "more" if each.value >= 0 else "less"
            bound = _decimal(before + each.value * before / 100, 1)
            advice = f"{_decimal(abs(each.value), 4)}% {way} than {before:,} is {bound}{unit}"
    return Diagnostic("fail-on", message, each.span, label, help=advice)


def _plain(figure: Figure) -> str:
    return "×".join(map(str, figure)) if isinstance(figure, tuple) else f"{figure:,}"


def _signed(value: Fraction) -> str:
    return ("−" if value < 0 else "+") + _decimal(abs(value), 2)


def _decimal(value: Fraction, digits: int) -> str:
    """A number that is not below 0 with at most so many decimals, rounded half up."""
    whole, rest = divmod(int(value * 10**digits + Fraction(1, 2)), 10**digits)
    fraction = f"{rest:0{digits}}".rstrip("0")
    return f"{whole:,}.{fraction}" if fraction else f"{whole:,}"
