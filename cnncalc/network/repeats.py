"""An entry as often as it stands there: `when` and `repeat`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.expressions import Unworkable
from cnncalc.network import Group, Leaf
from cnncalc.network.expansion import Place, inside, left_out, node
from cnncalc.network.naming import bad_repeat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.network import Node
    from cnncalc.network.blocks import Frame
    from cnncalc.network.builder import Builder
    from cnncalc.network.references import Scope
    from cnncalc.spec import Entry


def some(
    builder: Builder, entry: Entry, place: Place, scope: Scope, frame: Frame, *, apart: bool = False
) -> list[Node]:
    """The nodes of an entry as often as it stands there; none where its `when` fails.

    Repeats stand behind each other, or in a group of their own where they are kept apart.
    """
    repeat = entry.repeat
    try:
        if entry.when is not True and not builder.condition(entry, frame):
            return []
        if type(repeat) is not int:
            repeat = builder.value(repeat, frame, entry.span)
            if type(repeat) is not int or repeat < 0:
                raise Unworkable(bad_repeat(entry, repeat))
    except Unworkable as error:
        builder.note(error.diagnostic, frame)
        return [left_out(entry, place.path)]
    if repeat == 1:
        return [node(builder, entry, place, scope, frame)]
    frame = inside(frame)
    if not repeat:
        return []
    if builder.over(entry, place.path, repeat):
        return [left_out(entry, place.path)]
    if place.id is None and not apart:
        head, dot, last = place.path.rpartition(".")
        return list(_repeated(builder, entry, (head + dot, int(last), repeat), place, scope, frame))
    inner = tuple(_repeated(builder, entry, (f"{place.path}.", 0, repeat), place, scope, frame))
    named = place.id is not None
    return [Group(place.path, place.id, "Sequential", inner, entry.span, heading=named)]


def _repeated(
    builder: Builder,
    entry: Entry,
    numbers: tuple[str, int, int],
    place: Place,
    scope: Scope,
    frame: Frame,
) -> Iterator[Node]:
    """The nodes of a repeated entry: a prefix, the number of the first, and how many there are."""
    prefix, first, repeat = numbers
    made: Node | None = None
    for at in range(first, first + repeat):
        path = f"{prefix}{at}"
        if isinstance(made, Leaf) and not (frame.shared or place.in_turn):
            builder.layers += 1
            made = made._replace(path=path)
        elif made is not None and builder.over(entry, prefix, first + repeat - at):
            yield left_out(entry, path)
            return
        else:
            shares = f"{place.shares}.{at - first}" if place.in_turn else place.shares
            made = node(builder, entry, Place(path, None, shares), scope, frame)
        yield made
