"""Rules about channels: groups that never meet, and what a normalisation takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.diagnostics import Problem
from cnncalc.linter.graph import known, role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.linter.graph import Graph
    from cnncalc.report import Row

_CHANNELWISE = ("activation", "dropout", "batch norm", "instance norm", "pool")
"""Roles of layers that keep each channel to itself."""
_BIASED = ("convolution", "transposed convolution", "linear")


def unmixed_groups(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """The groups of a convolution are those of the one before it, and nothing is between."""
    groups = row.argument("groups")
    before = graph.before(row, _CHANNELWISE) if groups > 1 else None
    if before is None or role(before) != "convolution" or before.argument("groups") != groups:
        return
    kernels = before.argument("kernel_size"), row.argument("kernel_size")
    if all(1 in each and max(each) > 1 for each in kernels):
        return  # one kernel in two factors, such as 1×7 and 7×1
    depth = before.argument("out_channels")
    between = f"a 1×1 convolution: `{row.type}({depth}, {depth}, 1)`"
    if depth > groups:
        between = f"`ChannelShuffle({groups})` or {between}"
    one = "channel" if depth == groups else "group"
    yield (
        row,
        Problem(
            "",
            f"layers {before.number} and {row.number}, both `{row.type}`, keep the same {groups:,} "
            f"groups apart: what is in one {one} never reaches the other {groups - 1:,}",
            f"{groups:,} groups again",
            f"put between them {between}, or write `groups=1`",
            "groups",
        ),
    )


def bias_before_norm(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """What a layer adds to a channel is taken away straight behind it."""
    before = graph.before(row)
    if before is None or role(before) not in _BIASED or not graph.alone(before, row):
        return
    layer = known(before)
    bias = layer.weights().get("bias") if layer else None
    per_channel = role(before) != "linear" or len(before.outputs[0]) == 2
    if not bias or not per_channel or before.shares or before.path in graph.shared:
        return
    count = product(bias)
    token = before.call is not None and before.call.notation == "compact"
    yield (
        before,
        Problem(
            "",
            f"`{row.type}` takes the bias of `{before.type}` before it away: {count:,} of its "
            f"{before.params or 0:,} parameters do nothing",
            "the bias has no effect",
            "write `nb` behind it" if token else "write `bias=False`",
            "bias",
        ),
    )


def dropout_before_norm(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """Values are dropped straight before their variance is taken."""
    before = graph.before(row)
    share = before.argument("p") if before is not None and role(before) == "dropout" else None
    if before is None or not share or not row.argument("track_running_stats"):
        return
    yield (
        before,
        Problem(
            "",
            f"`{before.type}`, layer {before.number}, drops {share:g} of what `{row.type}`, layer "
            f"{row.number}, takes the variance of: it is another one in evaluation",
            "drops before the norm",
            f"put it behind `{row.type}`, or leave it out",
        ),
    )
