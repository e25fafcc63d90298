"""A bar on the terminal for what takes long."""

from __future__ import annotations

import os
import sys
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_T = TypeVar("_T")

_PATIENCE = 1.0
"""Seconds in which nobody misses a bar."""


def watched(parts: Iterable[_T], count: int) -> Iterator[_T]:
    """The same parts, with a bar on standard error while they are made, where one can be seen.

    On a terminal they come after the last is made, so that the bar stands alone meanwhile; in a
    pipe, and where CI looks on, each comes at once, without any bar.
    """
    if not sys.stderr.isatty() or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        yield from parts
        return
    yield from _with_bar(iter(parts), count)


def _with_bar(parts: Iterator[_T], count: int) -> list[_T]:
    start = monotonic()
    made: list[_T] = []
    for each in parts:
        made.append(each)
        if monotonic() - start > _PATIENCE:
            break
    else:
        return made
    from rich.progress import MofNCompleteColumn, Progress, TextColumn  # most runs end before

    from cnncalc.cli.screen import Screen

    columns = (*Progress.get_default_columns()[1:], MofNCompleteColumn(), TextColumn("files"))
    bar = Progress(*columns, console=Screen(sys.stderr).console, transient=True,
                   redirect_stdout=False)  # fmt: skip
    with bar:
        task = bar.add_task("", total=count, completed=len(made))
        for each in parts:
            made.append(each)
            bar.advance(task)
    return made
