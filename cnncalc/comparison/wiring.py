"""Whether a layer reads what it read before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnncalc.comparison.alignment import Alignment
    from cnncalc.report import Read, Report, Row


class Wiring:
    """The edges of two networks whose layers are aligned."""

    def __init__(self, old: Report, new: Report, alignment: Alignment) -> None:
        pairs = (*alignment.pairs, *alignment.moved)
        self.new_of = {one + 1: other + 1 for one, other in pairs}
        self.old_of = {other: one for one, other in self.new_of.items()}
        self.paths = {old.rows[one].path: new.rows[other].path for one, other in pairs}

    def changed(self, old: Row, new: Row) -> bool:
        """Whether somebody let it read something else.

        The row before it is read where nothing is said, and so that is no change; neither is a
        layer that was put between, or taken out.
        """
        if len(old.reads) != len(new.reads):
            return bool(old.reads and new.reads)
        return any(
            not self._same(one, other, old, new)
            for one, other in zip(old.reads, new.reads, strict=True)
        )

    def _same(self, one: Read, other: Read, old: Row, new: Row) -> bool:
        if (one.number, other.number) == (old.number - 1, new.number - 1):
            return True
        if min(one.number, other.number) <= 0:  # an input of the model, or nothing that is known
            known = one.number in self.new_of or other.number in self.old_of
            return one == other or not known
        if one.number not in self.new_of or other.number not in self.old_of:
            return True
        return self.new_of[one.number] == other.number and one.output == other.output

    def shares(self, old: Row, new: Row) -> bool:
        """Whether it uses the weights of another layer than before."""
        if old.shares is None or new.shares is None:
            return old.shares != new.shares
        return self.paths.get(old.shares, new.shares) != new.shares
