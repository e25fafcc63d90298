"""The files that a spec includes: beside the one that names them, or among the shipped ones."""

from __future__ import annotations

from itertools import islice
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING

from cnncalc.cli.read import SHIPPED
from cnncalc.diagnostics import Diagnostic, suggest
from cnncalc.includes import with_includes

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.diagnostics import Source
    from cnncalc.spec import Spec


def included(spec: Spec, folder: Path, opened: Callable[[Path, str], Spec]) -> Spec:
    """A spec with the blocks and variables of the files that it includes.

    Args:
        spec: the spec as it was read.
        folder: where its own file is.
        opened: reads the file of that path, which goes by that name.
    """
    folders = {id(spec.source): folder}
    kept = [spec.source]  # a source is known by its identity for as long as it is kept

    def read(file: str, source: Source) -> Spec | Diagnostic:
        beside = folders[id(source)]
        if "\0" in file or Path(file).is_absolute():
            message = f"`{file[:200]}` is not relative to the file that includes it"
            return Diagnostic("file-not-found", message, help="write its path from there")
        path = beside / file
        name = normpath(Path(source.name).parent / file)
        try:
            if not path.exists() and ".." not in path.parts and (SHIPPED / file).is_file():
                path, name = SHIPPED / file, normpath(file)
            if path.is_dir():
                message = f"`{file[:200]}` is a directory"
                return Diagnostic("file-unreadable", message, label="expected a file")
            if not path.is_file():
                message = f"there is no file `{file[:200]}` beside `{source.name}`"
                near = [each.name for each in islice(path.parent.glob("*.y*ml"), 200)]
                label = suggest(path.name, sorted(near)) or "not found"
                advice = f"write its path from the folder of `{source.name}`"
                return Diagnostic("file-not-found", message, label=label, help=advice)
            found = opened(path, name)
        except OSError as error:
            message = f"`{file[:200]}` cannot be read: {error.strerror}"
            return Diagnostic("file-unreadable", message)
        folders[id(found.source)] = path.parent
        kept.append(found.source)
        return found

    return with_includes(spec, read)
