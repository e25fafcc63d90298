"""Recurrent layers over whole sequences."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from cnncalc import arith
from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument, opaque
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import flag, real, whole, word
from cnncalc.layers.saving import behind
from cnncalc.layers.sequences import of_sequence
from cnncalc.layers.shapes import Unbatched, shown
from cnncalc.layers.strides import contiguous

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved
    from cnncalc.layers.sums import Sum


_STATES = ("hidden state", "cell state")


def other_state(
    layer: Layer, wanted: Sequence[Shape], states: Sequence[Shape]
) -> Iterator[Problem]:
    """A first state of another shape; that of a whole sequence has its batch second."""
    for name, right, state in zip(_STATES, wanted, states, strict=False):
        second = isinstance(right, Unbatched)
        if tuple(state) != tuple(right) or second != isinstance(state, Unbatched):
            sizes = "×".join(map(str, right))
            given = ", ".join([f"before.{at + second}" for at in range(len(states))])
            turned = second and state[1::-1] + state[2:] == right
            yield Problem(
                "shape-mismatch",
                f"the first {name} of `{type(layer).__name__}` has {sizes}, "
                f"{'the batch second' if second else 'with the batch'}, but {shown(state)} arrives",
                f"expected {sizes}",
                "put `Transpose(0, 1)` behind it, so that its batch stands second"
                if turned
                else f"name the states that a layer before gives, as in `from: [x, {given}]`",
            )
            return


class _Stepwise(Layer):
    """Each weight matrix is used once a step, the biases are added."""

    macs_symbols = MappingProxyType({"N": "steps of all samples"})

    def macs(self, *shapes: Shape) -> int:
        matrices = [each for each in self.weights().values() if len(each) == 2]
        return arith.weighted(arith.product(shapes[0][:-1]), sum(map(arith.product, matrices)))

    def macs_letters(self, *shapes: Shape) -> dict[str, int]:
        return {"N": arith.product(shapes[0][:-1])}


class _Recurrent(_Stepwise):
    input_size: int = argument(whole(1), dimension=-1, symbol="D_in")
    hidden_size: int = argument(whole(1), short=("units",), symbol="H")
    num_layers: int = argument(whole(1, most=50), 1)
    bias: bool
    batch_first: bool
    dropout: float
    bidirectional: bool
    proj_size: int = 0

    gates: ClassVar[int] = 1
    ranks = (3,)
    letters = MappingProxyType({3: "L×D_in"})
    mixes_channels = True
    output_formula = (
        "the sequence that arrives, H wide, or 2·H where bidirectional; then the last states, "
        "which another such layer may take behind its sequence"
    )
    params_note = "for each layer and direction; a deeper layer takes what the one below gives"

    @property
    def width(self) -> int:
        """The features of one direction's output."""
        return self.proj_size or self.hidden_size

    @property
    def directions(self) -> int:
        """How often the sequence is read."""
        return 2 if self.bidirectional else 1

    @property
    def arity(self) -> range:
        """The first states may arrive behind the sequence: all of them, or none."""
        return range(1, len(self.widths()) + 2, len(self.widths()))

    def widths(self) -> tuple[int, ...]:
        """The features of each state."""
        return (self.width,)

    def misfits(self, shape: Shape, *states: Shape) -> Iterator[Problem]:
        if states:
            yield from other_state(self, self.outputs(shape)[1:], states)

    def output(self, shape: Shape, *_: Shape) -> Shape:
        return (*shape[:-1], self.directions * self.width)

    def outputs(self, *shapes: Shape) -> tuple[Shape, ...]:
        """The sequence and the last states."""
        states = [self.state(shapes[0], width) for width in self.widths()]
        return (self.output(*shapes), *states)

    def state(self, shape: Shape, width: int) -> Shape:
        """The shape of a state after the last step; its batch stands second."""
        batch = shape[0] if self.batch_first else shape[1]
        return Unbatched((self.num_layers * self.directions, batch, width))

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import Sum

        letters = {"H": self.width}
        note = "H is proj_size" if self.proj_size else ""
        formula = "2·H" if self.bidirectional else "H"
        yield Sum(2, formula, letters, note)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """A step reads all before it, both ways all; the last states read everything."""
        from cnncalc.layers.reach import Along, Reach
        from cnncalc.layers.steps import EVERYTHING, PRECEDING

        batch = 0 if self.batch_first else 1
        first: list[Along | None] = [None] * 3
        if output:
            first[1] = Along(batch)
        else:
            first[batch] = Along(batch)
            first[1 - batch] = Along(1 - batch, EVERYTHING if self.bidirectional else PRECEDING)
        states: list[Along | None] = [None] * 3
        states[1 if output else batch] = Along(1)
        return (Reach(tuple(first)), *[Reach(tuple(states))] * len(shapes[1:]))

    def weights(self) -> dict[str, Shape]:
        rows = self.gates * self.hidden_size
        shapes: dict[str, Shape] = {}
        for layer in range(self.num_layers):
            arriving = self.directions * self.width if layer else self.input_size
            for suffix in ("", "_reverse")[: self.directions]:
                end = f"l{layer}{suffix}"
                shapes[f"weight_ih_{end}"] = (rows, arriving)
                shapes[f"weight_hh_{end}"] = (rows, self.width)
                if self.bias:
                    shapes[f"bias_ih_{end}"] = (rows,)
                    shapes[f"bias_hh_{end}"] = (rows,)
                if self.proj_size:
                    shapes[f"weight_hr_{end}"] = (self.proj_size, self.hidden_size)
        return shapes

    def saved(self, tensor: Arriving, *states: Arriving) -> Sequence[Saved]:
        return of_sequence(self, tensor, states)

    def laid_out(self, shape: Shape, *tensors: Arriving) -> Shape:
        """The sequence stands first in memory."""
        del tensors
        return behind(shape) if self.batch_first else contiguous(shape)


