"""What a claim is about: which rows, and which of their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.names import numbered, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.report import Report
    from cnncalc.spec import Shape


class Target(NamedTuple):
    """Rows by their places, as a half-open range, and the one that gives the output."""

    first: int
    end: int
    giving: int
    output: int = 0
    whole: bool = False
    """Whether it is the whole network."""

    @property
    def single(self) -> bool:
        """Whether it is one layer."""
        return self.end - self.first == 1


def target(report: Report, layer: str | None) -> Target | None:
    """What a claim about a layer, a group or (None) the network is about; None for nothing."""
    if not report.rows:
        return None
    if layer is None:
        read = report.results[0].read if report.results else None
        if read is None or read.number < 1:
            return None
        return Target(0, len(report.rows), read.number - 1, read.output, whole=True)
    place = numbered(report, layer) if layer.isdecimal() else places(report).get(layer)
    return Target(*place) if place is not None and place.end > place.first else None


def same(figure: int | Shape | None, claimed: int | Sequence[int]) -> bool:
    """Whether a figure is what is claimed: one number may stand for each axis."""
    if isinstance(figure, tuple) and isinstance(claimed, int):
        return bool(figure) and all(each == claimed for each in figure)
    return figure is not None and figure == claimed


def shown(figure: int | Sequence[int]) -> str:
    """A figure as one reads it."""
    if isinstance(figure, int):
        return f"{figure:,}"
    return "×".join(map(str, figure)) or "a scalar"
