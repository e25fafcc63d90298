"""`cnncalc explain`: which layers are explained, and what is said of those that are not there."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from cnncalc.cli.explain import app

runner = CliRunner()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["quiz-130", "5"], "there is no layer '5': write a number from 1 to 4, or an id"),
        (["quiz-130", "0"], "there is no layer '0'"),
        (["resnet18", "conv2"], "there is no layer 'conv2': did you mean `conv2_x`?"),
        (["quiz-130", "--layer", "nothing"], "there is no layer 'nothing'"),
        (["quiz-130", "\x1b[31m"], "there is no layer '\\\\x1b[31m'"),
    ],
)
def test_a_layer_that_is_not_there_is_an_option_that_is_wrong(
    words: list[str], message: str
) -> None:
    result = runner.invoke(app, words, env={"COLUMNS": "200", "TERM": "dumb"})
    assert result.exit_code == 2
    assert message in result.output


@pytest.mark.parametrize(
    ("words", "layers"),
    [
        (["quiz-130"], [1, 2, 3, 4]),
        (["quiz-130", "3"], [3]),
        (["quiz-130", "-l", "3"], [3]),
        (["3x32x32", "conv8k3", "relu", "2"], [2]),
        (["3x32x32", "conv8k3", "relu"], [1, 2]),
        (["conv8k3", "relu", "-i", "3x32x32", "1"], [1]),
        (["quiz-130", "-i", "3x200x200", "2"], [2]),
        (["quiz-130", "3x200x200"], [1, 2, 3, 4]),
        (["fc10", "400"], [1]),
        (["resnet18", "conv2_x.0.0.main.1"], [7]),
        (["resnet18", "conv2_x.0"], [5, 6, 7, 8, 9, 10, 11]),
    ],
)
def test_a_last_word_may_name_a_layer(words: list[str], layers: list[int]) -> None:
    result = runner.invoke(app, [*words, "--format", "json"])
    assert result.exit_code == 0, result.output
    assert [each["number"] for each in json.loads(result.stdout)["layers"]] == layers


def test_what_cannot_be_read_is_said_and_what_is_before_it_explained() -> None:
    result = runner.invoke(app, ["3x32x32", "conv8k3", "xyzzy"])
    assert result.exit_code == 2
    assert "(32 − 3 + 2·0)/1 + 1 = 30" in result.stdout
    assert "unknown-layer" in result.stderr


def test_a_network_that_breaks_is_explained_so_far_with_status_1() -> None:
    result = runner.invoke(app, ["3x32x32", "conv8k3", "nn.Linear(5, 5)", "relu"])
    assert result.exit_code == 1
    assert "the network breaks here" in result.stdout
    assert "3  " not in result.stdout
    assert "features-mismatch" in result.stderr


def test_json_has_every_step() -> None:
    found = json.loads(runner.invoke(app, ["quiz-130", "-f", "json"]).stdout)
    assert found["version"] == 1
    step = found["layers"][0]["steps"][1]
    assert step["what"] == "height and width"
    assert step["formula"] == "(W − F + 2P)/S + 1"
    assert step["numbers"] == "(130 − 3 + 2·0)/1 + 1"
    assert step["result"] == 128
    assert [each["result"] for each in found["total"]] == [[20, 16, 16], 5120, 5300, 9543680]


def test_other_values_for_variables_are_explained() -> None:
    spec = "input: 3x8x8\nvars: {width: 4}\nlayers:\n- Conv2d: {out: width, kernel: 3}\n"
    result = runner.invoke(app, ["-", "--set", "width=7"], input=spec)
    assert result.exit_code == 0
    assert "K·F·F·D_in + K = 7·3·3·3 + 7 = 196" in result.stdout
