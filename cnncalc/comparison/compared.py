"""Two computed networks compared."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.comparison.alignment import align
from cnncalc.comparison.changes import KINDS, Change, changes, unknown_from
from cnncalc.comparison.totals import Total, totals
from cnncalc.figures import Figures

if TYPE_CHECKING:
    from cnncalc.report import Report


class Comparison(NamedTuple):
    """What changed from one network to another."""

    old: Report
    new: Report
    changes: tuple[Change, ...]
    """What became of each layer, in the order of the new network; those that are the same, too.

    Where one of the networks breaks, what comes behind that is left out."""
    totals: tuple[Total, ...]
    """The figures of both in all, in the order of `comparison.totals.KEYS`."""

    @property
    def same(self) -> bool:
        """Whether nothing changed: no layer, no figure and no input."""
        return (
            self.old.inputs == self.new.inputs
            and all(each.kind == "same" for each in self.changes)
            and not any(each.changed for each in self.totals)
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many layers became what, in the order of `comparison.changes.KINDS`."""
        found = Counter([each.kind for each in self.changes])
        return {kind: found[kind] for kind in KINDS}

    @property
    def breaks(self) -> tuple[int | None, int | None]:
        """The number of the layer where each breaks; None for one that does not."""
        found = []
        for report in (self.old, self.new):
            first = unknown_from(report)
            found.append(first if first <= len(report.rows) else None)
        return found[0], found[1]

    def total(self, key: str) -> Total:
        """A figure of both in all, by its key.

        Raises:
            KeyError: there is no such figure.
        """
        for each in self.totals:
            if each.key == key:
                return each
        raise KeyError(key)


def compare(old: Report | Figures, new: Report | Figures) -> Comparison:
    """What changed from one network to another, layer by layer and in all.

    Args:
        old: the computed network as it was, or its figures for another dtype or optimiser.
        new: the same as it is.
    """
    one = old if isinstance(old, Figures) else Figures(old)
    other = new if isinstance(new, Figures) else Figures(new)
    found = changes(one, other, align(one.report.rows, other.report.rows))
    return Comparison(one.report, other.report, found, totals(one, other))
