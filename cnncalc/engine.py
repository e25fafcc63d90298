"""Network to Report: shapes and counts, layer by layer, up to where the network breaks."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.arith import product
from cnncalc.diagnostics import Diagnostic, Note
from cnncalc.layers import LayerError
from cnncalc.layers.refusals import too_large
from cnncalc.layers.shapes import Unbatched, per_sample, shown
from cnncalc.limits import MAX_ELEMENTS, MAX_PROBLEMS
from cnncalc.network import Group
from cnncalc.report import GroupRow, Report, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.diagnostics import Problem
    from cnncalc.layers import Layer
    from cnncalc.network import Leaf, Network, Node
    from cnncalc.spec import Shape


def compute(network: Network, *, batch: int = 1) -> Report:
    """The shapes and counts of a network.

    Args:
        network: what `build` made of a spec.
        batch: samples at once; shapes are per sample all the same.

    Raises:
        ValueError: the batch is no whole number of at least 1.

    Returns:
        The report. Where a layer does not fit, its row is marked as broken, what follows from it
        is unknown, and the problem stands in `problems`, behind those of the network.
    """
    if not isinstance(batch, int) or batch < 1:
        raise ValueError(f"the batch is a whole number of at least 1, not {batch!r}")
    engine = _Engine()
    shape: Shape | None = None
    if network.inputs:
        shape = (batch, *network.inputs[0].shape)
        engine.origin = Note(network.inputs[0].span, f"{shown(shape)} comes in here")
    elif network.nodes and not any(p.code in _NO_INPUT for p in network.problems):
        engine.problems[_missing_input(network)] = None
    engine.run(network.nodes, shape)
    problems = sorted((*network.problems, *engine.problems), key=_place)
    if len(problems) > MAX_PROBLEMS:
        message = f"there are more than {MAX_PROBLEMS} problems: the rest is not shown"
        advice = "mend these first"
        problems = [*problems[:MAX_PROBLEMS], Diagnostic("too-large", message, help=advice)]
    inputs = {each.name: each.shape for each in network.inputs}
    rows, groups = tuple(engine.rows), tuple(engine.groups)
    return Report(network.name, inputs, batch, rows, groups, tuple(problems))


_NO_INPUT = ("input-shape", "size-too-large")


def _place(problem: Diagnostic) -> tuple[bool, int]:
    """Where a problem stands in reading order; one without a place comes first."""
    return (problem.span is not None, problem.span.start if problem.span else 0)


def _missing_input(network: Network) -> Diagnostic:
    first = network.nodes[0]
    return Diagnostic(
        "missing-input",
        "no input shape is given",
        first.span,
        "what arrives here?",
        help="write `input: 3x32x32` in the file, or give it first: `cnncalc 3x32x32 …`",
    )


class _Engine:
    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.groups: list[GroupRow] = []
        self.problems: dict[Diagnostic, None] = {}  # in order, and each once
        self.origin: Note | None = None
        self.before: tuple[Layer, Shape] | None = None
        self.results: dict[object, _Result] = {}

    def run(self, nodes: Iterable[Node], shape: Shape | None, depth: int = 0) -> Shape | None:
        """Compute nodes in order; the shape that leaves the last, None where it is unknown."""
        for node in nodes:
            if isinstance(node, Group):
                first, place = len(self.rows), len(self.groups)
                row = GroupRow(node.path, node.id, node.name, depth, first, first, node.span)
                self.groups.append(row)
                shape = self.run(node.nodes, shape, depth + 1)
                self.groups[place] = row._replace(end=len(self.rows))
            else:
                shape = self._leaf(node, shape)
        return shape

    def _leaf(self, node: Leaf, shape: Shape | None) -> Shape | None:
        layer = node.layer
        if layer is None or shape is None:
            self._add(node, layer, shape, broken=layer is None)
            return None
        try:
            if node.call and node.call.forms and len(shape) not in layer.ranks:
                layer = node.call.fitting(len(shape)).layer()
            result = self._result(layer, shape)
        except LayerError as error:
            for each in error.problems:
                if len(self.problems) <= MAX_PROBLEMS:
                    self.problems[self._explained(each, node, layer, shape)] = None
            with suppress(LayerError):  # what could be inferred is shown all the same
                layer = layer.given(shape)
            self._add(node, layer, shape, broken=True)
            certain = error.output
            if certain is None or product(certain) > MAX_ELEMENTS:
                return None
            output = Unbatched(certain) if isinstance(shape, Unbatched) else certain
        else:
            self._add(node, result.layer, shape, result)
            layer, output = result.layer, result.outputs[0]
        self.origin = Note(node.span, f"{shown(output)} leaves here")
        self.before = (layer, shape)
        return output

    def _result(self, layer: Layer, shape: Shape) -> _Result:
        """What a layer makes of a shape; the same question is answered once."""
        key = (layer, type(shape), shape)
        if key not in self.results:
            self.results[key] = _computed(layer, shape)
        return self.results[key]

    def _explained(self, problem: Problem, node: Leaf, layer: Layer, shape: Shape) -> Diagnostic:
        """A problem with its place, where the shape came from, and a mend that sees both."""
        from cnncalc.fixes import fix  # an error's cost, not a start's

        from_here = (self.origin,) if self.origin is not None else ()
        better = fix(problem, layer, shape, self.before)
        assert node.call is not None
        return node.call.placed(problem._replace(help=better or problem.help), node.span, from_here)

    def _add(
        self,
        node: Leaf,
        layer: Layer | None,
        shape: Shape | None,
        result: _Result | None = None,
        *,
        broken: bool = False,
    ) -> None:
        self.rows.append(
            Row(
                number=len(self.rows) + 1,
                path=node.path,
                id=node.id,
                name=node.name,
                layer=layer,
                inputs=(per_sample(shape),) if shape is not None else None,
                output=per_sample(result.outputs[0]) if result else None,
                outputs=result.outputs if result else (),
                params=result.params if result else None,
                trainable_params=result.trainable_params if result else None,
                buffers=result.buffers if result else None,
                broken=broken,
                span=node.span,
            )
        )


class _Result(NamedTuple):
    """A layer with all that it infers, and what it makes of a shape."""

    layer: Layer
    outputs: tuple[Shape, ...]
    params: int
    trainable_params: int
    buffers: int


def _computed(layer: Layer, shape: Shape) -> _Result:
    """What a layer makes of a shape.

    Raises:
        LayerError: with all that PyTorch would refuse, and tensors that are too large.
    """
    layer = layer.given(shape)
    outputs = layer.outputs(shape)
    if min(outputs[0]) < 1:
        raise LayerError(layer.shrunk(shape, outputs[0]))
    weights = {name: product(sizes) for name, sizes in layer.weights().items()}
    for what, count in (("output", product(outputs[0])), *weights.items()):
        if count > MAX_ELEMENTS:
            sizes = outputs[0] if what == "output" else layer.weights()[what]
            raise LayerError([too_large(layer, what, sizes)])
    if isinstance(shape, Unbatched) or not layer.keeps_batch(shape):
        outputs = tuple([Unbatched(each) for each in outputs])
    params = sum(weights.values())
    buffers = sum(map(product, layer.buffers().values()))
    return _Result(layer, outputs, params, 0 if layer.frozen else params, buffers)
