"""The run through a network: what goes from node to node, and a row for each layer."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Diagnostic
from cnncalc.engine.flow import Bundle, Flow, Value, no_output, not_there, several, taken, too_few
from cnncalc.engine.outcomes import Outcome, outcome
from cnncalc.engine.rows import broken_row, row_of
from cnncalc.layers import LayerError
from cnncalc.layers.shapes import Unbatched
from cnncalc.limits import MAX_ELEMENTS, MAX_PROBLEMS
from cnncalc.network import Group, Later, arriving
from cnncalc.report import NOTHING, GroupRow, Read, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.diagnostics import Note, Problem
    from cnncalc.layers import Layer
    from cnncalc.network import Leaf, Network, Node, Port
    from cnncalc.spec import Shape


class Engine:
    """Computes nodes in the order in which they run."""

    def __init__(self, network: Network, batch: int) -> None:
        self.network = network
        self.batch = batch
        self.rows: list[Row] = []
        self.arrived: list[tuple[Shape, ...]] = []
        """The shapes that arrived at each row, with the batch."""
        self.calls: list[tuple[Note, ...]] = []
        """The calls of blocks that led to each row."""
        self.groups: list[GroupRow] = []
        self.problems: dict[object, Diagnostic] = {}  # in order, and of one place only the first
        self.values: dict[str, Flow] = {}
        """What each node gives, by its path, and what arrives at each group."""
        self.left_out: set[str] = set()
        """The paths of nodes whose condition did not hold."""
        self.places: dict[str, int] = {}
        """The place of each row, by its path."""
        self.outcomes: dict[object, Outcome] = {}

    def note(self, problem: Diagnostic) -> None:
        """Keep a problem, as long as they are not too many to read."""
        if len(self.problems) <= MAX_PROBLEMS:
            self.problems.setdefault((problem.code, problem.message, problem.span), problem)

    def run(self, nodes: Iterable[Node], flow: Flow, depth: int = 0) -> Flow:
        """Compute nodes in order; what the last of them gives."""
        for node in nodes:
            came = flow if node.reads is None else self.gathered(node.reads)
            if isinstance(node, Group):
                flow = self._group(node, came, depth)
            elif isinstance(node, Later):
                given = self._later(node, came, depth)
                if given is None:  # what is left out hands on nothing
                    self.left_out.add(node.path)
                    continue
                flow = given
            else:
                flow = self._leaf(node, came, depth)
            self.values[node.path] = flow
        return flow

    def gathered(self, ports: tuple[Port, ...]) -> Flow:
        """What the ports give: of one alone all that there is, of several the first of each."""
        found: list[Value] = []
        for port in ports:
            flow = self.values.get(port.node, (Value(None, NOTHING),))
            if port.node in self.left_out:
                self.note(not_there(port))
            if port.alone and len(flow) > 1:
                if not isinstance(flow, Bundle):
                    self.note(several(port, len(flow)))
                flow = flow[:1]
            if port.output is None:
                if len(ports) == 1:
                    return flow
                found.extend(flow[:1] if isinstance(flow, Bundle) else flow)
            elif port.output < len(flow):
                found.append(flow[port.output])
            else:
                if flow and flow[0].shape is not None:
                    self.note(self._missing(port, len(flow)))
                found.append(Value(None, NOTHING))
        return tuple(found)

    def _missing(self, port: Port, count: int) -> Diagnostic:
        """What to say of an output that is not there, or of an input that a block is not given."""
        for group in reversed(self.groups):
            if arriving(group.path) == port.node:
                return too_few(port, count, group)
        problem = no_output(port, count)
        at = self.places.get(port.node)
        layer = None if at is None else self.rows[at].layer
        if at is None or layer is None or not self.arrived[at]:
            return problem
        from cnncalc.engine.fixes import uncut

        return problem._replace(help=uncut(layer, self.arrived[at][0]) or problem.help)

    def _group(self, node: Group, flow: Flow, depth: int) -> Flow:
        self.values[arriving(node.path)] = flow
        if not node.heading:
            return self.run(node.nodes, flow, depth)
        first, place = len(self.rows), len(self.groups)
        row = GroupRow(node.path, node.id, node.name, depth, first, first, node.span)
        self.groups.append(row)
        flow = self.run(node.nodes, flow, depth + 1)
        if node.gives:
            flow = Bundle([self.gathered((port,))[0] for port in node.gives])
        if node.nodes and len(self.rows) == first:  # all of it was left out
            del self.groups[place:]
        else:
            gives = tuple(dict.fromkeys([each.number for each in flow]))
            self.groups[place] = row._replace(end=len(self.rows), gives=gives)
        return flow

    def _later(self, node: Later, flow: Flow, depth: int) -> Flow | None:
        shape = flow[0].shape if flow else None
        if not shape:
            from cnncalc.network.expansion import unexpanded

            self._add(unexpanded(node), flow, depth, None)
            return (Value(None, len(self.rows)),)
        batched = not isinstance(shape, Unbatched) and len(shape) > 1
        nodes, problems = node.expand(shape[1] if batched else shape[0])
        for each in problems:
            self.note(each)
        return self.run(nodes, flow, depth) if nodes else None

    def _leaf(self, node: Leaf, flow: Flow, depth: int) -> Flow:
        layer = node.layer
        number = len(self.rows) + 1
        if layer is not None and len(flow) != 1:
            flow = taken(layer, flow)
        elif layer is not None and layer.arity.stop == 1 and node.reads is None:
            flow = ()
        shapes = tuple([each.shape for each in flow if each.shape is not None])
        if layer is None or len(shapes) < len(flow):
            self._add(node, flow, depth, layer, broken=layer is None)
            return (Value(None, number),)
        try:
            if node.call and node.call.forms and shapes and len(shapes[0]) not in layer.ranks:
                layer = node.call.fitting(len(shapes[0])).layer()
            found = self._outcome(layer, shapes)
        except LayerError as error:
            for each in error.problems:
                self._complain(each, node, layer, flow)
            with suppress(LayerError):  # what could be inferred is shown all the same
                layer = layer.given(*shapes)
            self._add(node, flow, depth, layer, broken=True)
            certain = error.output
            if certain is None or product(certain) > MAX_ELEMENTS:
                return (Value(None, number),)
            certain = Unbatched(certain) if isinstance(shapes[0], Unbatched) else certain
            return (Value(certain, number),)
        self._add(node, flow, depth, found.layer, found)
        if len(found.outputs) == 1:
            return (Value(found.outputs[0], number),)
        return Bundle([Value(each, number, at) for at, each in enumerate(found.outputs)])

    def _outcome(self, layer: Layer, shapes: tuple[Shape, ...]) -> Outcome:
        """What a layer makes of shapes; the same question is answered once."""
        marks = [each.twin if isinstance(each, Unbatched) else True for each in shapes]
        key = (layer, shapes, *marks)
        if key not in self.outcomes:
            self.outcomes[key] = outcome(layer, shapes, self.batch)
        return self.outcomes[key]

    def _complain(self, problem: Problem, node: Leaf, layer: Layer, flow: Flow) -> None:
        """Note a problem with its place, where the shapes came from, and a mend that sees both."""
        if len(self.problems) > MAX_PROBLEMS:
            return
        from cnncalc.engine.provenance import Past, explained  # an error's cost, not a start's

        reads = tuple([Read(each.number, each.output) for each in flow])
        shapes = tuple([each.shape for each in flow if each.shape is not None])
        past = Past(self.rows, self.arrived, self.calls, self.network.inputs)
        self.note(explained(problem, node, layer, reads, shapes, past))

    def _add(
        self,
        node: Leaf,
        flow: Flow,
        depth: int,
        layer: Layer | None,
        found: Outcome | None = None,
        *,
        broken: bool = False,
    ) -> None:
        shapes = tuple([each.shape for each in flow if each.shape is not None])
        whole = len(shapes) == len(flow)
        broken = broken or any(each.number == NOTHING for each in flow)
        self.places[node.path] = len(self.rows)
        self.arrived.append(shapes)
        self.calls.append(node.calls)
        place = (len(self.rows) + 1, depth)
        row = row_of(node, place, layer, flow, shapes if whole else None, found)
        row = row._replace(broken=True) if broken else row
        if node.shares is not None and found:
            row = self._sharing(row, node)
        self.rows.append(row)

    def _sharing(self, row: Row, node: Leaf) -> Row:
        """A row whose weights are another's: they count there."""
        from cnncalc.engine.sharing import shared

        at = self.places.get(node.shares or "")
        made = shared(row, node, self.rows[at] if at is not None else None)
        if isinstance(made, Diagnostic):
            self.note(made)
            return broken_row(row)
        return made
