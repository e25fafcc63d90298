"""`cnncalc zoo`: the shipped networks, a line each."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cnncalc.cli import read, zoo

runner = CliRunner()


@functools.cache
def lines() -> dict[str, list[str]]:
    """The cells of each line, by the network's name."""
    done = runner.invoke(zoo.app, [])
    assert (done.exit_code, done.stderr) == (0, "")
    return {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}


def test_a_shipped_network_that_breaks_is_said_and_decides_the_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.yaml").write_text("input: 3x8x8\nlayers: ['Linear(9, 9)']\n", "utf-8")
    (tmp_path / "good.yaml").write_text("input: 3x8x8\nlayers: [ReLU]\n", "utf-8")
    monkeypatch.setattr(read, "SHIPPED", tmp_path)
    done = runner.invoke(zoo.app, [])
    assert done.exit_code == 1
    assert "error[features-mismatch]" in done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["name", "broken", "good"]


def test_it_takes_no_arguments() -> None:
    assert runner.invoke(zoo.app, ["resnet50"]).exit_code == 2


def test_every_shipped_network_is_listed_in_order() -> None:
    names = sorted(each.stem for each in read.SHIPPED.glob("*.yaml"))
    assert list(lines()) == ["name", *names]
    assert lines()["name"] == ["input", "parameters", "MACs", "depth"]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("resnet18", ["3×224×224", "11,689,512", "1.814", "G", "18"]),
        ("resnet50", ["3×224×224", "25,557,032", "4.089", "G", "50"]),
        ("resnet152", ["3×224×224", "60,192,808", "11.51", "G", "152"]),
        ("vgg16", ["3×224×224", "138,357,544", "15.47", "G", "16"]),
        ("vgg19_bn", ["3×224×224", "143,678,248", "19.63", "G", "19"]),
        ("densenet121", ["3×224×224", "7,978,856", "2.834", "G", "121"]),
        ("alexnet", ["3×224×224", "61,100,840", "714.2", "M", "8"]),
        ("lenet5", ["1×28×28", "61,706", "416.5", "k", "5"]),
        ("siamese", ["1×105×105", "and", "1×105×105", "38,951,745", "1.817", "G", "6"]),
    ],
)
def test_a_network_has_its_published_size_and_depth(name: str, cells: list[str]) -> None:
    assert lines()[name] == cells
