"""Who may import whom: the law of the house, held against each file's imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cnncalc"
FILES = sorted(PACKAGE.rglob("*.py"))

BASE = {"limits"}
LAW: dict[str, set[str]] = {
    "limits": set(),
    "arith": set(),
    "diagnostics": BASE,
    "spec": BASE | {"diagnostics"},
    "layers": BASE | {"arith", "diagnostics"},
    "expressions": BASE | {"spec", "diagnostics"},
    "parse": BASE | {"spec", "diagnostics", "expressions", "yaml"},
    "schema": BASE | {"diagnostics", "layers", "parse", "expressions"},
    "includes": BASE | {"spec", "diagnostics"},
    "network": BASE | {"spec", "layers", "diagnostics", "expressions"},
    "report": BASE | {"arith", "spec", "layers", "diagnostics", "network"},
    "engine": BASE | {"arith", "spec", "layers", "diagnostics", "network", "report"},
    "memory": BASE | {"arith", "spec", "layers", "diagnostics", "network", "report"},
    "field": BASE | {"arith", "spec", "layers", "diagnostics", "network", "report"},
    "costs": BASE | {"arith", "spec", "layers", "diagnostics", "report"},
    "linter": BASE | {"arith", "spec", "layers", "diagnostics", "network", "report", "field"},
    "depth": {"layers", "report"},
    "names": {"report"},
    "verdict": {"spec", "diagnostics"},
    "checked": {"diagnostics", "verdict"},
    "mistakes": BASE
    | {"arith", "spec", "layers", "diagnostics", "network", "report", "field"}
    | {"names"},
    "checks": BASE
    | {"arith", "spec", "diagnostics", "report", "names", "field", "verdict", "mistakes"},
    "figures": {"report", "costs", "memory", "field"},
    "explained": BASE | {"arith", "layers", "report", "names", "field", "diagnostics"},
    "quiz": BASE | {"spec", "diagnostics", "report", "field", "checks", "explained", "parse"},
    "comparison": BASE | {"report", "figures", "layers", "memory", "diagnostics"},
    "render": BASE
    | {"report", "figures", "memory", "field", "diagnostics", "rich", "layers.describe"}
    | {"checked", "verdict", "spec", "comparison", "explained"},
    "cli": {"*", "typer", "rich"},
    "__init__": {"*"},
    "__main__": {"cli"},
}
"""Each room and what it may import beside itself and the standard library.

`layers.describe` for `render` is the data that `cnncalc layers` shows, and no layer; `figures` asks
`memory` and `field`, and `render` knows only the values that they give.
"""

THIRD_PARTY = {"typer", "rich", "yaml"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Modules that a file imports anywhere: ours below the package's name, others by their top."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names = (
                [f"{module}.{alias.name}" for alias in node.names]
                if module == "cnncalc"
                else [module]
            )
        for name in names:
            if name.startswith("cnncalc."):
                found.add(name.removeprefix("cnncalc."))
            elif name.split(".")[0] in THIRD_PARTY:
                found.add(name.split(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    here = room(path)
    allowed = LAW[here]
    for name in imported(path):
        top = name.split(".")[0]
        ours = top not in THIRD_PARTY
        assert top == here or top in allowed or name in allowed or (ours and "*" in allowed), (
            f"{here} may not import {name}"
        )


def test_every_room_has_a_law() -> None:
    assert {room(path) for path in FILES} == set(LAW)


def test_only_the_command_line_reads_files_or_writes_streams() -> None:
    for path in FILES:
        if room(path) == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = getattr(node, "func", None)
            name = getattr(called, "id", getattr(called, "attr", None))
            assert name not in {"open", "print", "read_text", "write_text", "exit"}, (
                f"{path}: {name}"
            )


def test_nothing_is_ever_evaluated() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", "")
                assert name not in {"eval", "exec", "compile", "__import__"}, f"{path}: {name}"


def test_no_file_is_much_over_250_lines_and_the_median_is_under_100() -> None:
    lengths = sorted(len(path.read_text("utf-8").splitlines()) for path in FILES)
    assert lengths[-1] <= 270
    assert lengths[len(lengths) // 2] < 100


def test_no_module_is_named_for_what_it_is_not() -> None:
    assert not {path.stem for path in FILES} & {"utils", "util", "helpers", "common", "misc"}
