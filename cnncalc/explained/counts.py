"""How values, parameters and multiply-accumulates are counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cnncalc.explained.filling import filled
from cnncalc.explained.formula import Added, Number, Times
from cnncalc.explained.names import together
from cnncalc.explained.steps import Step, of_tree
from cnncalc.layers.formulas import lettered
from cnncalc.layers.shapes import Unbatched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cnncalc.explained.formula import Node
    from cnncalc.layers import Layer
    from cnncalc.layers.shapes import Shape


def terms(formula: str) -> list[tuple[str, tuple[str, ...]]]:
    """The terms of a count, each with the arguments that it asks for: `K·F + K if bias`."""
    found = [""]
    for part in formula.split(" + "):
        inside = found[-1].count("(") > found[-1].count(")")
        found[-1:] = [f"{found[-1]} + {part}"] if inside else [found[-1], part]
    split = [each.partition(" if ") for each in found[1:]]
    return [(count, tuple(asked.split(" and ")) if asked else ()) for count, _, asked in split]


def counted(layer: Layer, formula: str, letters: Mapping[str, int]) -> Node:
    """A count by a formula, without the terms that do not hold for this layer."""
    values = layer.values()
    figures: dict[str, Any] = {**layer.symbols(), **letters}
    held = Counter(
        [
            filled(count, figures)
            for count, asked in terms(formula)
            if all(values.get(each) is True for each in asked)
        ]
    )
    made = [Times((Number(count), each)) if count > 1 else each for each, count in held.items()]
    if not made:
        return Number(0)
    return Added(tuple([(1, each) for each in made])) if len(made) > 1 else made[0]


def _silent(layer: Layer) -> bool:
    """Whether the formulas are those of one layer in one direction, and this one has more."""
    values = layer.values()
    deep = (values.get("num_layers") or 1) > 1 or bool(values.get("proj_size"))
    return bool(layer.params_note) and (deep or bool(values.get("bidirectional")))


def flatten_step(output: Shape, *, named: bool = True) -> Step:
    """The values of an output, whose sizes may have no letters."""
    batched = not isinstance(output, Unbatched)
    names = lettered(output)[batched:] if batched else [f"d_{at}" for at in range(len(output))]
    letters = dict(zip(names, output[batched:], strict=True))
    tree = filled("·".join(letters) or "1", letters)
    found = of_tree("flatten", tree, figure="flatten")._replace(letters=())
    return found if named else found._replace(formula="")


def parameter_steps(layer: Layer, shares: str | None) -> Iterator[Step]:
    """The parameters of a layer."""
    notes = []
    if names := layer.buffers():
        are = "are buffers: they do" if len(names) > 1 else "is a buffer: it does"
        notes.append(f"{together(list(names))} {are} not count")
    if shares is not None:
        yield Step("parameters", "", "", 0, f"those of `{shares}`, counted there", "params")
        return
    if "params" in layer.uncounted:
        yield Step("parameters", "", "", None, "the layer does not say how many", "params")
        return
    if _silent(layer):
        tree = _together(layer.weights().values())
        notes.insert(0, layer.params_note)
        found = of_tree("parameters", tree, figure="params")._replace(formula="", letters=())
    else:
        found = of_tree("parameters", counted(layer, layer.params_formula, {}), figure="params")
    if layer.frozen and found.result:
        notes.append("kept from training")
    yield found._replace(note="; ".join(notes))


def _together(shapes: Iterable[Shape]) -> Node:
    """The products of shapes, those that are alike together."""
    held: list[Node] = []
    for shape, count in Counter(shapes).items():
        factors = (*[Number(count)] * (count > 1), *map(Number, shape))
        held.append(Times(factors) if len(factors) > 1 else factors[0])
    return Added(tuple([(1, one) for one in held])) if len(held) > 1 else held[0]


def mac_steps(layer: Layer, shapes: Sequence[Shape]) -> Iterator[Step]:
    """The multiply-accumulates of a layer."""
    if layer.macs_formula == "0":
        return
    if "macs" in layer.uncounted:
        yield Step("MACs", "", "", None, "the layer does not say how many", "macs")
        return
    if _silent(layer):
        matrices = [each for each in layer.weights().values() if len(each) > 1]
        steps = [Number(each) for each in layer.macs_letters(*shapes).values()]
        tree = Times((*steps, _together(matrices)))
        note = f"each weight of a matrix once for each of {steps[0].value:,} steps"
        yield of_tree("MACs", tree, figure="macs")._replace(formula="", note=note)
        return
    letters = layer.macs_letters(*shapes)
    found = of_tree("MACs", counted(layer, layer.macs_formula, letters), figure="macs")
    note = ", ".join([f"{name}: {meaning}" for name, meaning in layer.macs_symbols.items()])
    yield found._replace(note=note)
