"""Shapes and parameters of convolutional networks, exactly, without a deep-learning framework.

    >>> import cnncalc
    >>> spec = cnncalc.parse("nn.Conv2d(3, 10, 3), nn.MaxPool2d(4, 4)")
    >>> report = cnncalc.compute(cnncalc.build(cnncalc.with_input(spec, "3x130x130")))
    >>> report.output, report.flatten, report.total("params")
    ((10, 32, 32), 10240, 280)

Each step is a pure function: `parse` reads a text as a Spec, `build` makes it a Network, `compute`
a Report; `check` holds a Report to what a spec expects. What is wrong never raises: it stands in
the `problems` of each. Layers themselves are classes, by PyTorch's names, in `LAYERS`; making one
with arguments that PyTorch refuses raises a LayerError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.checks import check
from cnncalc.diagnostics import Diagnostic, Span
from cnncalc.engine import compute
from cnncalc.layers import Layer, LayerError
from cnncalc.network import Network, build
from cnncalc.parse import parse, with_input
from cnncalc.report import GroupRow, Report, Row
from cnncalc.spec import Claim, Entry, Spec

if TYPE_CHECKING:
    from cnncalc.layers import LAYERS
    from cnncalc.render.csv import as_csv
    from cnncalc.render.diagnostic import concise, full
    from cnncalc.render.json import as_json
    from cnncalc.render.markdown import as_markdown
    from cnncalc.render.table import as_table

__version__ = "0.1.0"

__all__ = [
    "LAYERS", "Claim", "Diagnostic", "Entry", "GroupRow", "Layer", "LayerError", "Network",
    "Report", "Row", "Span", "Spec", "as_csv", "as_json", "as_markdown", "as_table", "build",
    "check", "compute", "concise", "full", "parse", "with_input",
]  # fmt: skip

_RENDERINGS = {
    "as_csv": "csv", "as_json": "json", "as_markdown": "markdown", "concise": "diagnostic",
    "full": "diagnostic", "as_table": "table",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load what a program may not need: all layers, and renderings with rich."""
    if name == "LAYERS":
        from cnncalc import layers

        return layers.LAYERS
    if name in _RENDERINGS:
        from importlib import import_module

        return getattr(import_module(f"cnncalc.render.{_RENDERINGS[name]}"), name)
    raise AttributeError(f"module 'cnncalc' has no attribute {name!r}")
