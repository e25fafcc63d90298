"""Slips in the weights of recurrent layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.mistakes.slips.changes import counting, dropped
from cnncalc.mistakes.slips.slip import on_terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.mistakes.working import Term, Working


def _gates(working: Working) -> Iterable[Term] | None:
    hidden = working.letters.get("H", 0)
    return None if not hidden else [
        term._replace(factors=(term.factors[0]._replace(value=hidden), *term.factors[1:]))
            if term.factors else term
        for term in working.terms
    ]  # fmt: skip


RECURRENT = (
    counting("first-of-several", dropped("_l1"),
          "only the first layer of several is counted", "each layer has weights of its own"),
    counting("one-direction", dropped("_reverse"),
          "only one direction is counted", "each direction has weights of its own"),
    counting("no-recurrence", dropped("weight_hh"),
          "the weights from step to step are left out", "the state goes through weights too"),
    counting("one-bias-vector", dropped("bias_hh"),
          "one bias is counted where PyTorch has two",
          "both the input's and the state's weights have one"),
    counting("no-gates", on_terms(_gates),
          "the gates are left out", "each gate has weights of its own"),
)  # fmt: skip
"""The simplest first."""
