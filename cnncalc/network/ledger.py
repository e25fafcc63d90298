"""What has been built so far, and what is wrong with it: both have an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic
from cnncalc.limits import MAX_LAYERS, MAX_PATH, MAX_PROBLEMS, MAX_STEPS

if TYPE_CHECKING:
    from cnncalc.network.blocks import Frame
    from cnncalc.spec import Entry

_NOT_INCLUDED = ("file-not-found", "file-unreadable", "circular-include")
_FOLLOWING = (
    "unknown-layer", "unknown-name", "unknown-argument", "missing-argument", "too-many-arguments",
    "unknown-reference",
)  # fmt: skip
"""Problems that follow where the file that defines a block is not there."""


class Ledger:
    """Counts layers, groups and steps, and keeps the problems."""

    def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
        self.problems: dict[object, Diagnostic] = {}  # in order, and each place once
        self.incomplete = any(each.code in _NOT_INCLUDED and each.span for each in problems)
        """Whether an include has failed, and names may come from there."""
        self.said = {each.message for each in problems}
        """Messages about limits, each of which is said once."""
        self.layers = 0
        self.groups = 0
        self.steps = 0
        self.level = 0
        """How many groups and blocks deep the builder is."""
        self.deferred = 0
        """Entries that wait for a shape."""

    def note(self, problem: Diagnostic, frame: Frame | None = None) -> None:
        """Keep a problem, as long as they are not too many to read; of one place only the first."""
        if self.incomplete and problem.code in _FOLLOWING:
            return
        key = (problem.code, problem.message, problem.span)
        if len(self.problems) <= MAX_PROBLEMS and key not in self.problems:
            if frame and frame.calls and problem.code != "circular-block":
                problem = problem._replace(related=(*problem.related, *frame.calls[-6:]))
            self.problems[key] = problem

    def over(self, entry: Entry, prefix: str, repeat: int = 1) -> bool:
        """Whether this entry would make the network too large, or the problems too many."""
        groups = 0 if entry.entries is None else repeat
        layers = repeat if entry.entries is None else repeat * len(entry.entries)
        if len(prefix) > MAX_PATH:
            message = f"the path to a layer is longer than {MAX_PATH:,} characters"
            label = "too deep in groups with long names"
            self.note(Diagnostic("too-large", message, entry.span, label, help="shorten the ids"))
            return True
        few = max(self.groups + groups, self.steps) <= MAX_STEPS
        if few and self.layers + layers <= MAX_LAYERS:
            return len(self.problems) > MAX_PROBLEMS
        most = f"{MAX_LAYERS:,} layers" if few else f"{MAX_STEPS:,} groups and entries"
        message = f"the network has more than {most}"
        if message not in self.said:
            self.said.add(message)
            label = f"repeated {repeat:,} times" if repeat > 1 else "one too many"
            advice = f"write fewer repeats: {most} are the limit"
            self.note(Diagnostic("too-large", message, entry.span, label, help=advice))
        return True
