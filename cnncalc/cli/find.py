"""Which specs the words at the prompt name: files, shipped ones, globs and folders."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from glob import iglob  # Path.glob takes no absolute pattern
from itertools import islice
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.cli.read import BOTH, ENDINGS, SHIPPED, is_layer
from cnncalc.diagnostics import Diagnostic
from cnncalc.limits import MAX_CHARACTERS, MAX_SPECS
from cnncalc.parse import is_shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPECS = (".yaml", ".yml", ".json")
_KEY = re.compile(rb"(?:^|[{,]\s*)[\"']?(?:layers|input|expect|blocks)[\"']?\s*:", re.MULTILINE)
"""What a file has that means to be a spec, whatever else may be wrong with it."""

NO_NETWORK = Diagnostic(
    "empty-spec",
    "there is no network among the files",
    help="a spec has `input:` and `layers:`",
)


class Named(NamedTuple):
    """A file that is to be checked, or why there is none."""

    name: str
    met: bool = False
    """Whether it was met in a folder, and not named: then it need not be a spec."""
    problem: Diagnostic | None = None


def is_path(word: str) -> bool:
    """Whether a word is the path of a file or a folder, or is written as one."""
    with suppress(OSError, ValueError):
        return word.endswith(ENDINGS) or (bool(word) and Path(word).exists())
    return False


def several(words: Sequence[str], shape: str | None) -> list[Named] | None:
    """The files that the words name, each once; None where they write one spec.

    Args:
        words: those of the prompt that are no claims, without an input shape in front.
        shape: the input shape, where one is given; without it, words are no layers.
    """
    if not words or (len(words) == BOTH and shape is None and is_shape(words[1])):
        return None
    if len(words) == 1 and not _many(words[0]):
        return None
    if not any(map(_names_file, words[:1] if shape else words)):
        return None
    if shape and is_layer(words[0]) and not _is_folder_alone(words[0]):
        return None
    found: dict[str, Named] = {}
    for word in words:
        for each in _under(word):
            found.setdefault(normpath(each.name) if each.name else "", each)
            if len(found) > MAX_SPECS:
                message = f"there are more than {MAX_SPECS:,} files to check"
                problem = Diagnostic("too-large", message, help="check a part of them at a time")
                return [Named(word, problem=problem)]
    return list(found.values())


def behind_a_shape(
    words: Sequence[str], shape: str | None
) -> tuple[list[Named] | None, str | None]:
    """The files that the words name, as `several` has them, and the input shape for them.

    Args:
        words: those of the prompt, an input shape in front of them or not.
        shape: the input shape that an option gives.
    """
    front = words[0] if shape is None and len(words) > 1 and is_shape(words[0]) else None
    return several(words[1:] if front else words, front or shape), front or shape


def is_spec(name: str) -> bool:
    """Whether a file that was met in a folder means to be a spec; what cannot be read does."""
    try:
        with Path(name).open("rb") as file:
            return _KEY.search(file.read(4 * MAX_CHARACTERS)) is not None
    except OSError:
        return True


def _many(word: str) -> bool:
    """Whether one word may name many files."""
    with suppress(OSError, ValueError):
        path = Path(word)
        return bool(word) and (path.is_dir() or (not path.exists() and _is_glob(word)))
    return False


def _is_folder_alone(word: str) -> bool:
    """Whether a word is a folder, and no layer's name as well."""
    from cnncalc.network.parameters import layer_name

    return _many(word) and layer_name(word) is None


def _is_glob(word: str) -> bool:
    """Whether a word that is no file is a pattern of file names; layers may have a `*`, too."""
    if "(" in word or not any(sign in word for sign in "*?["):
        return False
    return "/" in word or word.endswith(_SPECS) or next(iglob(word), None) is not None  # noqa: PTH207


def _names_file(word: str) -> bool:
    if word == "-" or is_path(word) or _many(word):
        return True
    return len(word) < 60 and (SHIPPED / f"{word}.yaml").is_file() and not is_layer(word)


def _under(word: str) -> Iterator[Named]:
    """The files that a word stands for, in the order of their names."""
    if not _many(word):
        yield Named(word)
        return
    if Path(word).is_dir():
        found = [*islice(_walk(word), MAX_SPECS + 1)]
        what = f"there is no spec in `{word[:200]}`"
    else:
        found = []
        for each in sorted(islice(iglob(word, recursive=True), MAX_SPECS + 1)):  # noqa: PTH207
            found += _walk(each) if Path(each).is_dir() else [Named(each, met=True)]
        what = f"no file is named like `{word[:200]}`"
    if found:
        yield from found
    else:
        advice = "specs are files that end in .yaml, .yml or .json"
        yield Named(word, problem=Diagnostic("file-not-found", what, help=advice))


def _walk(folder: str) -> Iterator[Named]:
    """What may be a spec in a folder and those in it; hidden ones are left alone."""
    for place, folders, files in os.walk(normpath(folder)):
        folders[:] = sorted(
            each for each in folders if not each.startswith(".") and each != "node_modules"
        )
        for name in sorted(files):
            path = normpath(f"{place}/{name}")
            if name.endswith(_SPECS) and not name.startswith(".") and not _is_device(path):
                yield Named(path, met=True)


def _is_device(path: str) -> bool:
    """Whether there is something else than a file, such as a pipe, which nobody may ever write."""
    return Path(path).exists() and not Path(path).is_file()
