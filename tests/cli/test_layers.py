"""`cnncalc layers`: what layers there are, and what each takes and gives."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from cnncalc.cli.layers import app

runner = CliRunner()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Conv2", "did you mean `Conv2d`?"),
        ("Conv2D", "`Conv2D` is Keras' spelling"),
        ("xyzzy", "`cnncalc layers` lists them all"),
        ("", "there is no layer ``"),
        ("\x1b[31m", "there is no layer `\\x1b[31m`"),
        ("os.path", "`os.path` is code that runs on data, not a layer"),
        ("a" * 5_000, "there is no layer `" + "a" * 80 + "`"),
    ],
)
def test_a_name_that_is_no_layer_is_refused(name: str, said: str) -> None:
    done = runner.invoke(app, [name])
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert "\x1b" not in done.stderr


def test_all_layers_are_listed_by_family() -> None:
    done = runner.invoke(app, [])
    assert (done.exit_code, done.stderr) == (0, "")
    for name in ("Conv2d", "MaxPool2d", "BatchNorm2d", "Linear", "Flatten", "LSTM"):
        assert name in done.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Conv2d", "Conv2d("),
        ("conv2d", "kernel_size"),
        ("max_pool2d", "MaxPool2d("),
        ("LazyConv2d", "LazyConv2d("),
        ("ReLU", "ReLU("),
    ],
)
def test_one_layer_is_described(name: str, said: str) -> None:
    done = runner.invoke(app, [name])
    assert (done.exit_code, done.stderr) == (0, "")
    assert said in done.stdout
