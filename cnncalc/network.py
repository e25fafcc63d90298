"""Spec to Network: names looked up, arguments bound, repeats written out, ids judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cnncalc.diagnostics import Diagnostic
from cnncalc.layers import LayerError
from cnncalc.limits import MAX_LAYERS, MAX_PATH, MAX_PROBLEMS
from cnncalc.naming import id_problem
from cnncalc.resolve import resolve

if TYPE_CHECKING:
    from cnncalc.call import Call
    from cnncalc.diagnostics import Span
    from cnncalc.layers import Layer
    from cnncalc.spec import Entry, Input, Spec


class Leaf(NamedTuple):
    """One layer in its place; `layer` is None where the entry could not be understood."""

    path: str
    id: str | None
    name: str
    layer: Layer | None
    span: Span
    call: Call | None
    """What the entry says, where that is a layer's call."""


class Group(NamedTuple):
    """Nodes that belong together, in the order in which they run."""

    path: str
    id: str | None
    name: str
    nodes: tuple[Node, ...]
    span: Span


Node: TypeAlias = "Leaf | Group"


class Network(NamedTuple):
    """What is to be computed: the inputs, the layers as a tree, and what is wrong so far."""

    name: str | None
    inputs: tuple[Input, ...]
    nodes: tuple[Node, ...]
    problems: tuple[Diagnostic, ...]


def build(spec: Spec) -> Network:
    """The network that a spec describes.

    Returns:
        The network; an entry that cannot be understood is a leaf without a layer, and what is
        wrong with it stands in `problems`, behind those of the spec.
    """
    builder = _Builder(spec)
    nodes = builder.nodes(spec.entries, "")
    if spec.entries and not (builder.layers or builder.problems or spec.problems):
        place = spec.entries[0].span
        builder.note(Diagnostic("empty-spec", "there are no layers", place, "nothing in here"))
    return Network(spec.name, spec.inputs, nodes, (*spec.problems, *builder.problems))


class _Builder:
    def __init__(self, spec: Spec) -> None:
        self.problems: dict[Diagnostic, None] = {}  # in order, and each once
        self.said = {each.message for each in spec.problems}
        self.known: dict[int, tuple[Layer | None, Call | None]] = {}
        """The layers that were made, by the identity of their entry: a repeat makes no second."""
        self.layers = 0
        self.groups = 0
        rank = len(spec.inputs[0].shape) if spec.inputs else 3
        self.axes = rank - 1 if rank in (2, 3, 4) else 2

    def nodes(self, entries: tuple[Entry, ...], prefix: str) -> tuple[Node, ...]:
        """The nodes of one scope: repeats follow each other, or share the scope of their id."""
        found: list[Node] = []
        taken: dict[str, Span] = {}
        for entry in entries:
            if self._over(entry, prefix, entry.repeat):
                found.append(_left_out(entry, f"{prefix}{len(found)}"))
                break
            name = entry.id
            if name is not None:
                place = entry.id_span or entry.span
                problem = id_problem(name, place, taken)
                if problem:
                    name = None  # a name that PyTorch code may have, and a spec may not, is dropped
                    if entry.id_span or problem.related:
                        self.note(problem)
                else:
                    taken[name] = place
            if entry.repeat == 1:
                found.append(self._node(entry, prefix, name or str(len(found)), name))
            elif name is not None:
                inner = tuple(self._repeated(entry, f"{prefix}{name}.", 0))
                found.append(Group(prefix + name, name, "Sequential", inner, entry.span))
            else:
                found.extend(self._repeated(entry, prefix, len(found)))
        return tuple(found)

    def note(self, problem: Diagnostic) -> None:
        """Keep a problem, as long as they are not too many to read."""
        if len(self.problems) <= MAX_PROBLEMS:
            self.problems[problem] = None

    def _over(self, entry: Entry, prefix: str, repeat: int) -> bool:
        """Whether this entry would make the network too large, or the problems too many."""
        groups = 0 if entry.entries is None else repeat
        layers = repeat if entry.entries is None else repeat * len(entry.entries)
        if len(prefix) > MAX_PATH:
            message = f"the path to a layer is longer than {MAX_PATH:,} characters"
            label = "too deep in groups with long names"
            self.note(Diagnostic("too-large", message, entry.span, label, help="shorten the ids"))
            return True
        if self.layers + layers <= MAX_LAYERS and self.groups + groups <= MAX_LAYERS:
            return len(self.problems) > MAX_PROBLEMS
        message = f"the network has more than {MAX_LAYERS:,} layers"
        if message not in self.said:
            self.said.add(message)
            label = f"repeated {entry.repeat:,} times" if entry.repeat > 1 else "one too many"
            advice = f"write fewer repeats: {MAX_LAYERS:,} layers are the limit"
            self.note(Diagnostic("too-large", message, entry.span, label, help=advice))
        return True

    def _repeated(self, entry: Entry, prefix: str, first: int) -> list[Node]:
        made = self._node(entry, prefix, str(first), None)
        found = [made]
        for place in range(first + 1, first + entry.repeat):
            if isinstance(made, Leaf):
                self.layers += 1
                found.append(made._replace(path=f"{prefix}{place}"))
            elif self._over(entry, prefix, first + entry.repeat - place):
                found.append(_left_out(entry, f"{prefix}{place}"))
                break
            else:
                found.append(self._node(entry, prefix, str(place), None))
        return found

    def _node(self, entry: Entry, prefix: str, place: str, name: str | None) -> Node:
        path = prefix + place
        if entry.entries is not None and entry.name == "Sequential":
            self.groups += 1
            inner = self.nodes(entry.entries, f"{path}.")
            return Group(path, name, entry.name, inner, entry.span)
        self.layers += 1
        if id(entry) not in self.known:
            self.known[id(entry)] = self._layer(entry)
        layer, call = self.known[id(entry)]
        return Leaf(path, name, entry.name, layer, entry.span, call)

    def _layer(self, entry: Entry) -> tuple[Layer | None, Call | None]:
        if not entry.name:  # the parser has said why
            return None, None
        if entry.entries is not None:
            from cnncalc.unknown import unknown_layer

            self.note(unknown_layer(entry))
            return None, None
        call = resolve(entry, self.axes)
        if isinstance(call, Diagnostic):
            self.note(call)
            return None, None
        try:
            return call.layer(), call
        except LayerError as error:
            for problem in error.problems:
                self.note(call.placed(problem, entry.span))
            return None, call


def _left_out(entry: Entry, path: str) -> Leaf:
    """What stands for an entry beyond the limits, and for all behind it."""
    return Leaf(path, None, entry.name, None, entry.span, None)
