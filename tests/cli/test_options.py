"""The options that ask for figures: which columns, by whose rules, in how much memory."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.test_show import run

QUIZ = ("3x130x130", "conv10k3 max4 conv20k5p2 max2")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-c", "parms"], "there is no column 'parms': did you mean params?"),
        (["-c", ""], "there is no column '': there are number,"),
        (["--sort", "layer"], "lines are sorted by params, macs"),
        (["--sort", "cost"], "lines are sorted by params, macs"),
        (["--sort", "xyzzy"], "there is no column 'xyzzy'"),
        (["--top", "0"], "--top"),
        (["--count", "tensorflow"], "'tensorflow' is none of macs, flops, torchinfo"),
        (["--framework", "caffe"], "'caffe' is none of torch, keras"),
        (["--dtype", "float7"], "'float7' is none of float64"),
        (["--optimizer", "magic"], "'magic' is none of sgd, momentum"),
        (["--fit", "much"], "--fit"),
        (["--fit", "8 furlongs"], "--fit"),
        (["--unit", "a,b"], "a unit is its place on each axis, from 0"),
        (["--unit", "-1,2"], "a unit is its place on each axis, from 0"),
    ],
)
def test_what_an_option_does_not_know_is_refused_with_what_it_does(
    words: list[str], said: str
) -> None:
    code, out, err = run(*QUIZ, *words)
    assert (code, out) == (2, "")
    assert said in " ".join(err.replace("│", " ").split())


def test_columns_are_chosen_and_ordered() -> None:
    code, out, err = run(*QUIZ, "-c", "output,layer", "-c", "macs")
    assert (code, err) == (0, "")
    assert out.splitlines()[2:4] == [
        "output      layer                            MACs",
        "10×128×128  Conv2d(3, 10, 3)              4.424 M",
    ]


def test_an_option_about_figures_shows_them() -> None:
    assert "MACs" in run(*QUIZ, "--count", "macs")[1]
    assert "FLOPs          19.09 M" in run(*QUIZ, "--count", "flops")[1]
    assert "in float16" in run(*QUIZ, "--dtype", "torch.float16")[1]
    assert "with momentum" in run(*QUIZ, "--optimizer", "Momentum")[1]
    assert "a batch of" in run(*QUIZ, "--fit", "1GiB")[1]
    assert "sees" in run(*QUIZ, "--unit", "3,5")[1]


def test_the_heaviest_come_first() -> None:
    lines = run(*QUIZ, "--sort", "params", "--top", "1")[1].splitlines()
    assert lines[3].startswith("3  2     Conv2d(10, 20, 5, padding=2)")
    assert lines[4] == "   … and 3 more"
    assert run(*QUIZ, "--top", "1")[1].splitlines()[3].split()[-2:] == ["5.120", "M"]


def test_figures_of_another_convention_stand_in_json() -> None:
    words = ("--count", "flops", "--framework", "keras", "--fit", "1GiB", "--unit", "3,5")
    found = json.loads(run("3x32x32", "conv8k3 bn relu", *words, "-f", "json")[1])
    assert found["count"] == {"name": "flops", "unit": "FLOPs", "total": 388_800}
    assert found["layers"][0]["count"] == 388_800
    assert found["layers"][0]["macs"] == 194_400
    assert found["framework"] == {"name": "keras", "params": 256, "trainable": 240}
    assert found["fit"]["bytes"] == 2**30
    assert found["layers"][0]["region"] == [[3, 5], [5, 7]]


def test_columns_and_order_hold_in_csv_and_markdown() -> None:
    words = ("--sort", "macs", "--top", "2", "-c", "number,macs")
    rows = list(csv.reader(io.StringIO(run(*QUIZ, *words, "-f", "csv")[1])))
    assert rows == [["number", "macs"], ["3", "5120000"], ["1", "4423680"]]
    assert run(*QUIZ, *words, "-f", "markdown")[1].splitlines()[:4] == [
        "| # | MACs |", "| ---: | ---: |", "| 3 | 5.120 M |", "| 1 | 4.424 M |",
    ]  # fmt: skip


def test_a_claim_is_about_one_sample_whatever_the_batch() -> None:
    text = "input: 1x8x8\nlayers: [conv2k3]\nexpect: {macs: 648}"
    assert run("-", "--batch", "4", given=text)[0] == 0
    assert run("-", "--batch", "4", "-c", "macs", given=text)[1].count("2,592") == 2


def test_a_broken_network_has_figures_up_to_the_break() -> None:
    code, out, _ = run("3x8x8", "relu conv8k40 relu", "-c", "all")
    assert code == 1
    assert "breaks here" in out
    assert (
        json.loads(run("3x8x8", "relu conv8k40 relu", "-f", "json")[1])["layers"][1]["macs"] is None
    )


@pytest.mark.parametrize("unit", ["99,99", "3", "1,2,3"])
def test_a_unit_that_no_layer_has_is_refused(unit: str) -> None:
    code, out, err = run("3x8x8", "conv4k3", "--unit", unit)
    assert (code, out) == (2, "")
    assert "those of layer 1 go from 0,0 to 5,5" in " ".join(err.replace("│", " ").split())


def test_what_a_unit_sees_is_a_range_in_csv() -> None:
    out = run("3x8x8", "conv4k3", "-f", "csv", "-c", "region,weights", "--unit", "3,5")[1]
    assert out.splitlines()[1] == '3-5 x 5-7,"weight 4x3x3x3, bias 4"'