class _Gated(_Recurrent):
    bias: bool = argument(flag(numbers=False), True)
    batch_first: bool = argument(flag(numbers=False), False)
    dropout: float = argument(real(0, 1), 0.0)
    bidirectional: bool = argument(flag(numbers=False), False)


class RNN(_Recurrent):
    """RNN(28, 128): 28×28 → 28×128, 20,224 params, 559,104 MACs"""

    nonlinearity: str = argument(word("tanh", "relu"), "tanh")
    bias: bool = argument(flag(numbers=False), True)
    batch_first: bool = argument(flag(numbers=False), False)
    dropout: float = argument(real(0, 1), 0.0)
    bidirectional: bool = argument(flag(numbers=False), False)
    device: object = opaque()
    dtype: object = opaque()

    params_formula = "H·(D_in + H) + 2·H if bias"
    macs_formula = "N·H·(D_in + H)"


class LSTM(_Gated):
    """LSTM(512, 256, bidirectional=True): 26×512 → 26×512, 1,576,960 params, 40,894,464 MACs"""

    proj_size: int = argument(whole(0), 0)
    device: object = opaque()
    dtype: object = opaque()

    gates = 4
    params_formula = "4·H·(D_in + H) + 2·4·H if bias"
    macs_formula = "N·4·H·(D_in + H)"

    def flaws(self) -> Iterator[Problem]:
        if self.proj_size >= self.hidden_size:
            yield Problem(
                "bad-value",
                f"`proj_size` must be smaller than `hidden_size`: {self.proj_size} "
                f"against {self.hidden_size}",
                f"expected at most {self.hidden_size - 1}",
                f"write `proj_size={self.hidden_size - 1}`",
                "proj_size",
            )

    def widths(self) -> tuple[int, ...]:
        return (self.width, self.hidden_size)


class GRU(_Gated):
    """GRU(28, 64, num_layers=2, batch_first=True): 28×28 → 28×64, 43,008 params, 1,182,720 MACs"""

    device: object = opaque()
    dtype: object = opaque()

    gates = 3
    params_formula = "3·H·(D_in + H) + 2·3·H if bias"
    macs_formula = "N·3·H·(D_in + H)"
