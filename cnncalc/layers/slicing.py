"""Slicing: a part of a tensor in Python's own notation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Shape
from cnncalc.layers.saving import _Copied
from cnncalc.layers.shapes import Unbatched, shown
from cnncalc.layers.slice_text import items, slice_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.layers.storage import Arriving


class Slice(_Copied):
    """Slice(':, :256'): 512×28×28 → 256×28×28, 0 params

    The first part is the batch: `Slice(':, :256')` is `x[:, :256]`. A number alone drops its
    dimension, `None` adds one of size 1, and `...` stands for all dimensions that are not named.
    """

    index: str = argument(slice_text(), short=("slice", "slices"))

    output_formula = "the size of each slice; a number alone drops its dimension"

    def flaws(self) -> Iterator[Problem]:
        found = items(self.index)
        if found.count(...) > 1:
            yield Problem(
                "bad-value",
                f"`Slice` has {found.count(...)} times `...`: one alone says where the rest is",
                "expected `...` once",
                "write `:` for a single dimension",
                "index",
            )
        steps = [each.step for each in found if isinstance(each, slice) and each.step is not None]
        if (step := min(steps, default=1)) < 1:
            yield Problem(
                "bad-value",
                f"`Slice` has a step of {step}: PyTorch takes steps of at least 1",
                "expected a step of at least 1",
                "put `Flip` before it to go backwards",
                "index",
            )

    def _spread(self, shape: Shape) -> list[Any]:
        """One part for each dimension, and those that add one; `...` written out."""
        found = items(self.index)
        named = sum(each is not None and each is not ... for each in found)
        rest = [slice(None)] * (len(shape) - named)
        if ... not in found:
            return found + rest
        at = found.index(...)
        return found[:at] + rest + found[at + 1 :]

    def misfits(self, shape: Shape) -> Iterator[Problem]:
        named = sum(each is not None and each is not ... for each in items(self.index))
        if named > len(shape):
            batch = "" if isinstance(shape, Unbatched) else " with the batch"
            yield Problem(
                "rank-mismatch",
                f"`Slice` names {named} dimensions, but {shown(shape)} has {len(shape)}{batch}",
                f"expected at most {len(shape)}",
                "leave the last ones out",
                "index",
            )
            return
        parts = [each for each in self._spread(shape) if each is not None]
        for at, (part, size) in enumerate(zip(parts, shape, strict=True)):
            if isinstance(part, int) and not -size <= part < size:
                yield Problem(
                    "bad-value",
                    f"`Slice` takes number {part} of dimension {at}, which has {size:,}: "
                    f"{shown(shape)} arrives",
                    f"expected {-size} to {size - 1}",
                    self._behind_batch(shape) or f"write {size - 1 if part > 0 else -size} at most",
                    "index",
                )
                return

    def output(self, shape: Shape) -> Shape:
        sizes: list[int] = []
        left = list(shape)
        for part in self._spread(shape):
            if part is None:
                sizes.append(1)
                continue
            size = left.pop(0)
            if isinstance(part, slice):
                start, stop, step = part.indices(size)
                sizes.append(max(0, -(-(stop - start) // step)))
        return tuple(sizes)

    def keeps_batch(self, shape: Shape) -> bool:
        first = self._spread(shape)[0]
        if not isinstance(first, slice):
            return False
        return (first.start or 0, first.stop, first.step or 1) == (0, None, 1)

    def reach(self, output: int, *shapes: Shape) -> Reaches:
        from cnncalc.layers.reach import Along, Reach
        from cnncalc.layers.steps import Window

        (shape,) = shapes
        links: list[Along | None] = []
        fixed: list[tuple[int, int]] = []
        at = 0
        for part in self._spread(shape):
            if part is None:
                links.append(None)
                continue
            if isinstance(part, slice):
                start, _, step = part.indices(shape[at])
                links.append(Along(at, Window(stride=step, before=-start)))
            else:
                fixed.append((at, part % shape[at]))
            at += 1
        return (Reach(tuple(links), tuple(fixed)),)

    def shrunk(self, shape: Shape, output: Shape) -> Iterator[Problem]:
        yield Problem(
            "output-too-small",
            f"`Slice` takes nothing of {shown(shape)}: `{self.index}` leaves "
            f"{'×'.join(map(str, output))} with the batch",
            "every size must be at least 1",
            self._behind_batch(shape) or "write slices that end behind their start",
            "index",
        )

    def _behind_batch(self, shape: Shape) -> str:
        """The same slices one dimension on, where the first of them fell on the batch."""
        later = self.replaced(index=f":, {self.index}")
        whole = self._spread(shape)[0] in (slice(None), None) or isinstance(shape, Unbatched)
        if whole or next(later.misfits(shape), None) or min(later.output(shape), default=1) < 1:
            return ""
        return f"write `index=':, {self.index}'`: the first part is the batch"

    def views(self, tensor: Arriving) -> Sequence[Shape]:
        found: list[int] = []
        left = list(tensor.strides)
        for part in self._spread(tensor.shape):
            if part is None:
                found.append(0)
            elif isinstance(part, slice):
                found.append(left.pop(0) * (part.step or 1))
            else:
                left.pop(0)
        return [tuple(found)]
