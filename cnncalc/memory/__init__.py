"""The memory of a computed network: bytes by dtype, the peak of evaluation, and training."""

from __future__ import annotations

from cnncalc.memory.dtypes import DTYPES, Dtype
from cnncalc.memory.figures import Memory, memory
from cnncalc.memory.fit import Fit, fit
from cnncalc.memory.optimizers import OPTIMIZERS, Optimizer
from cnncalc.memory.size import parse_bytes

__all__ = [
    "DTYPES",
    "OPTIMIZERS",
    "Dtype",
    "Fit",
    "Memory",
    "Optimizer",
    "fit",
    "memory",
    "parse_bytes",
]
