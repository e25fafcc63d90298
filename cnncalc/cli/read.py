"""From words at the prompt to a Spec: a file, a shipped spec, standard input, or the words."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from contextlib import suppress
from errno import ENAMETOOLONG
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cnncalc.diagnostics import Diagnostic, Source, nearest, suggest
from cnncalc.limits import MAX_CHARACTERS
from cnncalc.parse import is_shape, parse, with_input
from cnncalc.spec import Spec

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE = Path(__file__).parent.parent
SHIPPED = next(
    (each for each in (_PACKAGE / "specs", _PACKAGE.parent / "specs") if each.is_dir()), _PACKAGE
)
"""Where the shipped specs are: in an installed package, or beside it in a checkout."""

_ENDINGS = (".yaml", ".yml", ".json", ".py", ".txt")


def read(words: Sequence[str], shape: str | None = None) -> Spec:
    """The spec that the words name or write; `shape` takes the place of its input.

    A first word such as 3x130x130 is the shape, too.
    """
    rest = list(words)
    if shape is None and rest and is_shape(rest[0]):
        shape = rest.pop(0)
    word = rest[0] if len(rest) == 1 else None
    spec = None
    if shape is not None and rest and is_shape(rest[0]):
        advice = "leave one of them out"
        spec = _failed("call-syntax", "the input shape is given twice", "<inline>", advice)
    elif word is not None and not (shape and word.isidentifier()):  # that would be a layer
        spec = _one(word)
        if spec is None and shape is None and nearest(word, _shipped()):
            spec = _missing(word)  # a layer alone has no input: a shipped spec's name is meant
    if spec is None and rest:
        spec = parse(" ".join(rest), "<inline>", code=True)
    if spec is None:
        advice = "write layers behind it, such as `conv10k3 max2`, or a file"
        spec = _failed("empty-spec", "there are no layers", "<inline>", advice)
    return spec if shape is None else with_input(spec, shape)


def read_file(name: str) -> Spec:
    """The spec in a file; a shipped spec may be named without folder and ending."""
    return _one(name) or _missing(name)


def _one(word: str) -> Spec | None:
    """The spec that one word names, or None where it rather is a layer."""
    if word == "-":
        return _standard_input()
    path = Path(word) if word and "\0" not in word else None
    try:
        if path is not None and path.is_dir():
            advice = "name a file in it"
            return _failed("file-unreadable", f"`{word}` is a directory", word, advice)
        if path is not None and path.exists():
            return _opened(path, word)
        shipped = SHIPPED / f"{word}.yaml"
        if word.replace("-", "").replace("_", "").isalnum() and shipped.is_file():
            return _opened(shipped, shipped.name)
    except OSError as error:
        if error.errno != ENAMETOOLONG:
            message = f"`{word[:200]}` cannot be read: {error.strerror}"
            return _failed("file-unreadable", message, word)
    if word.endswith(_ENDINGS) or (("/" in word or "\\" in word) and "(" not in word):
        return _missing(word)
    return None


def _standard_input() -> Spec:
    if sys.stdin is None:
        return _failed("file-unreadable", "standard input is closed", "<stdin>")
    try:
        return _decoded(sys.stdin.buffer, "<stdin>", code=None)
    except OSError as error:
        message = f"standard input cannot be read: {error.strerror}"
        return _failed("file-unreadable", message, "<stdin>")


def _opened(path: Path, name: str) -> Spec:
    code = False if path.suffix in (".yaml", ".yml", ".json") else None
    with path.open("rb") as file:
        spec = _decoded(file, name, code=code)
    return spec if spec.name else spec._replace(name=path.stem)


def _decoded(file: BinaryIO, name: str, *, code: bool | None) -> Spec:
    data = file.read(4 * MAX_CHARACTERS + 1)
    if len(data) > 4 * MAX_CHARACTERS:
        message = f"`{name}` has more than {MAX_CHARACTERS:,} characters"
        return _failed("too-large", message, name)
    try:
        text = data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"`{name}` is not UTF-8: byte 0x{data[error.start]:02x} in line {line}"
        return _failed("file-unreadable", message, name, "save the file as UTF-8")
    return parse(text, name, code=code)


def _shipped() -> list[str]:
    """The names of the shipped specs."""
    return sorted(each.stem for each in SHIPPED.glob("*.yaml"))


def _missing(name: str) -> Spec:
    near = _shipped()
    with suppress(OSError, ValueError):  # a folder that cannot be listed has no names to offer
        near += [str(each) for each in sorted(Path(name).parent.glob("*.y*ml"))[:200]]
    label = suggest(name.removesuffix(".yaml"), near) or suggest(name, near)
    return _failed("file-not-found", f"there is no file `{name[:200]}`", name, label)


def _failed(code: str, message: str, name: str, advice: str = "") -> Spec:
    problem = Diagnostic(code, message, help=advice)
    return Spec(None, (), (), (), Source(name, ""), (problem,))
