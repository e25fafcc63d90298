"""What is to be computed: layers in their places, and what each of them reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cnncalc.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.diagnostics import Note, Span
    from cnncalc.layers import Layer
    from cnncalc.network.call import Call
    from cnncalc.spec import Input, Spec


class Port(NamedTuple):
    """What a node reads: the output of another, by its path, or what arrives at a group.

    Where a reference leads nowhere the node is "", and what it gives is unknown.
    """

    node: str
    output: int | None = None
    """Which of its tensors, from 0; None for all that there are."""
    span: Span | None = None
    """Where the reference is written."""
    alone: bool = False
    """Whether it is the end of a path beside others, and gives one tensor."""


def arriving(path: str) -> str:
    """The key of what arrives at the group of that path; the model's input is at ""."""
    return f"{path}@"


class Leaf(NamedTuple):
    """One layer in its place; `layer` is None where the entry could not be understood."""

    path: str
    id: str | None
    name: str
    layer: Layer | None
    span: Span
    call: Call | None
    """What the entry says, where that is a layer's call."""
    reads: tuple[Port, ...] | None = None
    """What it reads; None for what the node before it gives."""
    shares: str | None = None
    """The path of the layer whose weights it uses."""
    calls: tuple[Note, ...] = ()
    """The calls of blocks that led to it, the outermost first."""
    ignores: tuple[str, ...] = ()
    """The rules that are not held against it."""


class Group(NamedTuple):
    """Nodes that belong together, in the order in which they run; the last gives its output."""

    path: str
    id: str | None
    name: str
    nodes: tuple[Node, ...]
    span: Span
    reads: tuple[Port, ...] | None = None
    gives: tuple[Port, ...] = ()
    """What it gives, where that is several tensors; none where the last node gives it all."""
    heading: bool = True
    """Whether it shows as a group; one that only holds things together does not."""


class Later(NamedTuple):
    """An entry over `in_channels`: what it stands for is known once a shape arrives."""

    path: str
    id: str | None
    name: str
    expand: Callable[[int], tuple[tuple[Node, ...], tuple[Diagnostic, ...]]]
    """The nodes for that many channels, and what is wrong with them."""
    span: Span
    reads: tuple[Port, ...] | None = None


Node: TypeAlias = "Leaf | Group | Later"


class Output(NamedTuple):
    """One output of the model by its name."""

    name: str
    port: Port


class Network(NamedTuple):
    """A whole network: its inputs, its layers as a tree, and what is wrong so far."""

    name: str | None
    inputs: tuple[Input, ...]
    nodes: tuple[Node, ...]
    outputs: tuple[Output, ...]
    """Its named outputs; none where what the last node gives is the only one."""
    problems: tuple[Diagnostic, ...]
    ignores: tuple[str, ...] = ()
    """The rules that are not held against any of it."""


def build(spec: Spec) -> Network:
    """The network that a spec describes.

    Returns:
        The network; an entry that cannot be understood is a leaf without a layer, and what is
        wrong with it stands in `problems`, behind those of the spec.
    """
    from cnncalc.network.builder import Builder

    builder = Builder(spec)
    nodes, outputs = builder.whole()
    if not (spec.entries or spec.problems):
        message, advice = "there are no layers", "write `layers:`, and below it a layer a line"
        if spec.blocks:
            message += ": the spec only defines blocks"
            advice = "name it after `include:` in a spec that has layers"
        builder.note(Diagnostic("empty-spec", message, help=advice))
    elif not (builder.layers or builder.deferred or builder.problems or spec.problems):
        place = spec.entries[0].span
        builder.note(Diagnostic("empty-spec", "there are no layers", place, "nothing in here"))
    problems = (*spec.problems, *builder.problems.values())
    return Network(spec.name, spec.inputs, nodes, outputs, problems, spec.ignored_in(spec.source))
