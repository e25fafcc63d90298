"""A computed network's parameters as another framework counts them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.arith import product

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cnncalc.report import Report, Row


class Framework(NamedTuple):
    """Where a framework's weights differ from PyTorch's, by class or family, by PyTorch's names."""

    about: str
    also: Mapping[str, tuple[str, ...]]
    """The buffers that are weights there, which are not trained."""
    without: Mapping[str, str]
    """The weights that it does not have: how their names begin."""


_ONE_BIAS = "bias_hh"
FRAMEWORKS: Mapping[str, Framework] = MappingProxyType(
    {
        "torch": Framework("as PyTorch: running statistics are buffers", {}, {}),
        "keras": Framework(
            "running statistics are weights that are not trained, and an LSTM has one bias",
            {"_AcrossBatch": ("running_mean", "running_var")},
            {"RNN": _ONE_BIAS, "RNNCell": _ONE_BIAS, "LSTM": _ONE_BIAS, "LSTMCell": _ONE_BIAS},
        ),
    }
)
"""The frameworks, by name.

Keras's BatchNormalization has 4·C weights, of which 2·C are its moving statistics. Its SimpleRNN
and LSTM add one bias where PyTorch adds two; its GRU has both, since `reset_after` is its default.

Source: Keras 3, layers/normalization/batch_normalization.py, `moving_mean`, `moving_variance`;
layers/rnn/simple_rnn.py, lstm.py and gru.py, `build`.
"""


class Parameters(NamedTuple):
    """The parameters of a network as a framework counts them; None where they are not known."""

    framework: str
    rows: tuple[tuple[int | None, int | None], ...]
    """Of each row all, and those that are trained."""
    params: int | None
    trainable: int | None


def parameters(report: Report, framework: str) -> Parameters:
    """The parameters of a computed network.

    Args:
        report: the computed network.
        framework: one of `FRAMEWORKS`.

    Raises:
        KeyError: there is no framework of that name.
    """
    rules = FRAMEWORKS[framework]
    found = [_counts(row, rules) for row in report.rows]
    totals = [_sum([row[at] for row in found]) if report.whole else None for at in (0, 1)]
    return Parameters(framework, tuple(found), *totals)


def _counts(row: Row, rules: Framework) -> tuple[int | None, int | None]:
    params, trainable, layer = row.params, row.trainable_params, row.layer
    if params is None or trainable is None or layer is None or row.shares is not None:
        return params, trainable
    kinds = [each.__name__ for each in type(layer).__mro__]
    for kind in kinds:
        buffers = layer.buffers()
        for name in rules.also.get(kind, ()):
            params += product(buffers[name]) if name in buffers else 0
        if kind in rules.without:
            gone = [product(shape) for name, shape in layer.weights().items()
                    if name.startswith(rules.without[kind])]  # fmt: skip
            params, trainable = params - sum(gone), trainable - sum(gone)
    return params, trainable


def _sum(counts: list[int | None]) -> int | None:
    known = [each for each in counts if each is not None]
    return sum(known) if len(known) == len(counts) else None
