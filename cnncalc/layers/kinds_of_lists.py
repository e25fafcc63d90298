"""Kinds of argument that take a list, of layers that are not met in every network."""

from __future__ import annotations

from typing import Any

from cnncalc.layers.kinds import Kind, Unfit, bounded


def one_or_list(item: Kind) -> Kind:
    """A value or a list of them, as written: for layers that learn their axes from the input."""

    def convert(value: Any, axes: int) -> Any:
        if isinstance(value, tuple):
            return tuple([item.convert(each, axes) for each in value])
        return item.convert(value, axes)

    takes = f"{item.takes}, or a list of one for each axis"
    return item._replace(takes=takes, convert=convert, lists="any")


def per_side() -> Kind:
    """A padding: a whole number, or two for each axis, the last axis first; negative ones crop."""

    def convert(value: Any, axes: int) -> tuple[int, ...]:
        if not isinstance(value, tuple):
            return (bounded(value, None),) * (2 * axes)
        if len(value) != 2 * axes:
            raise Unfit(f"one whole number or {2 * axes}: before and after, the last axis first")
        return tuple([bounded(each, None) for each in value])

    takes = "a whole number, or two for each axis, the last axis first"
    return Kind(takes, convert, of="whole", lists="sides")


def dimensions() -> Kind:
    """Dimensions, each a whole number: one alone or a list, which may be empty."""

    def convert(value: Any, _axes: int) -> tuple[int, ...]:
        items = value if isinstance(value, tuple) else (value,)
        return tuple([bounded(each, None) for each in items])

    return Kind("a whole number or a list of them", convert, of="whole", lists="any")


def whole_or_list(least: int) -> Kind:
    """A whole number, or a list of them that means something else than one number does."""
    takes = f"a whole number of at least {least} or a list of them"

    def convert(value: Any, _axes: int) -> int | tuple[int, ...]:
        if not isinstance(value, tuple):
            return bounded(value, least)
        if not value:
            raise Unfit("at least one whole number")
        return tuple([bounded(each, least) for each in value])

    return Kind(takes, convert, of="whole", least=least, lists="some")
