"""Specs out of a repository's history: `git:REVISION:FILE`.

The file is named from the current folder, like any other; an empty revision, as in `git::net.yaml`,
is what is staged. What it includes comes from the same revision, or from the shipped specs: never
from the disk, where it may have another content than it had then.
"""

from __future__ import annotations

import os
import subprocess
from io import BytesIO
from pathlib import Path, PurePosixPath
from posixpath import join, normpath
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from cnncalc.cli.read import SHIPPED, decoded, failed, read
from cnncalc.diagnostics import Diagnostic
from cnncalc.includes import with_includes
from cnncalc.limits import MAX_CHARACTERS
from cnncalc.parse import is_shape, with_input

if TYPE_CHECKING:
    from cnncalc.diagnostics import Source
    from cnncalc.spec import Spec

_PREFIX = "git:"


class _Refused(Exception):
    """Git gives no such file; its argument is the diagnostic that says why."""

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        super().__init__(Diagnostic(code, message, help=advice))

    @property
    def diagnostic(self) -> Diagnostic:
        """Why there is none."""
        found = self.args[0]
        assert isinstance(found, Diagnostic)
        return found


def read_any(word: str, shape: str | None = None) -> Spec:
    """The spec that one word names or writes, in the history or not; `shape` is its input.

    A word may hold a shape and layers: `3x32x32 conv10k3 max2`.
    """
    if word.startswith(_PREFIX):
        spec = _in_history(word)
        return spec if shape is None else with_input(spec, shape)
    first, _, rest = word.partition(" ")
    if rest.strip() and is_shape(first):
        return read([rest.strip()], shape or first)
    return read([word], shape)


def _in_history(word: str) -> Spec:
    revision, colon, path = word.removeprefix(_PREFIX).partition(":")
    if not colon or not path or revision.startswith("-") or "\0" in word:
        message = f"`{word[:200]}` is not git:REVISION:FILE"
        return failed("call-syntax", message, word[:200], "write `git:HEAD~1:net.yaml`")
    try:
        spec = _opened(revision, _from_here(path))
    except _Refused as refusal:
        told = refusal.diagnostic
        return failed(told.code, told.message, word, told.help)
    if spec.includes:
        spec = _Beside(revision, _from_here(path)).included(spec)
    return spec if spec.name else spec._replace(name=PurePosixPath(path).stem)


def _from_here(path: str) -> str:
    """A file's path from the current folder, with slashes."""
    path = os.path.relpath(path) if Path(path).is_absolute() else path
    return normpath(path.replace(os.sep, "/"))


def _opened(revision: str, path: str) -> Spec:
    data = _blob(revision, path)
    code = False if path.endswith((".yaml", ".yml", ".json")) else None
    return decoded(BytesIO(data), f"{_PREFIX}{revision}:{path}", code=code)


class _Beside:
    """The files that a file of some revision includes."""

    def __init__(self, revision: str, path: str) -> None:
        self.revision = revision
        self.path = path
        self.folders: dict[int, tuple[str, bool]] = {}
        """By a source's identity, the folder it is in, and whether that is in the history."""
        self.kept: list[Source] = []

    def included(self, spec: Spec) -> Spec:
        """The spec with what it includes."""
        self._keep(spec.source, self.path, in_history=True)
        return with_includes(spec, self._read)

    def _keep(self, source: Source, path: str, *, in_history: bool) -> None:
        self.folders[id(source)] = (str(PurePosixPath(path).parent), in_history)
        self.kept.append(source)

    def _read(self, file: str, source: Source) -> Spec | Diagnostic:
        folder, in_history = self.folders[id(source)]
        if "\0" in file or PurePosixPath(file).is_absolute():
            message = f"`{file[:200]}` is not relative to the file that includes it"
            return Diagnostic("file-not-found", message, help="write its path from there")
        path = normpath(join(folder, file))
        if in_history:
            try:
                spec = _opened(self.revision, path)
            except _Refused as refusal:
                missing = refusal.diagnostic.code == "file-not-found"
                if not missing or ".." in PurePosixPath(file).parts:
                    return refusal.diagnostic
                path = normpath(file)
            else:
                self._keep(spec.source, path, in_history=True)
                return spec
        return self._shipped(path, file, source)

    def _shipped(self, path: str, file: str, source: Source) -> Spec | Diagnostic:
        known = SHIPPED / path
        if path.startswith("..") or not known.is_file():
            message = f"there is no file `{file[:200]}` beside `{source.name}`"
            advice = (
                f"write its path from the folder of `{source.name}`; files on disk do not count"
            )
            return Diagnostic("file-not-found", message, label="not found", help=advice)
        with known.open("rb") as opened:
            spec = decoded(opened, path, code=False)
        self._keep(spec.source, path, in_history=False)
        return spec


def _blob(revision: str, path: str) -> bytes:
    """The content of a file in a revision, from the current folder's repository.

    Raises:
        _Refused: there is no git, no repository, no such revision, or no such file in it.
    """
    name = f"{_PREFIX}{revision}:{path}"[:200]
    from_folder = path if path.startswith("../") else f"./{path}"
    data, said = _git("cat-file", "blob", f"{revision}:{from_folder}", name=name)
    if said is None:
        return data
    if revision and _git("rev-parse", "--verify", f"{revision}^{{tree}}", name=name)[1] is not None:
        if "not a git repository" in said:
            message, advice = f"`{name}` cannot be read: this folder is in no git repository", ""
            raise _Refused("file-unreadable", message, "run it in the repository")
        message = f"`{name}` cannot be read: git knows no revision `{revision[:80]}`"
        advice = "`git log --oneline` lists revisions; a shallow clone lacks the older ones"
        raise _Refused("file-not-found", message, advice)
    if "bad file" in said:
        message, advice = f"`{name}` is a directory", "name a file in it"
        raise _Refused("file-unreadable", message, advice)
    if "does not exist" in said or "exists on disk" in said or "outside repository" in said:
        where = f"revision `{revision[:80]}`" if revision else "what is staged"
        message = f"there is no file `{path[:200]}` in {where}"
        advice = f"`git ls-tree -r --name-only {revision or 'HEAD'}` lists what there is"
        raise _Refused("file-not-found", message, advice)
    raise _Refused("file-unreadable", f"`{name}` cannot be read: git says {said[:200]!r}")


def _git(*words: str, name: str) -> tuple[bytes, str | None]:
    """What git prints, as far as a spec may be long, and what it says where it fails."""
    quiet = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        with (
            TemporaryFile() as errors,
            subprocess.Popen(
                ["git", *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=os.environ | quiet,
            ) as running,
        ):
            assert running.stdout is not None
            data = running.stdout.read(4 * MAX_CHARACTERS + 1)
            if len(data) > 4 * MAX_CHARACTERS:
                running.kill()
                return data, None
            failure = running.wait()
            errors.seek(0)
            said = errors.read(10_000).decode("utf-8", "replace").strip()
    except FileNotFoundError:
        message, advice = f"`{name}` cannot be read: git is not installed", "name a file on disk"
        raise _Refused("file-unreadable", message, advice) from None
    except OSError as error:
        message = f"`{name}` cannot be read: git cannot be run: {error.strerror}"
        raise _Refused("file-unreadable", message) from None
    return data, (said.splitlines()[-1:] or ["nothing"])[0] if failure else None
