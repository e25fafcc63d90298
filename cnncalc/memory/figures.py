"""The memory of a computed network, in bytes: what is asked of a report, and what comes of it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.arith import product
from cnncalc.memory.dtypes import DTYPES, INT64
from cnncalc.memory.optimizers import OPTIMIZERS
from cnncalc.memory.trace import trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeVar

    from cnncalc.memory.dtypes import Dtype
    from cnncalc.memory.trace import Storage, Tensor, Trace
    from cnncalc.report import Report, Row
    from cnncalc.spec import Shape

    Named = TypeVar("Named")


class Memory(NamedTuple):
    """Bytes, for the batch of the report; None stands for what is unknown.

    1 MiB is 1024² bytes. What a framework takes beside its tensors, the workspaces of kernels and
    the loss between what it allocates and what it hands out are not in the figures.
    """

    dtype: str
    optimizer: str
    activations: tuple[int | None, ...]
    """Of each row: all its outputs, whether they are views or not."""
    weights: tuple[int | None, ...]
    """Of each row: its own parameters; those that it shares count where they were first."""
    kept_at: tuple[int | None, ...]
    """Of each row: what it keeps for backward that no row before it keeps."""
    input: int | None
    parameters: int | None
    buffers: int | None
    peak: int | None
    """The most that is alive at once in evaluation, of inputs and activations: while a row runs,
    its inputs, its outputs and all that is still to be read."""
    peak_at: int | None
    """The number of the first row at which there is as much."""
    gradients: int | None
    """Of the parameters that are trained."""
    optimizer_state: int | None
    """What the optimiser holds for them after its first step."""
    kept: int | None
    """The activations that training keeps for backward: each storage once, the input not."""

    @property
    def inference(self) -> int | None:
        """Parameters, buffers, and the peak."""
        return total((self.parameters, self.buffers, self.peak))

    @property
    def training(self) -> int | None:
        """Parameters, buffers, gradients, optimiser state, input, and what is kept for backward."""
        return total(
            (
                self.parameters, self.buffers, self.gradients, self.optimizer_state, self.input,
                self.kept,
            )
        )  # fmt: skip


def memory(report: Report, *, dtype: str = "float32", optimizer: str = "adam") -> Memory:
    """The bytes that a computed network takes, in evaluation and in training.

    Args:
        report: the network, computed for some batch.
        dtype: a name in `DTYPES`.
        optimizer: a name in `OPTIMIZERS`.

    Raises:
        ValueError: there is no dtype or no optimiser of that name.
    """
    width, held = _named(DTYPES, dtype, "dtype"), _named(OPTIMIZERS, optimizer, "optimizer")
    evaluated = trace(report, training=False)
    activations = tuple([_of_outputs(each, width) for each in evaluated.outputs])
    arriving = _bytes(evaluated.inputs, width) if report.inputs else None
    peak, peak_at = _peak(evaluated, width)
    del evaluated  # of a large network, one trace at a time
    trained = trace(report, training=True)
    weights = tuple([_of_weights(row, width.parameters) for row in report.rows])
    buffers = [_of_buffers(row, width.parameters) for row in report.rows]
    trains = [_trained(row) for row in report.rows]
    counted = [
        None if shapes is None else [held.bytes(each, width.parameters) for each in shapes]
        for shapes in trains
    ]
    gradients = [
        None if shapes is None else sum(map(product, shapes)) * width.parameters
        for shapes in trains
    ]
    kept = tuple([None if each is None else _bytes(each, width) for each in trained.kept])
    return Memory(
        dtype=dtype,
        optimizer=optimizer,
        activations=activations,
        weights=weights,
        kept_at=kept,
        input=arriving,
        parameters=total(weights),
        buffers=total(buffers),
        peak=peak,
        peak_at=peak_at,
        gradients=total(gradients),
        optimizer_state=total([None if each is None else sum(each) for each in counted]),
        kept=total(kept) if trained.whole else None,
    )


def total(figures: Iterable[int | None]) -> int | None:
    """A sum; None where a part of it is unknown."""
    known = list(figures)
    return None if None in known else sum(each for each in known if each is not None)


def _named(mapping: Mapping[str, Named], name: str, what: str) -> Named:
    if name not in mapping:
        raise ValueError(f"there is no {what} {name!r}: there are {', '.join(mapping)}")
    return mapping[name]


def _bytes(storages: Iterable[Storage], width: Dtype) -> int:
    return sum([each.elements * width.width(each.kind) for each in storages])


def _of_outputs(tensors: Sequence[Tensor] | None, width: Dtype) -> int | None:
    if tensors is None:
        return None
    return sum([product(each.arriving.shape) * width.width(each.storage.kind) for each in tensors])


def _of_weights(row: Row, width: int) -> int | None:
    return None if row.params is None else row.params * width


def _of_buffers(row: Row, width: int) -> int | None:
    if row.buffers is None or row.layer is None:
        return None
    if not row.buffers or not row.layer.int64_buffers:
        return row.buffers * width
    return sum(
        product(shape) * (INT64 if name in row.layer.int64_buffers else width)
        for name, shape in row.layer.buffers().items()
    )


def _trained(row: Row) -> Sequence[Shape] | None:
    """The shapes of a row's own parameters that are trained; None where they are unknown."""
    if row.trainable_params is None or row.layer is None:
        return None
    return list(row.layer.weights().values()) if row.trainable_params else ()


def _peak(evaluated: Trace, width: Dtype) -> tuple[int | None, int | None]:
    """The most that is alive at once, and the number of the first row at which it is."""
    count = len(evaluated.outputs)
    if not evaluated.whole or not count:
        return None, None
    change = [0] * (count + 2)
    for each in (*evaluated.inputs, *evaluated.activations):
        size = each.elements * width.width(each.kind)
        change[each.born] += size
        change[each.needed + 1] -= size
    alive = list(accumulate(change))[1 : count + 1]
    most = max(alive)
    return most, alive.index(most) + 1
