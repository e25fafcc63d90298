"""A rule about windows that overlap: transposed convolutions."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Problem
from cnncalc.linter.graph import arriving, on_axis, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.linter.graph import Graph
    from cnncalc.report import Row


def checkerboard(row: Row, graph: Graph) -> Iterator[tuple[Row, Problem]]:
    """Output pixels of a transposed convolution that are sums of more and of fewer terms."""
    del graph
    kernels, strides = row.argument("kernel_size"), row.argument("stride")
    spreads, shape = row.argument("dilation"), arriving(row)
    axes = list(zip(kernels, strides, spreads, strict=True))
    hit = [
        at for at, (kernel, stride, spread) in enumerate(axes)
        if stride > 1 and shape[at + 1] > 1 and (kernel % stride or gcd(stride, spread) > 1)
    ]  # fmt: skip
    if not hit:
        return
    kernel, stride, spread = axes[hit[0]]
    common = gcd(stride, spread)
    least, most = 0 if common > 1 else kernel // stride, -(-kernel * common // stride)
    where = on_axis(hit[0], [at for at in hit if axes[at] == axes[hit[0]]], len(axes))
    why = f"its kernel of {kernel:,} is no multiple of its stride of {stride:,}"
    if not kernel % stride:
        why = f"its dilation of {spread:,} and its stride of {stride:,} have {common:,} in common"
    yield (
        row,
        Problem(
            "",
            f"output pixels of `{row.type}` are sums over {least:,} or {most:,} inputs by "
            f"turns{where}: {why}",
            "makes a checkerboard",
            _even(row, set(hit)),
            "kernel_size",
        ),
    )


def _even(row: Row, hit: set[int]) -> str:
    """The kernel that the stride divides, with the padding that keeps the output as large."""
    if any(each > 1 for each in row.argument("dilation")):
        return "write a kernel_size that the stride divides, without dilation"
    strides, kernels = row.argument("stride"), [*row.argument("kernel_size")]
    pads, extras = [*row.argument("padding")], [*row.argument("output_padding")]
    for at in hit:
        more = -kernels[at] % strides[at]
        taken = min(extras[at], more)
        if (more - taken) % 2 and taken:
            taken -= 1
        kernels[at] += more
        extras[at] -= taken
        pads[at] += (more - taken) // 2
    edits = {"kernel_size": kernels, "padding": pads, "output_padding": extras}
    changed = [
        f"`{name}={written(values)}`"
        for name, values in edits.items()
        if tuple(values) != row.argument(name)
    ]
    return f"write {', '.join(changed[:-1])}{' and ' * (len(changed) > 1)}{changed[-1]}"
