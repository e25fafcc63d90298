"""Units that see only padding: those at a border whose window lies outside of what arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc import arith
from cnncalc.arith import fields
from cnncalc.diagnostics import Diagnostic
from cnncalc.field.forward import arriving, reaches
from cnncalc.layers.reach import Along
from cnncalc.layers.steps import Same, Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.layers.reach import Reach, Reaches
    from cnncalc.layers.shapes import Shape
    from cnncalc.report import Report, Row


class Border(NamedTuple):
    """How many units at either end of a dimension see only padding."""

    before: int = 0
    after: int = 0


Borders = tuple[Border, ...]
_NONE = Border()


def blind(report: Report) -> Iterator[Diagnostic]:
    """A warning for each layer that is the first on its path to make units that see only padding.

    A padding layer alone is none: what it puts there is for the next one.
    """
    known: dict[object, Reaches] = {}
    borders: dict[tuple[int, int], Borders] = {}
    told: set[int] = set()
    for row in report.rows:
        shapes = arriving(report, row)
        links = None
        if row.layer is not None and row.outputs and shapes is not None:
            links = reaches(row.layer, 0, shapes, known)
        if not links or shapes is None:
            continue
        each = [
            _through(borders.get((read.number, read.output), ()), link, arrives, row.outputs[0])
            for read, link, arrives in zip(row.reads, links, shapes, strict=True)
            if link is not None
        ]
        found = tuple([_common(dims) for dims in zip(*each, strict=True)])
        if not any(map(any, found)):
            continue
        borders[row.number, 0] = found
        if any(read.number in told for read in row.reads):
            told.add(row.number)
        elif not _only_pads(row, links[0]):
            told.add(row.number)
            yield _warning(row, found, links[0])


def _through(borders: Borders, reach: Reach, arrives: Shape, output: Shape) -> Borders:
    """The blind units of an output by what it reads of an input with some."""
    found = []
    for at, link in enumerate(reach.dims):
        border = _NONE
        if isinstance(link, Along):
            came = borders[link.source] if borders else _NONE
            if isinstance(link.step, Same):
                border = came
            elif isinstance(link.step, Window) and (link.step.mode == "zeros"):
                kernel, stride, padding, dilation = link.step[:4]
                size = arrives[link.source]
                counts = fields.blind((size, output[at]), kernel, stride, padding, dilation, came)
                border = Border(*counts)
        found.append(border)
    return tuple(found)


def _common(borders: tuple[Border, ...]) -> Border:
    """What is blind in all inputs."""
    return Border(min([each.before for each in borders]), min([each.after for each in borders]))


def _only_pads(row: Row, reach: Reach | None) -> bool:
    """Whether a layer does nothing but to put padding around what arrives."""
    assert row.layer is not None
    steps = [link.step for link in (reach.dims if reach else ()) if isinstance(link, Along)]
    windows = [step for step in steps if isinstance(step, Window)]
    single = all(step.kernel == step.stride == 1 for step in windows)
    return single and not row.layer.mixes_channels


def _warning(row: Row, borders: Borders, reach: Reach | None) -> Diagnostic:
    output = row.outputs[0]
    at = next(at for at, border in enumerate(borders) if any(border))
    before, after = borders[at]
    ends = [f"the first {before}"] * bool(before) + [f"the last {after}"] * bool(after)
    axes = len(output) - 2
    where = f" on axis {at - 1} of {axes}" if axes > 1 else ""
    link = reach.dims[at] if reach else None
    most = None
    if isinstance(link, Along) and isinstance(link.step, Window):
        most = arith.reach(link.step.kernel, link.step.dilation) - 1
        most = most if link.step.before > most else None
    label = "its window lies in the padding" if most is None else "wider padding than window"
    return Diagnostic(
        "sees-only-padding",
        f"output units of `{row.type}` see only padding: {' and '.join(ends)} of "
        f"{output[at]}{where}",
        row.span,
        label,
        help=f"write a padding of at most {most}" if most is not None else "pad less before it",
    )
