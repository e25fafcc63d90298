"""All that can be asked of a computed network, each worked out when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.costs.counting import Counted
    from cnncalc.costs.frameworks import Parameters
    from cnncalc.field import AxisField, Region, Walk
    from cnncalc.memory import Fit, Memory
    from cnncalc.report import Report, Row


class Asked(NamedTuple):
    """By which conventions figures are worked out."""

    convention: str = "macs"
    """Whose rules count the work: a name in `costs.counting.CONVENTIONS`."""
    framework: str = "torch"
    """Whose rules count parameters: `torch` or `keras`."""
    dtype: str = "float32"
    """The data type of tensors: a name in `memory.DTYPES`."""
    optimizer: str = "adam"
    """The optimizer whose state is counted: a name in `memory.OPTIMIZERS`."""
    unit: tuple[int, ...] | None = None
    """The output unit whose input region is wanted, by its place on each spatial axis."""
    fit: int | None = None
    """The bytes that a batch is to fit into."""
    exact: bool = False
    """Whether figures are written as whole numbers, without units."""


class Figures:
    """The figures of a report: parameters, work, memory and receptive field of each row."""

    def __init__(
        self,
        report: Report,
        asked: Asked | None = None,
        at: Callable[[int], Report] | None = None,
        walk: Walk | None = None,
    ) -> None:
        """Figures of a report.

        Args:
            report: the computed network.
            asked: by which conventions; the usual ones where it is None.
            at: the report of the same network for another batch, which `fit` asks for.
            walk: what `field.walked` found of the report, where that has been asked already.
        """
        self.report = report
        self.asked = asked or Asked()
        self._at = at
        self._walked = walk
        self.totals: dict[str, int] = {}
        """Sums over all rows, by the column that they belong to."""

    @cached_property
    def work(self) -> Counted:
        """The work of each row and in all, by the convention that is asked for."""
        from cnncalc.costs.counting import counted

        return counted(self.report, self.asked.convention)

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters of each row and in all, as the framework that is asked for has them."""
        from cnncalc.costs.frameworks import parameters

        return parameters(self.report, self.asked.framework)

    @cached_property
    def memory(self) -> Memory:
        """The bytes of each row and in all."""
        from cnncalc.memory import memory

        return memory(self.report, dtype=self.asked.dtype, optimizer=self.asked.optimizer)

    @cached_property
    def fit(self) -> Fit | None:
        """The largest batches that fit, where that is asked for."""
        if self.asked.fit is None or self._at is None:
            return None
        from cnncalc.memory import fit

        return fit(self._at, self.asked.fit, dtype=self.asked.dtype, optimizer=self.asked.optimizer)

    @cached_property
    def fields(self) -> tuple[tuple[AxisField, ...] | None, ...]:
        """What a unit of each row sees of the first input, axis by axis."""
        from cnncalc.field import fields

        return fields(self.report, walk=self._walked)

    @cached_property
    def regions(self) -> tuple[Region | None, ...]:
        """What the unit that is asked for sees of the first input, of each row that has it."""
        from cnncalc.field import regions

        return regions(self.report, self.asked.unit, walk=self._walked)

    def params(self, row: Row) -> int | None:
        """The parameters of a row."""
        if self.asked.framework == "torch":
            return row.params
        return self.parameters.rows[row.number - 1][0]

    def macs(self, row: Row) -> int | None:
        """The work of a row."""
        return row.macs if self.asked.convention == "macs" else self.work.rows[row.number - 1]

    def region(self, number: int) -> Region | None:
        """What the unit that is asked for sees, where a row has such a unit."""
        return self.regions[number - 1]
