"""What became of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cnncalc.diagnostics import Diagnostic
    from cnncalc.spec import Claim, Shape


class Verdict(NamedTuple):
    """A claim, the true figure of one sample, and what is wrong where they differ."""

    claim: Claim
    found: int | Shape | None
    """None where it is not known, as behind a layer that breaks."""
    problem: Diagnostic | None

    @property
    def holds(self) -> bool | None:
        """Whether the claim holds; None where that cannot be told."""
        if self.problem is not None:
            return False
        return None if self.found is None else True
