"""Which specs words at the prompt name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cnncalc.cli import find
from cnncalc.cli.find import is_spec, several

SPEC = "input: 3x8x8\nlayers: [ReLU]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.yaml", "a.yml", "deep/er/c.json", "deep/d.yaml", ".git/x.yaml", "notes.txt",
                 ".hidden.yaml", "node_modules/y.json", "a=b.yaml", "[x].yaml"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SPEC, "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "relu").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*words: str, shape: str | None = None) -> list[str] | None:
    found = several(words, shape)
    return None if found is None else [each.name for each in found]


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        ([], None),
        (["b.yaml"], None),
        (["resnet18"], None),
        (["b.yaml", "3x8x8"], None),
        (["conv8k3", "max2"], None),
        (["conv8k3", "max2"], "3x8x8"),
        (["relu", "b.yaml"], "3x8x8"),
        (["Conv2d(3, 8, 3) * 2"], "3x8x8"),
        (["relu*2"], "3x8x8"),
        ([""], None),
        (["\0", "x" * 5_000], None),
    ],
)
def test_what_is_one_spec_is_not_several(words: list[str], shape: str | None) -> None:
    assert names(*words, shape=shape) is None


def test_a_folder_is_its_specs_and_those_in_folders_below_without_the_hidden_ones() -> None:
    expected = ["[x].yaml", "a.yml", "a=b.yaml", "b.yaml", "deep/d.yaml", "deep/er/c.json"]
    assert names(".") == expected
    assert names("./") == expected
    assert names("deep/") == ["deep/d.yaml", "deep/er/c.json"]
    assert names("deep", shape="3x8x8") == ["deep/d.yaml", "deep/er/c.json"]


def test_a_pattern_is_the_files_of_such_names() -> None:
    assert names("*.yaml") == ["[x].yaml", "a=b.yaml", "b.yaml"]
    assert names("**/*.json") == ["deep/er/c.json", "node_modules/y.json"]
    assert names("[ab].y*ml") == ["a.yml", "b.yaml"]


def test_a_file_is_no_pattern_and_stands_once() -> None:
    assert names("[x].yaml", "./b.yaml", "b.yaml", ".")[:2] == ["[x].yaml", "./b.yaml"]  # type: ignore[index]
    assert len(names("b.yaml", ".") or ()) == 6


def test_files_that_are_not_there_stand_among_several() -> None:
    assert names("b.yaml", "missing.yaml", "lenet6") == ["b.yaml", "missing.yaml", "lenet6"]
    assert names("resnet18", "vgg16", shape="3x64x64") == ["resnet18", "vgg16"]


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("empty", "there is no spec in `empty`"),
        ("*.yml5/x", "no file is named like `*.yml5/x`"),
        ("x*.yaml", "no file is named like `x*.yaml`"),
    ],
)
def test_where_nothing_is_found_is_a_problem(word: str, message: str) -> None:
    ((_, _, problem),) = several([word], None) or ()
    assert problem is not None
    assert (problem.code, problem.message) == ("file-not-found", message)


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "MAX_SPECS", 3)
    ((_, _, problem),) = several(["."], None) or ()
    assert problem is not None
    assert (problem.code, problem.message) == ("too-large", "there are more than 3 files to check")


def test_a_pipe_in_a_folder_is_left_alone(folder: Path) -> None:
    os.mkfifo(folder / "deep" / "pipe.yaml")
    (folder / "deep" / "round").symlink_to(folder)
    (folder / "deep" / "gone.yaml").symlink_to(folder / "gone")
    assert names("deep") == ["deep/d.yaml", "deep/gone.yaml", "deep/er/c.json"]
    assert is_spec("deep/gone.yaml")  # and so it is reported


@pytest.mark.parametrize(
    ("text", "means_to_be"),
    [
        ("layers: [ReLU", True),
        ("# spec\ninput : 3x8x8\nlayer: [ReLU]\n", True),
        ("{input: 3x8x8, 'layers': [ReLU]}", True),
        ('{\n  "name": "x",\n  "layers": []\n}', True),
        ("blocks:\n  unit: [ReLU]\n", True),
        ("expect: {params: 3}", True),
        ('{"name": "a-package", "version": "1.0.0"}', False),
        ("name: CI\non: push\njobs:\n  input: x\n", False),
        ("inputs:\n  a: 1\n", False),
        ("", False),
    ],
)
def test_a_file_in_a_folder_is_a_spec_if_it_has_a_key_of_one(
    folder: Path, text: str, means_to_be: bool
) -> None:
    (folder / "x.yaml").write_text(text, "utf-8")
    assert is_spec("x.yaml") is means_to_be
