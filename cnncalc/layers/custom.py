"""Layers of the user's own: what they give is written, not computed."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cnncalc.layers.arguments import Argument, argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import Kind, Unfit, sizes, whole
from cnncalc.layers.refusals import MANY
from cnncalc.layers.shapes import Unbatched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cnncalc.diagnostics import Problem
    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.signature import Signature


def _written_shape() -> Kind:
    takes = "a shape without the batch, such as '64x7x7' or [64, 7, 7]"

    def convert(value: Any, axes: int) -> tuple[int, ...]:
        if isinstance(value, str):
            parts = [each.strip() for each in value.replace("×", "x").split("x")]
            if not all(each.isascii() and each.isdigit() and len(each) < 19 for each in parts):
                raise Unfit(takes, "bad-value")
            value = tuple(map(int, parts))
        made: tuple[int, ...] = sizes(1).convert(value, axes)
        return made

    return sizes(1)._replace(takes=takes, convert=convert, text=True)


class Custom(Layer):
    """Custom((64, 7, 7), params=100, macs=5000): 3×32×32 → 64×7×7, 100 params, 5,000 MACs

    A layer that is not known here: what it gives for each sample, and what it counts. A count
    that is left out is unknown.
    """

    sizes: tuple[int, ...]
    param_count: int | None
    mac_count: int | None
    buffer_count: int | None

    output_formula = "output, as the spec says"
    params_formula = "P"
    macs_formula = "N·M"
    macs_symbols = MappingProxyType({"N": "samples"})

    @property
    def arity(self) -> range:
        return range(MANY + 1)

    @property
    def uncounted(self) -> tuple[str, ...]:
        counts = {
            "params": self.param_count, "buffers": self.buffer_count, "macs": self.mac_count,
        }  # fmt: skip
        return tuple([name for name, count in counts.items() if count is None])

    def _bind(
        self, signature: Signature, positional: Sequence[Any], named: Mapping[str, Any]
    ) -> None:
        """Keep the values under other names: `output` and `params` are what every layer has."""
        super()._bind(signature, positional, named)
        for name, field in _FIELDS.items():
            self.__dict__[field] = self.__dict__.pop(name)

    def values(self) -> dict[str, Any]:
        return {name: self.__dict__[field] for name, field in _FIELDS.items()}

    def misfits(self, *shapes: Shape) -> Iterator[Problem]:
        del shapes
        return iter(())

    def output(self, *shapes: Shape) -> Shape:
        batched = next((each for each in shapes if not isinstance(each, Unbatched)), None)
        return Unbatched(self.sizes) if batched is None else (batched[0], *self.sizes)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        """Unknown, as all that is not written."""
        return None

    def batched(self, *shapes: Shape) -> bool:
        return not isinstance(self.output(*shapes), Unbatched)

    def weights(self) -> dict[str, Shape]:
        return {"params": (self.param_count,)} if self.param_count else {}

    def buffers(self) -> dict[str, Shape]:
        return {"buffers": (self.buffer_count,)} if self.buffer_count else {}

    def macs(self, *shapes: Shape) -> int:
        return (self.mac_count or 0) * self.macs_letters(*shapes)["N"]

    def macs_letters(self, *shapes: Shape) -> Mapping[str, int]:
        output = self.output(*shapes)
        return {"N": 1 if isinstance(output, Unbatched) else output[0]}


_FIELDS = {
    "output": "sizes", "params": "param_count", "macs": "mac_count", "buffers": "buffer_count",
}  # fmt: skip
"""Its arguments, and the names under which it keeps them."""


def _declared() -> tuple[Argument, ...]:
    made = {
        "output": argument(_written_shape()),
        "params": argument(whole(0), None, symbol="P"),
        "macs": argument(whole(0), None, symbol="M"),
        "buffers": argument(whole(0), None),
    }
    for name, each in made.items():
        each.__set_name__(Custom, name)
    return tuple(made.values())


Custom.arguments = _declared()
