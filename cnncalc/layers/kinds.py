"""The kinds of argument: how a written value becomes the layer's own, and how each names itself."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc.diagnostics import nearest
from cnncalc.limits import MAX_INTEGER

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal


class Unfit(Exception):
    """A value that its argument cannot take: what it takes, and the nearest value that fits."""

    advice = ""
    """What to write, where no value is near."""

    def __init__(self, takes: str, code: str = "wrong-type", nearest: object = None) -> None:
        super().__init__(takes)
        self.takes = takes
        self.code = code
        self.nearest = nearest


class Kind(NamedTuple):
    """What values an argument takes: in words, by a conversion that knows the axes, and as data.

    The conversion judges; the data is for editors, and may say less.
    """

    takes: str
    convert: Callable[[Any, int], Any]
    words: tuple[str, ...] = ()
    """The argument's own words, such as 'same'; any other text is no value of it."""
    text: bool = False
    """Whether it takes text of any wording."""
    of: Literal["whole", "real", "flag", ""] = ""
    """What one value is, besides the words."""
    least: float | None = None
    most: float | None = None
    lists: Literal["", "axes", "sides", "batched axes", "some", "any"] = ""
    """How many values a list has: one or two an axis, with batch and channels, at least one, …"""
    alone: bool = True
    """Whether it takes one value without a list."""
    none: Literal["", "alone", "inside"] = ""
    """Whether it takes None, or a list that holds some."""


def is_whole(value: object) -> bool:
    """Whether a value is a whole number; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def _meant(value: object) -> int | None:
    """The whole number that is meant by 3.0 or '3'."""
    if isinstance(value, float) and value.is_integer() and abs(value) <= MAX_INTEGER:
        return int(value)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
        return int(value)
    return None


def bounded(value: Any, least: int | None, most: int = MAX_INTEGER) -> int:
    """A whole number within bounds; anything else is Unfit."""
    if not is_whole(value):
        raise Unfit("a whole number", nearest=_meant(value))
    if least is not None and value < least:
        raise Unfit(f"a whole number of at least {least}", "bad-value", least)
    if abs(value) > most:
        raise Unfit(f"a whole number of at most {most:,}", "bad-value", most)
    return int(value)


def whole(least: int | None = None, most: int = MAX_INTEGER) -> Kind:
    """A whole number."""
    takes = "a whole number" if least is None else f"a whole number of at least {least}"

    def convert(value: Any, _axes: int) -> int:
        return bounded(value, least, most)

    return Kind(takes, convert, of="whole", least=least, most=most)


def per_axis(
    least: int | None = None,
    *,
    words: tuple[str, ...] = (),
    or_none: bool = False,
) -> Kind:
    """A whole number, or one for each spatial axis.

    Where None has a meaning, it can stand for an axis among others, but not alone: as PyTorch's
    adaptive pools do.
    """
    takes = "a whole number" if least is None else f"a whole number of at least {least}"
    takes += ", or one or None for each axis" if or_none else ", or one for each axis"
    for word in words:
        takes += f", or '{word}'"

    def convert(value: Any, axes: int) -> Any:
        if isinstance(value, tuple):
            if len(value) != axes:
                raise Unfit(f"one whole number or {axes}, one for each axis")
            keep = or_none and axes > 1
            return tuple([None if keep and each is None else bounded(each, least)
                          for each in value])  # fmt: skip
        if value is None and or_none and axes > 1:
            raise Unfit(f"a whole number, or {axes} of which some may be None")
        if isinstance(value, str) and words:
            if value in words:
                return str(value)
            raise Unfit(takes, "bad-value", nearest(value, words))
        return (bounded(value, least),) * axes

    none: Literal["", "inside"] = "inside" if or_none else ""
    return Kind(takes, convert, words, of="whole", least=least, lists="axes", none=none)


def same_on_each_axis(least: int) -> Kind:
    """A whole number for all axes, never a list."""
    one = whole(least)
    return one._replace(convert=lambda value, axes: (one.convert(value, axes),) * axes)


def sizes(least: int | None, *, alone: bool = True) -> Kind:
    """A list of whole numbers, of any length above 0, or one alone."""
    takes = "a whole number or a list of them" if alone else "a list of whole numbers"

    def convert(value: Any, _axes: int) -> tuple[int, ...]:
        if not isinstance(value, tuple) and not alone:
            raise Unfit(takes)
        items = value if isinstance(value, tuple) else (value,)
        if not items:
            raise Unfit("at least one whole number")
        return tuple([bounded(each, least) for each in items])

    return Kind(takes, convert, of="whole", least=least, lists="some", alone=alone)


def real(
    least: float | None = None,
    most: float | None = None,
    *,
    optional: bool = False,
    finite: bool = False,
) -> Kind:
    """A number, within bounds where there are some; None too where it is optional."""
    takes = "a finite number" if finite else "a number"
    if most is not None:
        takes += f" from {least} to {most}"
    elif least is not None:
        takes += f" of at least {least}"

    def convert(value: Any, _axes: int) -> float | None:
        if value is None and optional:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Unfit("a number")
        below = least is not None and not value >= least
        above = most is not None and not value <= most
        if below or above or (finite and not isfinite(value)):
            raise Unfit(takes, "bad-value", least if below else most)
        return value

    or_none: Literal["", "alone"] = "alone" if optional else ""
    words = takes + " or None" * optional
    return Kind(words, convert, of="real", least=least, most=most, none=or_none)


def real_per_axis() -> Kind:
    """A finite number, or one for each spatial axis; it becomes one for each."""
    item = real(finite=True).convert

    def convert(value: Any, axes: int) -> tuple[float, ...]:
        if not isinstance(value, tuple):
            return (item(value, axes),) * axes
        if len(value) != axes:
            raise Unfit(f"one number or {axes}, one for each axis")
        return tuple([item(each, axes) for each in value])

    return Kind("a number, or one for each axis", convert, of="real", lists="axes")


_BOOLS = {"yes": True, "on": True, "true": True, "1": True,
          "no": False, "off": False, "false": False, "0": False}  # fmt: skip
"""What one may write for a bool by mistake, and the bool it means."""


def flag(*, numbers: bool = True) -> Kind:
    """True or False; 1 and 0 count as such, as in Python, unless PyTorch asks for a real bool."""

    def convert(value: Any, _axes: int) -> bool:
        if isinstance(value, bool) or (numbers and is_whole(value) and value in (0, 1)):
            return bool(value)
        raise Unfit("True or False", nearest=_BOOLS.get(str(value).lower()))

    return Kind("True or False", convert, of="flag")


def word(*choices: str) -> Kind:
    """One of a few words."""
    takes = " or ".join(f"'{choice}'" for choice in choices)

    def convert(value: Any, _axes: int) -> str:
        if not isinstance(value, str):
            raise Unfit(takes)
        if value not in choices:
            raise Unfit(takes, "bad-value", nearest(value, choices))
        return str(value)

    return Kind(takes, convert, choices)


def real_or(*choices: str) -> Kind:
    """A number, or one of a few words."""
    number, said = real(), word(*choices)

    def convert(value: Any, axes: int) -> Any:
        return (said if isinstance(value, str) else number).convert(value, axes)

    return Kind(f"{number.takes} or {said.takes}", convert, choices, of="real")


ANYTHING = Kind("anything", lambda value, _axes: value)
"""Any value: it has no effect on shapes or counts (a device, a dtype)."""
