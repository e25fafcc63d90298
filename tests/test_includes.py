"""Specs with the blocks and variables of their included files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cnncalc
from cnncalc.diagnostics import Diagnostic
from cnncalc.includes import with_includes
from tests.running import marked, under

if TYPE_CHECKING:
    from cnncalc import Spec
    from cnncalc.diagnostics import Source


def gathered(files: dict[str, str]) -> tuple[Spec, list[str]]:
    """The spec of the first file with what it includes, and the files that were read."""
    reads: list[str] = []

    def read(file: str, source: Source) -> Spec | Diagnostic:
        del source
        reads.append(file)
        if file not in files:
            return Diagnostic("file-not-found", f"there is no file `{file}`")
        return cnncalc.parse(files[file], file, code=False)

    first = next(iter(files))
    return with_includes(cnncalc.parse(files[first], first, code=False), read), reads


def problem(files: dict[str, str]) -> Diagnostic:
    spec, _ = gathered(files)
    (found,) = spec.problems
    return found


def test_a_file_that_is_not_there_is_said_where_it_is_included() -> None:
    found = problem({"a": "include: b\nlayers: [relu]"})
    assert (found.code, found.message, marked(found)) == (
        "file-not-found", "there is no file `b`", "b",
    )  # fmt: skip


def test_a_file_that_includes_itself_is_a_circle() -> None:
    found = problem({"a": "include: a\nlayers: [relu]"})
    assert (found.code, found.message) == ("circular-include", "`a` includes itself: a → a")


def test_a_circle_shows_its_whole_way_and_both_ends() -> None:
    found = problem({"m": "include: a", "a": "include: b", "b": "vars: {x: 1}\ninclude: [a]"})
    assert found.message == "`a` includes itself: a → b → a"
    assert found.span is not None
    assert (found.span.source.name, marked(found)) == ("b", "a")
    (note,) = found.related
    assert (note.span.source.name, under(note.span)) == ("a", "b")


def test_a_long_circle_is_shown_in_short() -> None:
    files = {f"f{n}": f"include: f{n + 1}" for n in range(20)} | {"f20": "include: f0"}
    assert problem(files).message == (
        "`f0` includes itself: f0 → f1 → f2 → f3 → … → f18 → f19 → f20 → f0"
    )


def test_what_two_files_define_is_said_with_both_places() -> None:
    found = problem({
        "a": "include: b\nblocks: {unit: [relu]}\nlayers: [unit]",
        "b": "blocks: {unit: [tanh]}",
    })  # fmt: skip
    assert (found.code, found.message) == (
        "duplicate-name", "the block `unit` is defined in `b` and in `a`",
    )  # fmt: skip
    assert found.span is not None
    assert (found.span.source.name, found.related[0].span.source.name) == ("a", "b")
    found = problem({"a": "include: b\nvars: {w: 1}", "b": "vars: {w: 2}"})
    assert found.message == "the variable `w` is defined in `b` and in `a`"


def test_files_are_read_up_to_a_limit() -> None:
    files = {"a": "include: [" + ", ".join(f"f{n}" for n in range(500)) + "]"}
    files |= {f"f{n}": f"vars: {{v{n}: 1}}" for n in range(500)}
    spec, reads = gathered(files)
    assert len(reads) == 100
    assert [each.message for each in spec.problems] == ["a spec includes at most 100 files"]


def test_a_file_that_is_named_often_is_read_once() -> None:
    files = {"a": "include: [" + "b, " * 50_000 + "]", "b": "vars: {v: 1}"}
    spec, reads = gathered(files)
    assert (reads, spec.problems, len(spec.variables)) == (["b"], (), 1)


def test_the_problems_of_an_included_file_are_kept() -> None:
    found = problem({"a": "include: b\nlayers: [relu]", "b": "blocks: {max: [relu]}"})
    assert found.span is not None
    assert (found.code, found.span.source.name) == ("bad-name", "b")


def test_what_is_included_comes_first_and_each_file_once() -> None:
    spec, _ = gathered({
        "a": "include: [left, right]\nvars: {a: 1}\nblocks: {a: []}\nlayers: [relu]",
        "left": "include: base\nvars: {l: 1}\nblocks: {l: []}",
        "right": "include: base\nvars: {r: 1}\nblocks: {r: []}",
        "base": "vars: {b: 1}\nblocks: {b: []}\ninput: 3x8x8\nlayers: [tanh]",
    })  # fmt: skip
    assert spec.problems == ()
    assert [each.name for each in spec.variables] == ["b", "l", "r", "a"]
    assert [each.name for each in spec.blocks] == ["b", "l", "r", "a"]
    assert [each.name for each in spec.entries] == ["relu"]
    assert (spec.inputs, spec.includes) == ((), ())


def test_a_spec_without_includes_stays_as_it_is() -> None:
    spec = cnncalc.parse("layers: [relu]")
    assert with_includes(spec, lambda *_: Diagnostic("file-not-found", "")) is spec
