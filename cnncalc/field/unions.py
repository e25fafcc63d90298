"""How the terms of a tensor come together: as few as say exactly the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.field.pattern import hull
from cnncalc.field.terms import OPEN, Axis, Term
from cnncalc.layers.places import TooLong

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.field.spans import Book

_MOST_TERMS = 100


def united(terms: Iterable[Term], book: Book) -> tuple[Term, ...]:
    """The same in as few terms as may be.

    Raises:
        TooLong: they stay too many, or too much is looked up.
    """
    found = _gathered(terms, book)
    if len(found) > _MOST_TERMS:
        masks = tuple(
            [(dim, OPEN) for dim in sorted({dim for term in found for dim, _ in term.masks})]
        )
        found = _gathered([term._replace(masks=masks) for term in found], book)
    if len(found) > _MOST_TERMS:
        raise TooLong
    return tuple(found)


def _gathered(terms: Iterable[Term], book: Book) -> list[Term]:
    """Those of the same masks put together where they can be."""
    by_masks: dict[object, list[Term]] = {}
    for term in terms:
        alike = by_masks.setdefault(term.masks, [])
        for at, other in enumerate(alike):
            book.spend(5)
            both = _both(other, term, book)
            if both is not None:
                alike[at] = both
                break
        else:
            alike.append(term)
    return [term for alike in by_masks.values() for term in alike]


def _both(one: Term, other: Term, book: Book) -> Term | None:
    """Two terms of the same masks as one; None where one would say something else."""
    if one is other:
        return one
    pairs = list(zip(one.axes, other.axes, strict=True))
    if all(_alike(*pair) for pair in pairs):
        axes = [_joined(*pair, book) for pair in pairs]
        known = [axis for axis in axes if axis is not None]
        return Term(tuple(known), one.masks) if len(known) == len(axes) else None
    if all(_inside(small, large, book) for large, small in pairs):
        return one
    return other if all(_inside(*pair, book) for pair in pairs) else None


def _alike(one: Axis, other: Axis) -> bool:
    """Whether the same units see something of an axis."""
    if one is other or (one.full and other.full):
        return True
    if one.spans is None or other.spans is None or one.dims != other.dims:
        return False
    both = zip(one.spans.each, other.spans.each, strict=True)
    return one.spans is other.spans or all((a is None) == (b is None) for a, b in both)


def _inside(small: Axis, large: Axis, book: Book) -> bool:
    """Whether each unit sees something of an axis by the one, and no more than by the other."""
    if small == large:
        return True
    if large.full and not large.dims:
        return hull((small.whole, large.whole)) == large.whole
    if small.spans is None or large.spans is None or small.dims != large.dims:
        return False
    both = zip(small.spans.each, large.spans.each, strict=True)
    book.spend(len(small.spans.each))
    return all(a is None or (b is not None and b[0] <= a[0] and a[1] <= b[1]) for a, b in both)


def _joined(one: Axis, other: Axis, book: Book) -> Axis | None:
    """What units see of an axis by two branches; None where they lie on other dimensions."""
    if one == other:
        return one
    whole = hull((one.whole, other.whole))
    assert whole is not None
    if not one.dims and not other.dims:
        return Axis((), None, whole)
    for large, small in ((one, other), (other, one)):
        if not large.dims and large.whole == whole:
            return large
        if not large.dims and small.spans is not None:
            spans = book.united(small.spans, large.whole)
            return Axis(small.dims, spans, whole, spans.full)
    if one.spans is None or other.spans is None:
        dims = tuple(sorted({*one.dims, *other.dims}))
        return Axis(dims, None, whole, one.full and other.full)
    if one.dims != other.dims:
        return None
    spans = book.united(one.spans, other.spans)
    return Axis(one.dims, spans, whole, spans.full)
