"""How deep a network is: the layers with weights that one value passes, at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnncalc.layers import Layer
    from cnncalc.report import Report


def depth(report: Report) -> int:
    """The convolutions, linear and other layers with a matrix of weights on the longest path.

    It is what the 50 in ResNet-50 counts: shortcuts with a projection are shorter paths, and batch
    norms, whose weights are a number for each channel, do not count. Source: He et al., "Deep
    Residual Learning for Image Recognition" (2016), Table 1.
    """
    reached = [0]
    for row in report.rows:
        before = max((reached[read.number] for read in row.reads if read.number > 0), default=0)
        reached.append(before + _weighs(row.layer))
    return max(reached)


def _weighs(layer: Layer | None) -> bool:
    if layer is None or 0 in layer.arity:  # a bare parameter is no layer to pass
        return False
    return any(len(shape) > 1 for shape in layer.weights().values())
