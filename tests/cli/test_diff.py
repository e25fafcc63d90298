"""`cnncalc diff`: exit status, streams, options."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cnncalc.cli.diff import app

runner = CliRunner()

OLD, NEW = "3x32x32 conv8k3 relu", "3x32x32 conv8k5 relu"
BROKEN = "3x32x32 conv8k40 relu"


def run(*words: str, given: str | None = None) -> tuple[int, str, str]:
    done = runner.invoke(app, words, input=given)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["no/such.yaml", "resnet18"], 2, "error[file-not-found]: there is no file `no/such.yaml`"),
        (["resnet18", "no/such.yaml"], 2, "error[file-not-found]: there is no file `no/such.yaml`"),
        ([OLD, "3x32x32 Xyzzy"], 2, "error[unknown-layer]: there is no layer `Xyzzy`"),
        ([OLD, "relu"], 2, "error[missing-input]"),
        ([OLD, BROKEN], 1, "error[kernel-too-large]"),
        ([BROKEN, NEW], 1, "error[kernel-too-large]"),
        ([OLD, NEW, "--fail-on", "params>0"], 1, "error[fail-on]: `params` goes from 224 to 608"),
        ([OLD, NEW, "--fail-on", "params"], 2, " --> <fail-on>:1:7"),
        ([OLD, NEW, "--set", "width=3"], 2, "the spec has no variable `width`"),
    ],
)
def test_what_is_wrong_goes_to_standard_error_and_decides_the_status(
    words: list[str], status: int, said: str
) -> None:
    code, out, err = run(*words)
    assert code == status
    assert said in err
    assert "error" not in out
    assert (out == "") == (status == 2)


@pytest.mark.parametrize(
    "words",
    [["-", "-"], [OLD], [OLD, NEW, "--batch", "0"], [OLD, NEW, "--format", "xml"], [OLD, NEW, OLD]],
)
def test_words_and_options_that_mean_nothing_are_refused(words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "Usage" in err


def test_a_difference_is_no_failure() -> None:
    code, out, err = run(OLD, NEW, "--fail-on", "params>+200%", "--fail-on", "layers>0")
    assert (code, err) == (0, "")
    assert "parameters" in out
    assert run(OLD, OLD)[:1] == (0,)


def test_each_condition_that_fails_is_told() -> None:
    code, _, err = run(OLD, NEW, "--fail-on", "params>0", "--fail-on", "macs>0")
    assert (code, err.count("error[fail-on]")) == (1, 2)


def test_a_problem_of_one_file_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "net.yaml"
    file.write_text("input: 3x8x8\nlayers: [conv8k40]\n", "utf-8")
    code, out, err = run(str(file), str(file))
    assert (code, err.count("error[")) == (1, 1)
    assert "the old network breaks at layer 1 of 1" in out


def test_standard_input_is_one_of_them() -> None:
    text = "input: 3x32x32\nlayers: [conv8k5, relu]\n"
    code, out, _ = run(OLD, "-", given=text)
    assert (code, "kernel_size 3 → 5" in out) == (0, True)


def test_the_input_is_that_of_both() -> None:
    code, out, _ = run(OLD, "conv8k5 relu", "-i", "3x16x16")
    assert code == 0
    assert "input 3×16×16\n" in out


def test_a_batch_counts_in_work_and_memory() -> None:
    one = json.loads(run(OLD, NEW, "-f", "json")[1])["total"]
    four = json.loads(run(OLD, NEW, "-f", "json", "--batch", "4")[1])["total"]
    assert four["macs"]["change"] == 4 * one["macs"]["change"]
    assert four["params"] == one["params"]
    assert four["training"]["new"] > one["training"]["new"]


def test_a_variable_is_set_where_it_is_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text("input: 3x8x8\nvars: {w: 4}\nlayers: [{Conv2d: {out: w, kernel: 3}}]\n", "utf-8")
    new.write_text("input: 3x8x8\nlayers: [conv8k3]\n", "utf-8")
    code, out, _ = run(str(old), str(new), "--set", "w=6")
    assert (code, "out_channels 6 → 8" in out) == (0, True)
    code, out, _ = run(str(old), str(old), "--set", "w=6")
    assert (code, "nothing changed" in out) == (0, True)


def test_json_has_every_figure_and_change() -> None:
    code, out, _ = run(OLD, "3x32x32 conv8k5 bn relu", "-f", "json", "--fail-on", "params>0")
    found = json.loads(out)
    assert (code, found["version"], found["status"], found["same"]) == (1, 1, 1, False)
    assert found["total"]["params"] == {"old": 224, "new": 624, "change": 400, "percent": 178.5714}
    assert found["total"]["output"] == {"old": [8, 30, 30], "new": [8, 28, 28]}
    assert found["counts"] == {
        "added": 1, "removed": 0, "changed": 1, "moved": 0, "renamed": 0, "follows": 1, "same": 0,
    }  # fmt: skip
    first, second, third = found["layers"]
    assert (first["kind"], second["kind"], third["kind"]) == ("changed", "added", "follows")
    assert first["arguments"] == {"kernel_size": {"old": [3, 3], "new": [5, 5], "follows": False}}
    assert first["figures"]["params"]["change"] == 384
    assert (second["old"], second["new"]["layer"]) == (None, "BatchNorm2d(8)")
    assert [each["code"] for each in found["diagnostics"]] == ["fail-on"]


def test_json_is_written_of_what_cannot_be_read() -> None:
    code, out, _ = run(OLD, "3x32x32 Xyzzy", "-f", "json")
    found = json.loads(out)
    assert (code, found["status"], found["diagnostics"][0]["code"]) == (2, 2, "unknown-layer")


def test_markdown_escapes_what_others_wrote(tmp_path: Path) -> None:
    file = tmp_path / "a|b`c<img>.yaml"
    file.write_text("input: 3x8x8\nlayers: [conv8k3]\n", "utf-8")
    code, out, _ = run("3x8x8 relu", str(file), "-f", "markdown")
    assert code == 0
    assert "a\\|b'c<img>.yaml`" in out  # inside code, no sign but | and ` means anything


def test_a_comment_stays_short_enough_for_a_pull_request() -> None:
    many = " ".join(["conv8k3p1", "relu"] * 400)
    wider = " ".join(["conv9k3p1", "gelu"] * 400)
    _, out, _ = run(f"3x8x8 {many}", f"3x8x8 {wider}", "-f", "markdown")
    assert len(out) < 65_536
    assert "… and 600 lines more" in out
    assert "<details>" in out
