"""The largest batch that fits a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cnncalc
from cnncalc.cli.read import read_file
from cnncalc.memory import Fit, fit, memory, parse_bytes
from tests.memory.asking import SPECS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc import Report


class Counted:
    """Computes a network for a batch, and counts how often."""

    def __init__(self, network: cnncalc.Network) -> None:
        self.network = network
        self.batches: list[int] = []

    def __call__(self, batch: int) -> Report:
        self.batches.append(batch)
        return cnncalc.compute(self.network, batch=batch)


def of_text(text: str) -> Counted:
    return Counted(cnncalc.build(cnncalc.parse(text, "<test>")))


def of_spec(name: str) -> Counted:
    return Counted(cnncalc.build(read_file(str(SPECS / f"{name}.yaml"))))


SMALL = """
input: 3x8x8
layers: [{Conv2d: {out: 4, kernel: 3}}, BatchNorm2d, ReLU, {MaxPool2d: 2}, Flatten,
  {Linear: {out: 3}}]
"""


@pytest.mark.parametrize("budget", [-1, 0, 1, 1_000, 2_000])
def test_where_not_one_sample_fits_the_batch_is_0(budget: int) -> None:
    assert fit(of_text(SMALL), budget) == Fit(0, 0)


def test_where_one_figure_is_unknown_the_other_is_answered() -> None:
    text = "input: 3x8x8\nlayers: [{Custom: {output: 4, params: 1, buffers: 0}}]"
    assert fit(of_text(text), 10**9) == Fit((10**9 - 4) // 784, None)


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("budget", range(2_000, 40_000, 1_777))
def test_the_batch_fits_and_the_next_does_not(budget: int, optimizer: str) -> None:
    compute = of_text(SMALL)
    found = fit(compute, budget, optimizer=optimizer)
    every = [memory(compute(batch), optimizer=optimizer) for batch in range(1, 30)]
    assert found.inference == sum((each.inference or 0) <= budget for each in every)
    assert found.training == sum((each.training or 0) <= budget for each in every)


@pytest.mark.parametrize("name", ["quiz-130", "resnet18", "densenet121"])
def test_few_batches_are_computed(name: str) -> None:
    compute = of_spec(name)
    found = fit(compute, parse_bytes("8GiB"))
    assert len(compute.batches) <= 16
    for batch, which in ((found.inference, "inference"), (found.training, "training")):
        assert batch is not None
        assert batch in compute.batches
        assert batch + 1 in compute.batches
        assert getattr(memory(compute(batch)), which) <= 8 * 1024**3
        assert getattr(memory(compute(batch + 1)), which) > 8 * 1024**3


def test_the_batch_of_a_known_network() -> None:
    assert fit(of_spec("resnet18"), parse_bytes("8GiB")) == Fit(1330, 378)
    assert fit(of_spec("resnet18"), parse_bytes("8GiB"), dtype="mixed") == Fit(2660, 706)


def test_a_network_that_runs_at_one_batch_alone_fits_with_that() -> None:
    text = "input: 4\nlayers: [{View: [1, 4]}, {Linear: {out: 2}}]"
    assert fit(of_text(text), 10**9) == Fit(1, 1)


def test_the_search_ends_at_a_batch_of_two_billion() -> None:
    compute = of_text("input: 1\nlayers: [Sigmoid]")
    assert fit(compute, 10**30) == Fit(2**31, 2**31)
    assert len(compute.batches) < 90


GROWING: dict[str, Callable[[int], int]] = {
    "linear": lambda batch: batch,
    "affine": lambda batch: 5 + 3 * batch,
    "square": lambda batch: batch * batch,
    "flat, then linear": lambda batch: max(1000, batch),
    "flat, then steep": lambda batch: max(10**6 - 3, 7 * batch),
    "in steps": lambda batch: 100 + 8 * (batch // 1000),
    "with a jump": lambda batch: 10 + (10**12 if batch > 777_777 else batch),
}


def _steps(sizes: Callable[[int], int], budget: int) -> tuple[int | None, int]:
    from cnncalc.memory.fit import _largest

    asked: list[int] = []

    def at(batch: int) -> int:
        asked.append(batch)
        return sizes(batch)

    return _largest(at, budget), len(asked)


@pytest.mark.parametrize("budget", [10**6, 10**9, 10**15, 10**18])
@pytest.mark.parametrize("name", GROWING)
def test_the_search_is_right_and_short_for_whatever_grows(name: str, budget: int) -> None:
    sizes = GROWING[name]
    found, steps = _steps(sizes, budget)
    assert found is not None
    assert sizes(found) <= budget
    assert found == 2**31 or sizes(found + 1) > budget
    assert steps <= 60
