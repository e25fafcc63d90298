"""The main command: exit status, streams, options."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cnncalc.cli.show import app

runner = CliRunner()


def run(*words: str, given: str | bytes | None = None) -> tuple[int, str, str]:
    done = runner.invoke(app, words, input=given)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["Xyzzy"], 2, "error[unknown-layer]: there is no layer `Xyzzy`"),
        (["relu"], 2, "error[missing-input]: no input shape is given"),
        (["3x8x8"], 2, "error[empty-spec]: there are no layers"),
        (["3x8x8", ""], 2, "error[empty-spec]: `<inline>` is empty"),
        (["no/such/file.yaml"], 2, "error[file-not-found]: there is no file `no/such/file.yaml`"),
        (["-i", "big", "relu"], 2, "error[input-shape]: the input shape cannot be read: 'big'"),
        (["3x8x8", "conv8k40"], 1, "error[kernel-too-large]: "),
        (["3x8x8", "nn.Linear(9, 9)"], 1, "error[features-mismatch]: "),
    ],
)
def test_what_is_wrong_goes_to_standard_error_and_decides_the_status(
    words: list[str], status: int, said: str
) -> None:
    code, out, err = run(*words)
    assert code == status
    assert said in err
    assert "error" not in out


@pytest.mark.parametrize(
    "words",
    [["--depth", "0", "relu"], ["--batch", "0", "relu"], ["--batch", "x", "relu"],
     ["--format", "xml", "relu"], ["--nonsense", "relu"], ["--batch", "99999999999", "relu"]],
)  # fmt: skip
def test_options_that_mean_nothing_are_refused(words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "Usage" in err


def test_a_broken_network_is_shown_up_to_the_break() -> None:
    code, out, err = run("3x8x8", "relu conv8k40 relu")
    assert code == 1
    assert "breaks here" in out
    assert "unknown: it breaks at layer 2 of 3" in out
    assert err.startswith("error[kernel-too-large]")


def test_without_an_input_there_is_no_table() -> None:
    assert run("relu", "tanh")[1] == ""


def test_a_network_that_holds_is_shown_on_standard_output_alone() -> None:
    code, out, err = run("3x8x8", "conv8k3", "relu")
    assert (code, err) == (0, "")
    assert "output         8×6×6" in out


def test_words_with_and_without_quotes_say_the_same() -> None:
    expected = run("3x8x8", "conv8k3", "relu")[1]
    assert run("3x8x8", "conv8k3 relu")[1] == expected
    assert run("-i", "3x8x8", "nn.Conv2d(3, 8, 3), nn.ReLU()")[1] == expected
    assert run("--input", "3,8,8", "nn.Conv2d(3, 8, 3)", "nn.ReLU()")[1] == expected


def test_a_network_in_one_long_word_is_no_file_name() -> None:
    code, out, _ = run("3x8x8", ", ".join(["nn.Conv2d(3, 3, 3, padding=1)"] * 50))
    assert code == 0
    assert "\n50  Conv2d(3, 3, 3, padding=1)" in out


def test_standard_input_is_a_dash() -> None:
    assert run("-i", "3x8x8", "-", given="nn.ReLU()\nnn.Tanh()\n")[0] == 0
    assert run("-", given="input: 3x8x8\nlayers: [ReLU]\n")[0] == 0
    assert run("3x8x8", "-", given=b"\xef\xbb\xbfrelu\r\n")[0] == 0
    code, _, err = run("-", given=b"relu \xff")
    assert (code, "`<stdin>` is not UTF-8: byte 0xff in line 1" in err) == (2, True)
    code, _, err = run("3x8x8", "-", given="")
    assert (code, "`<stdin>` is empty" in err) == (2, True)


def test_a_file_is_named_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("input: 3x8x8\nlayers: [ReLU]\n", "utf-8")
    code, out, _ = run(str(file))
    assert code == 0
    assert out.startswith("mine   input 3")


def test_a_shipped_spec_is_named_without_folder_and_ending() -> None:
    code, out, err = run("lenet5")
    assert (code, err) == (0, "")
    assert "61,706" in out


def test_another_input_leaves_the_expectations_of_the_files_own_aside(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_text("input: 3x8x8\nlayers: [ReLU]\nexpect: {flatten: 192}\n", "utf-8")
    assert run(str(file))[0] == 0
    assert run("-i", "3x9x9", str(file))[0] == 0
    file.write_text("input: 3x8x8\nlayers: [ReLU]\nexpect: {flatten: 191}\n", "utf-8")
    code, out, err = run(str(file))
    assert code == 1
    assert "`flatten` of the network is 192, but 191 is expected" in err
    assert "192" in out


def test_depth_folds_groups() -> None:
    _, folded, _ = run("vgg16", "--depth", "1")
    _, whole, _ = run("vgg16")
    assert "features: Sequential (31 layers)" in folded
    assert len(folded.splitlines()) < len(whole.splitlines())


def test_batch_stands_in_front_of_every_shape() -> None:
    _, out, _ = run("3x8x8", "flatten", "--batch", "4", "--format", "markdown")
    assert "| 1 | `Flatten()` | 4×192 | 0 | 4 × 192 |" in out


def test_formats_for_programs_can_be_read() -> None:
    found = json.loads(run("3x8x8", "conv8k3", "-f", "json")[1])
    assert found["total"]["output"] == [8, 6, 6]
    rows = list(csv.DictReader(io.StringIO(run("3x8x8", "conv8k3", "-f", "csv")[1])))
    assert [row["output"] for row in rows] == ["8x6x6"]
    found = json.loads(run("3x8x8", "Xyzzy", "--format", "json")[1])
    assert (found["status"], found["diagnostics"][0]["code"]) == (2, "unknown-layer")


def test_the_version_is_shown() -> None:
    code, out, err = run("--version")
    assert (code, err) == (0, "")
    assert out.startswith("cnncalc ")


def test_without_words_there_is_help() -> None:
    assert "Usage" in "".join(run()[1:])
    code, out, _ = run("--help")
    assert code == 0
    assert "3x130x130" in out
