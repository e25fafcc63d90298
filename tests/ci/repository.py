"""A git repository of somebody's networks, and what a CI system runs in it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent

GOOD = """\
name: small
input: 3x32x32
layers:
  - Conv2d(3, 10, 3)
  - MaxPool2d: 2
expect:
  output: 10x15x15
  params: 280
"""
BROKEN = GOOD.replace("params: 280", "params: 250")
"""Somebody has forgotten the bias and part of the input's depth."""
MISSPELT = GOOD.replace("MaxPool2d", "MaxPol2d")


class Done(NamedTuple):
    status: int
    out: str
    err: str


def repository(folder: Path, **specs: str) -> Path:
    """A repository with these specs under `specs/`, all of them staged, as before a commit."""
    (folder / "specs").mkdir(parents=True)
    for name, text in specs.items():
        (folder / "specs" / f"{name}.yaml").write_text(text, "utf-8")
    (folder / "docker-compose.yaml").write_text("services: {}\n", "utf-8")
    for command in (["git", "init", "--quiet"], ["git", "add", "."]):
        subprocess.run(command, cwd=folder, check=True, env=surroundings(folder))
    return folder


def staged(folder: Path) -> list[str]:
    """The files that git would commit, as pre-commit asks for them."""
    command = ["git", "diff", "--staged", "--name-only"]
    done = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, env=surroundings(folder)
    )
    return done.stdout.splitlines()


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    """An environment in which `cnncalc` and `python` are the ones under test."""
    tools = folder.parent / "tools"
    if not tools.exists():
        tools.mkdir()
        _script(tools / "cnncalc", f'exec "{sys.executable}" -m cnncalc "$@"\n')
        _script(tools / "pip", "exit 0\n")
    kept = {key: os.environ[key] for key in ("HOME", "SYSTEMROOT") if key in os.environ}
    path = os.pathsep.join([str(tools), os.environ["PATH"]])
    return {**kept, "PATH": path, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **more}


def _script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def bash(script: str, folder: Path, **more: str) -> Done:
    """Run a script as GitHub's runner does."""
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, capture_output=True, text=True, env=surroundings(folder, **more), check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)
