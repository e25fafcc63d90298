"""Runs one command line in this process and writes down all of it: streams, status, terminal."""

from __future__ import annotations

import io
import os
import shlex
import sys
from typing import TYPE_CHECKING

from cnncalc import cli

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Stream(io.TextIOWrapper):
    """A stream as the command line meets it: a terminal or a pipe, in some encoding."""

    def __init__(self, encoding: str, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        data = self.buffer.getvalue()  # type: ignore[attr-defined]
        return data.decode(self.encoding).replace("\x1b", "␛")


def transcript(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints, as a golden file has it.

    Words such as NAME=value in front set the environment; TERMINAL=80 makes both streams a
    terminal of that width, ENCODING=ascii sets what they can carry, and < FILE feeds a file.
    """
    words = shlex.split(command.replace("␛", "\x1b"))
    settings = {}
    while "=" in words[0] and words[0].partition("=")[0].isupper():
        name, _, value = words.pop(0).partition("=")
        settings[name] = value
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "COLORTERM", "CI"):
        monkeypatch.delenv(name, raising=False)
    width = settings.pop("TERMINAL", None)
    encoding = settings.pop("ENCODING", "utf-8")
    if width:
        settings |= {"COLUMNS": width, "TERM": "xterm-256color"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    fed = io.StringIO()
    if "<" in words:
        place = words.index("<")
        fed = io.TextIOWrapper(io.BytesIO((folder / words[place + 1]).read_bytes()))
        words = words[:place]
    out, err = Stream(encoding, width is not None), Stream(encoding, width is not None)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", words)
    monkeypatch.setattr(sys, "stdin", fed)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    status: object = 0
    try:
        cli.main()
    except SystemExit as stop:
        status = stop.code or 0
    finally:
        monkeypatch.undo()
    parts = [f"$ {command}\n", out.text()]
    if err.text():
        parts += ["--- standard error\n", err.text()]
    parts.append(f"--- exit status {status}\n")
    return "".join(parts)


def updating() -> bool:
    """Whether golden files are to be written anew, for review: UPDATE_GOLDEN=1."""
    return bool(os.environ.get("UPDATE_GOLDEN"))
