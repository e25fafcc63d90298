"""Files of a repository's history: git:REVISION:FILE."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cnncalc.cli.diff import app

runner = CliRunner()

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

NET = "input: 3x8x8\nlayers: [conv4k3, relu]\n"


def run(*words: str, given: str | None = None) -> tuple[int, str, str]:
    done = runner.invoke(app, words, input=given)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


def git(folder: Path, *words: str) -> None:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two commits, something staged, and something on disk only."""
    for name in [each for each in os.environ if each.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = tmp_path / "repository"
    (folder / "nets" / "parts").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    net, parts = folder / "nets" / "net.yaml", folder / "nets" / "parts" / "a.yaml"
    net.write_text(NET, "utf-8")
    (folder / "nets" / "with.yaml").write_text(
        "input: 3x8x8\ninclude: [parts/a.yaml]\nlayers: [a]\n", "utf-8"
    )
    (folder / "nets" / "resnet.yaml").write_text(
        "input: 3x64x64\ninclude: [families/resnet.yaml]\nlayers: [conv1]\n", "utf-8"
    )
    parts.write_text("include: b.yaml\nblocks: {a: [{Conv2d: {out: c, kernel: 1}}]}\n", "utf-8")
    (parts.parent / "b.yaml").write_text("vars: {c: 5}\n", "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    git(folder, "tag", "v1")
    net.write_text(NET.replace("k3", "k5"), "utf-8")
    (parts.parent / "b.yaml").write_text("vars: {c: 7}\n", "utf-8")
    git(folder, "commit", "-q", "-a", "-m", "second")
    net.write_text(NET.replace("conv4", "conv6"), "utf-8")
    git(folder, "add", ".")
    net.write_text(NET.replace("conv4", "conv8"), "utf-8")
    (folder / "nets" / "unknown.yaml").write_text(NET, "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("git:v1:nets/net.yaml", "Conv2d: out_channels 4 → 8 "),
        ("git:HEAD~1:nets/net.yaml", "Conv2d: out_channels 4 → 8 "),
        ("git:HEAD:nets/net.yaml", "Conv2d: out_channels 4 → 8, kernel_size 5 → 3 "),
        ("git:main:./nets/net.yaml", "Conv2d: out_channels 4 → 8, kernel_size 5 → 3 "),
        ("git:main:nets/parts/../net.yaml", "Conv2d: out_channels 4 → 8, kernel_size 5 → 3 "),
        ("git::nets/net.yaml", "Conv2d: out_channels 6 → 8 "),  # what is staged
    ],
)
@pytest.mark.usefixtures("repository")
def test_a_file_is_read_from_a_revision(old: str, said: str) -> None:
    code, out, err = run(old, "nets/net.yaml")
    assert (code, err) == (0, "")
    assert said in out
    assert f"{old} → nets/net.yaml" in out


def test_a_file_is_named_from_the_current_folder(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "nets" / "parts")
    code, out, _ = run("git:v1:../net.yaml", f"git:HEAD:{repository / 'nets' / 'net.yaml'}")
    assert (code, "kernel_size 3 → 5" in out) == (0, True)


@pytest.mark.usefixtures("repository")
def test_what_it_includes_is_of_the_same_revision() -> None:
    code, out, err = run("git:v1:nets/with.yaml", "git:HEAD:nets/with.yaml")
    assert (code, err) == (0, "")
    assert "out_channels 5 → 7" in out


@pytest.mark.usefixtures("repository")
def test_what_it_includes_may_be_shipped() -> None:
    code, out, err = run("git:v1:nets/resnet.yaml", "nets/resnet.yaml")
    assert (code, err) == (0, "")
    assert "nothing changed" in out


def test_what_it_includes_is_never_read_from_the_disk(repository: Path) -> None:
    text = "input: 3x8x8\ninclude: [{0}]\nlayers: [relu]\n"
    for number, file in enumerate(["unknown.yaml", "../nets/unknown.yaml", "../../etc/passwd"]):
        (repository / "nets" / f"own{number}.yaml").write_text(text.format(file), "utf-8")
        git(repository, "add", f"nets/own{number}.yaml")
        code, out, err = run(f"git::nets/own{number}.yaml", "nets/net.yaml")
        assert (code, out) == (2, "")
        assert "error[file-not-found]: there is no file" in err


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("git:v1", "error[call-syntax]: `git:v1` is not git:REVISION:FILE"),
        ("git:v1:", "error[call-syntax]: `git:v1:` is not git:REVISION:FILE"),
        ("git:--output=x:net.yaml", "error[call-syntax]: `git:--output=x:net.yaml` is not git:"),
        ("git:v2:nets/net.yaml", "error[file-not-found]: `git:v2:nets/net.yaml` cannot be read: "
         "git knows no revision `v2`"),
        ("git:v1:nets/no.yaml", "error[file-not-found]: there is no file `nets/no.yaml` in "
         "revision `v1`"),
        ("git:v1:nets/unknown.yaml", "error[file-not-found]: there is no file `nets/unknown.yaml`"),
        ("git::nets/unknown.yaml", "error[file-not-found]: there is no file `nets/unknown.yaml` in "
         "what is staged"),
        ("git:v1:../x.yaml", "error[file-not-found]: there is no file `../x.yaml` in revision"),
        ("git:v1:nets", "error[file-unreadable]: `git:v1:nets` is a directory"),
        ("git:$(touch x):nets/net.yaml", "error[file-not-found]: `git:$(touch x):nets/net.yaml` "
         "cannot be read: git knows no revision"),
    ],
)  # fmt: skip
def test_what_git_does_not_have_is_said(repository: Path, word: str, said: str) -> None:
    code, out, err = run(word, "nets/net.yaml")
    assert (code, out) == (2, "")
    assert said in err
    assert not (repository / "x").exists()


