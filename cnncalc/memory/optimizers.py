"""What optimisers hold."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.arith import product

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cnncalc.layers.shapes import Shape

SCALAR = 4
"""Bytes of a single number in an optimiser's state, such as `step`: float32 whatever the dtype."""


class Optimizer(NamedTuple):
    """What an optimiser of PyTorch holds for each parameter after its first step."""

    description: str
    copies: int = 0
    """Tensors of the parameter's shape and dtype."""
    scalars: int = 0
    """Single numbers in float32."""
    factored: bool = False
    """Whether what has two dimensions or more has a row and a column instead of one copy."""

    def bytes(self, shape: Shape, width: int) -> int:
        """The bytes that it holds for a parameter of that shape, a number of which is so wide."""
        count = product(shape)
        held = self.copies * count
        if self.factored:
            matrix = len(shape) > 1
            held += count // shape[-1] + count // shape[-2] if matrix else count
        return held * width + self.scalars * SCALAR


OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType(
    {
        "sgd": Optimizer("SGD without momentum holds nothing"),
        "momentum": Optimizer("SGD with momentum, Nesterov's too: its buffer", 1),
        "adam": Optimizer("Adam: two moments and the step", 2, 1),
        "adamw": Optimizer("AdamW: two moments and the step", 2, 1),
        "amsgrad": Optimizer("Adam or AdamW with amsgrad: three moments and the step", 3, 1),
        "adamax": Optimizer("Adamax: a moment, the infinity norm and the step", 2, 1),
        "nadam": Optimizer("NAdam: two moments, the step and the product of mu", 2, 2),
        "radam": Optimizer("RAdam: two moments and the step", 2, 1),
        "rmsprop": Optimizer("RMSprop: the mean of squares and the step", 1, 1),
        "adagrad": Optimizer("Adagrad: the sum of squares and the step", 1, 1),
        "adadelta": Optimizer("Adadelta: two running means and the step", 2, 1),
        "asgd": Optimizer("ASGD: the average, eta, mu and the step", 1, 3),
        "rprop": Optimizer("Rprop: the last gradient, the step sizes and the step", 2, 1),
        "adafactor": Optimizer(
            "Adafactor: a row and a column of squares and the step", 0, 1, factored=True
        ),
    }
)
"""Optimisers by name, with PyTorch 2.13's default arguments where none are named."""
