"""`cnncalc quiz` in a pipe: questions out, answers in, a score at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cnncalc.cli.quiz import app

if TYPE_CHECKING:
    from pathlib import Path

runner = CliRunner()
ALL = ["quiz-130", "-n", "1000"]


def answers() -> list[str]:
    """The right answers, as the quiz itself says them where a line is empty."""
    told = runner.invoke(app, ALL, input="\n" * 1000).stdout
    return [
        line.strip().removeprefix("it is ").replace("×", "x")
        for line in told.splitlines()
        if line.strip().startswith("it is ")
    ]


@pytest.mark.parametrize("text", ["", "5\n", "what\n\n", "\n" * 99, "\x00\n", "9" * 5000])
def test_an_input_that_ends_or_is_wrong_ends_with_status_1(text: str) -> None:
    result = runner.invoke(app, [*ALL, "--seed", "1"], input=text)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1].endswith(" right")
    assert result.stderr == ""


def test_bytes_that_are_no_text_are_no_answer() -> None:
    result = runner.invoke(app, ["quiz-130", "-n", "1"], input=b"\xff\xfe\n")
    assert result.exit_code == 1
    assert "that cannot be read" in result.stdout


def test_all_right_is_status_0() -> None:
    right = answers()
    result = runner.invoke(app, ALL, input="\n".join(right))
    assert result.exit_code == 0, result.stdout
    assert result.stdout.splitlines()[-1] == f"{len(right)} of {len(right)} right"


def test_one_wrong_answer_is_status_1_and_the_true_figure_stands_beside_it() -> None:
    right = answers()
    right[0] = "11x128x128"
    result = runner.invoke(app, ALL, input="\n".join(right))
    assert result.exit_code == 1
    assert "wrong: it is 10×128×128" in result.stdout
    assert "channels: K = 10" in result.stdout
    assert result.stdout.splitlines()[-1] == f"{len(right) - 1} of {len(right)} right"


def test_a_seed_asks_the_same_again() -> None:
    asked = [runner.invoke(app, ["lenet5", "--seed", "3"], input="").stdout for _ in range(2)]
    assert asked[0] == asked[1]


def test_a_network_that_breaks_is_not_asked_about() -> None:
    result = runner.invoke(app, ["3x32x32", "nn.Linear(5, 5)"], input="1\n")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "features-mismatch" in result.stderr


def test_a_network_without_figures_to_ask_for() -> None:
    result = runner.invoke(app, ["-"], input="input: 1\nlayers: [ReLU]\n")
    assert result.exit_code == 1
    assert result.stdout.count("no answer") == 1


def test_leaving_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cnncalc.cli.quiz.judged", interrupted)
    result = runner.invoke(app, ["quiz-130", "-n", "1"], input="5\n")
    assert result.exit_code == 130
    assert result.stderr == ""


def test_a_variable_can_be_set(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_text('input: 3x8x8\nvars: {width: 4}\nlayers: ["Conv2d(3, width, 3)"]\n')
    told = runner.invoke(app, [str(file), "--set", "width=7", "-n", "99"], input="\n" * 99)
    assert "Conv2d(3, 7, 3)" in told.stdout
    assert runner.invoke(app, [str(file), "--set", "depth=7"], input="").exit_code == 2
