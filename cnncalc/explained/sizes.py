"""How the shape of an output comes about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.explained.names import size_name, together
from cnncalc.explained.steps import Step, spanned, step
from cnncalc.layers.shapes import Unbatched, per_sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cnncalc.layers import Layer
    from cnncalc.layers.shapes import Shape
    from cnncalc.layers.sums import Sum

STAYS = "the shape stays as it arrives"


def size_steps(layer: Layer, shapes: Sequence[Shape], outputs: Sequence[Shape]) -> Iterator[Step]:
    """The sums of the first output's sizes, or what becomes of the shape in words."""
    output = outputs[0]
    said = list(layer.sums(*shapes))
    batched = not isinstance(output, Unbatched)
    groups: dict[Step, list[int]] = {}
    for each in said:  # sizes that come about alike are told once
        for one in _of_sum(each, output):
            groups.setdefault(one, []).append(each.at - batched)
    for one, places in groups.items():
        names = [size_name(layer, at, len(output) - batched) for at in places]
        yield one._replace(what=_titled(one, names, groups), places=tuple(places))
    told = {each.at for each in said if not each.on_the_way}
    if shapes and tuple(output) == tuple(shapes[0]) and not told:
        note = STAYS
        if len(shapes) > 1:
            alike = {tuple(each) for each in shapes} == {tuple(output)}
            note = "the shape of all that arrive" if alike else layer.output_formula
        yield Step("output", "", "", per_sample(output), note)
    elif not _explained(told, shapes, output):
        yield Step("output", "", "", per_sample(output), layer.output_formula)


def _of_sum(each: Sum, output: Shape) -> Iterator[Step]:
    """The steps to a size; one without a name gets that of its dimension."""
    if not each.formula:
        yield Step("", "", "", output[each.at], each.note, "output")
        return
    yield from spanned(each.formula, each.letters)
    figure = "" if each.on_the_way else "output"
    yield step(each.what, each.formula, each.letters, note=each.note, figure=figure)


def _titled(one: Step, names: Sequence[str], groups: Iterable[Step]) -> str:
    """What a step is about: `height and width`, `padding of the height`."""
    if not one.what:
        return together(names)
    alike = [each for each in groups if each.what == one.what]
    return one.what if len(alike) == 1 else f"{one.what} of the {together(names)}"


def _explained(told: set[int], shapes: Sequence[Shape], output: Shape) -> bool:
    """Whether each size is told, or as it arrives."""
    if not shapes or len(shapes[0]) != len(output):
        return bool(told) and told >= set(range(1, len(output)))
    kept = {at for at, pair in enumerate(zip(shapes[0], output, strict=True)) if len({*pair}) == 1}
    return told | kept >= set(range(len(output)))
