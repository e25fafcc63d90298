"""How to tell the cases in which cnncalc refuses on purpose what PyTorch lets through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cnncalc.layers import LAYERS
from cnncalc.layers.shapes import Unbatched
from tests.oracle.arguments import Case, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.layers.arguments import Argument
    from tests.oracle.verdicts import Accepted


def _given(case: Case) -> Iterator[tuple[Argument, Any]]:
    """Each argument that is given, and its value."""
    for each in LAYERS[case.name].arguments:
        if each.name in case.arguments:
            yield each, case.arguments[each.name]


def _items(case: Case) -> Iterator[tuple[Argument, Any]]:
    """The same, one number of a tuple after the other."""
    for each, value in _given(case):
        for item in value if isinstance(value, tuple) else (value,):
            yield each, item


def unbatched(case: Case, _: Accepted) -> bool:
    ranks = LAYERS[case.name].ranks
    return bool(ranks) and len(case.shape or ()) < min(ranks)


def mean(case: Case, _: Accepted) -> bool:
    return case.name.startswith("AdaptiveAvgPool") and set(_sizes(case)) == {1}


def _sizes(case: Case) -> tuple[int, ...]:
    size = case.arguments["output_size"]
    return size if isinstance(size, tuple) else (size,)


def wrapped_nothing(case: Case, _: Accepted) -> bool:
    pads = case.arguments.get("padding")
    sides = pads if isinstance(pads, tuple) else (pads,) * 6
    return case.name.startswith("CircularPad") and min(sides) < 0


def empty(_: Case, accepted: Accepted) -> bool:
    return any(0 in shape for shape in [*accepted.outputs, *accepted.weights.values()])


def truthy(case: Case, _: Accepted) -> bool:
    return any(each.kind.takes == "True or False" and not isinstance(value, bool)
               for each, value in _given(case))  # fmt: skip


def other_type(case: Case, _: Accepted) -> bool:
    for each, value in _given(case):
        takes = each.kind.takes
        if isinstance(value, tuple) and "number" in takes and not re.search("axis|list", takes):
            return True
    for each, item in _items(case):
        takes = each.takes
        wanted = int if "whole number" in takes else (int, float)
        fine = item in words(each) or (item is None and "None" in takes)
        typed = isinstance(item, wanted) and not isinstance(item, bool)
        if "number" in takes and not fine and not typed:
            return True
    return False


def out_of_range(case: Case, _: Accepted) -> bool:
    for each, item in _items(case):
        least = re.search(r"(?:at least|from) (\d+)", each.kind.takes)
        if least and isinstance(item, (int, float)) and item < int(least[1]):
            return True
    return False


def another_length(case: Case, _: Accepted) -> bool:
    axes = LAYERS[case.name].axes
    return any(
        isinstance(value, tuple)
        and len(value) != (2 * axes if "two for each axis" in each.kind.takes else axes)
        for each, value in _given(case)
        if "for each axis" in each.kind.takes
    )


def nothing(case: Case, _: Accepted) -> bool:
    return any(value == () and "list" in each.kind.takes for each, value in _given(case))


def two_ellipses(case: Case, _: Accepted) -> bool:
    return case.name == "Slice" and case.arguments["index"].count("...") > 1


def spare_values(case: Case, _: Accepted) -> bool:
    named = case.name == "ScaledDotProductAttention" and len(case.shapes) == 3
    return named and case.shapes[1][-2:-1] != case.shapes[2][-2:-1]


def no_scale(case: Case, _: Accepted) -> bool:
    scale = case.arguments.get("scale_factor", 1)
    return not scale and scale is not None and case.arguments.get("size") is not None


def unused_channels(case: Case, accepted: Accepted) -> bool:
    has_channels = {"num_features", "num_channels"} & case.arguments.keys()
    return bool(has_channels) and not accepted.weights and not accepted.buffers


def unused_norm(case: Case, _: Accepted) -> bool:
    return "norm_type" in case.arguments and case.arguments.get("max_norm") is None


def crossed_batch(case: Case, _: Accepted) -> bool:
    ranks = {len(each) for each in case.shapes if not isinstance(each, Unbatched)}
    return case.name in _BROADCASTING and len(ranks) > 1


def idle_padding(case: Case, _: Accepted) -> bool:
    axes = [case.arguments.get(name, 1) for name in ("output_padding", "stride", "dilation")]
    wide = [each if isinstance(each, tuple) else (each,) * 3 for each in axes]
    if not case.name.startswith("ConvTranspose") or len(case.shapes) == 1:
        return False
    numbers = [
        each for each in zip(*wide, strict=False) if all(isinstance(one, int) for one in each)
    ]
    return any(each[0] >= max(each[1:]) for each in numbers)


def first_batch(case: Case, _: Accepted) -> bool:
    sequences = case.name in ("RNN", "LSTM", "GRU")
    return sequences and any(not isinstance(each, Unbatched) for each in case.shapes[1:])


def batch_alone(case: Case, _: Accepted) -> bool:
    takes = any(each.dimension == -1 for each in LAYERS[case.name].arguments)
    return takes and len(case.shapes[0]) == 1


_BROADCASTING = (
    "Add", "Sub", "Mul", "Div", "Max", "Min", "CosineSimilarity", "PairwiseDistance", "MatMul",
    "ScaledDotProductAttention",
)  # fmt: skip
