"""Where cnncalc refuses on purpose what PyTorch lets through, and why.

There is no list for the other direction: what PyTorch refuses, cnncalc refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.oracle import reasons
from tests.oracle.arguments import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.oracle.verdicts import Accepted


class Difference(NamedTuple):
    """A reason to refuse what PyTorch accepts, a case of it, and how to tell such cases."""

    reason: str
    example: Case
    holds: Callable[[Case, Accepted], bool]


DIFFERENCES = (
    Difference(
        "a batch alone has no features: it is as large as they are by chance",
        Case("Linear", {"in_features": 3, "out_features": 2}, (3,)),
        reasons.batch_alone,
    ),
    Difference(
        "the batch of a state stands second: a batch that stands first is right by chance",
        Case("GRU", {"input_size": 3, "hidden_size": 2}, (4, 1, 3), ((1, 1, 2),)),
        reasons.first_batch,
    ),
    Difference(
        "an output_padding that can never be is a mistake, even where a tensor says the size",
        Case(
            "ConvTranspose2d",
            {"in_channels": 3, "out_channels": 2, "kernel_size": 2, "output_padding": 1},
            (1, 3, 4, 4),
            ((1, 3, 5, 5),),
        ),
        reasons.idle_padding,
    ),
    Difference(
        "there is a value for each key: PyTorch's fast way on the CPU does not look",
        Case("ScaledDotProductAttention", {}, (1, 1, 1, 1), ((1, 1, 1, 1), (1, 1, 2, 1))),
        reasons.spare_values,
    ),
    Difference(
        "which dimensions a second `...` stands for is nobody's guess: NumPy refuses it too",
        Case("Slice", {"index": "..., ..."}, (1, 3, 4)),
        reasons.two_ellipses,
    ),
    Difference(
        "a list of sizes, dimensions or paddings that names none is a mistake",
        Case("Pad", {"pad": ()}, (1, 3, 4)),
        reasons.nothing,
    ),
    Difference(
        "a batch that meets another dimension does so by chance: at a batch of 1, or of that size",
        Case("Mul", {}, (1, 8, 4, 6), ((1, 6),)),
        reasons.crossed_batch,
    ),
    Difference(
        "shapes carry the batch first, so a shape without one has lost a dimension",
        Case("AvgPool2d", {"kernel_size": 2}, (3, 8, 8)),
        reasons.unbatched,
    ),
    Difference(
        "an adaptive average to size 1 is a mean, which PyTorch takes over tensors of any rank",
        Case("AdaptiveAvgPool2d", {"output_size": 1}, (1, 3, 4, 4, 4)),
        reasons.mean,
    ),
    Difference(
        "a circular padding cannot wrap what is cropped away: PyTorch gives what was in memory",
        Case("CircularPad1d", {"padding": (-2, 2)}, (1, 3, 2)),
        reasons.wrapped_nothing,
    ),
    Difference(
        "a tensor or a weight without elements is a mistake",
        Case("Linear", {"in_features": 3, "out_features": 0}, (1, 3)),
        reasons.empty,
    ),
    Difference(
        "PyTorch reads any value as true or false; 'no' would be true",
        Case("ReLU", {"inplace": "no"}, (1, 3)),
        reasons.truthy,
    ),
    Difference(
        "True is not the number 1, nor is '2' the number 2, where a number is wanted",
        Case("UpsamplingNearest2d", {"scale_factor": "2"}, (1, 3, 4, 4)),
        reasons.other_type,
    ),
    Difference(
        "a number below its documented least may cancel out by chance",
        Case("MaxUnpool2d", {"kernel_size": 0}, (1, 3, 1, 1)),
        reasons.out_of_range,
    ),
    Difference(
        "there is one number for each axis: PyTorch repeats one or drops some, here and there",
        Case("MaxPool2d", {"kernel_size": 3, "stride": (2,)}, (1, 3, 9, 9)),
        reasons.another_length,
    ),
    Difference(
        "a scale_factor of 0 is given, though PyTorch reads it as left out",
        Case("Upsample", {"size": 3, "scale_factor": 0}, (1, 3, 4, 4)),
        reasons.no_scale,
    ),
    Difference(
        "num_features is what arrives, even where there is nothing to hold by channel",
        Case("InstanceNorm2d", {"num_features": 8}, (1, 3, 4, 4)),
        reasons.unused_channels,
    ),
    Difference(
        "norm_type is a number, even where there is no max_norm",
        Case("Embedding", {"num_embeddings": 4, "embedding_dim": 2, "norm_type": "2"}, (1, 3)),
        reasons.unused_norm,
    ),
)
