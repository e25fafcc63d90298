"""What is said of one change: its name, what changed of the layer, its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.render.characters import printable
from cnncalc.render.differences import ARROW, difference, signed, writes, written
from cnncalc.render.numbers import UNKNOWN
from cnncalc.render.sources import Sources

if TYPE_CHECKING:
    from cnncalc.comparison import ArgumentChange, Change, Comparison
    from cnncalc.report import Row

_LONGEST = 60
"""Characters of a value that are shown."""

_BEFORE = "the layer before"


class Words:
    """What is said of the changes of a comparison."""

    def __init__(self, comparison: Comparison, *, exact: bool = False) -> None:
        self.old = Sources(comparison.old)
        self.new = Sources(comparison.new)
        self.exact = exact

    def layer(self, change: Change) -> str:
        """The layer, and what changed of it: `Conv2d: kernel_size 3 → 5`."""
        old, new = change.old, change.new
        if old is None or new is None:
            return printable(change.row.text)
        if change.replaced or old.layer is None or new.layer is None:
            said = [f"{old.text}{ARROW}{new.text}" if old.text != new.text else new.text]
        else:
            said = [_argument(each) for each in change.arguments]
        if change.rewired:
            reads = (self.old.of(old) or _BEFORE, self.new.of(new) or _BEFORE)
            said.append(f"reads {reads[0]}{ARROW}{reads[1]}")
        if change.shares:
            said.append(f"weights of {old.shares or 'its own'}{ARROW}{new.shares or 'its own'}")
        if change.kind == "changed" and change.moved:
            said.append("moved")
        if not said:
            return printable(new.text)
        joined = ", ".join(said)
        return printable(joined if change.replaced else f"{new.type}: {joined}")

    def shape(self, change: Change, key: str) -> str:
        """Sizes that differ, before and after; of a layer that is new or gone, its own."""
        found = change.figure(key)
        if found is None:
            return ""
        if change.old is None or change.new is None:
            figure = found.new if change.old is None else found.old
            return "" if figure is None else written(key, figure)
        return written(key, found.old) + ARROW + written(key, found.new)

    def count(self, change: Change, key: str) -> str:
        """By how much a count differs; of a layer that is new or gone, all of it."""
        found = change.figure(key)
        if found is None:
            return ""
        if not isinstance(found.old, int) or not isinstance(found.new, int):
            return UNKNOWN
        return self.amount(found.old, found.new, key)

    def amount(self, old: int, new: int, key: str) -> str:
        """By how much a count differs."""
        return difference(old, new, writes(key, exact=self.exact))

    def sum(self, changes: list[Change], key: str) -> str:
        """By how much a count of several layers differs in all."""
        found = [each for change in changes if (each := change.figure(key))]
        counts = [(each.old, each.new) for each in found]
        total = 0
        for old, new in counts:
            if not isinstance(old, int) or not isinstance(new, int):
                return UNKNOWN
            total += new - old
        return signed(total, writes(key, exact=self.exact)) if counts else ""


def _argument(change: ArgumentChange) -> str:
    old, new = [
        text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in change.written
    ]
    return f"{change.name} {old}{ARROW}{new}" + (" (follows)" if change.follows else "")


def name_of(change: Change) -> str:
    """The path of a layer; before and after where it has another name now."""
    if change.renamed and change.old and change.new:
        return ARROW.join(map(printable, renaming(change.old, change.new)))
    return printable(change.row.path)


def renaming(old: Row, new: Row) -> tuple[str, str]:
    """The parts of two paths that differ, without what stands behind both."""
    one, other = old.path.split("."), new.path.split(".")
    while len(one) > 1 and len(other) > 1 and one[-1] == other[-1]:
        one.pop()
        other.pop()
    return ".".join(one), ".".join(other)
