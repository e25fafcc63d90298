"""`cnncalc check`: is a network what is said of it?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cnncalc.cli import check as command
from cnncalc.cli import held
from cnncalc.cli.check import app
from cnncalc.cli.read import SHIPPED, in_file

runner = CliRunner()

NO_SIZE = "FAIL  size: the output of the network is 192, which has no size along any axis"
QUIZ = ["3x130x130", "conv10k3", "max4", "conv20k5p2", "max2"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "good.yaml": "input: 3x8x8\nlayers: [ReLU]\nexpect: {flatten: 192, params: 0}\n",
        "one.yaml": "input: 3x8x8\nlayers: [ReLU]\nexpect: {flatten: 192}\n",
        "bare.yaml": "input: 3x8x8\nlayers: [ReLU]\n",
        "wrong.yaml": "input: 3x8x8\nlayers: [ReLU]\nexpect: {flatten: 5, params: 1}\n",
        "broken.yaml": "input: 3x8x8\nlayers: ['Linear(5, 5)']\nexpect: {params: 30}\n",
        "unread.yaml": "input: 3x8x8\nlayers: [Xyzzy]\n",
        "blocks.yaml": "blocks:\n  unit:\n    - ReLU\n",
        "wide.yaml": "input: 3x8x8\nvars: {width: 4}\nlayers: ['Conv2d(3, width, 3)']\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(*words: str, status: int = 0) -> list[str]:
    done = runner.invoke(app, list(words))
    assert done.exit_code == status, done.output
    return done.stdout.splitlines()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("files", "status", "said"),
    [
        (["wrong.yaml"], 1, ["FAIL  wrong.yaml: 2 problems"]),
        (["broken.yaml"], 1, ["FAIL  broken.yaml: 1 problem"]),
        (["unread.yaml"], 2, ["FAIL  unread.yaml: 1 problem"]),
        (["missing.yaml"], 2, ["FAIL  missing.yaml: 1 problem"]),
        (["lenet6"], 2, ["FAIL  lenet6: 1 problem"]),
        (["Xyzzy"], 2, ["FAIL  <inline>: 2 problems"]),
        (["3x8x8"], 2, ["FAIL  <inline>: 1 problem"]),
        (
            ["size=3"],
            2,
            ["?     size: not known, since the network breaks", "FAIL  <inline>: 1 problem"],
        ),
        (["a\x1b[31m.yaml"], 2, ["FAIL  a\\x1b[31m.yaml: 1 problem"]),
        (
            ["good.yaml", "wrong.yaml", "unread.yaml", "bare.yaml", "blocks.yaml"],
            2,
            [
                "ok    good.yaml: 2 expectations hold",
                "FAIL  wrong.yaml: 2 problems",
                "FAIL  unread.yaml: 1 problem",
                "ok    bare.yaml: the layers fit, and nothing is expected",
                "skip  blocks.yaml: it defines blocks, and no network",
                "4 files: 2 hold, 1 fails, 1 cannot be read, 1 passed over",
            ],
        ),
        (["good.yaml"], 0, ["ok    good.yaml: 2 expectations hold"]),
        (["one.yaml"], 0, ["ok    one.yaml: 1 expectation holds"]),
        (["lenet5"], 0, ["ok    lenet5: 4 expectations hold"]),
        (["blocks.yaml"], 0, ["skip  blocks.yaml: it defines blocks, and no network"]),
    ],
)
def test_each_file_is_a_line_and_the_worst_decides_the_status(
    files: list[str], status: int, said: list[str]
) -> None:
    assert lines(*files, status=status) == said


@pytest.mark.usefixtures("folder")
def test_the_full_story_of_what_fails_is_on_standard_error() -> None:
    done = runner.invoke(app, ["good.yaml", "wrong.yaml"])
    assert done.stderr.count("error[expectation-failed]") == 2
    assert " --> wrong.yaml:3:19" in done.stderr
    assert runner.invoke(app, ["good.yaml"]).stderr == ""


def test_without_words_there_is_help() -> None:
    done = runner.invoke(app, [])
    assert "Usage" in done.output
    assert "Quote < and >" in " ".join(done.output.split())


@pytest.mark.parametrize(
    ("claim", "status", "said"),
    [
        ("output=20x16x16", 0, "ok    output = 20×16×16"),
        ("output=20x16x15", 1, "FAIL  output = 20×16×16, not 20×16×15"),
        ("depth=20", 0, "ok    depth = 20"),
        ("channels=20", 0, "ok    channels = 20"),
        ("size=16", 0, "ok    size = 16×16"),
        ("size=16x16", 0, "ok    size = 16×16"),
        ("size=17", 1, "FAIL  size = 16×16, not 17"),
        ("size<=16", 0, "ok    size = 16×16 <= 16"),
        ("flatten=5120", 0, "ok    flatten = 5,120"),
        ("params=5_300", 0, "ok    params = 5,300"),
        ("params=5.3k", 0, "ok    params = 5,300 (5.3k)"),
        ("params=5.4k", 1, "FAIL  params = 5,300, not 5.4k"),
        ("params=5000", 1, "FAIL  params = 5,300, not 5,000"),
        ("params<5M", 0, "ok    params = 5,300 < 5M"),
        ("params > 5M", 1, "FAIL  params = 5,300, not > 5M"),
        ("macs<=600M", 0, "ok    macs = 9,543,680 <= 600M"),
        ("trainable_params=5300", 0, "ok    trainable_params = 5,300"),
        ("receptive_field>=26", 0, "ok    receptive_field = 26×26 >= 26"),
        ("1.params=280", 0, "ok    1.params = 280"),
        ("2.params=280", 1, "FAIL  2.params = 0, not 280"),
        ("3.output=20x32x32", 0, "ok    3.output = 20×32×32"),
        ("9.params=1", 2, "FAIL  9.params: there is no layer `9`, and its `params` is expected"),
    ],
)
def test_a_claim_about_a_spec_at_the_prompt_has_its_verdict(
    claim: str, status: int, said: str
) -> None:
    assert lines(*QUIZ, claim, status=status) == [said]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["3x32", "Conv1d(3, 8, 3)", "size=30", "size=30x30"],
            ["ok    size = 30", "FAIL  size = 30, not 30×30"],
        ),
        (
            ["1x8x9x10", "Conv3d(1, 2, 3)", "size=6x7x8", "size=6"],
            ["ok    size = 6×7×8", "FAIL  size = 6×7×8, not 6"],
        ),
        (["3x8x8", "flatten", "size=192", "depth=192"], [NO_SIZE, "ok    depth = 192"]),
    ],
)
def test_the_size_is_that_of_every_axis_behind_the_channels(
    words: list[str], said: list[str]
) -> None:
    assert lines(*words, status=1) == said


def test_a_spec_may_be_pytorch_calls_between_which_claims_stand() -> None:
    words = ["-i", "3x130x130", "params=280", "nn.Conv2d(3, 10, 3, padding=0)", "size=32"]
    assert lines(*words, "pool = nn.MaxPool2d(4, 4)") == [
        "ok    params = 280",
        "ok    size = 32×32",
    ]


def test_standard_input_is_a_spec() -> None:
    done = runner.invoke(app, ["-i", "3x8x8", "-", "depth=4"], input="nn.Conv2d(3, 4, 3)\n")
    assert (done.exit_code, done.stdout) == (0, "ok    depth = 4\n")
    text = "input: 3x8x8\nlayers: [ReLU]\nexpect: {flatten: 192}\n"
    done = runner.invoke(app, ["-", "depth=3"], input=text)
    assert done.stdout.splitlines() == ["ok    depth = 3", "ok    <stdin>: 2 expectations hold"]


@pytest.mark.usefixtures("folder")
def test_claims_add_to_what_a_file_expects_and_hold_for_each_of_several() -> None:
    assert lines("one.yaml", "depth=3") == [
        "ok    depth = 3",
        "ok    one.yaml: 2 expectations hold",
    ]
    done = runner.invoke(app, ["one.yaml", "good.yaml", "wide.yaml", "depth<=3"])
    assert done.stdout.splitlines() == [
        "ok    one.yaml: 2 expectations hold",
        "ok    good.yaml: 3 expectations hold",
        "FAIL  wide.yaml: 1 problem",
        "3 files: 2 hold, 1 fails",
    ]
    assert "`wide.yaml`: `depth` of the network is 4, but at most 3 is expected" in done.stderr


@pytest.mark.usefixtures("folder")
def test_other_values_and_another_input_go_for_each_file() -> None:
    assert lines("wide.yaml", "--set", "width=96", "depth=96")[0] == "ok    depth = 96"
    said = lines("-i", "3x9x9", "wide.yaml", "one.yaml", "size>=7")
    assert said[1] == "ok    one.yaml: 1 expectation holds"  # its own is about another input
    assert lines("3x9x9", "wide.yaml", "one.yaml", "size>=7") == said
    assert lines("wide.yaml", "3x9x9", "size=7")[0] == "ok    size = 7×7"


def test_a_folder_without_any_network_is_a_problem(folder: Path) -> None:
    (folder / "families").mkdir()
    shutil.move("blocks.yaml", "families")
    assert lines("families", status=2) == [
        "skip  families/blocks.yaml: it defines blocks, and no network",
        "FAIL  <files>: 1 problem",
        "0 files: 1 passed over",
    ]


@pytest.mark.usefixtures("folder")
def test_a_claim_needs_a_network() -> None:
    assert lines("blocks.yaml", "params=5", status=2)[-1] == "FAIL  blocks.yaml: 1 problem"


@pytest.mark.usefixtures("folder")
def test_a_claim_that_cannot_be_read_is_said_once_and_the_files_are_checked() -> None:
    done = runner.invoke(app, ["one.yaml", "good.yaml", "parms=3"])
    assert done.stdout.splitlines() == [
        "FAIL  <claim>: 1 problem",
        "ok    one.yaml: 1 expectation holds",
        "ok    good.yaml: 2 expectations hold",
        "2 files: 2 hold",
    ]
    assert (done.exit_code, done.stderr.count("error[")) == (2, 1)
    assert " --> <claim>:1:1" in done.stderr


def test_a_file_with_the_name_of_a_claim_is_a_file(folder: Path) -> None:
    shutil.copy("one.yaml", folder / "size=3")
    (folder / "a=b.yaml").write_text("input: 3x8x8\nlayers: [ReLU]\n", "utf-8")
    assert lines("a=b.yaml") == ["ok    a=b.yaml: the layers fit, and nothing is expected"]
    assert "size=3" not in " ".join(lines("one.yaml", "depth=3"))
    assert lines("c=d.yaml", status=2) == ["FAIL  c=d.yaml: 1 problem"]


@pytest.mark.usefixtures("folder")
def test_a_mistake_of_our_own_in_one_file_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = held.build

    def build(spec: object) -> object:
        if getattr(spec, "name", "") == "one":
            raise RecursionError("too deep")
        return right(spec)  # type: ignore[arg-type]

    monkeypatch.setattr(held, "build", build)
    done = runner.invoke(app, ["one.yaml", "good.yaml"])
    assert done.stdout.splitlines()[:2] == [
        "FAIL  one.yaml: 1 problem",
        "ok    good.yaml: 2 expectations hold",
    ]
    assert (done.exit_code, "error[internal-error]" in done.stderr) == (2, True)


def test_a_file_that_many_include_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(path: Path, name: str) -> object:
        read.append(name)
        return in_file(path, name)

    monkeypatch.setattr(command, "in_file", counted)
    names = ["resnet18", "resnet34", "resnet50", "wide_resnet50_2"]
    assert lines(*names)[-1] == "4 files: 4 hold"
    assert read == ["families/resnet.yaml"]


def test_all_shipped_specs_hold_and_the_families_are_passed_over() -> None:
    said = lines(str(SHIPPED))
    count, over = len([*SHIPPED.glob("*.yaml")]), len([*SHIPPED.glob("families/*.yaml")])
    assert said[-1] == f"{count} files: {count} hold, {over} passed over"


@pytest.mark.usefixtures("folder")
def test_json_has_each_claim_and_a_summary() -> None:
    done = runner.invoke(app, ["-f", "json", "good.yaml", "wrong.yaml", "blocks.yaml"])
    found = json.loads(done.stdout)
    assert list(found) == ["version", "files", "summary"]
    assert found["version"] == 1
    assert found["summary"] == {
        "files": 2, "hold": 1, "fail": 1, "unreadable": 0, "passed_over": 1, "status": 1,
    }  # fmt: skip
    assert found["files"][0]["claims"][0] == {
        "layer": None, "key": "flatten", "relation": "==", "value": 192, "written": "192",
        "found": 192, "holds": True, "from": "expect",
    }  # fmt: skip
    first = found["files"][1]["diagnostics"][0]
    assert (first["file"], first["line"], first["column"]) == ("wrong.yaml", 3, 19)
    assert found["files"][2]["passed_over"] == "it defines blocks, and no network"


def ran(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    surroundings = os.environ | {"PYTHONPATH": str(SHIPPED.parent), "CI": "true"}
    call = [sys.executable, "-m", "cnncalc", "check", *words]
    return subprocess.run(
        call, cwd=folder, env=surroundings, text=True, encoding="utf-8", capture_output=True
    )


def test_a_workflow_that_breaks_a_spec_gets_the_annotation_the_failure_and_the_status(
    folder: Path,
) -> None:
    (folder / "specs").mkdir()
    spec = (SHIPPED / "quiz-130.yaml").read_text("utf-8")
    (folder / "specs" / "quiz.yaml").write_text(spec, "utf-8")
    (folder / "specs" / "other.yaml").write_text(spec, "utf-8")
    before = ran("specs", "--format", "github", folder=folder)
    assert (before.returncode, before.stdout, before.stderr) == (0, "2 files: 2 hold\n", "")
    spec = spec.replace("MaxPool2d(2, 2)", "MaxPool2d(3, 3)")
    (folder / "specs" / "quiz.yaml").write_text(spec, "utf-8")
    after = ran("specs", "--format", "github", folder=folder)
    assert after.returncode == 1
    assert after.stderr == ""
    errors = after.stdout.splitlines()
    assert [each.partition("::`")[0] for each in errors] == [
        "::error file=specs/quiz.yaml,line=10,col=11,endColumn=19,title=expectation-failed",
        "::error file=specs/quiz.yaml,line=12,col=12,endColumn=17,title=expectation-failed",
        "2 files: 1 holds, 1 fails",
    ]
    assert "`output` of the network is 20×10×10, but 20×16×16 is expected%0A" in errors[0]
    report = ran("specs", "--format", "junit", folder=folder)
    assert report.returncode == 1
    assert '<testsuites name="cnncalc" tests="10" failures="2" errors="0" ' in report.stdout
    assert (
        '<testcase name="flatten = 5,120" classname="specs.quiz" file="specs/quiz.yaml" '
        'time="0.000">\n      <failure message="`flatten` of the network is 2,000, but 5_120 is '
        'expected" type="expectation-failed">'
    ) in report.stdout
    assert "error[expectation-failed]: `output`" in report.stderr
