"""A network worked out with slips: what follows from them, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.layers.shapes import Unbatched
from cnncalc.limits import MAX_ELEMENTS, MAX_RECOMPUTED
from cnncalc.mistakes.remade import remade
from cnncalc.mistakes.slips.slip import COUNTS
from cnncalc.mistakes.worked import worked
from cnncalc.report import of_shape

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cnncalc.layers import Layer
    from cnncalc.mistakes.slips import Slip
    from cnncalc.mistakes.target import Target
    from cnncalc.mistakes.working import Working
    from cnncalc.report import Report
    from cnncalc.spec import Shape


class World(NamedTuple):
    """What comes out with some slips, of the rows that differ, by their places."""

    outputs: dict[int, tuple[Shape, ...]]
    """With the batch; none where that is unknown."""
    params: dict[int, int | None]
    macs: dict[int, int | None]
    """Per sample."""
    workings: dict[int, tuple[Working, Working]]
    """Of the layers where the slips were made: as it is right, and as it was done."""


class Course:
    """Works a report out with slips, within bounds."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.left = MAX_RECOMPUTED
        """How many layers may still be worked out."""
        self._right: dict[int, Working | None] = {}
        self._made: dict[object, tuple[Layer, tuple[Shape, ...]] | None] = {}
        self._numbers: dict[object, Working] = {}
        self._totals: dict[tuple[Target, str], int | None] = {}
        self._changes: dict[tuple[int, str], bool] = {}
        self._worlds: dict[object, World | None] = {}

    def right(self, at: int) -> Working | None:
        """The numbers of a layer as they are."""
        if at not in self._right:
            row, shapes = self.report.rows[at], self._arriving(at, {})
            known = row.layer is not None and row.output is not None and shapes
            self._right[at] = (
                worked(row.layer, shapes, row.outputs) if known and row.layer and shapes else None
            )
        return self._right[at]

    def changes(self, at: int, slip: Slip) -> bool:
        """Whether a slip changes the numbers of a layer."""
        key = (at, slip.name)
        if key not in self._changes:
            self._changes[key] = _with(self.right(at), (slip,), each=True) is not None
        return self._changes[key]

    def world(self, slips: tuple[Slip, ...], at: Collection[int], end: int) -> World | None:
        """What follows from slips at some layers, in order, up to the row before `end`."""
        key = (*[each.name for each in slips], tuple(at), end)
        if key not in self._worlds:
            self._worlds[key] = self._world(slips, set(at), min(at, default=end), end)
        return self._worlds[key]

    def _arriving(self, at: int, outputs: dict[int, tuple[Shape, ...]]) -> tuple[Shape, ...] | None:
        """The shapes that a row reads, with the batch; None where one is unknown."""
        shapes = []
        inputs = list(self.report.inputs.values())
        for number, output in self.report.rows[at].reads:
            if number < 0:
                return None
            place = number - 1
            found = outputs.get(place, self.report.rows[place].outputs) if number else ()
            if number and output >= len(found):
                return None
            shapes.append(found[output] if number else (self.report.batch, *inputs[output]))
        return tuple(shapes)

    def _computed(
        self, layer: Layer, shapes: tuple[Shape, ...]
    ) -> tuple[Layer, tuple[Shape, ...]] | None:
        """A layer that infers from other shapes what it can, and what it makes of them."""
        key = (layer, shapes)
        if key not in self._made:
            self._made[key] = remade(layer, shapes)
        return self._made[key]

    def _worked(
        self, layer: Layer, shapes: tuple[Shape, ...], outputs: tuple[Shape, ...]
    ) -> Working:
        key = (layer, shapes)
        if key not in self._numbers:
            self._numbers[key] = worked(layer, shapes, outputs)
        return self._numbers[key]

    def _world(self, slips: Sequence[Slip], places: set[int], first: int, end: int) -> World | None:
        world = World({}, {}, {}, {})
        for at in range(first, end):
            row = self.report.rows[at]
            moved = bool(world.outputs) and any(
                number - 1 in world.outputs for number, _ in row.reads
            )
            if row.layer is None or not (moved or at in places):
                continue
            if self.left <= 0:
                return None
            self.left -= 1
            if not moved:
                made, working = (row.layer, row.outputs), self.right(at)
            else:
                shapes = self._arriving(at, world.outputs)
                found = self._computed(row.layer, shapes) if shapes else None
                if found is None or shapes is None:
                    world.outputs[at] = ()
                    world.params[at] = world.macs[at] = None
                    continue
                made = found
                counts = not row.layer.uncounted
                world.params[at] = 0 if row.shares else made[0].params if counts else None
                samples = self.report.batch
                world.macs[at] = made[0].macs(*shapes) // samples if counts else None
                working = self._worked(made[0], shapes, made[1]) if at in places else None
            wrong = _with(working, slips, each=len(places) == 1) if at in places else None
            outputs = made[1]
            if wrong is not None and working is not None:
                shape = wrong.makes()
                if (shape and min(shape) < 1) or max(shape, default=0) > MAX_ELEMENTS:
                    return None
                if shape != working.makes():
                    outputs = ((outputs[0][0], *shape), *outputs[1:])
                world.workings[at] = (working, wrong)
                if not row.shares:
                    world.params[at] = wrong.params()
                world.macs[at] = wrong.macs()
            if outputs != row.outputs:
                world.outputs[at] = outputs
        return world if world.workings else None

    def total(self, about: Target, key: str) -> int | None:
        """The sum of a count as it is, MACs those of one sample; None where it is unknown."""
        if (about, key) not in self._totals:
            counts = [getattr(row, key) for row in self.report.rows[about.first : about.end]]
            samples = self.report.batch if key == "macs" else 1
            known = [each // samples for each in counts if each is not None]
            self._totals[about, key] = sum(known) if len(known) == len(counts) else None
        return self._totals[about, key]

    def figure(self, world: World, about: Target, key: str) -> int | Shape | None:
        """A figure of a world, MACs those of one sample; None where it is unknown."""
        rows = self.report.rows
        if key in COUNTS:
            total = self.total(about, key)
            samples = self.report.batch if key == "macs" else 1
            for at, count in (world.macs if key == "macs" else world.params).items():
                if not about.first <= at < about.end or total is None:
                    continue
                if count is None:
                    return None
                true: int = getattr(rows[at], key)
                kept_from_training = key == "trainable_params" and not true and rows[at].params
                total += 0 if kept_from_training else count - true // samples
            return total
        found = world.outputs.get(about.giving, rows[about.giving].outputs)
        if about.output >= len(found) or isinstance(found[about.output], Unbatched):
            return None
        return of_shape(found[about.output][1:], key)


def _with(working: Working | None, slips: Sequence[Slip], *, each: bool) -> Working | None:
    """A working with slips: with each of them, or with those that there are."""
    wrong = working
    for slip in slips:
        before = wrong
        wrong = slip.change(before) if before is not None else None
        if wrong is None or wrong == before:
            if each:
                return None
            wrong = before
    return None if wrong == working else wrong
