"""Rules about Linear layers that read feature maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.linter.graph import arriving, role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.linter.graph import Graph
    from cnncalc.report import Row

_LIGHT = 1_000_000
"""Parameters up to which nobody minds where they are."""
_POINTWISE = ("activation", "dropout", "batch norm", "instance norm")
_IMAGE = 3
"""Dimensions of an image: C×H×W."""


def heavy_linear(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """More than half of the parameters are in the Linear behind a Flatten."""
    total, count = graph.params, row.params
    if total is None or count is None or count <= _LIGHT or 2 * count <= total:
        return
    flat = graph.before(row, _POINTWISE)
    if flat is None or role(flat) != "flatten" or len(flat.output or ()) != 1:
        return
    shape = arriving(flat)
    places = product(shape[1:])
    if places == 1:
        return
    sizes = "·".join(map(str, shape))
    pool = f"`AdaptiveAvgPool{len(shape) - 1}d(1)`"
    left = count - row.argument("out_features") * shape[0] * (places - 1)
    advice = f"write {pool} before `Flatten()`: {shape[0]:,} features, and {left:,} parameters"
    if len(shape) not in (2, 3, 4):
        advice = "pool what arrives before it is flattened"
    yield (
        row,
        Problem(
            "",
            f"`{row.type}`, layer {row.number}, holds {count:,} of {total:,} parameters, since "
            f"`Flatten` gives it {sizes} = {product(shape):,} features",
            f"{count:,} parameters",
            advice,
        ),
    )


def linear_on_maps(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """A Linear reads feature maps, or an image, that nothing has flattened or turned."""
    shape = arriving(row)
    if len(shape) <= 1:
        return
    first = row
    while (before := graph.before(first)) is not None and role(before) in _POINTWISE:
        first = before
    image = first.reads[0].number == 0 and len(shape) >= _IMAGE
    if not image and (before is None or role(before) not in ("convolution", "pool")):
        return
    rows, features = product(shape[:-1]), product(shape)
    yield (
        row,
        Problem(
            "",
            f"`{row.type}` reads the last axis of {'×'.join(map(str, shape))} alone: {shape[-1]:,} "
            f"features, {rows:,} times in each sample",
            "nothing is flattened here",
            f"put `Flatten()` before it, which makes {features:,} features",
        ),
    )
