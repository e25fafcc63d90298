"""Options for blocks and graphs: --set, --once, several inputs, warnings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cnncalc.cli import check
from cnncalc.cli.show import app

runner = CliRunner()

NET = """\
input: 3x8x8
vars: {width: 4, units: 3}
blocks:
  unit(planes): [{Conv2d: {out: planes, kernel: 3, padding: 1}}, ReLU]
layers:
  - unit(width)
  - unit(width) * units
expect: {channels: 4}
"""


@pytest.fixture
def net(tmp_path: Path) -> str:
    file = tmp_path / "net.yaml"
    file.write_text(NET, "utf-8")
    return str(file)


def run(*words: str, given: str | None = None) -> tuple[int, str, str]:
    done = runner.invoke(app, words, input=given)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--set", "width"], "error[call-syntax]: a setting is a name and a value"),
        (["--set", "widht=3"], "did you mean `width`?"),
        (["--set", "width=0"], "takes a whole number of at least 1, not 0"),
        (["--set", "width=x"], "error["),
        (["--set", "units=1/2"], "error["),
        (["--set"], "requires an argument"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(net: str, words: list[str], said: str) -> None:
    code, _, err = run(net, *words)
    assert code in (1, 2)
    assert said in err


def test_settings_of_a_spec_without_variables_are_refused() -> None:
    code, _, err = run("3x8x8", "relu", "--set", "a=3")
    assert (code, "the spec has no variable `a`" in err) == (2, True)


def test_a_setting_changes_the_network_and_leaves_its_expectations_aside(net: str) -> None:
    code, out, err = run(net, "--set", "width=8")
    assert (code, err) == (0, "")
    assert "Conv2d(3, 8, 3, padding=1)" in out
    assert run(net, "--set", "width=8", "--set", "width=6")[1].count("Conv2d(6, 6, 3") == 3


def test_a_setting_goes_with_a_shipped_network_and_standard_input() -> None:
    assert run("-", "--set", "width=7", given=NET)[0] == 0
    code, _, err = run("resnet50", "--set", "nothing=7")
    assert (code, "no variable `nothing`" in err) == (2, True)


def test_what_repeats_is_shown_once_where_that_is_asked_for(net: str) -> None:
    whole, once = run(net)[1], run(net, "--once")[1]
    assert whole.count("unit(4)") == 4
    assert (once.count("unit(4)"), once.count("unit(4) ×3")) == (2, 1)
    assert whole.splitlines()[-3:] == once.splitlines()[-3:]
    assert "×" in run(net, "--once", "--format", "markdown")[1].partition("\n- ")[0]


def test_formats_for_programs_hold_every_layer(net: str) -> None:
    found = json.loads(run(net, "--once", "--format", "json")[1])
    assert len(found["layers"]) == 8
    assert len(run(net, "--once", "--format", "csv")[1].splitlines()) == 9


def test_a_warning_is_told_and_the_status_is_zero(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_text("input: 3x8x8\nlayers: [conv4k1, {from: input, ReLU: }]\n", "utf-8")
    code, out, err = run(str(file))
    assert (code, err.count("warning[unused-output]")) == (0, 1)
    assert "parameters     16" in out
    done = runner.invoke(check.app, [str(file)])
    assert (done.exit_code, done.stdout.startswith("ok ")) == (0, True)
    assert "warning[unused-output]" in done.stderr
    found = json.loads(run(str(file), "--format", "json")[1])
    assert (found["status"], found["diagnostics"][0]["severity"]) == (0, "warning")


def test_another_input_for_a_network_with_several_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_text("input: {a: 3x8x8, b: 3x8x8}\nlayers: [Cat]\n", "utf-8")
    code, _, err = run("-i", "3x9x9", str(file))
    assert code != 0
    assert "error[" in err


def test_a_shipped_network_takes_another_input() -> None:
    code, out, err = run("-i", "3x64x64", "resnet18", "--depth", "1")
    assert (code, err) == (0, "")
    assert "11,689,512" in out
