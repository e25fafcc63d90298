"""Recurrent layers a step at a time."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Shape
from cnncalc.layers.kinds import flag, whole, word
from cnncalc.layers.recurrent import _Stepwise, other_state
from cnncalc.layers.sequences import GATES, of_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.diagnostics import Problem
    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved


class _Cell(_Stepwise):
    input_size: int = argument(whole(1), dimension=-1, symbol="D_in")
    hidden_size: int = argument(whole(1), short=("units",), symbol="H")
    bias: bool = argument(flag(), True)

    gates: ClassVar[int] = 1
    ranks = (2,)
    letters = MappingProxyType({2: "D_in"})
    mixes_channels = True
    output_formula = "H"
    dimension_formulas = MappingProxyType({-1: "H"})
    states: ClassVar[int] = 1
    kept: ClassVar[tuple[int, ...]] = ()
    """How often as many values as a state's are kept: those that a step makes on its way."""

    @property
    def arity(self) -> range:
        """The states before may arrive behind the step: all of them, or none."""
        return range(1, self.states + 2, self.states)

    def misfits(self, shape: Shape, *states: Shape) -> Iterator[Problem]:
        if states:
            yield from other_state(self, self.outputs(shape), states)

    def output(self, shape: Shape, *_: Shape) -> Shape:
        return (shape[0], self.hidden_size)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import mixing

        return (mixing(2, (1,)),) * len(shapes)

    def weights(self) -> dict[str, Shape]:
        rows = self.gates * self.hidden_size
        shapes = {"weight_ih": (rows, self.input_size), "weight_hh": (rows, self.hidden_size)}
        return shapes | (dict.fromkeys(("bias_ih", "bias_hh"), (rows,)) if self.bias else {})

    def saved(self, tensor: Arriving, *states: Arriving) -> Sequence[Saved]:
        return of_step(self, tensor, states)


class RNNCell(_Cell):
    """RNNCell(10, 20): 10 → 20, 640 params, 600 MACs"""

    nonlinearity: str = argument(word("tanh", "relu"), "tanh")
    device: object = opaque()
    dtype: object = opaque()

    params_formula = "H·(D_in + H) + 2·H if bias"
    macs_formula = "N·H·(D_in + H)"

    def saved(self, tensor: Arriving, *states: Arriving) -> Sequence[Saved]:
        return [*super().saved(tensor, *states), ("output", 0)]


class LSTMCell(_Cell):
    """LSTMCell(10, 20): 10 → 20, 2,560 params, 2,400 MACs"""

    device: object = opaque()
    dtype: object = opaque()

    gates = 4
    states = 2
    kept = (GATES["LSTM"],)
    params_formula = "4·H·(D_in + H) + 2·4·H if bias"
    macs_formula = "N·4·H·(D_in + H)"

    def outputs(self, *shapes: Shape) -> tuple[Shape, ...]:
        """The hidden state and the cell state."""
        return (self.output(*shapes),) * 2


class GRUCell(_Cell):
    """GRUCell(10, 20): 10 → 20, 1,920 params, 1,800 MACs"""

    device: object = opaque()
    dtype: object = opaque()

    gates = 3
    kept = (GATES["GRU"],)
    params_formula = "3·H·(D_in + H) + 2·3·H if bias"
    macs_formula = "N·3·H·(D_in + H)"
