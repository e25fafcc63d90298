"""The tensors of a computed network: which share their storage, who needs them, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.arith import product
from cnncalc.layers.storage import Arriving
from cnncalc.layers.strides import contiguous
from cnncalc.report import NOTHING, Read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers import Layer
    from cnncalc.report import Report, Row
    from cnncalc.spec import Shape


class Storage:
    """A piece of memory that one tensor or several views of it use."""

    __slots__ = ("born", "elements", "held", "kind", "needed", "of_input")

    def __init__(self, elements: int, kind: str, born: int) -> None:
        self.elements = elements
        self.kind = kind
        """What its elements are: "values" of the network's dtype, "statistics" or "indices"."""
        self.born = born
        """The number of the row at which it is allocated."""
        self.needed = born
        """The number of the last row that reads it."""
        self.of_input = False
        """Whether it is an input of the model."""
        self.held = False
        """Whether it is counted elsewhere: among inputs, parameters or buffers, or as kept."""


class Tensor(NamedTuple):
    """A tensor by what a layer is told of it, and where it lies."""

    arriving: Arriving
    storage: Storage


class Trace(NamedTuple):
    """What becomes of memory while the rows run in their order."""

    inputs: list[Storage]
    activations: list[Storage]
    """All storages that layers allocate for their outputs."""
    outputs: list[list[Tensor] | None]
    """Of each row; None where they are unknown."""
    kept: list[list[Storage] | None]
    """What each row keeps for backward that none before it keeps; None where it is unknown."""
    whole: bool
    """Whether all of it is known."""


def trace(report: Report, *, training: bool) -> Trace:
    """Follow the tensors of a network through its rows.

    Args:
        report: the computed network.
        training: whether it is trained; else it is evaluated, and keeps nothing.
    """
    run = _Run(report, training=training)
    for row in report.rows:
        run.outputs.append(run.outputs_of(row))
    last = len(report.rows)
    for each in report.results:
        if each.read in run.tensors:
            run.tensors[each.read].storage.needed = last
        else:
            run.whole = False
    return Trace(run.inputs, run.activations, run.outputs, run.kept, run.whole and report.whole)


class _Run:
    def __init__(self, report: Report, *, training: bool) -> None:
        self.training = training
        self.tensors: dict[Read, Tensor] = {}
        self.inputs: list[Storage] = []
        self.activations: list[Storage] = []
        self.outputs: list[list[Tensor] | None] = []
        self.kept: list[list[Storage] | None] = []
        self.whole = True
        for at, shape in enumerate(report.inputs.values()):
            whole = (report.batch, *shape)
            storage = Storage(product(whole), "values", 1)
            storage.of_input = storage.held = True
            self.inputs.append(storage)
            tensor = Tensor(Arriving(whole, contiguous(whole), needs_grad=False), storage)
            self.tensors[Read(0, at)] = tensor

    def outputs_of(self, row: Row) -> list[Tensor] | None:
        """The tensors that a row gives; None where they are unknown."""
        tensors = [self.tensors.get(each) for each in row.reads if each.number != NOTHING]
        known = [each for each in tensors if each is not None]
        if row.layer is None or row.output is None or len(known) < len(row.reads):
            self.whole = False
            self.kept.append(None)
            return None
        for each in known:
            each.storage.needed = row.number
        for place in row.layer.reads_indices:
            if place < len(known):
                known[place].storage.kind = "indices"
        arriving = [each.arriving for each in known]
        trains = self.training and _trains(row.layer)
        needs_grad = trains or any(each.needs_grad for each in arriving)
        outputs = self._made(row, row.layer, known, needs_grad=needs_grad)
        for at, made in enumerate(outputs):
            self.tensors[Read(row.number, at)] = made
        if self.training:
            idle = not needs_grad or row.layer.passes(training=True)
            kept = [] if idle else self._kept(row.layer, known, outputs)
            self.kept.append(kept)
        return outputs

    def _made(
        self, row: Row, layer: Layer, tensors: Sequence[Tensor], *, needs_grad: bool
    ) -> list[Tensor]:
        arriving = [each.arriving for each in tensors]
        if tensors and (layer.passes(training=self.training) or layer.in_place):
            views: Sequence[Shape] | None = [arriving[0].strides]
        else:
            views = layer.views(*arriving)
        if views is not None:
            storage = tensors[0].storage
            pairs = zip(row.outputs, views, strict=True)
            return [
                Tensor(Arriving(shape, strides, needs_grad), storage) for shape, strides in pairs
            ]
        indices = layer.indices(len(row.outputs))
        made = []
        for at, shape in enumerate(row.outputs):
            whole = at in indices
            storage = Storage(product(shape), "indices" if whole else "values", row.number)
            storage.held = layer.owns_output
            if not layer.owns_output:
                self.activations.append(storage)
            ordered = whole or at == 0  # indices lie as what they are of
            strides = layer.laid_out(shape, *arriving) if ordered else contiguous(shape)
            made.append(Tensor(Arriving(shape, strides, needs_grad and not whole), storage))
        return made

    def _kept(
        self, layer: Layer, tensors: Sequence[Tensor], outputs: Sequence[Tensor]
    ) -> list[Storage] | None:
        """What a layer keeps that no layer before it keeps."""
        saved = layer.saved(*[each.arriving for each in tensors])
        if saved is None:
            return None
        found = []
        for kind, number in saved:
            if kind == "input":
                storage = tensors[number].storage
            elif kind == "output":
                storage = outputs[number].storage
            else:
                storage = Storage(number, kind, 0)
            if not storage.held:
                storage.held = True
                found.append(storage)
        return found


def _trains(layer: Layer) -> bool:
    """Whether a layer has parameters that are trained, or may have some that are not counted."""
    return "params" in layer.uncounted or (bool(layer.weights()) and not layer.frozen)
