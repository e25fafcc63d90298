"""The shipped networks that torchvision does not have, against PyTorch as it runs here."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

import pytest
import torch

from tests.oracle.networks import NETWORKS, measured
from tests.test_shipped_networks import NETWORKS as KEPT
from tests.test_shipped_networks import TRUTH, computed, modules

run = cache(measured)


def test_what_the_tests_without_pytorch_rely_on_is_what_it_gives() -> None:
    found = {name: run(network) for name, network in NETWORKS.items()}
    if os.environ.get("UPDATE_TRUTH"):
        TRUTH.write_text(as_lines(found), "utf-8")
    else:
        assert found == KEPT


@pytest.mark.parametrize("name", NETWORKS)
def test_a_shipped_network_runs_module_by_module_like_its_paper_in_pytorch(name: str) -> None:
    report = computed(name)
    assert modules(report) == run(NETWORKS[name])["modules"]
    assert [list(each.shape or ()) for each in report.results] == run(NETWORKS[name])["outputs"]
    assert report.total("params") == run(NETWORKS[name])["params"]


def as_lines(found: dict[str, Any]) -> str:
    """JSON with a network a line."""
    lines = (f"{json.dumps(name)}: {json.dumps(facts)}" for name, facts in found.items())
    head = f'{{"torch": {json.dumps(torch.__version__)}, "networks": {{\n'
    return head + ",\n".join(lines) + "\n}}\n"
