"""From words at the prompt to a Spec."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from cnncalc.cli.read import SHIPPED, read, read_file


def message(*words: str, shape: str | None = None) -> str:
    (problem,) = read(words, shape).problems
    return problem.message


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "`net.yaml` is empty: a spec has an input and layers"),
        (b"\xff\xfel\x00", "`net.yaml` is not UTF-8: byte 0xff in line 1"),
        (b"a: 1\n\nb: \xe9\n", "`net.yaml` is not UTF-8: byte 0xe9 in line 3"),
        (b"a: \x00\n", "a control character, U+0000, cannot stand in YAML"),
        (b"#" * 2_000_001, "`net.yaml` has more than 2,000,000 characters"),
        ("é".encode() * 4_000_001, "`net.yaml` has more than 2,000,000 characters"),
    ],
    ids=["empty", "utf-16", "latin-1", "nul", "large", "larger"],
)
def test_a_file_that_cannot_be_read_says_why(folder: Path, data: bytes, said: str) -> None:
    (folder / "net.yaml").write_bytes(data)
    assert message("net.yaml") == said


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_not_there_leads_to_one_that_is(folder: Path) -> None:
    (folder / "mynet.yaml").touch()
    (problem,) = read(["mynett.yaml"]).problems
    assert (problem.code, problem.message) == ("file-not-found", "there is no file `mynett.yaml`")
    assert problem.help == "did you mean `mynet.yaml`?"
    (problem,) = read(["vgg17"]).problems
    assert (problem.code, problem.help.startswith("did you mean `vgg1")) == ("file-not-found", True)
    (problem,) = read_file("lenet").problems
    assert problem.help == "did you mean `lenet5`?"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "name", ["a" * 300 + ".yaml", "a" * 300 + "/b.yaml", "a/" * 3_000 + "b.yaml", "a\0b.yaml"]
)
def test_a_name_that_no_file_can_have_is_not_found(name: str) -> None:
    assert message(name) == f"there is no file `{name[:200]}`"


def test_a_directory_is_no_file(folder: Path) -> None:
    (folder / "nets").mkdir()
    assert message("nets") == "`nets` is a directory"
    assert message(str(folder)) == f"`{folder}` is a directory"


def test_a_file_that_may_not_be_read_says_why(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (folder / "net.yaml").touch()
    monkeypatch.setattr(Path, "open", refused)
    assert message("net.yaml") == "`net.yaml` cannot be read: Permission denied"


def test_closed_standard_input_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert message("-") == "standard input is closed"


def test_standard_input_that_cannot_be_read_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise IsADirectoryError(21, "Is a directory")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Broken()))
    assert message("-") == "standard input cannot be read: Is a directory"


@pytest.mark.usefixtures("folder")
def test_words_that_are_no_file_are_layers() -> None:
    assert [each.name for each in read(["relu", "nn.Tanh()"]).entries] == ["relu", "Tanh"]
    assert [each.name for each in read(["nn.Linear(28/2, 10)"]).entries] == ["Linear"]
    assert len(read(["nn.ReLU(), " * 500]).entries) == 500


@pytest.mark.usefixtures("folder")
def test_the_first_word_may_be_the_shape() -> None:
    spec = read(["3x8x8", "relu"])
    assert [each.shape for each in spec.inputs] == [(3, 8, 8)]
    assert [each.name for each in spec.entries] == ["relu"]
    assert read(["relu"], "3x8x8").inputs == spec.inputs


def test_a_file_keeps_its_name_or_has_its_stem(folder: Path) -> None:
    (folder / "net.yaml").write_text("layers: [ReLU]", "utf-8")
    (folder / "own.yaml").write_text("name: mine\nlayers: [ReLU]", "utf-8")
    (folder / "code.py").write_text("nn.ReLU()", "utf-8")
    (folder / "yaml.txt").write_text("layers: [ReLU]", "utf-8")
    names = [read([name]).name for name in ("net.yaml", "own.yaml", "code.py", "yaml.txt")]
    assert names == ["net", "mine", "code", "yaml"]


def test_an_ending_decides_the_notation(folder: Path) -> None:
    (folder / "net.yaml").write_text("nn.ReLU()", "utf-8")
    assert message("net.yaml").startswith("a spec is a mapping with `input` and `layers`")


@pytest.mark.usefixtures("folder")
def test_every_shipped_spec_has_a_name_of_its_own() -> None:
    for file in SHIPPED.glob("*.yaml"):
        assert read([file.stem]).name == file.stem


def test_a_shape_that_is_given_twice_is_refused() -> None:
    (problem,) = read(["4x4x4", "relu"], "3x8x8").problems
    assert (problem.code, problem.status) == ("call-syntax", 2)
    assert problem.message == "the input shape is given twice"
    assert problem.help == "leave one of them out"
