"""Reports of one layer, a call in PyTorch's words or an entry of a file, on shapes with a batch."""

from __future__ import annotations

import cnncalc


def of(text: str, *shapes: tuple[int, ...]) -> cnncalc.Report:
    """The report of a layer on tensors of those shapes, of which the first size is the batch."""
    named = {chr(ord("a") + at): "x".join(map(str, each[1:])) for at, each in enumerate(shapes)}
    if len(shapes) == 1:
        spec = cnncalc.with_input(cnncalc.parse(text, code=True), named["a"])
    else:
        inputs = ", ".join(f"{name}: {shape}" for name, shape in named.items())
        names = ", ".join(named)
        spec = cnncalc.parse(f"input: {{{inputs}}}\nlayers: [{{from: [{names}], {text}}}]")
    report = cnncalc.compute(cnncalc.build(spec), batch=shapes[0][0])
    assert report.problems == (), report.problems
    return report
