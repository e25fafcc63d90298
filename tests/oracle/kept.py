"""What PyTorch keeps for backward of one layer, and what cnncalc says that it keeps."""

from __future__ import annotations

from contextlib import nullcontext
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import nn

from cnncalc.layers import LAYERS
from cnncalc.layers.shapes import per_sample
from cnncalc.memory import memory
from cnncalc.memory.trace import trace
from cnncalc.report import Read, Report, Result, Row
from tests.oracle.verdicts import by_name, flat, inputs, made
from tests.running import place

if TYPE_CHECKING:
    from cnncalc.layers import Layer
    from tests.oracle.arguments import Case

RAW, TRAINED, TURNED = "as it is", "behind a parameter", "turned behind a parameter"
CHANNELS_LAST = "its channels behind its axes, behind a parameter"
FIRST, LAST = "the first behind a parameter", "the last behind a parameter"
"""What arrives at the layer: the model's inputs; tensors that want a gradient; such tensors whose
last two dimensions lie in memory the other way round, or whose channels lie last; and one that
wants a gradient among several.
"""


class Kept(NamedTuple):
    """What is kept for backward, and which outputs are views of the first input in evaluation."""

    bytes: int | None
    inputs: tuple[bool, ...]
    """Which of the layer's inputs are kept, of those that are not the model's."""
    outputs: tuple[bool, ...]
    """Which of its outputs are kept."""
    views: tuple[bool, ...]
    contiguous: tuple[bool, ...]
    """Which outputs lie in memory in the order of their dimensions, in evaluation."""


def trained(how: str, at: int, count: int) -> bool:
    """Whether the input at a place wants a gradient."""
    if how in (FIRST, LAST):
        return at == (0 if how == FIRST else count - 1)
    return how != RAW


def moved(how: str, rank: int) -> tuple[int, ...]:
    """The order of dimensions in which a tensor lies in memory."""
    if how == TURNED and rank > 1:
        return (*range(rank - 2), rank - 1, rank - 2)
    if how == CHANNELS_LAST and rank > 3:
        return (0, *range(2, rank), 1)
    return tuple(range(rank))


def back(order: tuple[int, ...]) -> tuple[int, ...]:
    """The order that undoes an order."""
    return tuple(sorted(range(len(order)), key=order.__getitem__))


class _Dropped(nn.Module):
    """As timm and torchvision have DropPath and StochasticDepth."""

    def __init__(self, share: float, rows: bool) -> None:
        super().__init__()
        self.share, self.rows = share, rows

    def forward(self, tensor: torch.Tensor) -> torch.Tensor:
        if self.share == 0 or not self.training:
            return tensor
        rows = tensor.shape[0] if self.rows else 1
        noise = tensor.new_empty([rows] + [1] * (tensor.ndim - 1)).bernoulli_(1 - self.share)
        return tensor * noise


class _ScaledInPlace(nn.Module):
    """As timm has LayerScale in place."""

    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, tensor: torch.Tensor) -> torch.Tensor:
        factor = self.inner.gamma
        if tensor.ndim > 3:
            factor = factor.view(1, -1, *[1] * (tensor.ndim - 2))
        return tensor.mul_(factor)


def twin(case: Case) -> nn.Module:
    """PyTorch's module, ready to be trained."""
    if case.name == "DropPath":
        return _Dropped(case.arguments.get("drop_prob", 0.0), True)
    if case.name == "StochasticDepth":
        return _Dropped(case.arguments["p"], case.arguments["mode"] == "row")
    module = made(case).train()
    if case.name == "LayerScale" and case.arguments.get("inplace"):
        return _ScaledInPlace(module)
    return module


