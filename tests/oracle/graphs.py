"""A computed network run by PyTorch, row by row: what autograd keeps, and what is alive when."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

import torch

from cnncalc.report import Read
from tests.oracle.arguments import Case
from tests.oracle.kept import twin
from tests.oracle.verdicts import by_name, flat, of_forward

if TYPE_CHECKING:
    from torch import nn

    from cnncalc.report import Report, Row


class Run(NamedTuple):
    """Bytes of what is kept in training, and the most that is alive in evaluation, and where."""

    kept: int
    peak: int
    peak_at: int


def run(report: Report, device: str = "meta") -> Run:
    """Run a network as the report has it: its inputs, its batch, its rows in their order."""
    with torch.device(device):
        network = Modules(report)
        return Run(network.kept(), *network.peak())


class Modules:
    """A module for each row, and what arrives at the model."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.modules: dict[str, nn.Module] = {}
        self.cases: list[Case] = []
        outputs: dict[Read, tuple[int, ...]] = {}
        indices: set[Read] = set()
        for row in report.rows:
            assert row.layer is not None
            shapes = [
                outputs[read] if read.number else self.input_shape(read.output)
                for read in row.reads
            ]
            case = Case(row.type, row.layer.values(), shapes[0] if shapes else None, (*shapes[1:],))
            self.cases.append(case)
            if row.shares is None:
                self.modules[row.path] = twin(case)
            indices |= {row.reads[at] for at in row.layer.reads_indices if at < len(row.reads)}
            for at, shape in enumerate(row.outputs):
                outputs[Read(row.number, at)] = shape
        self.inputs = [
            torch.zeros(self.input_shape(at), dtype=torch.long if Read(0, at) in indices else None)
            for at in range(len(report.inputs))
        ]

    def input_shape(self, at: int) -> tuple[int, ...]:
        """The shape of an input of the model, with the batch."""
        return (self.report.batch, *list(self.report.inputs.values())[at])

    def outputs_of(self, row: Row, values: dict[Read, Any]) -> list[torch.Tensor]:
        """The outputs of a row, from what was given before."""
        case = self.cases[row.number - 1]
        module = self.modules[row.shares or row.path]
        given: tuple[Any, ...] = tuple(values[read] for read in row.reads)
        named = by_name(case)
        if of_forward(case.name):
            given = given[: 2 if case.name.startswith("MaxUnpool") else 1]
        elif case.name.startswith("LSTM") and len(given) > 1:
            given = (given[0], given[1:])
        elif case.name == "MultiheadAttention" and len(given) == 1:
            given *= 3
        return flat(module(*given, **named))

    def start(self) -> dict[Read, Any]:
        """What arrives at the model."""
        return {Read(0, at): each for at, each in enumerate(self.inputs)}

    def kept(self) -> int:
        """The bytes of all storages that autograd keeps, the model's inputs and weights apart."""
        for module in self.modules.values():
            module.train()
        own = [*self.inputs]
        for module in self.modules.values():
            own += [*module.parameters(), *module.buffers()]
        known = {_storage(each) for each in own}
        saved: list[torch.Tensor] = []

        def pack(tensor: torch.Tensor) -> torch.Tensor:
            saved.append(tensor)
            return tensor

        native = any(case.name == "LSTM" for case in self.cases)
        with (
            torch.backends.mkldnn.flags(enabled=False) if native else nullcontext(),
            torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor),
        ):
            values = self.start()
            for row in self.report.rows:
                for at, each in enumerate(self.outputs_of(row, values)):
                    values[Read(row.number, at)] = each
        storages = {_storage(each): each.untyped_storage().nbytes() for each in saved}
        return sum(size for key, size in storages.items() if key not in known)

    def peak(self) -> tuple[int, int]:
        """The most bytes of distinct storages that are alive while a row runs, and which."""
        for module in self.modules.values():
            module.eval()
        own = [each for m in self.modules.values() for each in (*m.parameters(), *m.buffers())]
        known = {_storage(each) for each in own}
        last = {read: row.number for row in self.report.rows for read in row.reads}
        last |= {each.read: len(self.report.rows) + 1 for each in self.report.results}
        most, where = 0, 0
        values = self.start()
        with torch.no_grad():
            for row in self.report.rows:
                for at, each in enumerate(self.outputs_of(row, values)):
                    values[Read(row.number, at)] = each
                storages = {_storage(each): each.untyped_storage() for each in values.values()}
                alive = sum(each.nbytes() for key, each in storages.items() if key not in known)
                if alive > most:
                    most, where = alive, row.number
                values = {key: values[key] for key in values if last.get(key, 0) > row.number}
        return most, where


def _storage(tensor: torch.Tensor) -> int:
    """Which storage a tensor lies in, on any device."""
    return int(tensor.untyped_storage()._cdata)