@pytest.mark.usefixtures("repository")
def test_outside_a_repository_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path / "bare")
    code, _, err = run("git:HEAD:net.yaml", "resnet18")
    assert code == 2
    assert "`git:HEAD:net.yaml` cannot be read: this folder is in no git repository" in err


@pytest.mark.usefixtures("repository")
def test_without_git_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    code, _, err = run("git:HEAD:nets/net.yaml", "resnet18")
    assert code == 2
    assert "`git:HEAD:nets/net.yaml` cannot be read: git is not installed" in err


def test_an_error_in_an_old_file_shows_its_line(repository: Path) -> None:
    (repository / "bad.yaml").write_text("input: 3x8x8\nlayers:\n  - Conv2: 3\n", "utf-8")
    git(repository, "add", "bad.yaml")
    code, _, err = run("git::bad.yaml", "nets/net.yaml")
    assert code == 2
    assert " --> git::bad.yaml:3:5" in err


def test_a_file_of_the_history_has_the_same_limits(repository: Path) -> None:
    (repository / "huge.yaml").write_bytes(b"# " + b"x" * 8_000_001)
    (repository / "latin.yaml").write_bytes(b"input: 3x8x8\nname: caf\xe9\n")
    git(repository, "add", "huge.yaml", "latin.yaml")
    code, _, err = run("git::huge.yaml", "nets/net.yaml")
    assert (code, "error[too-large]: `git::huge.yaml` has more than 2,000,000" in err) == (2, True)
    code, _, err = run("git::latin.yaml", "nets/net.yaml")
    assert (code, "error[file-unreadable]: `git::latin.yaml` is not UTF-8" in err) == (2, True)


def test_the_input_and_variables_of_an_old_file_can_be_set(repository: Path) -> None:
    text = "input: 3x8x8\nvars: {w: 4}\nlayers: [{Conv2d: {out: w, kernel: 3}}]\n"
    (repository / "vars.yaml").write_text(text, "utf-8")
    git(repository, "add", "vars.yaml")
    code, out, _ = run("git::vars.yaml", "conv9k3", "-i", "3x16x16", "--set", "w=6")
    assert (code, "out_channels 6 → 9" in out, "input 3×16×16" in out) == (0, True, True)
