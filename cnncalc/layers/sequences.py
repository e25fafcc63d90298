"""What recurrent layers keep for backward, step by step.

These are PyTorch's native kernels. cuDNN keeps a reserve of its own choosing instead, and so does
oneDNN, which runs an LSTM without projections on the CPU unless it is switched off.

Source: PyTorch, ATen/native/RNN.cpp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.layers.saving import as_matrix, mask, moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.layers.recurrent import _Recurrent
    from cnncalc.layers.recurrent_cells import _Cell
    from cnncalc.layers.storage import Arriving, Saved

GATES = {"RNN": 0, "LSTM": 5, "GRU": 6}
"""How often as many values as a state's a step keeps: its gates, and what it makes of them."""


def of_sequence(layer: _Recurrent, tensor: Arriving, states: Sequence[Arriving]) -> Sequence[Saved]:
    """What a layer over whole sequences keeps.

    The input; the first states; of each step its gates and the states that it hands on; for each
    layer above the first, what the one below gave.
    """
    read = moved(tensor) if layer.batch_first else tensor
    steps, batch = read.shape[:2]
    runs = layer.num_layers * layer.directions
    hidden, width = batch * layer.hidden_size, batch * layer.width
    first = as_matrix(read, 0)
    found = [first] if first[0] == "input" else [first] * layer.directions
    if states:
        found += [("input", at) for at in range(1, len(states) + 1)]
    else:
        found += [("values", runs * batch * each) for each in layer.widths()]
    handed = hidden * (len(layer.widths()) - 1) + width
    name = type(layer).__name__
    own = steps * hidden * GATES[name] + (steps - 1) * handed
    if layer.proj_size:
        own += steps * hidden
    if name == "RNN":
        own += width  # the last state, which its own gradient is found from
    found.append(("values", runs * own))
    between = steps * batch * layer.width * layer.directions
    for _ in range(layer.num_layers - 1):
        found += [("values", between), *mask(layer.dropout, between)]
    return found


def of_step(layer: _Cell, tensor: Arriving, states: Sequence[Arriving]) -> Sequence[Saved]:
    """The step, the states before it, and what is made on the way to the next."""
    count = tensor.shape[0] * layer.hidden_size
    before: list[Saved] = [("input", at) for at in range(1, len(states) + 1)]
    own = [("values", each * count) for each in layer.kept]
    return [("input", 0), *(before or [("values", count)]), *own]
