"""What changed from one computed network to another, layer by layer, in figures and in total.

    >>> from cnncalc.comparison import compare
    >>> found = compare(old, new)           # two reports
    >>> [(each.kind, each.new and each.new.path) for each in found.changes]
    >>> found.total("params").change

Layers are aligned as lines are in a difference of two texts (`alignment`), in three steps. What has
one name in both networks is the same, wherever it stands. Between such names, layers of equal
arguments are, in the order that keeps most of them. What is left over on both sides with equal
arguments has moved. Arguments that PyTorch's lazy layers infer, such as `in_channels`, follow from
what arrives: a change of them is a consequence, and no edit (`changes`).
"""

from __future__ import annotations

from cnncalc.comparison.alignment import Alignment, align
from cnncalc.comparison.arguments import ArgumentChange
from cnncalc.comparison.changes import Change
from cnncalc.comparison.compared import Comparison, compare
from cnncalc.comparison.conditions import Condition, condition
from cnncalc.comparison.refusals import refusals
from cnncalc.comparison.totals import Total

__all__ = [
    "Alignment",
    "ArgumentChange",
    "Change",
    "Comparison",
    "Condition",
    "Total",
    "align",
    "compare",
    "condition",
    "refusals",
]
