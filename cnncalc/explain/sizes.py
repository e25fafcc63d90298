"""How the shape of an output comes about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.explain.steps import Step, spanned, step
from cnncalc.layers.shapes import Unbatched, per_sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers import Layer
    from cnncalc.layers.formulas import Sum
    from cnncalc.layers.shapes import Shape

_NAMES = {
    1: ("values",),
    2: ("channels", "length"),
    3: ("channels", "height", "width"),
    4: ("channels", "depth", "height", "width"),
}
"""What the sizes of a shape are called, by how many there are."""
_FEATURES = {"E", "D_in"}
"""Letters of a shape whose last size is features."""


def size_steps(layer: Layer, shapes: Sequence[Shape], outputs: Sequence[Shape]) -> Iterator[Step]:
    """The sums of the first output's sizes, or what becomes of the shape in words."""
    output = outputs[0]
    said = list(layer.sums(*shapes))
    groups: dict[str, list[Sum]] = {}
    for each in said:  # sizes that come about alike are told once
        size = None if each.formula else output[each.at]
        key = repr((each.what, each.formula, each.letters, each.note, size))
        groups.setdefault(key, []).append(each)
    for group in groups.values():
        yield from _of_group(layer, group, output)
    told = {each.at for each in said if not each.on_the_way}
    if shapes and tuple(output) == tuple(shapes[0]) and not told:
        yield Step("output", "", "", per_sample(output), "the shape stays as it arrives")
    elif not _explained(told, shapes, output):
        yield Step("output", "", "", per_sample(output), layer.output_formula)


def _of_group(layer: Layer, group: Sequence[Sum], output: Shape) -> Iterator[Step]:
    first = group[0]
    batched = not isinstance(output, Unbatched)
    places = tuple([each.at - batched for each in group])
    more: dict[str, Any] = {"places": places}
    what = first.what or _named(layer, group, output)
    if not first.formula:
        yield Step(what, "", "", output[first.at], first.note, "output", places)
        return
    yield from spanned(first.formula, first.letters, places=places)
    if not first.on_the_way:
        more["figure"] = "output"
    elif len({each.at for each in group}) < len(output[2:]) and what == "padding":
        what = f"padding of the {_named(layer, group, output)}"
    yield step(what, first.formula, first.letters, note=first.note, **more)


def _named(layer: Layer, group: Sequence[Sum], output: Shape) -> str:
    """What the sizes are called that a group of sums is about: `height and width`."""
    batched = not isinstance(output, Unbatched)
    return together([size_name(layer, each.at - batched, len(output) - batched) for each in group])


def together(names: Sequence[str]) -> str:
    """Several names: `depth, height and width`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def size_name(layer: Layer, place: int, count: int) -> str:
    """What one of so many sizes of an output is called."""
    letters = layer.letters.get(count + 1, "").split("×")
    if place == count - 1 and (-1 in layer.dimension_formulas or letters[-1] in _FEATURES):
        return "features"
    if place < 0:
        return "batch"
    names = _NAMES.get(count)
    return names[place] if names else f"size {place + 1}"


def _explained(told: set[int], shapes: Sequence[Shape], output: Shape) -> bool:
    """Whether each size is told, or as it arrives."""
    if not shapes or len(shapes[0]) != len(output):
        return bool(told) and told >= set(range(1, len(output)))
    kept = {at for at, pair in enumerate(zip(shapes[0], output, strict=True)) if len({*pair}) == 1}
    return told | kept >= set(range(len(output)))
