"""The arguments of a layer that changed, and whether somebody changed them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc.layers.arguments import literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cnncalc.layers import Layer
    from cnncalc.report import Row


class ArgumentChange(NamedTuple):
    """One argument with another value than before."""

    name: str
    old: Any
    new: Any
    follows: bool
    """Whether it must be what arrives, such as `in_channels`: then nobody changed it."""
    written: tuple[str, str]
    """Both values as one writes them in a call."""


def argument_changes(old: Row, new: Row) -> tuple[ArgumentChange, ...]:
    """The arguments of two layers of one type that differ, those that follow behind the others.

    An argument that takes the value of another one, such as the stride of a pool that of its
    kernel, goes without saying where it did so before and still does.
    """
    one, other = old.layer, new.layer
    if one is None or other is None or type(one) is not type(other):
        return ()
    mine, theirs = one.values(), other.values()
    found = []
    for each in one.arguments:
        before, now = mine.get(each.name), theirs.get(each.name)
        if each.opaque or before == now:
            continue
        if each.follows and before == mine.get(each.follows) and now == theirs.get(each.follows):
            continue
        texts = (_written(one, each.name, mine), _written(other, each.name, theirs))
        found.append(ArgumentChange(each.name, before, now, each.inferred, texts))
    return tuple(sorted(found, key=lambda each: each.follows))


def _written(layer: Layer, name: str, values: Mapping[str, Any]) -> str:
    argument = next(each for each in layer.arguments if each.name == name)
    return literal(argument.shortest(values.get(name), layer.axes))
