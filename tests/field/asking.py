"""Questions that the tests of fields put to a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.cli.read import read_file
from cnncalc.field import fields
from tests.running import reported
from tests.test_shipped_networks import SPECS

if TYPE_CHECKING:
    from cnncalc import Report
    from cnncalc.field import AxisField


def network(name: str, shape: str | None = None) -> Report:
    """A shipped network, computed."""
    import cnncalc

    spec = read_file(str(SPECS / f"{name}.yaml"))
    spec = spec if shape is None else cnncalc.with_input(spec, shape)
    return cnncalc.compute(cnncalc.build(spec))


def axis(text: str, shape: str = "1x64", at: int = 0) -> list[AxisField | None]:
    """The field of every layer along one axis."""
    return [each and each[at] for each in fields(reported(text, shape))]


def sizes(text: str, shape: str = "1x64", at: int = 0) -> list[int | None]:
    """The sizes of the fields of every layer."""
    return [each and each.size for each in axis(text, shape, at)]


def jumps(text: str, shape: str = "1x64", at: int = 0) -> list[str]:
    """The jumps of every layer, as text."""
    return [str(each and each.jump) for each in axis(text, shape, at)]


def starts(text: str, shape: str = "1x64", at: int = 0) -> list[int | None]:
    """The starts of every layer."""
    return [each and each.start for each in axis(text, shape, at)]
