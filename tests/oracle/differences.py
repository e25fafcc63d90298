"""Where cnncalc refuses on purpose what PyTorch lets through, and why.

There is no list for the other direction: what PyTorch refuses, cnncalc refuses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc.layers import LAYERS
from cnncalc.layers.shapes import Unbatched
from tests.oracle.arguments import Case, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cnncalc.layers.arguments import Argument
    from tests.oracle.verdicts import Accepted


class Difference(NamedTuple):
    """A reason to refuse what PyTorch accepts, a case of it, and how to tell such cases."""

    reason: str
    example: Case
    holds: Callable[[Case, Accepted], bool]


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


def _unbatched(case: Case, _: Accepted) -> bool:
    ranks = LAYERS[case.name].ranks
    return bool(ranks) and len(case.shape or ()) < min(ranks)


def _mean(case: Case, _: Accepted) -> bool:
    return case.name.startswith("AdaptiveAvgPool") and set(_sizes(case)) == {1}


def _sizes(case: Case) -> tuple[int, ...]:
    size = case.arguments["output_size"]
    return size if isinstance(size, tuple) else (size,)


def _wrapped_nothing(case: Case, _: Accepted) -> bool:
    pads = case.arguments.get("padding")
    sides = pads if isinstance(pads, tuple) else (pads,) * 6
    return case.name.startswith("CircularPad") and min(sides) < 0


def _empty(_: Case, accepted: Accepted) -> bool:
    return any(0 in shape for shape in [*accepted.outputs, *accepted.weights.values()])


def _truthy(case: Case, _: Accepted) -> bool:
    return any(each.kind.takes == "True or False" and not isinstance(value, bool)
               for each, value in _given(case))  # fmt: skip


def _other_type(case: Case, _: Accepted) -> bool:
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


def _out_of_range(case: Case, _: Accepted) -> bool:
    for each, item in _items(case):
        least = re.search(r"(?:at least|from) (\d+)", each.kind.takes)
        if least and isinstance(item, (int, float)) and item < int(least[1]):
            return True
    return False


def _another_length(case: Case, _: Accepted) -> bool:
    axes = LAYERS[case.name].axes
    return any(
        isinstance(value, tuple)
        and len(value) != (2 * axes if "two for each axis" in each.kind.takes else axes)
        for each, value in _given(case)
        if "for each axis" in each.kind.takes
    )


def _nothing(case: Case, _: Accepted) -> bool:
    return any(value == () and "list" in each.kind.takes for each, value in _given(case))


def _two_ellipses(case: Case, _: Accepted) -> bool:
    return case.name == "Slice" and case.arguments["index"].count("...") > 1


def _spare_values(case: Case, _: Accepted) -> bool:
    named = case.name == "ScaledDotProductAttention" and len(case.shapes) == 3
    return named and case.shapes[1][-2:-1] != case.shapes[2][-2:-1]


def _no_scale(case: Case, _: Accepted) -> bool:
    scale = case.arguments.get("scale_factor", 1)
    return not scale and scale is not None and case.arguments.get("size") is not None


def _unused_channels(case: Case, accepted: Accepted) -> bool:
    has_channels = {"num_features", "num_channels"} & case.arguments.keys()
    return bool(has_channels) and not accepted.weights and not accepted.buffers


def _unused_norm(case: Case, _: Accepted) -> bool:
    return "norm_type" in case.arguments and case.arguments.get("max_norm") is None


def _crossed_batch(case: Case, _: Accepted) -> bool:
    ranks = {len(each) for each in case.shapes if not isinstance(each, Unbatched)}
    return case.name in _BROADCASTING and len(ranks) > 1


_BROADCASTING = ("Add", "Sub", "Mul", "Div", "Max", "Min", "CosineSimilarity", "PairwiseDistance")


DIFFERENCES = (
    Difference(
        "there is a value for each key: PyTorch's fast way on the CPU does not look",
        Case("ScaledDotProductAttention", {}, (1, 1, 1, 1), ((1, 1, 1, 1), (1, 1, 2, 1))),
        _spare_values,
    ),
    Difference(
        "which dimensions a second `...` stands for is nobody's guess: NumPy refuses it too",
        Case("Slice", {"index": "..., ..."}, (1, 3, 4)),
        _two_ellipses,
    ),
    Difference(
        "a list of sizes, dimensions or paddings that names none is a mistake",
        Case("Pad", {"pad": ()}, (1, 3, 4)),
        _nothing,
    ),
    Difference(
        "a batch that meets another dimension does so by chance: at a batch of 1, or of that size",
        Case("Mul", {}, (1, 8, 4, 6), ((1, 6),)),
        _crossed_batch,
    ),
    Difference(
        "shapes carry the batch first, so a shape without one has lost a dimension",
        Case("AvgPool2d", {"kernel_size": 2}, (3, 8, 8)),
        _unbatched,
    ),
    Difference(
        "an adaptive average to size 1 is a mean, which PyTorch takes over tensors of any rank",
        Case("AdaptiveAvgPool2d", {"output_size": 1}, (1, 3, 4, 4, 4)),
        _mean,
    ),
    Difference(
        "a circular padding cannot wrap what is cropped away: PyTorch gives what was in memory",
        Case("CircularPad1d", {"padding": (-2, 2)}, (1, 3, 2)),
        _wrapped_nothing,
    ),
    Difference(
        "a tensor or a weight without elements is a mistake",
        Case("Linear", {"in_features": 3, "out_features": 0}, (1, 3)),
        _empty,
    ),
    Difference(
        "PyTorch reads any value as true or false; 'no' would be true",
        Case("ReLU", {"inplace": "no"}, (1, 3)),
        _truthy,
    ),
    Difference(
        "True is not the number 1, nor is '2' the number 2, where a number is wanted",
        Case("UpsamplingNearest2d", {"scale_factor": "2"}, (1, 3, 4, 4)),
        _other_type,
    ),
    Difference(
        "a number below its documented least may cancel out by chance",
        Case("MaxUnpool2d", {"kernel_size": 0}, (1, 3, 1, 1)),
        _out_of_range,
    ),
    Difference(
        "there is one number for each axis: PyTorch repeats one or drops some, here and there",
        Case("MaxPool2d", {"kernel_size": 3, "stride": (2,)}, (1, 3, 9, 9)),
        _another_length,
    ),
    Difference(
        "a scale_factor of 0 is given, though PyTorch reads it as left out",
        Case("Upsample", {"size": 3, "scale_factor": 0}, (1, 3, 4, 4)),
        _no_scale,
    ),
    Difference(
        "num_features is what arrives, even where there is nothing to hold by channel",
        Case("InstanceNorm2d", {"num_features": 8}, (1, 3, 4, 4)),
        _unused_channels,
    ),
    Difference(
        "norm_type is a number, even where there is no max_norm",
        Case("Embedding", {"num_embeddings": 4, "embedding_dim": 2, "norm_type": "2"}, (1, 3)),
        _unused_norm,
    ),
)
