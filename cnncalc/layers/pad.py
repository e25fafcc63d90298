"""Padding along any dimension, as `torch.nn.functional.pad` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import real, sizes, word
from cnncalc.layers.shapes import Unbatched, shown
from cnncalc.layers.windows import cropped_away, far_padding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving, Saved
    from cnncalc.layers.sums import Sum


class Pad(Layer):
    """Pad((1, 2, 0, 1)): 3×32×32 → 3×33×35, 0 params

    Two numbers for each dimension, before and after, the last dimension first.
    """

    pad: tuple[int, ...] = argument(sizes(None, alone=False), short=("padding",), symbol="P")
    mode: str = argument(word("constant", "reflect", "replicate", "circular"), "constant")
    value: float | None = argument(real(), None)

    keeps_channels_last = True
    output_formula = "W + P before + P after in each dimension, the last one first in `pad`"

    def flaws(self) -> Iterator[Problem]:
        if len(self.pad) % 2:
            yield Problem(
                "bad-value",
                f"`pad` of `Pad` has {len(self.pad)} numbers: there are two for each dimension",
                "expected an even count",
                f"write `pad={(*self.pad, 0)}`",
                "pad",
            )
        elif self.mode != "constant" and len(self.pad) > 6:
            yield Problem(
                "bad-value",
                f"`Pad` in mode '{self.mode}' takes at most 3 dimensions, not {len(self.pad) // 2}",
                "expected at most 6 numbers",
                "write `mode='constant'`",
                "pad",
            )
        if self.mode != "constant" and self.value:
            yield Problem(
                "bad-value",
                f"`value` goes with the mode 'constant', but the mode is '{self.mode}'",
                "not with this mode",
                "leave `value` out",
                "value",
            )

    def sides(self) -> tuple[tuple[int, int], ...]:
        """The padding before and after, in each dimension, the last dimension last."""
        pairs = zip(self.pad[::2], self.pad[1::2], strict=True)
        return tuple(pairs)[::-1]

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        count, rank = len(self.pad) // 2, len(shape)
        fits = count <= rank if self.mode == "constant" else rank - count in (1, 2)
        if not fits:
            batch = "" if isinstance(shape, Unbatched) else " with the batch"
            wanted = f"at least {count}"
            if self.mode != "constant":
                wanted = f"{count + 1} or {count + 2}"
            yield Problem(
                "rank-mismatch",
                f"`Pad` pads {count} dimension{'s' * (count > 1)} of {wanted}"
                + f" in mode '{self.mode}', but {shown(shape)} has {rank}{batch}",
                f"expected {wanted} dimensions",
                "write two numbers for each dimension to be padded",
                "pad",
            )
        elif self.mode == "constant":
            yield from cropped_away(self, shape, self.sides(), "pad")
        elif self.mode != "replicate":
            yield from far_padding(self.mode, shape, self.sides(), "pad")

    def sums(self, *shapes: Shape) -> Iterator[Sum]:
        from cnncalc.layers.sums import widened

        return widened(shapes[0], self.sides())

    def output(self, shape: Shape) -> Shape:
        sides = self.sides()
        first = len(shape) - len(sides)
        padded = [size + sum(side) for size, side in zip(shape[first:], sides, strict=True)]
        return (*shape[:first], *padded)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import stepping
        from cnncalc.layers.steps import Window

        rank, mode = len(shapes[0]), "zeros" if self.mode == "constant" else self.mode
        steps = [Window(1, 1, before, 1, mode, after) for before, after in self.sides()]
        return (stepping(rank, enumerate(steps, rank - len(steps))),)

    def keeps_batch(self, shape: Shape) -> bool:
        return len(self.pad) < 2 * len(shape) or self.pad[-2:] == (0, 0)

    def saved(self, tensor: Arriving) -> Sequence[Saved]:
        del tensor
        return [("input", 0)] if self.mode in ("reflect", "replicate") else ()
