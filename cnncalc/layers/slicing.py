"""Slicing: a part of a tensor in Python's own notation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Problem
from cnncalc.layers.arguments import argument
from cnncalc.layers.base import Layer, Shape
from cnncalc.layers.kinds import Kind, Unfit, is_whole
from cnncalc.layers.shapes import Unbatched, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAKES = "Python's slice notation as text, such as ':, :256'"
_DIGITS = 18
"""Digits of a number in it: no size has more."""
_LONGEST = 200


def items(text: str) -> list[Any]:
    """The parts of a text such as `:, ::2, 0, ...`.

    Raises:
        Unfit: the text is no such thing.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and not parts[-1]:
        parts.pop()  # Python lets a comma trail
    return [_item(part) for part in parts]


def _item(part: str) -> Any:
    if part == "...":
        return ...
    if part == "None":
        return None
    bounds = [_number(each.strip()) for each in part.split(":")]
    if len(bounds) == 1 and bounds[0] is not None:
        return bounds[0]
    if not 2 <= len(bounds) <= 3:
        raise Unfit(_TAKES, "bad-value")
    return slice(*bounds)


def _number(text: str) -> int | None:
    if text in ("", "None"):
        return None
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].lstrip() if text[0] in "+-" else text
    if not (digits.isascii() and digits.isdigit()) or len(digits) > _DIGITS:
        raise Unfit(_TAKES, "bad-value")
    return sign * int(digits)


def slice_text() -> Kind:
    """Text in Python's slice notation."""

    def convert(value: Any, _axes: int) -> str:
        text = str(value) if is_whole(value) else value
        if not isinstance(text, str):
            raise Unfit(_TAKES)
        if len(text) > _LONGEST:
            raise Unfit(_TAKES, "bad-value")
        items(text)
        return str(text).strip()

    return Kind(_TAKES, convert, text=True)


class Slice(Layer):
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
                    f"write {size - 1 if part > 0 else -size} at most",
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

    def shrunk(self, shape: Shape, output: Shape) -> Iterator[Problem]:
        yield Problem(
            "output-too-small",
            f"`Slice` takes nothing of {shown(shape)}: `{self.index}` leaves "
            f"{'×'.join(map(str, output))} with the batch",
            "every size must be at least 1",
            "write slices that end behind their start",
            "index",
        )
