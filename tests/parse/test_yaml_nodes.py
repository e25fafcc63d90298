"""YAML as nodes with places: nothing constructed, everything bounded."""

from __future__ import annotations

import time

import pytest

from cnncalc.diagnostics import Diagnostic, Source
from cnncalc.parse.yaml_nodes import Items, Mapping, Node, Scalar, Unreadable, nodes
from tests.running import marked, under

NO_CONTENT = "this is not YAML: did not find expected node content while parsing a flow node"
NO_COMMA = "this is not YAML: did not find expected ',' or ']' while parsing a flow sequence"
NO_ESCAPE = "this is not YAML: found unknown escape character while parsing a quoted scalar"
NO_START = "this is not YAML: found character that cannot start any token while scanning"


def read(text: str) -> Node | None:
    return nodes(Source("<test>", text))


def refusal(text: str) -> Diagnostic:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert caught.value.diagnostic.span is not None
    assert caught.value.diagnostic.span.end <= len(text)
    return caught.value.diagnostic


@pytest.mark.parametrize(
    ("text", "message", "mark"),
    [
        ("a: b: c", "this is not YAML: mapping values are not allowed in this context", ":"),
        ("[a", NO_COMMA, ""),
        ("[", NO_CONTENT, ""),
        ("a: [", NO_CONTENT, ""),
        ("'abc", "the quote ' is never closed", "'"),
        ('"abc', 'the quote " is never closed', '"'),
        ('"\\q"', NO_ESCAPE, "\\"),
        ("\ta: 1", "YAML is indented with spaces, and this line has a tab", "\t"),
        ("a:\n\t- b", "YAML is indented with spaces, and this line has a tab", "\t"),
        ("a: \x00", "a control character, U+0000, cannot stand in YAML", "\x00"),
        ("a: \x1b[31m", "a control character, U+001B, cannot stand in YAML", "\x1b"),
        ("a: \ud800", "a control character, U+D800, cannot stand in YAML", "\ud800"),
        ("a: é\x7f", "a control character, U+007F, cannot stand in YAML", "\x7f"),
        ("a:\n  - b\n  c d\n\n", "this line is neither a list item nor a key of YAML", "c d"),
        ("@a", f"{NO_START} for the next token", "@"),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_refused_where_it_goes_wrong(text: str, message: str, mark: str) -> None:
    problem = refusal(text)
    assert (problem.code, problem.message, marked(problem)) == ("yaml-syntax", message, mark)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "!!python/object/apply:os.system [x]",
            "specs use no YAML tags such as `!!python/object/apply:os.system`",
        ),
        ("!!int 3", "specs use no YAML tags such as `!!int`"),
        ("!mine 3", "specs use no YAML tags such as `!mine`"),
        ("a: !<tag:x> b", "specs use no YAML tags such as `tag:x`"),
        ("a: *b", "no anchor `&b` comes before this"),
        ("&a [*a]", "no anchor `&a` comes before this"),
        ("a: &a {b: *a}", "no anchor `&a` comes before this"),
        ("a\n---\nb", "a spec is one YAML document, and here a second begins"),
        ("? [a]\n: b", "a key must be text"),
        ("{a: b}: c", "a key must be text"),
    ],
)  # fmt: skip
def test_what_specs_do_not_use_of_yaml_is_refused(text: str, message: str) -> None:
    problem = refusal(text)
    assert (problem.code, problem.message) == ("yaml-tag", message)


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{each}: &a{each} [{', '.join([f'*a{each - 1}'] * 9)}]\n" for each in range(1, 12)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 10_000, "the nesting is more than 64 deep"),
        ("- " * 10_000, "the nesting is more than 64 deep"),
        ("{a: " * 10_000, "the nesting is more than 64 deep"),
        ("".join(f"{' ' * each}a:\n" for each in range(500)), "the nesting is more than 64 deep"),
        (
            "a0: &a0 []\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 100)),
            "the nesting is more than 64 deep",
        ),
        (BOMB, "the spec has more than 300,000 YAML nodes, aliases included"),
        ("[" + "a," * 400_000 + "]", "the spec has more than 300,000 YAML nodes, aliases included"),
        (
            "- &a " + "x" * 10_000 + "\n" + "- *a\n" * 200,
            "the spec has more than 2,000,000 characters, aliases included",
        ),
    ],
    ids=["flow", "block", "flow mapping", "block mapping", "aliases", "bomb", "list", "characters"],
)
def test_beyond_a_limit_reading_stops_at_once(text: str, message: str) -> None:
    started = time.process_time()
    problem = refusal(text)
    assert time.process_time() - started < 2
    assert (problem.code, problem.message) == ("too-large", message)


def test_an_edit_to_paste_is_short_however_long_the_line() -> None:
    assert refusal("params: > 5M").help == 'write `"> 5M"`'
    assert len(refusal("params: >=" + "5" * 10_000).help) < 200


def test_an_unclosed_bracket_is_shown_where_it_is_opened() -> None:
    (note,) = refusal("a: [b").related
    assert (under(note.span), note.label) == ("[", "opened here")


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n# nothing"])
def test_nothing_is_no_node(text: str) -> None:
    found = read(text)
    assert found is None or (isinstance(found, Scalar) and found.text == "")


def test_scalars_lists_and_mappings_have_their_places() -> None:
    text = "a: [b, 'c d']\nlonger: {e: f}\n"
    found = read(text)
    assert isinstance(found, Mapping)
    (key, items), (_, mapping) = found.pairs
    assert isinstance(items, Items)
    assert isinstance(mapping, Mapping)
    assert (under(key.span), under(items.span), under(mapping.span)) == (
        "a",
        "[b, 'c d']",
        "{e: f}",
    )
    assert [(each.text, each.plain, under(each.span)) for each in items.items
            if isinstance(each, Scalar)] == [("b", True, "b"), ("c d", False, "'c d'")]  # fmt: skip
    assert items.flow


def test_places_count_characters_whatever_their_width() -> None:
    found = read("é漢👩: [👩‍👧, b]")
    assert isinstance(found, Mapping)
    assert isinstance(found.pairs[0][1], Items)
    assert [under(each.span) for each in found.pairs[0][1].items] == ["👩‍👧", "b"]


@pytest.mark.parametrize("text", ["- &a b", "- &a 'b'", '- &a "b"', "- &a\n  b", "- ! b"])
def test_the_place_of_a_scalar_leaves_its_anchor_out(text: str) -> None:
    found = read(text)
    assert isinstance(found, Items)
    assert under(found.items[0].span).strip("'\"! ") == "b"


def test_an_alias_is_the_node_that_has_its_name_last() -> None:
    found = read("- &a b\n- &a c\n- *a")
    assert isinstance(found, Items)
    assert found.items[2] is found.items[1]


def test_json_may_be_indented_with_tabs() -> None:
    found = read('{\n\t"a": [1,\n\t2]\n}')
    assert isinstance(found, Mapping)
