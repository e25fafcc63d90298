"""Layers that cut the batch where the channels are meant."""

from __future__ import annotations

import pytest

from tests.drawing import spec
from tests.running import only_problem


@pytest.mark.parametrize(
    ("layers", "code"),
    [
        ("- {id: s, Chunk: 2}\n- {from: s.1, ReLU: }", "unknown-reference"),
        ("- Chunk: 2\n- Mul", "inputs-mismatch"),
    ],
)
def test_who_looks_for_more_parts_is_told_that_the_batch_was_cut(layers: str, code: str) -> None:
    found = only_problem(spec(layers, shape="8x8x8"), None)
    assert found.code == code
    assert found.help == "in `Chunk`, write `dim=1`: dimension 0 is the batch of 1"
