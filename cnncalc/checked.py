"""What became of whole specs that were held to claims."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.diagnostics import exit_status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.diagnostics import Diagnostic
    from cnncalc.verdict import Verdict


class Checked(NamedTuple):
    """A spec that was held to its claims."""

    name: str
    """What it was called: a file's path, a shipped spec's name, or `<inline>`."""
    file: str | None
    """The file to point at; None where there is none."""
    expected: tuple[Verdict, ...] = ()
    """What became of its own claims, those of its `expect`."""
    claimed: tuple[Verdict, ...] = ()
    """What became of the claims that were made besides."""
    problems: tuple[Diagnostic, ...] = ()
    """What else is wrong with it, or odd."""
    seconds: float = 0.0
    passed_over: str = ""
    """Why it was not looked at, such as that it only defines blocks."""
    of_the_call: bool = False
    """Whether it is no spec, and holds what is wrong with the call itself."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What became of all claims."""
        return (*self.expected, *self.claimed)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is wrong or odd: first the network, then the claims."""
        failed = [each.problem for each in self.verdicts if each.problem is not None]
        return (*self.problems, *failed)

    @property
    def status(self) -> int:
        """0 all holds, 1 the architecture or a claim does not, 2 it cannot be understood."""
        return exit_status(self.diagnostics)


class Tally(NamedTuple):
    """How many specs there are of each kind."""

    hold: int
    fail: int
    unread: int
    passed_over: int

    @property
    def files(self) -> int:
        """How many were looked at."""
        return self.hold + self.fail + self.unread


def tally(all_checked: Iterable[Checked]) -> Tally:
    """Count specs by what became of them."""
    specs = [each for each in all_checked if not each.of_the_call]
    counts = Counter("over" if each.passed_over else each.status for each in specs)
    return Tally(counts[0], counts[1], counts[2], counts["over"])