def arriving(case: Case, how: str) -> tuple[list[torch.Tensor], Any]:
    """The model's inputs, and what arrives of them at the layer."""
    given = inputs(case)
    leaves: dict[int, torch.Tensor] = {}
    for each in flat(given) if given else []:
        leaves.setdefault(id(each), each)
    made_of: dict[int, torch.Tensor] = {}
    for at, (key, each) in enumerate(leaves.items()):
        if not each.is_floating_point() or not trained(how, at, len(leaves)):
            made_of[key] = each
            continue
        each.uniform_(0.1, 0.9)
        order = moved(how, each.ndim)
        start = each.permute(order).contiguous() + nn.Parameter(torch.zeros(()))
        made_of[key] = start.permute(back(order))

    def exchanged(value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            return made_of[id(value)]
        return tuple(exchanged(each) for each in value)

    return list(leaves.values()), exchanged(given)


def of_pytorch(case: Case, how: str) -> Kept:
    """What PyTorch keeps: the bytes of all storages that autograd saves, each once."""
    torch.manual_seed(0)
    module = twin(case)
    starts, given = arriving(case, how)
    own = [*starts, *module.parameters(), *module.buffers()]
    counted_elsewhere = {each.untyped_storage().data_ptr() for each in own}
    saved: list[torch.Tensor] = []

    def pack(tensor: torch.Tensor) -> torch.Tensor:
        saved.append(tensor)
        return tensor

    native = case.name == "LSTM"
    with (
        torch.backends.mkldnn.flags(enabled=False) if native else nullcontext(),
        torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor),
    ):
        outputs = module(*given, **by_name(case))
    storages = {each.untyped_storage().data_ptr(): each.untyped_storage() for each in saved}
    kept = {key: each for key, each in storages.items() if key not in counted_elsewhere}
    read, outputs_kept = [
        tuple(each.untyped_storage().data_ptr() in kept for each in flat(some))
        for some in (given, outputs)
    ]
    count = len(case.shapes)  # one tensor may be three, and one may only lend its size
    read = (*read, *[False] * count)[:count]
    size = sum(each.nbytes() for each in kept.values())
    module.eval()
    with torch.no_grad():
        _, given = arriving(case, how)
        outputs = flat(module(*given, **by_name(case)))
        first = flat(given)[0].untyped_storage().data_ptr() if given else None
    views = tuple(each.untyped_storage().data_ptr() == first for each in outputs)
    orders = tuple(each.is_contiguous() for each in outputs)
    return Kept(size, read, outputs_kept, views, orders)


def of_cnncalc(case: Case, how: str) -> Kept:
    """The same by a report of one layer behind what arrives."""
    layer = LAYERS[case.name](**case.arguments).given(*case.shapes)
    rows: list[Row] = []
    reads: list[Read] = []
    for at, whole in enumerate(case.shapes):
        if at in layer.reads_indices or not trained(how, at, len(case.shapes)):
            reads.append(_add(rows, LAYERS["Buffer"](1), (), whole))
            continue
        order = moved(how, len(whole))
        start = type(whole)([whole[each] for each in order])
        raw = _add(rows, LAYERS["Buffer"](1), (), start)
        parameter = _add(rows, LAYERS["Parameter"](1), (), (1,))
        read = _add(rows, LAYERS["Add"](), (raw, parameter), start)
        plain = order == tuple(range(len(whole)))
        reads.append(read if plain else _add(rows, LAYERS["Permute"](*back(order)), (read,), whole))
    _add(rows, layer, tuple(reads), *layer.outputs(*case.shapes))
    results = (Result("output", Read(len(rows), 0), rows[-1].output, True),)
    report = Report("", {"unread": (1,)}, 1, tuple(rows), (), results, ())
    evaluated, followed = trace(report, training=False), trace(report, training=True)
    first = evaluated.outputs[reads[0].number - 1] if reads else None
    given, outputs = [
        tuple(any(each.storage in some for some in followed.kept if some) for each in tensors)
        for tensors in (
            [(followed.outputs[read.number - 1] or [])[0] for read in reads],
            followed.outputs[-1] or [],
        )
    ]
    views = tuple(
        first is not None and each.storage is first[0].storage
        for each in evaluated.outputs[-1] or []
    )
    orders = tuple(each.arriving.contiguous for each in evaluated.outputs[-1] or [])
    return Kept(memory(report).kept, given, outputs, views, orders)


def _add(rows: list[Row], layer: Layer, reads: tuple[Read, ...], *outputs: Any) -> Read:
    number = len(rows) + 1
    params = layer.params
    rows.append(
        Row(
            number, str(number), None, type(layer).__name__, layer, (), per_sample(outputs[0]),
            tuple(outputs), params, params, sum(map(prod, layer.buffers().values())), 0, False,
            place(""), reads=reads,
        )
    )  # fmt: skip
    return Read(number, 0)
