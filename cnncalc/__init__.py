"""Shapes and parameters of convolutional networks, exactly, without a deep-learning framework.

    >>> import cnncalc
    >>> spec = cnncalc.parse("nn.Conv2d(3, 10, 3), nn.MaxPool2d(4, 4)")
    >>> report = cnncalc.compute(cnncalc.build(cnncalc.with_input(spec, "3x130x130")))
    >>> report.output, report.flatten, report.total("params")
    ((10, 32, 32), 10240, 280)

Each step is a pure function: `parse` reads a text as a Spec, `build` makes it a Network, `compute`
a Report; `check` holds a Report to what a spec expects. What is wrong never raises: it stands in
the `problems` of each. `Figures` has what more can be asked of a Report: work by the rules of other
tools, memory, the receptive field:

    >>> figures = cnncalc.Figures(report, cnncalc.Asked(dtype="float16", optimizer="sgd"))
    >>> report.total("macs"), figures.memory.training, [axis.size for axis in figures.fields[-1]]
    (4423680, 512120, [6, 6])

Layers themselves are classes, by PyTorch's names, in `LAYERS`; making one
with arguments that PyTorch refuses raises a LayerError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.checks import check, verdicts
from cnncalc.diagnostics import Diagnostic, Span
from cnncalc.engine import compute
from cnncalc.layers import Layer, LayerError
from cnncalc.network import Network, build
from cnncalc.parse import parse, with_input
from cnncalc.report import GroupRow, Report, Row
from cnncalc.spec import Claim, Entry, Spec
from cnncalc.verdict import Verdict

if TYPE_CHECKING:
    from cnncalc.comparison.compared import Comparison, compare
    from cnncalc.costs.counting import counted
    from cnncalc.explained import explain, explanations
    from cnncalc.field import fields
    from cnncalc.field.one_unit import region
    from cnncalc.figures import Asked, Figures
    from cnncalc.layers import LAYERS
    from cnncalc.linter import RULES, Rule, lint
    from cnncalc.memory import parse_bytes
    from cnncalc.memory.fit import fit
    from cnncalc.mistakes import likely
    from cnncalc.parse.claim_words import read_claim
    from cnncalc.render.columns import named as columns
    from cnncalc.render.csv import as_csv
    from cnncalc.render.diagnostic import concise, full
    from cnncalc.render.json import as_json
    from cnncalc.render.markdown import as_markdown
    from cnncalc.render.sheet import View
    from cnncalc.render.table import as_table

__version__ = "0.1.0"

__all__ = [
    "LAYERS", "RULES", "Asked", "Claim", "Comparison", "Diagnostic", "Entry", "Figures",
    "GroupRow", "Layer", "LayerError", "Network", "Report", "Row", "Rule", "Span", "Spec",
    "Verdict", "View", "as_csv", "as_json", "as_markdown", "as_table", "build", "check",
    "columns", "compare", "compute", "concise", "counted", "explain", "explanations",
    "fields", "fit", "full", "likely", "lint", "parse", "parse_bytes", "read_claim", "region",
    "verdicts", "with_input",
]  # fmt: skip

_LATER = {
    "LAYERS": "layers.LAYERS", "RULES": "linter.RULES", "Asked": "figures.Asked",
    "Comparison": "comparison.compared.Comparison", "Figures": "figures.Figures",
    "Rule": "linter.Rule", "View": "render.sheet.View", "as_csv": "render.csv.as_csv",
    "as_json": "render.json.as_json", "as_markdown": "render.markdown.as_markdown",
    "as_table": "render.table.as_table", "columns": "render.columns.named",
    "compare": "comparison.compared.compare", "concise": "render.diagnostic.concise",
    "counted": "costs.counting.counted", "explain": "explained.explain",
    "explanations": "explained.explanations", "fields": "field.fields",
    "fit": "memory.fit.fit", "full": "render.diagnostic.full", "likely": "mistakes.likely",
    "lint": "linter.lint", "parse_bytes": "memory.parse_bytes",
    "read_claim": "parse.claim_words.read_claim", "region": "field.one_unit.region",
}  # fmt: skip
"""What a program may not need, and where it is: all layers, figures, renderings with rich."""


def __getattr__(name: str) -> Any:
    """Load what a program may not need."""
    if name in _LATER:
        from importlib import import_module

        module, _, found = _LATER[name].rpartition(".")
        return getattr(import_module(f"cnncalc.{module}"), found)
    raise AttributeError(f"module 'cnncalc' has no attribute {name!r}")
