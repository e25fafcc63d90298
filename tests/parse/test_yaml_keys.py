"""What an entry has beside its layer: from, repeat, when, share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cnncalc
from cnncalc.spec import Expression, Word
from tests.running import marked, under

if TYPE_CHECKING:
    from cnncalc import Diagnostic, Entry

REPEAT = "`repeat` is a whole number of at least 1"
ID = "`from` is an id or a list of ids"


def entry(text: str) -> Entry:
    spec = cnncalc.parse(f"layers:\n  - {text}\n", code=False)
    assert spec.problems == ()
    return spec.entries[0]


def problem(text: str) -> Diagnostic:
    (found,) = cnncalc.parse(f"layers:\n  - {text}\n", code=False).problems
    return found


@pytest.mark.parametrize(
    ("text", "code", "message", "mark"),
    [
        ("{ReLU: , from: }", "wrong-key-type", "`from` names no id", ""),
        ("{ReLU: , from: ' '}", "wrong-key-type", "`from` names no id", "' '"),
        ("{ReLU: , from: []}", "wrong-key-type", "`from` names no id", "[]"),
        ("{ReLU: , from: {a: b}}", "wrong-key-type", ID, "{a: b}"),
        ("{ReLU: , from: [a, [b]]}", "wrong-key-type", ID, "[b]"),
        ("{ReLU: , from: 'a, b'}", "wrong-key-type", "`from` takes several ids as a list",
         "'a, b'"),
        (f"{{ReLU: , from: {'a' * 201}}}", "wrong-key-type", "an id has at most 200 characters",
         "a" * 201),
        ("{ReLU: , share: }", "wrong-key-type", "`share` names no id", ""),
        ("{ReLU: , share: [a]}", "wrong-key-type", "`share` is one id", "[a]"),
        ("{ReLU: , when: }", "wrong-key-type", "`when` is a condition", ""),
        ("{ReLU: , when: a b}", "wrong-key-type", "`when` is a condition", "a b"),
        ("{ReLU: , when: [a]}", "wrong-key-type", "`when` is a condition", "[a]"),
        ("{ReLU: , repeat: a b}", "wrong-key-type", REPEAT, "a b"),
        ("{ReLU: , repeat: true}", "wrong-key-type", REPEAT, "true"),
        ("{ReLU: , repeat: 7/2}", "wrong-key-type", REPEAT, "7/2"),
        ("{ReLU: , form: a}", "unknown-key", "an entry has no key `form`", "form"),
        ("{repeats: 2, ReLU: , id: a}", "unknown-key", "an entry has no key `repeats`", "repeats"),
        ("{name: a, Conv2d: {out: 3}}", "unknown-key", "an entry has no key `name`", "name"),
        ("{id: a, f(1, 2): }", "call-syntax",
         "in { … } the commas split this call, and leave `f(1`", "f(1"),
        ("f(1) * n - 1", "call-syntax", "how often a layer is repeated stands in brackets", "-"),
        ("f(1) if x else g", "call-syntax",
         "a condition on a layer stands beside it, under `when`", "if"),
    ],
)  # fmt: skip
def test_what_cannot_stand_there_is_refused(text: str, code: str, message: str, mark: str) -> None:
    found = problem(text)
    assert (found.code, found.message, marked(found)) == (code, message, mark)


def test_the_nearest_key_is_offered() -> None:
    assert problem("{ReLU: , form: a}").label == "did you mean `from`?"
    assert problem("{ReLU: , name: a}").label == "did you mean `id`?"
    assert problem("{ReLU: , from: 'a, b'}").help == "write `from: [a, b]`"


def test_two_layers_with_names_like_keys_are_two_layers() -> None:
    assert problem("{stem: , stage: 3}").message == (
        "an entry has one layer, and this one has `stem` and `stage`"
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [("a", ["a"]), ("[a, split.1]", ["a", "split.1"]), ("input", ["input"]), ("'a'", ["a"]),
     ("-1", ["-1"])],
)  # fmt: skip
def test_an_entry_says_what_it_reads(text: str, names: list[str]) -> None:
    sources = entry(f"{{from: {text}, ReLU: }}").sources
    assert sources is not None
    assert [each.name for each in sources] == names
    assert under(sources[-1].span).strip("'") == names[-1]


def test_an_entry_without_from_reads_the_one_before() -> None:
    assert entry("{id: a, ReLU: }").sources is None


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [("stride > 1", Expression, None), ("first", Word, "first"), ("true", bool, True),
     ("0", int, 0), ("'not last'", Expression, None), ("1 > 2", bool, False)],
)  # fmt: skip
def test_a_condition_is_a_name_or_an_expression(text: str, kind: type, value: object) -> None:
    when = entry(f"{{when: {text}, ReLU: }}").when
    assert type(when) is kind
    assert value is None or when == value


def test_an_entry_is_always_there_where_nothing_is_said() -> None:
    assert entry("ReLU").when is True


@pytest.mark.parametrize(
    ("text", "repeat"),
    [("{ReLU: , repeat: 2}", 2), ("{ReLU: , repeat: n}", "n"), ("ReLU() * n", "n"),
     ("ReLU * 2", 2), ("{ReLU() * 2: , repeat: 3}", 6)],
)  # fmt: skip
def test_an_entry_stands_so_often(text: str, repeat: object) -> None:
    assert entry(text).repeat == repeat


@pytest.mark.parametrize(
    ("text", "operator", "operands"),
    [("ReLU() * (n - 1)", "-", ("n", 1)), ("{ReLU: , repeat: n - 1}", "-", ("n", 1)),
     ("ReLU() * n * 2", "*", ("n", 2)), ("{ReLU * n: , repeat: 2}", "*", ("n", 2))],
)  # fmt: skip
def test_repeats_may_be_expressions(text: str, operator: str, operands: tuple[object, ...]) -> None:
    repeat = entry(text).repeat
    assert (repeat.operator, repeat.operands) == (operator, operands)


def test_weights_are_shared_with_an_entry_by_its_id() -> None:
    found = entry("{share: conv1, from: x}")
    assert found.share is not None
    assert (found.name, found.share.name, under(found.span)) == (
        "", "conv1", "{share: conv1, from: x}",
    )  # fmt: skip
    found = entry("{share: conv1, Conv2d: {out: 3}}")
    assert (found.name, found.share and found.share.name) == ("Conv2d", "conv1")


def test_a_call_may_be_a_key_beside_others() -> None:
    found = entry("id: a\n    from: b\n    basic(64, stride=2):")
    assert (found.name, found.id, [each.value for each in found.arguments]) == (
        "basic", "a", [64, 2],
    )  # fmt: skip
