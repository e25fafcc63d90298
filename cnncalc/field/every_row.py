"""What one unit of every row sees, exactly: forward, with the spans of all units at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.field.backward import Box, followed
from cnncalc.field.forward import Walk, arriving, reaches, walked
from cnncalc.field.one_unit import Region, unclipped
from cnncalc.field.pattern import Interval, hull
from cnncalc.field.spans import MOST_UNITS, Book
from cnncalc.field.terms import Axis, Plan, Term, handed, planned, seen
from cnncalc.field.unions import united
from cnncalc.field.units import unit_dims
from cnncalc.layers.places import ALL, TooLong, ends, numbers, up_to
from cnncalc.layers.reach import Along
from cnncalc.layers.steps import SAME

if TYPE_CHECKING:
    from cnncalc.layers.reach import Reach, Reaches
    from cnncalc.layers.shapes import Shape
    from cnncalc.report import Report, Row

Terms = dict[tuple[int, int], tuple[Term, ...] | None]
"""By the row and the output; None where it takes another way to find out."""

_MOST_ROWS = 50
_MOST_BOXES = 10_000
"""What is followed backward where the walk forward does not tell: rows, and boxes in all."""


def regions(
    report: Report, unit: tuple[int, ...] | None, input: int = 0, walk: Walk | None = None
) -> tuple[Region | None, ...]:
    """What one unit of every row sees of one of the model's inputs, in time linear in the rows.

    Args:
        report: the computed network.
        unit: the unit's place on the spatial dimensions of each row, as `unit_sizes` has them;
            None, or none, for all units of a row together.
        input: which of the model's inputs, from 0.
        walk: what `walked` found of this report and input, where that has been asked already.

    Raises:
        ValueError: there is no such input.

    Returns:
        One entry for each row, which is what `region` says of it. A row without spatial dimensions
        has no place for the unit: it is about all of its units. None stands for a row that has no
        such unit, that does not hang on that input, or of which it is not known how; and where
        too many units would have to be followed, of one row or of all.
    """
    if not report.inputs:
        return (None,) * len(report.rows)
    walk = walk or walked(report, input)
    book = Book()
    terms = _termed(report, input, walk, book)
    back = _Backward(report, input, walk, terms)
    return tuple([_region(row, unit or (), walk, terms, back) for row in report.rows])


def _region(
    row: Row, unit: tuple[int, ...], walk: Walk, terms: Terms, back: _Backward
) -> Region | None:
    key = (row.number, 0)
    if not row.outputs or key not in walk.tensors:
        return None
    shape = row.outputs[0]
    dims = unit_dims(shape, walk.tensors[key])
    if unit and len(unit) != len(dims):
        if len(shape) > 2:
            return None
        unit = ()
    places = dict(zip(dims, unit, strict=False))
    if any(at >= shape[dim] or at < 0 for dim, at in places.items()):
        return None
    found: tuple[Interval | None, ...] | None
    try:
        known = terms.get(key, ())
        if known is None:
            raise TooLong
        found = seen(known, places) or (None,) * len(walk.sizes)
    except TooLong:
        found = back.seen(row.number, shape, places)
    if found is None:
        return None
    return Region(found, unclipped(walk.tensors[key], shape, places))


def _termed(report: Report, input: int, walk: Walk, book: Book) -> Terms:
    """The terms of all tensors that see something, or of which that is not known."""
    axes: list[Axis] = []
    for at, size in enumerate(walk.sizes, 2):
        spans = None
        if size <= MOST_UNITS:
            spans = book.spans([(pixel, pixel) for pixel in range(size)])
        axes.append(Axis((at,), spans, (0, size - 1)))
    terms: Terms = {(0, input): (Term(tuple(axes)),)}
    plans: dict[object, Plan | None] = {}
    used = {(each.number, each.output) for row in report.rows for each in row.reads}
    for row in report.rows:
        read = [terms.get((each.number, each.output), ()) for each in row.reads]
        shapes = arriving(report, row)
        for output, shape in enumerate(row.outputs):
            if output and (row.number, output) not in used:
                continue
            links: Reaches = None
            if row.layer is not None and shapes is not None:
                links = reaches(row.layer, output, shapes, walk.known)
            found: tuple[Term, ...] | None = None
            if links is not None and shapes is not None:
                try:
                    found = _handed(read, links, shapes, shape, plans, book)
                except TooLong:
                    found = None
            if found != ():
                terms[row.number, output] = found
    return terms


def _handed(
    read: list[tuple[Term, ...] | None],
    links: Reaches,
    shapes: tuple[Shape, ...],
    shape: Shape,
    plans: dict[object, Plan | None],
    book: Book,
) -> tuple[Term, ...] | None:
    """The terms of an output; None where those of an input are not known."""
    found: list[Term] = []
    for terms, link, arrives in zip(read, links or (), shapes, strict=True):
        if link is None or terms == ():
            continue
        if terms is None:
            return None
        if len(read) == 1 and arrives == shape and _copies(link):
            return terms
        key = (id(link), arrives, shape)  # a walk keeps its links
        if key not in plans:
            plans[key] = planned(link, arrives, shape)
        plan = plans[key]
        if plan is not None:
            book.spend(10 * len(terms))
            came = [handed(term, plan, arrives, shape, book) for term in terms]
            found.extend([term for term in came if term is not None])
    return united(found, book) if found else ()


def _copies(link: Reach) -> bool:
    """Whether each dimension reads its own, place by place."""
    return all(
        isinstance(each, Along) and each.source == at and each.step is SAME
        for at, each in enumerate(link.dims)
    )


class _Backward:
    """Rows of which the walk forward does not tell: followed backward to where it does."""

    def __init__(self, report: Report, input: int, walk: Walk, terms: Terms) -> None:
        self._report, self._input, self._walk, self._terms = report, input, walk, terms
        self._rows, self._boxes = _MOST_ROWS, _MOST_BOXES

    def seen(
        self, number: int, shape: Shape, places: dict[int, int]
    ) -> tuple[Interval | None, ...] | None:
        """What units of a row see; None where that is unknown, or too much to follow."""
        if self._rows == 0 or self._boxes < 0:
            return None
        self._rows -= 1
        spans: list[tuple[Interval | None, ...]] = []

        def taken(tensor: tuple[int, int], box: Box) -> bool:
            sizes = zip(box, self._report.rows[tensor[0] - 1].outputs[tensor[1]], strict=True)
            long = sum([size if at == ALL else at.bit_length() for at, size in sizes])
            self._boxes -= 1 + long // 1000
            if self._boxes < 0:
                raise TooLong
            terms = self._terms.get(tensor, ())
            if terms is None:
                return False
            try:
                found = [_by_box(term, box) for term in terms]
            except TooLong:
                return False
            spans.extend([each for each in found if each is not None])
            return True

        box = tuple([1 << places[at] if at in places else ALL for at in range(len(shape))])
        try:
            boxes = followed(self._report, number, box, self._input, self._walk.known, taken)
        except TooLong:
            return None
        if boxes is None:
            return None
        for each in boxes:
            sized = zip(each[2:], self._walk.sizes, strict=True)
            spans.append(tuple([(0, size - 1) if at == ALL else ends(at) for at, size in sized]))
        if not spans:
            return (None,) * len(self._walk.sizes)
        return tuple(map(hull, zip(*spans, strict=True)))


def _by_box(term: Term, box: Box) -> tuple[Interval, ...] | None:
    """What a box of units sees by a term; None where it sees nothing.

    Raises:
        TooLong: it is not known which units see what.
    """
    for dim, mask in term.masks:
        if box[dim] != ALL and mask == 0:
            raise TooLong
        if box[dim] != ALL and not box[dim] & mask:
            return None
    found = []
    for axis in term.axes:
        whole = all(box[dim] == ALL for dim in axis.dims)
        if not whole and axis.spans is None:
            raise TooLong
        span: Interval | None = axis.whole
        if not whole and axis.spans is not None:
            units = box[axis.dims[0]] & up_to(len(axis.spans.each))
            span = hull([axis.spans.each[at] for at in numbers(units)])
        if span is None:
            return None
        found.append(span)
    return tuple(found)
