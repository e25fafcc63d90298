"""What each layer says that its units read, against PyTorch's gradients, one value at a time."""

from __future__ import annotations

import warnings
from random import Random
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st

from cnncalc.field.backward import box_read
from cnncalc.layers import LAYERS, LayerError
from cnncalc.layers.places import ALL
from tests.oracle.arguments import Case, cases
from tests.oracle.functions import WITHOUT_TWIN
from tests.oracle.verdicts import by_name, flat, inputs, made

WITHOUT_GRADIENT = {
    "Embedding": "its input is no number that a gradient could reach",
    "EmbeddingBag": "its input is no number that a gradient could reach",
    "MaxUnpool1d": "its indices are those of a pool: see below",
    "MaxUnpool2d": "its indices are those of a pool: see below",
    "MaxUnpool3d": "its indices are those of a pool: see below",
    "CrossMapLRN2d": "PyTorch's own gradient of it fails for few channels",
    "Parameter": "it reads nothing",
    "Buffer": "it reads nothing",
} | WITHOUT_TWIN
ROUNDING = 1e-13
"""What a weight that should be 0 may leave."""
TESTED = [name for name in LAYERS if name not in WITHOUT_GRADIENT]


@pytest.mark.parametrize("name", TESTED)
def test_a_value_hangs_on_no_more_than_its_layer_says(name: str) -> None:
    @seed(4)
    @settings(max_examples=5, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(cases(name), st.integers(0, 10**6))
    def holds(case: Case, number: int) -> None:
        try:
            layer = LAYERS[name](**case.arguments).given(*case.shapes)
        except LayerError:
            assume(False)
        outputs = layer.outputs(*case.shapes)
        assume(all(each and min(each) > 0 for each in outputs))
        found = ran(case)
        assume(found is not None)
        given_, results = found or ([], [])
        random = Random(number)
        for output, (result, shape) in enumerate(zip(results, outputs, strict=True)):
            reach = layer.reach(output, *case.shapes)
            if reach is None or not result.requires_grad:
                continue
            assert len(reach) == len(case.shapes)
            place = tuple(random.randrange(size) for size in shape)
            box = tuple([1 << at for at in place])
            leaves = [each for each in given_ if each.requires_grad]
            gradients = torch.autograd.grad(
                result[place], leaves, retain_graph=True, allow_unused=True
            )
            lit = iter(gradients)
            for tensor, link, arrives in zip(given_, reach, case.shapes, strict=False):
                gradient = next(lit) if tensor.requires_grad else None
                if gradient is None:
                    continue
                claimed = None if link is None else box_read(box, shape, tuple(arrives), link)
                for index in (gradient.abs() > ROUNDING).nonzero().tolist():
                    assert claimed is not None, (case, output, place, index)
                    within = [
                        each == ALL or each >> at & 1
                        for each, at in zip(claimed, index, strict=True)
                    ]
                    assert all(within), (case, output, place, index, claimed)

    holds()


def ran(case: Case) -> tuple[list[Any], list[Any]] | None:
    """What goes into PyTorch's layer, with gradients, and all that it gives; None if it refuses."""
    torch.manual_seed(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            module = made(case).double().eval()
            given_: Any = inputs(case)
            tensors = flat(given_)
            fresh = [
                (torch.rand_like(each.double()) + 0.5).requires_grad_(True)
                if each.is_floating_point()
                else each
                for each in tensors
            ]
            taken: Any = fresh
            if case.name.startswith("LSTM") and len(fresh) > 1:
                taken = fresh[0], tuple(fresh[1:])
            if case.name == "MultiheadAttention" and len(case.shapes) == 1:
                taken = fresh = fresh[:1]
                taken = taken * 3
            return fresh, flat(module(*taken, **by_name(case)))
        except (RuntimeError, ValueError, TypeError, IndexError, AssertionError):
            return None


@pytest.mark.parametrize(("kernel", "stride", "padding"), [(2, 2, 0), (3, 2, 1), (3, 3, 1)])
def test_an_unpooled_value_comes_from_a_window_of_its_pool(
    kernel: int, stride: int, padding: int
) -> None:
    pool = torch.nn.MaxPool1d(kernel, stride, padding, return_indices=True)
    pooled, indices = pool(torch.rand(1, 1, 31, dtype=torch.float64))
    pooled = pooled.detach().requires_grad_(True)
    layer = LAYERS["MaxUnpool1d"](kernel, stride, padding, output_size=(31,))
    shapes = tuple(pooled.shape), tuple(indices.shape)
    (link, *_) = layer.reach(0, *shapes) or (None,)
    assert link is not None
    unpooled = torch.nn.functional.max_unpool1d(pooled, indices, kernel, stride, padding, (31,))
    for unit in range(31):
        (gradient,) = torch.autograd.grad(unpooled[0, 0, unit], [pooled], retain_graph=True)
        claimed = box_read((1, 1, 1 << unit), (1, 1, 31), shapes[0], link)
        for _, _, at in gradient.nonzero().tolist():
            assert claimed is not None
            assert claimed[2] == ALL or claimed[2] >> at & 1
