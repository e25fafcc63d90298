"""What is computed of a network: one row a layer, its groups, its totals, its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc.arith import product
from cnncalc.diagnostics import exit_status
from cnncalc.layers.shapes import Unbatched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.diagnostics import Diagnostic, Span
    from cnncalc.layers import Layer
    from cnncalc.spec import Shape


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
    broken: bool
    """Whether the network breaks here."""
    span: Span

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

    @property
    def flatten(self) -> int | None:
        """Values per sample in the output."""
        return None if self.output is None else product(self.output)

    @property
    def batched(self) -> bool:
        """Whether the output still has a batch: `Flatten(0)` mixes it with the rest."""
        return not (self.outputs and isinstance(self.outputs[0], Unbatched))


def figure(rows: Sequence[Row], key: str) -> int | Shape | None:
    """A figure of some layers in a row: the output of the last, or the sum of a count.

    `key` is output, channels (or depth), flatten, params, trainable_params or buffers; None
    stands for what is unknown.
    """
    last = rows[-1] if rows else None
    if key == "output":
        return last.output if last else None
    if key in ("channels", "depth"):
        return last.output[0] if last and last.output else None
    if key == "flatten":
        return last.flatten if last else None
    counts = [getattr(row, key) for row in rows]
    return None if None in counts else sum(counts)


class GroupRow(NamedTuple):
    """A group: which rows are its own, as a half-open range of their positions."""

    path: str
    id: str | None
    type: str
    depth: int
    first: int
    end: int
    span: Span


class Report(NamedTuple):
    """A computed network. Counts are exact; None stands for what is unknown."""

    name: str | None
    inputs: dict[str, Shape]
    batch: int
    rows: tuple[Row, ...]
    groups: tuple[GroupRow, ...]
    problems: tuple[Diagnostic, ...]

    def total(self, key: str) -> int | None:
        """The sum of a count over all layers: params, trainable_params or buffers."""
        found = figure(self.rows, key) if self.whole else None
        return found if isinstance(found, int) else None

    @property
    def whole(self) -> bool:
        """Whether every layer could be computed."""
        return bool(self.inputs and self.rows) and all(row.output is not None for row in self.rows)

    @property
    def output(self) -> Shape | None:
        """The output's shape per sample."""
        return self.rows[-1].output if self.rows and self.whole else None

    @property
    def flatten(self) -> int | None:
        """Values per sample in the output."""
        return self.rows[-1].flatten if self.rows and self.whole else None

    @property
    def status(self) -> int:
        """The exit status: 0 all holds, 1 the architecture does not, 2 it is not understood."""
        return exit_status(self.problems)
