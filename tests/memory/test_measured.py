"""What PyTorch 2.13 keeps for backward in cases that generated ones seldom meet, measured."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.memory import memory

CASES = {
    "a padding that no gradient is wanted of": (
        """input: 2x12x12
layers:
  - AvgPool2d: 2
  - Conv2d: {out: 3, kernel: 3, padding: 1, padding_mode: reflect}
""",
        1_024,  # the padded input, and not what was padded
    ),
    "keys and values from one tensor by two weights": (
        """input: {q: 10x32, k: 14x24}
layers:
  - from: [q, k, k]
    MultiheadAttention: {embed_dim: 32, num_heads: 4, kdim: 24, vdim: 24, batch_first: true}
""",
        24_704,  # each weight reads a copy of its own
    ),
    "keys and values from one tensor by one weight": (
        """input: {q: 10x32, k: 14x32}
layers:
  - from: [q, k, k]
    MultiheadAttention: {embed_dim: 32, num_heads: 4, batch_first: true}
""",
        22_912,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_kept_is_what_was_measured(name: str) -> None:
    text, kept = CASES[name]
    report = cnncalc.compute(cnncalc.build(cnncalc.parse(text)), batch=2)
    assert memory(report).kept == kept
