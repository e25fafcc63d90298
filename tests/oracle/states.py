"""First states for recurrent layers and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from cnncalc.layers.shapes import Unbatched
from tests.oracle.several import OFTEN, SELDOM, SIZE, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

RECURRENT = ("RNN", "LSTM", "GRU")


def first_states(
    draw: st.DrawFn, name: str, arguments: dict[str, Any], shape: Sequence[int]
) -> tuple[Shape, ...]:
    """The states that arrive behind the sequence or the step, mostly of the right shape."""
    if draw(OFTEN):
        return ()
    hidden = arguments["hidden_size"]
    count = 1 + name.startswith("LSTM") + (draw(SELDOM) - draw(SELDOM))
    states: list[list[int]] = [[shape[0], hidden]] * count
    if not name.endswith("Cell"):
        rows = arguments.get("num_layers", 1) * (1 + arguments.get("bidirectional", False))
        batch = shape[0 if arguments.get("batch_first") else 1]
        widths = (arguments.get("proj_size", 0) or hidden, hidden, hidden)
        states = [[rows, batch, width] for width in widths[:count]]
    if states and draw(SELDOM):
        at = draw(st.integers(0, len(states[0]) - 1))
        states[-1] = [*states[-1][:at], draw(SIZE), *states[-1][at + 1 :]]
    kind = tuple if name.endswith("Cell") or draw(SELDOM) else Unbatched
    return tuple(kind(each) for each in states)
