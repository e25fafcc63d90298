"""Changes of weights that slips are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.mistakes.slips.slip import COUNTS, PARAMS, Slip, on_terms
from cnncalc.mistakes.working import Factor, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cnncalc.mistakes.working import Working


def weighing(change: Callable[[Factor, Working], Factor | None]) -> Callable[..., Working | None]:
    """A change of each factor of the weights; None leaves it out."""

    def changed(working: Working) -> Iterable[Term]:
        for term in working.terms:
            if term.bias:
                yield term
                continue
            found = [change(each, working) for each in term.factors]
            yield term._replace(factors=tuple([each for each in found if each is not None]))

    return on_terms(changed)


def biasing(change: Callable[[Term, Working], Term | None]) -> Callable[..., Working | None]:
    """A change of the biases; None leaves one out."""

    def changed(working: Working) -> Iterable[Term]:
        found = [change(term, working) if term.bias else term for term in working.terms]
        return [each for each in found if each is not None]

    return on_terms(changed)


def without(letter: str) -> Callable[..., Working | None]:
    """The weights without the factor of a letter."""
    return weighing(lambda each, _: None if each.letter == letter else each)


def dropped(part: str) -> Callable[..., Working | None]:
    """Without the weights whose name has a part."""
    return on_terms(lambda working: [term for term in working.terms if part not in term.name])


def counting(name: str, change: Callable[..., Working | None], done: str, why: str) -> Slip:
    """A slip in the weights."""
    return Slip(name, COUNTS, change, done, why, of_count=True)


def of_params(name: str, change: Callable[..., Working | None], done: str, why: str) -> Slip:
    """One that leaves the multiply-accumulates as they are."""
    return Slip(name, PARAMS, change, done, why, of_count=True)
