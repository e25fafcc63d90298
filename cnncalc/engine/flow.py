"""What goes from one node to the next: tensors by their shapes, and what gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cnncalc.diagnostics import Diagnostic, Note
from cnncalc.layers.refusals import MANY

if TYPE_CHECKING:
    from cnncalc.layers import Layer
    from cnncalc.network import Port
    from cnncalc.report import GroupRow
    from cnncalc.spec import Shape


class Value(NamedTuple):
    """One tensor: its shape, or None where it is unknown, and what gives it."""

    shape: Shape | None
    number: int
    """The row that gives it; 0 for the model's input."""
    output: int = 0


Flow: TypeAlias = tuple[Value, ...]
"""What goes from one node to the next."""


class Bundle(tuple[Value, ...]):
    """The several outputs of one layer: who reads one tensor reads the first of them."""

    __slots__ = ()


def taken(layer: Layer, flow: Flow) -> Flow:
    """What a layer takes of several tensors: of one layer's outputs, one may be enough for it."""
    arity = layer.arity
    if arity.stop == 1:
        return ()
    if isinstance(flow, Bundle) and arity.start <= 1 and arity.stop <= MANY:
        return flow[:1]
    return flow


def no_output(port: Port, count: int) -> Diagnostic:
    """What to say of an output that a layer does not have."""
    name = port.node.rpartition(".")[2].removesuffix("@") or "input"
    have = f"one output: `{name}`" if count == 1 else f"{count} outputs: .0 to .{count - 1}"
    message = f"there is no output {port.output} of `{name}`, which has {have}"
    label = f"expected .0 to .{count - 1}" if count > 1 else "expected no number behind it"
    advice = (
        f"write `{name}.{count - 1}`, the last"
        if count > 1
        else (f"write `{name}`; a block gives several where it has `outputs`")
    )
    return Diagnostic("unknown-reference", message, port.span, label, help=advice)


def not_there(port: Port) -> Diagnostic:
    """What to say of an entry that is left out, and is read."""
    name = port.node.rpartition(".")[2]
    message = f"`{name}` is left out here, since its `when` does not hold"
    advice = "give this entry the same `when`"
    return Diagnostic("unknown-reference", message, port.span, "nothing to read", help=advice)


def several(port: Port, count: int) -> Diagnostic:
    """What to say of a path that ends in several tensors, where one of each is merged."""
    message = f"{count} tensors are at the end of this path, and one of each path is merged"
    advice = "merge them first, or choose one, such as `input.0`"
    return Diagnostic("inputs-mismatch", message, port.span, "expected one", help=advice)


def too_few(port: Port, count: int, block: GroupRow) -> Diagnostic:
    """What to say of a block that reads more tensors than arrive at it."""
    arrive = "one tensor arrives" if count == 1 else f"{count} tensors arrive"
    message = f"the block `{block.type}` reads `input.{port.output}`, and {arrive}"
    notes = () if port.span is None else (Note(port.span, "read here"),)
    advice = "name what it reads: `from: [a, b]` beside it"
    label = "expected more to arrive here"
    return Diagnostic("inputs-mismatch", message, block.span, label, notes, advice)
