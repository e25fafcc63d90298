"""Sequential, Residual and Branches, as YAML and as calls in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cnncalc
from tests.running import marked

if TYPE_CHECKING:
    from cnncalc import Entry


def entry(text: str) -> Entry:
    spec = cnncalc.parse(f"layers:\n  - {text}\n", code=False)
    assert spec.problems == ()
    return spec.entries[0]


def shape(found: Entry) -> str:
    """A group as its name with what it holds in brackets."""
    if found.entries is None:
        return found.name
    merge = [str(each.value) for each in found.arguments]
    name = ":".join([found.id or found.name, *merge])
    return f"{name}({' '.join(map(shape, found.entries))})"


COMMAS = "in { … } the commas split this call, and leave `f(3`"
LIST = "`{}` holds a list of layers"
MERGE = "`merge` is `cat`, `add` or `mul`, and not "
NO_PATH = "`Branches` needs at least one path"


@pytest.mark.parametrize(
    ("text", "code", "message", "mark"),
    [
        ("{Sequential: }", "wrong-key-type", LIST.format("Sequential"), "Sequential"),
        ("{Residual: }", "wrong-key-type", LIST.format("Residual"), "Residual"),
        ("{Residual: {main: , shortcut: a}}", "wrong-key-type", LIST.format("main"), "main"),
        ("{Residual: {mian: a}}", "unknown-key", "there is no key `mian` here", "mian"),
        ("{Residual: {main: a, foo: b}}", "unknown-key", "there is no key `foo` here", "foo"),
        ("{Residual: {shortcut: a}}", "missing-argument",
         "`Residual` needs `main`, what it adds to its shortcut", "Residual"),
        ("{Residual: {main: f(3, 8), shortcut: []}}", "call-syntax", COMMAS, "f(3"),
        ("{Branches: }", "missing-argument", NO_PATH, "Branches"),
        ("{Branches: a}", "missing-argument", NO_PATH, "Branches"),
        ("{Branches: {paths: []}}", "missing-argument", NO_PATH, "[]"),
        ("{Branches: {merge: cat}}", "missing-argument",
         "`Branches` needs `paths`, a list of lists of layers", "Branches"),
        ("{Branches: {path: [a]}}", "unknown-key", "there is no key `path` here", "path"),
        ("{Branches: {merge: sum, paths: [a]}}", "bad-value", MERGE + "`sum`", "sum"),
        ("{Branches: {merge: [a], paths: [a]}}", "bad-value", MERGE + "`a list`", "[a]"),
        ("Residual()", "missing-argument", "`Residual` needs one `main` path", "Residual()"),
        ("Residual(64)", "not-a-layer", "`64` is not a layer", "64"),
        ("'Residual(a, main=b)'", "missing-argument", "`Residual` needs one `main` path",
         "Residual(a, main=b)"),
        ("Residual(mian=a)", "unknown-argument", "`Residual` has no argument `mian`", "mian"),
        ("Branches()", "missing-argument", NO_PATH, "Branches()"),
        ("Branches(a, merge='con')", "bad-value", MERGE + "`con`", "'con'"),
    ],
)  # fmt: skip
def test_what_is_no_group_is_refused(text: str, code: str, message: str, mark: str) -> None:
    problem = cnncalc.parse(f"layers:\n  - {text}\n", code=False).problems[0]
    assert (problem.code, problem.message, marked(problem)) == (code, message, mark)


@pytest.mark.parametrize(
    ("merge", "label"),
    [("sum", "did you mean `add`?"), ("Cat", "did you mean `cat`?"),
     ("x", "expected `cat` or `add` or `mul`")],
)  # fmt: skip
def test_the_nearest_merge_is_offered(merge: str, label: str) -> None:
    (problem,) = cnncalc.parse(f"layers: [{{Branches: {{merge: {merge}, paths: [a]}}}}]").problems
    assert problem.label == label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{Sequential: [a, b]}", "Sequential(a b)"),
        ("{Sequential: a}", "Sequential(a)"),
        ("{Sequential: []}", "Sequential()"),
        ("{sequential: {Conv2d: {out: 3}}}", "Sequential(Conv2d)"),
        ("{Residual: [a, b]}", "Residual(main(a b))"),
        ("{Residual: a}", "Residual(main(a))"),
        ("{Residual: {Conv2d: {out: 3}}}", "Residual(main(Conv2d))"),
        ("{residual: {shortcut: [], main: [a, b]}}", "Residual(main(a b) shortcut())"),
        ("{Residual: {main: 'a(1)', shortcut: b}}", "Residual(main(a) shortcut(b))"),
        ("{Residual: {main: {Residual: a}}}", "Residual(main(Residual(main(a))))"),
        ("{Branches: {paths: [[a, b], c, []]}}", "Branches(Sequential(a b) Sequential(c) "
         "Sequential())"),
        ("{Branches: [[a], {Conv2d: {out: 3}}]}", "Branches(Sequential(a) Sequential(Conv2d))"),
        ("{branches: {merge: mul, paths: [[]]}}", "Branches:mul(Sequential())"),
        ("'Residual(a, b(64))'", "Residual(main(a b))"),
        ("'Residual(main=[a, b(1)], shortcut=c)'", "Residual(main(a b) shortcut(c))"),
        ("\"Branches([a, b], c(1), [], merge='add')\"",
         "Branches:add(Sequential(a b) Sequential(c) Sequential())"),
        ("'Branches(paths=[[a], [b]])'", "Branches(Sequential(a) Sequential(b))"),
        ("'Sequential(a, Sequential(b, c(1)))'", "Sequential(a Sequential(b c))"),
    ],
)  # fmt: skip
def test_a_group_holds_this(text: str, expected: str) -> None:
    assert shape(entry(text)) == expected


def test_a_group_has_keys_and_repeats_like_any_entry() -> None:
    found = entry("{id: g, from: a, when: x, repeat: n, Residual: [b]}")
    assert (found.id, found.repeat, found.when) == ("g", "n", "x")
    assert entry("Residual(a, b) * n").repeat == "n"


def test_in_pasted_code_residual_may_be_somebodys_own_class() -> None:
    text = "class Residual(nn.Module):\n    pass\nResidual(nn.ReLU())"
    (found,) = cnncalc.parse(text, code=True).entries
    assert found.name == "Residual"
    assert found.entries is not None
    assert [each.name for each in found.entries] == ["ReLU"]
