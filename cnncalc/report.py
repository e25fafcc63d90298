"""What is computed of a network: one row a layer, its groups, its totals, its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc.arith import product
from cnncalc.diagnostics import exit_status
from cnncalc.layers.shapes import Unbatched, per_sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.diagnostics import Diagnostic, Span
    from cnncalc.layers import Layer
    from cnncalc.network.call import Call
    from cnncalc.spec import Shape


NOTHING = -1
"""The number that stands for a row where a reference leads nowhere."""


class Read(NamedTuple):
    """One tensor that a layer reads: the output of a row, or an input of the model."""

    number: int
    """The row's number; 0 for the model's input, NOTHING where it is unknown."""
    output: int
    """Which of the row's outputs, or of the model's inputs, from 0."""


class Row(NamedTuple):
    """One layer, computed. Shapes are per sample; None stands for what is unknown."""

    number: int
    """Its place among the layers, from 1."""
    path: str
    id: str | None
    name: str
    """The layer's name as it is written."""
    layer: Layer | None
    """The layer with all that was inferred; None where the entry could not be understood."""
    inputs: tuple[Shape, ...] | None
    output: Shape | None
    outputs: tuple[Shape, ...]
    """All outputs, with the batch: a layer may have several, and the first flows on."""
    params: int | None
    trainable_params: int | None
    buffers: int | None
    macs: int | None
    """Multiply-accumulates for the whole batch; one that shares weights works all the same."""
    broken: bool
    """Whether the network breaks here."""
    span: Span
    depth: int = 0
    """How many groups it is in."""
    reads: tuple[Read, ...] = ()
    shares: str | None = None
    """The path of the layer whose weights it uses."""
    call: Call | None = None
    """What the entry says, where that is a layer's call."""
    ignores: tuple[str, ...] = ()
    """The rules that are not held against it."""

    @property
    def stands_in(self) -> bool:
        """Whether the spec says what it gives, and nothing computes it."""
        return self.type == "Custom"

    @property
    def uncounted(self) -> tuple[str, ...]:
        """The counts that the layer does not know."""
        return self.layer.uncounted if self.layer is not None else ()

    @property
    def type(self) -> str:
        """The layer's class, by PyTorch's name."""
        return type(self.layer).__name__ if self.layer is not None else self.name

    @property
    def text(self) -> str:
        """The layer as PyTorch would write it, or as the user did where that is no layer."""
        if self.layer is not None:
            return repr(self.layer)
        source, start, end = self.span
        return " ".join(source.text[start : min(end, start + 200)].split())

    @property
    def args(self) -> dict[str, Any]:
        """The arguments and their values."""
        return self.layer.shown_arguments() if self.layer is not None else {}

    def argument(self, name: str) -> Any:
        """The value of one of the layer's arguments; None where it has no such argument."""
        return self.layer.values().get(name) if self.layer is not None else None

    @property
    def weights(self) -> dict[str, Shape]:
        """The parameters' shapes by PyTorch's names; none where they are unknown or another's."""
        if self.layer is None or self.output is None or self.shares is not None:
            return {}
        return self.layer.weights()

    @property
    def flatten(self) -> int | None:
        """Values per sample in the output."""
        return None if self.output is None else product(self.output)

    @property
    def all_outputs(self) -> tuple[Shape, ...]:
        """The shapes of all outputs, per sample."""
        return tuple([per_sample(each) for each in self.outputs])

    @property
    def batched(self) -> bool:
        """Whether the output still has a batch: `Flatten(0)` mixes it with the rest."""
        return not (self.outputs and isinstance(self.outputs[0], Unbatched))


def figure(rows: Sequence[Row], key: str, last: Row | None = None) -> int | Shape | None:
    """A figure of some layers in a row: the output of the last, or the sum of a count.

    `key` is output, channels (or depth), size (behind the channels), flatten, params,
    trainable_params, buffers or macs, which are of the whole batch; None is what is unknown.
    """
    if key in OF_SHAPE:
        last = last or (rows[-1] if rows else None)
        return of_shape(last.output if last else None, key)
    counts = [getattr(row, key) for row in rows]
    return None if None in counts else sum(counts)


OF_SHAPE = ("output", "channels", "depth", "size", "flatten")
"""Figures that follow from the shape of an output."""


def of_shape(shape: Shape | None, key: str) -> int | Shape | None:
    """A figure of an output's shape, by one of `OF_SHAPE`; None where it has no such figure."""
    if shape is None or key == "output":
        return shape
    if key == "flatten":
        return product(shape)
    if key == "size":
        return shape[1:] or None
    return shape[0] if shape else None


class GroupRow(NamedTuple):
    """A group: which rows are its own, as a half-open range of their positions."""

    path: str
    id: str | None
    type: str
    depth: int
    first: int
    end: int
    span: Span
    gives: tuple[int, ...] = ()
    """The numbers of the rows that give its outputs."""

    @property
    def last(self) -> int:
        """The place of the row that gives its output, the first where there are several."""
        own = [number for number in self.gives if self.first < number <= self.end]
        return own[0] - 1 if own else self.end - 1


class Result(NamedTuple):
    """One output of the model: its name, what gives it, and its shape."""

    name: str
    read: Read
    shape: Shape | None
    """Per sample; None where it is unknown."""
    batched: bool
    """Whether it has a batch."""


class Report(NamedTuple):
    """A computed network. Counts are exact; None stands for what is unknown."""

    name: str | None
    inputs: dict[str, Shape]
    batch: int
    rows: tuple[Row, ...]
    groups: tuple[GroupRow, ...]
    results: tuple[Result, ...]
    """Its outputs: those that it names, or what the last layer gives."""
    problems: tuple[Diagnostic, ...]
    ignores: tuple[str, ...] = ()
    """The rules that are not held against any of it."""

    def figure(self, key: str) -> int | Shape | None:
        """A figure of the whole network, by the keys of `figure`; None where it is unknown."""
        if not self.whole:
            return None
        if key in OF_SHAPE:
            return of_shape(self.results[0].shape if self.results else None, key)
        return figure(self.rows, key)

    def total(self, key: str) -> int | None:
        """The sum of a count over all layers: params, trainable_params, buffers or macs.

        It is None where the network breaks, and where a layer does not know its count.
        """
        found = self.figure(key)
        return found if isinstance(found, int) else None

    def counted(self, key: str) -> tuple[int, int]:
        """The sum of a count over the layers that know theirs, and how many do not."""
        counts = [getattr(row, key) for row in self.rows]
        known = [count for count in counts if count is not None]
        return sum(known), len(counts) - len(known)

    @property
    def giving(self) -> Row | None:
        """The row that gives its first output; None where that is unknown, or an input."""
        number = self.results[0].read.number if self.results else NOTHING
        return self.rows[number - 1] if number > 0 else None

    @property
    def whole(self) -> bool:
        """Whether every layer could be computed."""
        return bool(self.inputs and self.rows) and all(row.output is not None for row in self.rows)

    @property
    def output(self) -> Shape | None:
        """The output's shape per sample; of several outputs, the first's."""
        return self.results[0].shape if self.results and self.whole else None

    @property
    def flatten(self) -> int | None:
        """Values per sample in the output."""
        return None if self.output is None else product(self.output)

    @property
    def status(self) -> int:
        """The exit status: 0 all holds, 1 the architecture does not, 2 it is not understood."""
        return exit_status(self.problems)
