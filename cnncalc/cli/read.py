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
from cnncalc.spec import made_spec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from cnncalc.spec import Spec

    Opened: TypeAlias = Callable[[Path, str], Spec]
    """Reads the file of a path, which goes by that name."""

_PACKAGE = Path(__file__).parent.parent
SHIPPED = next(
    (each for each in (_PACKAGE / "specs", _PACKAGE.parent / "specs") if each.is_dir()), _PACKAGE
)
"""Where the shipped specs are: in an installed package, or beside it in a checkout."""

ENDINGS = (".yaml", ".yml", ".json", ".py", ".txt")


def read(words: Sequence[str], shape: str | None = None, opened: Opened | None = None) -> Spec:
    """The spec that the words name or write; `shape` takes the place of its input.

    A first word such as 3x130x130 is the shape, too.

    Args:
        words: those at the prompt.
        shape: the input shape that an option gives.
        opened: reads an included file; given, it may remember what it has read.
    """
    rest = list(words)
    if shape is None and rest and is_shape(rest[0]):
        shape = rest.pop(0)
    elif shape is None and len(rest) == BOTH and is_shape(rest[1]):
        shape = rest.pop()
    word = rest[0] if len(rest) == 1 else None
    spec = None
    if shape is not None and rest and is_shape(rest[0]):
        advice = "leave one of them out"
        spec = failed("call-syntax", "the input shape is given twice", "<inline>", advice)
    elif word is not None and not (shape and is_layer(word)):
        spec = _one(word, opened)
        if spec is None and shape is None and nearest(word, shipped()):
            spec = _missing(word)  # a layer alone has no input: a shipped spec's name is meant
    if spec is None and rest and (problem := _no_layer(rest)):
        spec = problem
    if spec is None and rest:
        spec = parse(" ".join(rest), "<inline>", code=True)
    if spec is None:
        advice = "write layers behind it, such as `conv10k3 max2`, or a file"
        spec = failed("empty-spec", "there are no layers", "<inline>", advice)
    return spec if shape is None else with_input(spec, shape)


BOTH = 2
"""A file and, behind it, a shape."""


def _no_layer(words: Sequence[str]) -> Spec | None:
    """What to say of a first word that is a file or nearly a command, with more behind it."""
    from cnncalc.cli import COMMANDS

    first = words[0]
    if len(words) < BOTH or not first.replace("-", "").replace(".", "").replace("/", "").isalnum():
        return None
    if near := nearest(first, COMMANDS, 0.8):
        advice = f"write `cnncalc {near} {words[1][:40]}`"
        return failed("unknown-layer", f"there is no command `{first[:40]}`", "<inline>", advice)
    if Path(first).is_file() or ((SHIPPED / f"{first}.yaml").is_file() and not is_layer(first)):
        message = f"`{first[:200]}` is a whole spec, and more words stand behind it"
        advice = "name one spec, and its input as a shape: `-i 3x64x64`; `check` takes several"
        return failed("call-syntax", message, "<inline>", advice)
    return None


def is_layer(word: str) -> bool:
    """Whether a word, behind an input shape, is a layer rather than a shipped spec."""
    if not word.isidentifier() or not (SHIPPED / f"{word}.yaml").is_file():
        return word.isidentifier()
    from cnncalc.network.parameters import layer_name

    return layer_name(word) is not None


def read_file(name: str, opened: Opened | None = None) -> Spec:
    """The spec in a file; a shipped spec may be named without folder and ending."""
    return _one(name, opened) or _missing(name)


def read_for(name: str, shape: str | None, opened: Opened | None = None) -> Spec:
    """The spec in a file for an input shape, where one is given and the spec is a network's."""
    spec = read_file(name, opened)
    return spec if shape is None or defines(spec) else with_input(spec, shape)


def defines(spec: Spec) -> bool:
    """Whether a spec is there for others to include, and well."""
    defined = bool(spec.blocks or spec.variables or spec.includes)
    return defined and not (spec.entries or spec.inputs or spec.claims or spec.problems)


def _one(word: str, opened: Opened | None) -> Spec | None:
    """The spec that one word names, or None where it rather is a layer."""
    if word == "-":
        return _standard_input(opened)
    path = Path(word) if word and "\0" not in word else None
    try:
        if path is not None and path.is_dir():
            advice = "name a file in it"
            return failed("file-unreadable", f"`{word}` is a directory", word, advice)
        if path is not None and path.exists():
            return _opened(path, word, opened)
        known = SHIPPED / f"{word}.yaml"
        if word.replace("-", "").replace("_", "").isalnum() and known.is_file():
            return _opened(known, known.name, opened)
    except OSError as error:
        if error.errno != ENAMETOOLONG:
            message = f"`{word[:200]}` cannot be read: {error.strerror}"
            return failed("file-unreadable", message, word)
    if word.endswith(ENDINGS) or (("/" in word or "\\" in word) and "(" not in word):
        return _missing(word)
    return None


def _standard_input(opened: Opened | None) -> Spec:
    if sys.stdin is None:
        return failed("file-unreadable", "standard input is closed", "<stdin>")
    try:
        return _whole(decoded(sys.stdin.buffer, "<stdin>", code=None), Path(), opened)
    except OSError as error:
        message = f"standard input cannot be read: {error.strerror}"
        return failed("file-unreadable", message, "<stdin>")


def _opened(path: Path, name: str, opened: Opened | None) -> Spec:
    spec = _whole(in_file(path, name), path.parent, opened)
    return spec if spec.name else spec._replace(name=path.stem)


def in_file(path: Path, name: str) -> Spec:
    """The spec in the file of that path, without what it includes.

    Raises:
        OSError: the file cannot be read.
    """
    code = False if path.suffix in (".yaml", ".yml", ".json") else None
    with path.open("rb") as file:
        return decoded(file, name, code=code)


def _whole(spec: Spec, folder: Path, opened: Opened | None) -> Spec:
    """A spec with what it includes from files beside it."""
    if not spec.includes:
        return spec
    from cnncalc.cli.include import included

    return included(spec, folder, opened or in_file)


def decoded(file: BinaryIO, name: str, *, code: bool | None) -> Spec:
    """The spec in bytes that go by that name; `code` says whether they are code, if it is known."""
    data = file.read(4 * MAX_CHARACTERS + 1)
    if len(data) > 4 * MAX_CHARACTERS:
        message = f"`{name}` has more than {MAX_CHARACTERS:,} characters"
        return failed("too-large", message, name)
    try:
        text = data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"`{name}` is not UTF-8: byte 0x{data[error.start]:02x} in line {line}"
        return failed("file-unreadable", message, name, "save the file as UTF-8")
    return parse(text, name, code=code)


def shipped() -> list[str]:
    """The names of the shipped specs."""
    return sorted(each.stem for each in SHIPPED.glob("*.yaml"))


def _missing(name: str) -> Spec:
    near = shipped()
    with suppress(OSError, ValueError):  # a folder that cannot be listed has no names to offer
        near += [str(each) for each in sorted(Path(name).parent.glob("*.y*ml"))[:200]]
    label = suggest(name.removesuffix(".yaml"), near) or suggest(name, near)
    return failed("file-not-found", f"there is no file `{name[:200]}`", name, label)


def failed(code: str, message: str, name: str, advice: str = "") -> Spec:
    """A spec of nothing but the problem why there is none."""
    return made_spec(Source(name, ""), problems=(Diagnostic(code, message, help=advice),))
