"""The sums of windows that slide: what padding comes to, what a division cuts, what is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from cnncalc import arith
from cnncalc.arith import product
from cnncalc.layers.formulas import formula_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cnncalc.layers.formulas import Formulated
    from cnncalc.layers.shapes import Shape


class Sides(NamedTuple):
    """A padding that is not the same before and after."""

    before: int
    after: int


Figure: TypeAlias = "int | float | Sides | tuple[int, ...]"
"""What a letter stands for; a tuple has one number for each axis."""


class Sum(NamedTuple):
    """How one size of an output comes about."""

    at: int
    """The dimension, the batch counted."""
    formula: str
    """In letters; empty where `note` alone says it."""
    letters: Mapping[str, Figure]
    note: str = ""
    what: str = ""
    """What it is called; empty for the dimension's own name."""
    on_the_way: bool = False
    """Whether it is not the size itself, but what goes into it."""


def asked(at: int, by: str) -> Sum:
    """A size that is written, not computed."""
    return Sum(at, "", {}, f"as {by} asks for")


def left_over(at: int, start: int, end: int, output: Shape) -> Sum:
    """The size that is left for a −1, where dimensions from start to end share out values."""
    known = product([*output[start:at], *output[at + 1 : end]])
    note = "what is left where −1 stands"
    return Sum(at, "n/k", {"n": known * output[at], "k": known}, note)


def padded(axis: int, word: str, letters: Mapping[str, Any]) -> tuple[Sum, int | Sides]:
    """What a padding that is a word comes to on an axis: its sum, and the padding."""
    size, kernel, stride, dilation = [letters.get(each, 1) for each in "WFSD"]
    if word == "same":
        rule: Any = arith.same_padding
        sides = Sides(*arith.same_padding(kernel, dilation))
    else:
        rule = arith.tf_same_padding
        sides = Sides(*arith.tf_same_padding(size, kernel, stride, dilation))
    even = sides.before == sides.after
    how = f"{sides.before:,} on each side" if even else f"{sides[0]:,} before, {sides[1]:,} after"
    step = Sum(axis + 2, formula_of(rule), letters, f"`{word}`: {how}", "padding", on_the_way=True)
    return step, sides.before if even else sides


def widened(shape: Shape, sides: Sequence[tuple[int, int]]) -> Iterator[Sum]:
    """The last axes with so much before and after each; an axis without any is left out."""
    for at, (before, after) in enumerate(sides, len(shape) - len(sides)):
        if before or after:
            yield Sum(at, "W + P_1 + P_2", {"W": shape[at], "P_1": before, "P_2": after})


def sliding(layer: Any, shape: Shape) -> Iterator[Sum]:
    """The windows of a layer on each axis of an image; its padding may be a word."""
    padding, ceil = layer.values().get("padding"), bool(layer.values().get("ceil_mode"))
    word = padding if isinstance(padding, str) else ""
    for axis, size in enumerate(shape[2:]):
        letters = {"W": size, **layer.on_axis(axis)}
        if word in ("same", "tf_same"):
            step, letters["P"] = padded(axis, word, letters)
            yield step
        elif word:
            letters["P"] = 0
        yield from slid(axis, letters, ceil=ceil and not word)


def slid(axis: int, letters: Mapping[str, Any], *, ceil: bool = False) -> Iterator[Sum]:
    """The windows of a convolution or pool on an axis, with what becomes of the remainder."""
    formula, note = formula_of(arith.rounded_up if ceil else arith.convolution), ""
    size, kernel, stride, dilation = [letters.get(each, 1) for each in "WFSD"]
    padding = letters.get("P", 0)
    before, after = padding if isinstance(padding, Sides) else (padding, padding)
    rest = (size + before + after - arith.reach(kernel, dilation)) % stride
    if ceil:
        windows = arith.rounded_up(size, kernel, stride, before, dilation)
        note = "ceil_mode rounds up" if rest else ""
        if (start := (windows - 1) * stride) >= size + before:
            formula += " − dropped"
            letters = {**letters, "dropped": 1}
            note = (
                f"ceil_mode rounds up to {windows:,}, but the last window would start behind the "
                f"input, at {start:,} of {size:,} + {before:,}, and is dropped"
            )
    elif rest > after:
        cut = rest - after
        note = f"rounded down: the last {cut:,} of the {size:,} {'is' if cut == 1 else 'are'} "
        note += "in no window"
    elif rest:
        note = "rounded down, which cuts padding alone"
    yield Sum(axis + 2, formula, letters, note)


def on_axes(layer: Formulated, sizes: Sequence[int], what: str, at: int) -> Iterator[Sum]:
    """The windows on each axis of an image, on the way to how many there are in all."""
    for axis, size in enumerate(sizes):
        for each in slid(axis, {"W": size, **layer.on_axis(axis)}):
            yield each._replace(at=at, what=f"{what} {axis + 1}", on_the_way=True)
