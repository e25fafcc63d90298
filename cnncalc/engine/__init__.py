"""Network to Report: shapes and counts, layer by layer, up to where the network breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic
from cnncalc.engine.flow import Flow, Value
from cnncalc.engine.run import Engine
from cnncalc.layers.shapes import Unbatched, per_sample
from cnncalc.limits import MAX_PROBLEMS
from cnncalc.network import arriving
from cnncalc.report import Read, Report, Result

if TYPE_CHECKING:
    from cnncalc.network import Network
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
    engine = Engine(network, batch)
    flow: Flow = (Value(None, 0),)
    if network.inputs:
        shapes = enumerate([(batch, *each.shape) for each in network.inputs])
        flow = tuple([Value(shape, 0, at) for at, shape in shapes])
    elif network.nodes and not any(p.code in _NO_INPUT for p in network.problems):
        engine.note(_missing_input(network))
    engine.values[arriving("")] = flow
    last = engine.run(network.nodes, flow)
    results = [Result("output", *_given(last[0]))] if last else []
    if network.outputs:
        each = [(name, engine.gathered((port,))[0]) for name, port in network.outputs]
        results = [Result(name, *_given(value)) for name, value in each]
    inputs = {each.name: each.shape for each in network.inputs}
    rows, groups = tuple(engine.rows), tuple(engine.groups)
    report = Report(network.name, inputs, batch, rows, groups, tuple(results), (), network.ignores)
    found = [*network.problems, *engine.problems.values()]
    if network.nodes and not (report.rows or found):
        place = network.nodes[0].span
        label = "left out, like the rest"
        found.append(Diagnostic("empty-spec", "there are no layers", place, label))
    if report.whole and not any(each.status for each in found):
        from cnncalc.engine.unused import unused

        found += unused(report, network.inputs)
    found.sort(key=_place)
    if len(found) > MAX_PROBLEMS:
        message = f"there are more than {MAX_PROBLEMS} problems: the rest is not shown"
        found = [
            *found[:MAX_PROBLEMS], Diagnostic("too-large", message, help="mend these first"),
        ]  # fmt: skip
    return report._replace(problems=tuple(found))


_NO_INPUT = ("input-shape", "size-too-large")


def _given(value: Value) -> tuple[Read, Shape | None, bool]:
    shape = value.shape
    known = None if shape is None else per_sample(shape)
    return Read(value.number, value.output), known, not isinstance(shape, Unbatched)


def _place(problem: Diagnostic) -> tuple[bool, str, int]:
    """Where a problem stands in reading order; one without a place comes first."""
    span = problem.span
    return (True, span.source.name, span.start) if span else (False, "", 0)


def _missing_input(network: Network) -> Diagnostic:
    first = network.nodes[0]
    return Diagnostic(
        "missing-input",
        "no input shape is given",
        first.span,
        "what arrives here?",
        help="write `input: 3x32x32` in the file, or give it first: `cnncalc 3x32x32 …`",
    )
