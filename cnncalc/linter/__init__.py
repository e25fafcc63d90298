"""What is legal in a network and probably not meant.

    >>> from cnncalc.linter import RULES, lint
    >>> [each.code for each in lint(report)]
    ['bias-before-norm', 'unread-border']

A rule has a name, a reason and a function, and stands in `rules.RULES`; its name is the code of its
findings, which never fail a run by themselves. A spec silences it with `ignore`, in the file or
beside an entry.
"""

from __future__ import annotations

from cnncalc.linter.rules import RULES, Rule
from cnncalc.linter.run import lint

__all__ = ["RULES", "Rule", "lint"]
