"""A comparison as lines: layers that changed, and what is alike folded."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.render.characters import printable
from cnncalc.render.comparison_text import Words, name_of, renaming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cnncalc.comparison import Change, Comparison
    from cnncalc.report import GroupRow, Report

FOLDED = ""
"""The kind of a line that stands for several layers of no interest."""

_QUIET = ("same", "follows")

_WORTH = 100
"""The part of all parameters from which on a layer is worth a line though it only follows."""

_NAMES = {"output": "output", "params": "parameters", "macs": "MACs", "receptive_field": "field"}
"""The figures that a folded line names where they differ."""


class Line(NamedTuple):
    """One line: a layer that changed, a group, or several layers folded."""

    kind: str
    """What became of it, by the comparison's word; "" for several that are folded."""
    old: str
    """Its number before, or the first and the last ones."""
    new: str
    name: str
    layer: str
    output: str = ""
    params: str = ""
    macs: str = ""
    field: str = ""


def lines(comparison: Comparison, *, full: bool = False, exact: bool = False) -> list[Line]:
    """The lines of a comparison.

    Args:
        comparison: what changed.
        full: whether each layer that differs has its line: else groups that are new or gone as a
            whole have one together, and so have layers that only follow from a change before.
        exact: whether figures are written as whole numbers, without units.
    """
    found = list(_Lines(comparison, full=full, exact=exact).all())
    if any(not part.isdecimal() for each in found for part in each.name.split(".") if part):
        return found
    return [each._replace(name="") for each in found]  # places in a list are their numbers


class _Lines:
    def __init__(self, comparison: Comparison, *, full: bool, exact: bool) -> None:
        self.comparison = comparison
        self.full = full
        self.words = Words(comparison, exact=exact)
        params = comparison.total("params")
        known = [each for each in (params.old, params.new) if isinstance(each, int)]
        self.worth = max(known, default=0) // _WORTH
        self.groups = {
            "removed": _by_first(comparison.old),
            "added": _by_first(comparison.new),
        }

    def all(self) -> Iterator[Line]:
        for key, run in groupby(self.comparison.changes, self._sort):
            changes = list(run)
            kind = key[0]
            if kind == FOLDED:
                yield from self._quiet(changes)
            elif kind in self.groups and not self.full:
                yield from self._whole_groups(kind, changes)
            elif key[1] and len(changes) > 1 and not self.full:
                yield self._together(kind, changes)
            else:
                yield from map(self._line, changes)

    def _sort(self, change: Change) -> tuple[str, tuple[str, str] | None]:
        """What layers that may share a line have in common."""
        if change.kind in _QUIET:
            return FOLDED, None
        if change.kind in ("renamed", "moved") and change.renamed and change.old and change.new:
            return change.kind, renaming(change.old, change.new)
        return change.kind, None

    def _line(self, change: Change) -> Line:
        words = self.words
        return Line(
            change.kind,
            str(change.old.number) if change.old else "",
            str(change.new.number) if change.new else "",
            name_of(change),
            words.layer(change),
            words.shape(change, "output"),
            words.count(change, "params"),
            words.count(change, "macs"),
            words.shape(change, "receptive_field"),
        )

    def _quiet(self, changes: list[Change]) -> Iterator[Line]:
        """Layers that nobody touched: those worth a line, and the others folded."""
        for worth, run in groupby(changes, self._is_worth):
            some = list(run)
            if worth:
                yield from map(self._line, some)
            elif len(some) == 1 and self._is_seen(some[0]):
                yield self._line(some[0])
            else:
                yield self._folded(some)

    def _is_worth(self, change: Change) -> bool:
        if change.kind != "follows":
            return False
        params = change.figure("params")
        if self.full or params is None:
            return self.full
        if not isinstance(params.old, int) or not isinstance(params.new, int):
            return True
        return abs(params.new - params.old) >= max(self.worth, 1)

    def _is_seen(self, change: Change) -> bool:
        """Whether its line would say more than that it is there."""
        return any(change.figure(key) for key in ("output", "params", "macs"))

    def _folded(self, changes: list[Change]) -> Line:
        same = [each for each in changes if each.kind == "same"]
        following = [each for each in changes if each.kind != "same"]
        said = []
        if same:
            said.append(f"{_layers(len(same))} unchanged")
        if following:
            differing = [
                name for key, name in _NAMES.items() if any(each.figure(key) for each in following)
            ]
            count = str(len(following)) if same else _layers(len(following))
            verb = "follow" if len(following) > 1 else "follows"
            why = f": {', '.join(differing)}" if differing else ""
            said.append(f"{count} {verb}{why}")
        return self._of(FOLDED, changes, "", f"… {', '.join(said)}")

    def _together(self, kind: str, changes: list[Change]) -> Line:
        """Layers that all have the same new name in front of theirs."""
        return self._of(kind, changes, name_of(changes[0]), _layers(len(changes)))

    def _of(self, kind: str, changes: list[Change], name: str, text: str) -> Line:
        """One line for several layers, with the sums of their counts."""
        olds = [each.old.number for each in changes if each.old]
        news = [each.new.number for each in changes if each.new]
        params, macs = self.words.sum(changes, "params"), self.words.sum(changes, "macs")
        return Line(kind, _span(olds), _span(news), name, text, params=params, macs=macs)

    def _whole_groups(self, kind: str, changes: list[Change]) -> Iterator[Line]:
        """Layers that are new or gone: where they are all of a group, the group."""
        rest = changes
        while rest:
            group = next(
                filter(_holding(rest), self.groups[kind].get(rest[0].row.number, ())), None
            )
            if group is None:
                yield self._line(rest[0])
                rest = rest[1:]
                continue
            own, rest = rest[: group.end - group.first], rest[group.end - group.first :]
            line = self._of(kind, own, printable(group.path), _title(group, len(own)))
            last = own[max(group.last - group.first, 0)]
            output = self.words.shape(last, "output")
            field = self.words.shape(last, "receptive_field")
            yield line._replace(output=output, field=field)


def _holding(changes: list[Change]) -> Callable[[GroupRow], bool]:
    """Whether a group that begins with the first of them holds nothing else."""

    def holds(group: GroupRow) -> bool:
        count = group.end - group.first
        return count <= len(changes) and changes[count - 1].row.number == group.end

    return holds


def _by_first(report: Report) -> dict[int, list[GroupRow]]:
    """The groups of several layers by the number of their first one, the outermost first."""
    found: dict[int, list[GroupRow]] = {}
    for each in report.groups:
        if each.end - each.first > 1:
            found.setdefault(each.first + 1, []).append(each)
    return found


def _title(group: GroupRow, count: int) -> str:
    return printable(f"{group.type} ({_layers(count)})")


def _layers(count: int) -> str:
    return f"{count:,} layer" + ("s" if count != 1 else "")


def _span(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    first, last = min(numbers), max(numbers)
    return str(first) if first == last else f"{first}–{last}"
