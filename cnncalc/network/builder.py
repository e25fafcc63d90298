"""Spec to Network: blocks and repeats written out, names looked up, arguments bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Diagnostic
from cnncalc.expressions import Unworkable, unknown_name
from cnncalc.limits import MAX_LEVELS, MAX_PROBLEMS
from cnncalc.network import Later, Output, Port
from cnncalc.network.blocks import Frame, also_ignoring, block_problem, used_by
from cnncalc.network.expansion import Place, left_out, node
from cnncalc.network.ledger import Ledger
from cnncalc.network.references import Known, Scope, no_output
from cnncalc.network.resolve import named_sources
from cnncalc.network.values import Values
from cnncalc.spec import Word

if TYPE_CHECKING:
    from cnncalc.diagnostics import Span
    from cnncalc.layers import Layer
    from cnncalc.network import Node
    from cnncalc.network.call import Call
    from cnncalc.spec import Entry, Reference, Spec, Value

NOWHERE = Port("")


class Builder(Ledger):
    """Builds the nodes of one spec; it also expands, later, what hangs on the shapes."""

    def __init__(self, spec: Spec) -> None:
        super().__init__(spec.problems)
        self.spec = spec  # its entries are known by their identity for as long as they are kept
        self.blocks = {each.name: each for each in spec.blocks}
        self.known: dict[object, tuple[Layer | None, Call | None]] = {}
        """The layers that were made, by their entry and the names it sees: a repeat makes none."""
        self.values = Values()
        self.alterations: dict[object, Entry] = {}
        self.globals: dict[str, Value] = {}
        self.circles: dict[str, bool] = {}
        self.circled: set[str] = set()
        """The blocks of circles that have been said."""
        rank = len(spec.inputs[0].shape) if spec.inputs else 3
        self.axes = rank - 1 if rank in (2, 3, 4) else 2

    def whole(self) -> tuple[tuple[Node, ...], tuple[Output, ...]]:
        """All nodes of the spec, and its named outputs."""
        spec = self.spec
        if spec.variables:
            from cnncalc.network.variables import variables

            self.globals = variables(spec, self)
        for block in spec.blocks:
            if problem := block_problem(block):
                self.note(problem)
        if len(spec.inputs) > 1:
            from cnncalc.network.naming import unusable

            for each in spec.inputs:
                if problem := unusable(each.name, each.span):
                    self.note(problem._replace(help="write `left: 3x64x64`"))
        inputs = {each.name: at for at, each in enumerate(spec.inputs)}
        scope = Scope(spec.entries, None, "", inputs)
        frame = Frame(self.globals, ignores=spec.ignored_in(spec.source))
        nodes = self.nodes(scope, "", frame)
        ports = self.outputs(spec.outputs, scope, frame)
        named = {each.name: port for each, port in zip(spec.outputs, ports, strict=True)}
        return nodes, tuple([Output(name, port) for name, port in named.items()])

    def outputs(
        self, references: tuple[Reference, ...], scope: Scope, frame: Frame
    ) -> tuple[Port, ...]:
        """The ports of named outputs, once all entries of the list have run."""
        scope.position = len(scope.entries)
        seen: set[str] = set()
        for reference in references:
            if reference.name in seen:
                from cnncalc.network.naming import named_twice

                self.note(named_twice(reference), frame)
            seen.add(reference.name)
        return self._ports(references, scope, frame, what="output")

    def circular(self, name: str) -> bool:
        """Whether a block is written in terms of itself, by way of others or not."""
        if name not in self.circles:
            self.circles[name] = name in used_by(name, self.blocks)
        return self.circles[name]

    def altered(self, entry: Entry, **changes: Any) -> Entry:
        """An entry with changes; the same ones give the same entry, so that its layer is known."""
        values = tuple([type(each.value) for each in changes.get("arguments", ())])  # 1 is not True
        key = (id(entry), values, *changes.values())
        if key not in self.alterations:
            self.alterations[key] = entry._replace(**changes)
        return self.alterations[key]

    def nodes(self, scope: Scope, prefix: str, frame: Frame) -> tuple[Node, ...]:
        """The nodes of one scope: repeats follow each other, or share the scope of their id."""
        if self.level >= MAX_LEVELS and scope.entries:
            from cnncalc.network.naming import too_deep

            self.note(too_deep(scope.entries[0]))
            return (left_out(scope.entries[0], f"{prefix}0"),)
        self.level += 1
        scope.blocks = self.blocks
        found = self._nodes(scope, prefix, frame)
        self.level -= 1
        return tuple(found)

    def _nodes(self, scope: Scope, prefix: str, frame: Frame) -> list[Node]:
        found: list[Node] = []
        outer = frame
        for position, entry in enumerate(scope.entries):
            scope.position = position
            self.steps += 1
            if not entry.name and entry.share and (known := scope.find(entry.share.name)):
                entry = self.altered(
                    entry, name=known.entry.name, arguments=known.entry.arguments,
                    notation=known.entry.notation, entries=known.entry.entries,
                    repeat=known.entry.repeat if entry.repeat == 1 else entry.repeat,
                )  # fmt: skip
            if entry.sources is None and (named := named_sources(entry)):
                entry = self.altered(entry, sources=named, arguments=())
            first = len(found)
            frame = outer
            if entry.ignores:
                frame = also_ignoring(outer, entry)
            if entry.when is not True and self._left_out(entry, scope, frame):
                continue
            sure = entry.when is True and type(entry.repeat) is int
            if self.over(entry, prefix, entry.repeat if sure else 1):
                found.append(left_out(entry, f"{prefix}{first}"))
                break
            name = self._id(entry, scope, frame)
            path = prefix + (name or str(first))
            sources = entry.sources
            reads = None if sources is None else self._ports(sources, scope, frame)
            place = self._place(entry, path, name, scope, frame)
            if sure and entry.repeat == 1:
                nodes: list[Node] = [node(self, entry, place, scope, frame)]
            elif self.values.hang((entry.when, entry.repeat), frame.names):
                nodes = [self.later(entry, place, scope, frame, whole=True)]
            else:
                from cnncalc.network.repeats import some  # few entries need it

                nodes = some(self, entry, place, scope, frame)
            if reads is not None and nodes:
                nodes[0] = nodes[0]._replace(reads=reads)
            found.extend(nodes)
            if len(found) == first:
                if name is not None:
                    scope.left_out[name] = entry
            elif name is not None:
                scope.known[name] = Known(path, entry, position)
        return found

    def _left_out(self, entry: Entry, scope: Scope, frame: Frame) -> bool:
        """Whether the `when` of an entry is known not to hold."""
        if self.values.hang((entry.when,), frame.names):
            return False
        try:
            left_out = not self.condition(entry, frame)
        except Unworkable:
            return False  # said where its nodes are made
        if left_out and entry.id is not None:
            scope.left_out[entry.id] = entry
        return left_out

    def _id(self, entry: Entry, scope: Scope, frame: Frame) -> str | None:
        if entry.id is None:
            return None
        from cnncalc.network.naming import id_problem, inputs_name

        place = entry.id_span or entry.span
        taken = scope.known.get(entry.id)
        first = (taken.entry.id_span or taken.entry.span) if taken else None
        if scope.is_input(entry.id):
            self.note(inputs_name(entry.id, place), frame)
            return None
        problem = id_problem(entry.id, place, first)
        if problem is None:
            return entry.id
        if entry.id_span or problem.related:
            self.note(problem, frame)
        return None  # a name that PyTorch code may have, and a spec may not, is dropped

    def _ports(
        self, sources: tuple[Reference, ...], scope: Scope, frame: Frame, what: str = ""
    ) -> tuple[Port, ...]:
        """The ports of what is read; one that leads nowhere is a problem."""
        ports = []
        for each in sources:
            if len(self.problems) > MAX_PROBLEMS:
                ports.append(NOWHERE)
                continue
            port = scope.port(each)
            if isinstance(port, Diagnostic):
                self.note(no_output(port, each) if what else port, frame)
                port = NOWHERE
            ports.append(port)
        return tuple(ports)

    def _place(
        self, entry: Entry, path: str, name: str | None, scope: Scope, frame: Frame
    ) -> Place:
        """Where an entry goes, and whose weights it uses."""
        if entry.share is None:
            return Place(path, name)
        known = scope.sharing(entry.share)
        if isinstance(known, Diagnostic):
            self.note(known, frame)
            return Place(path, name)
        return Place(path, name, known.path, in_turn=known.entry.repeat != 1)

    def value(self, value: Value, frame: Frame, span: Span) -> Value:
        """What a value comes to.

        Raises:
            Unworkable: with the reason.
        """
        if type(value) is Word and value not in frame.names:
            raise Unworkable(unknown_name(value, value.span or span, frame.names))
        return self.values.evaluate(value, frame.names)

    def condition(self, entry: Entry, frame: Frame) -> bool:
        """Whether the `when` of an entry holds; the name of a layer or block is true.

        Raises:
            Unworkable: it is text, or cannot be worked out.
        """
        found = self.value(entry.when, frame, entry.span)
        if not isinstance(found, str) or found in self.blocks:
            return bool(found)
        from cnncalc.network.naming import no_condition
        from cnncalc.network.parameters import layer_name

        if not layer_name(found):
            raise Unworkable(no_condition(entry, found))
        return bool(found)

    def later(
        self, entry: Entry, place: Place, scope: Scope, frame: Frame, *, whole: bool
    ) -> Later:
        """An entry over `in_channels`: all its repeats, or one of them."""
        self.deferred += 1
        made: dict[int, tuple[tuple[Node, ...], tuple[Diagnostic, ...]]] = {}
        past, level = scope.past(), self.level

        def expand(channels: int) -> tuple[tuple[Node, ...], tuple[Diagnostic, ...]]:
            if channels not in made:
                before = len(self.problems)
                seen = frame._replace(names={**frame.names, "in_channels": channels})
                scope.set_past(past)
                self.level = level
                if whole:
                    from cnncalc.network.repeats import some

                    nodes = some(self, entry, place, scope, seen, apart=True)
                else:
                    nodes = [node(self, entry, place, scope, seen)]
                made[channels] = tuple(nodes), tuple(self.problems.values())[before:]
            return made[channels]

        return Later(place.path, place.id, entry.name, expand, entry.span)
