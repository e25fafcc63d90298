"""What is said of a claim about a few layers."""

from __future__ import annotations

import cnncalc
from cnncalc.mistakes import Mistake
from cnncalc.parse.claims import claim as parsed
from cnncalc.report import Report
from cnncalc.spec import Claim


def computed(layers: str, batch: int = 1) -> Report:
    """The report of an input and layers, as at the prompt: `3x32x32 Conv2d(3, 10, 3)`."""
    sizes, _, calls = layers.partition(" ")
    spec = cnncalc.with_input(cnncalc.parse(calls), sizes)
    report = cnncalc.compute(cnncalc.build(spec), batch=batch)
    assert report.whole, report.problems
    return report


def claimed(report: Report, text: str) -> Claim:
    """A claim such as `conv1.params=280`; `size` is read like `output`, or as one number."""
    name, _, value = text.partition("=")
    layer, _, key = name.rpartition(".")
    of_shape = key in ("output", "size") and "x" in value
    found = parsed(layer or None, "output" if of_shape else key, value, report.rows[0].span)
    assert isinstance(found, Claim), found
    return found._replace(key=key)


def said(layers: str, text: str, batch: int = 1) -> tuple[Mistake, ...]:
    """The likely mistakes behind a claim."""
    report = computed(layers, batch)
    return cnncalc.likely(report, claimed(report, text))
