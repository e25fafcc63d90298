"""What a slip is: a name, the change that it makes to a layer's numbers, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.report import OF_SHAPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cnncalc.mistakes.axis import Axis
    from cnncalc.mistakes.working import Term, Working

PARAMS = ("params", "trainable_params")
COUNTS = (*PARAMS, "macs")
EVERYTHING = (*OF_SHAPE, *COUNTS)


class Slip(NamedTuple):
    """One slip in the sums of one layer.

    `done` says what was done, and fits in "comes out when …"; `why` is what is right, a sentence
    of its own without its full stop.
    """

    name: str
    keys: tuple[str, ...]
    """The figures that it may explain."""
    change: Callable[[Working], Working | None]
    """The layer's numbers with the slip; None where it cannot be made."""
    done: str
    why: str
    of_count: bool = False
    """Whether it is in the weights, and not in the shape."""


def on_axes(change: Callable[[Axis], Axis]) -> Callable[[Working], Working | None]:
    """A change of each axis."""

    def changed(working: Working) -> Working | None:
        return working._replace(axes=tuple(map(change, working.axes))) if working.axes else None

    return changed


def on_terms(
    change: Callable[[Working], Iterable[Term] | None],
) -> Callable[[Working], Working | None]:
    """A change of the weights; where none are left, nobody would have written that down."""

    def changed(working: Working) -> Working | None:
        terms = change(working) if working.terms else None
        return working._replace(terms=tuple(terms)) if terms else None

    return changed
