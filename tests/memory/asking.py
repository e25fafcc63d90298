"""What the tests of memory ask of a text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import cnncalc
from cnncalc.cli.read import read_file
from cnncalc.memory import Memory, memory
from tests.running import said

if TYPE_CHECKING:
    from cnncalc import Report

SPECS = Path(__file__).parent.parent.parent / "specs"


def computed(text: str, shape: str | None = None, batch: int = 1) -> Report:
    """The report of a text that has no problem."""
    spec = cnncalc.parse(text, "<test>")
    spec = spec if shape is None else cnncalc.with_input(spec, shape)
    report = cnncalc.compute(cnncalc.build(spec), batch=batch)
    assert said(report) == []
    return report


def remembered(text: str, shape: str | None = None, batch: int = 1, **named: Any) -> Memory:
    """The memory of a text that has no problem."""
    return memory(computed(text, shape, batch), **named)


def shipped(name: str, batch: int = 1) -> Report:
    """The report of a network that ships."""
    return cnncalc.compute(cnncalc.build(read_file(str(SPECS / f"{name}.yaml"))), batch=batch)
