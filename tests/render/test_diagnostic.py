"""A diagnostic as text: the headline, the source line with a caret, the label, the mend."""

from __future__ import annotations

import pytest

import cnncalc
from cnncalc.diagnostics import Diagnostic, Note, Quoted, Source, Span


def shown(text: str, start: int, end: int, *, name: str = "f", label: str = "here") -> list[str]:
    span = Span(Source(name, text), start, end)
    problem = Diagnostic("call-syntax", "message", span, label, help="mend")
    return cnncalc.full(problem).plain.splitlines()


def test_what_could_steer_a_terminal_is_written_out() -> None:
    problem = Diagnostic(
        "call-syntax",
        "\x1b[31m",
        Span(Source("\x1bf", "a\x1b\u202eb"), 1, 2),
        "\x07",
        help="\x1b]0;",
    )
    text = cnncalc.full(problem).plain
    assert all(each.isprintable() for each in text.split("\n"))
    assert "error[call-syntax]: \\x1b[31m\n --> \\x1bf:1:2\n" in text
    assert "1 | a\\x1b\\u202eb\n  |  ^^^^ \\x07\n" in text
    assert cnncalc.concise(problem) == "\\x1bf:1:2: call-syntax \\x1b[31m"


def test_the_whole_story_has_this_form() -> None:
    source = Source("f.yaml", "a: 1\n\nb: [2,\n  3]\n")
    problem = Diagnostic(
        "call-syntax",
        "the headline",
        Span(source, 9, 16),
        "the label",
        (Note(Span(source, 0, 1), "the note"),),
        "the mend",
    )
    assert cnncalc.full(problem).plain == (
        "error[call-syntax]: the headline\n"
        " --> f.yaml:3:4\n"
        "  |\n"
        "1 | a: 1\n"
        "  | - the note\n"
        "...\n"
        "3 | b: [2,\n"
        "  |    ^^^ the label\n"
        "  |\n"
        "help: the mend\n"
    )
    assert cnncalc.concise(problem) == "f.yaml:3:4: call-syntax the headline"


def test_a_note_in_another_text_has_a_header_of_its_own() -> None:
    span, other = Span(Source("f", "abc"), 1, 2), Span(Source("<input>", "3x8x8"), 0, 5)
    problem = Diagnostic("call-syntax", "m", span, "", (Note(other, "from here"),))
    assert cnncalc.full(problem).plain.splitlines()[1:] == [
        " --> f:1:2", "  |", "1 | abc", "  |  ^", " ::: <input>:1:1", "  |", "1 | 3x8x8",
        "  | ----- from here", "  |",
    ]  # fmt: skip


def test_without_a_place_there_is_the_headline_and_the_mend() -> None:
    problem = Diagnostic("empty-spec", "nothing", help="write something")
    assert cnncalc.full(problem).plain == "error[empty-spec]: nothing\nhelp: write something\n"
    assert cnncalc.concise(problem) == "empty-spec nothing"


@pytest.mark.parametrize(
    ("text", "start", "end", "line", "mark"),
    [
        ("abc", 0, 3, "1 | abc", "  | ^^^ here"),
        ("abc", 3, 3, "1 | abc", "  |    ^ here"),
        ("", 0, 0, "1 | ", "  | ^ here"),
        ("漢字x", 2, 3, "1 | 漢字x", "  |     ^ here"),
        ("a漢字", 1, 3, "1 | a漢字", "  |  ^^^^ here"),
        ("e\u0301x", 2, 3, "1 | e\u0301x", "  |  ^ here"),
        ("\tab", 1, 3, "1 |     ab", "  |     ^^ here"),
        ("ab\ncd", 0, 5, "1 | ab", "  | ^^ here"),
        ("ab   ", 0, 5, "1 | ab", "  | ^^ here"),
        ("   ", 0, 3, "1 | ", "  | ^ here"),
    ],
)
def test_the_mark_stands_below_what_it_is_about(
    text: str, start: int, end: int, line: str, mark: str
) -> None:
    assert shown(text, start, end)[3:5] == [line, mark]


@pytest.mark.parametrize("start", [0, 500, 5_000, 9_990])
def test_of_a_long_line_the_part_around_the_mark_is_shown(start: int) -> None:
    text = "a" * start + "XYZ" + "b" * (10_000 - start)
    line, mark = shown(text, start, start + 3)[3:5]
    assert len(line) < 220
    assert line[mark.index("^") : mark.index("^") + 3] == "XYZ"
    assert mark.rstrip().endswith("^^^ here")


def test_a_very_long_mark_is_cut() -> None:
    line, mark = shown("a" * 10_000, 0, 10_000)[3:5]
    assert (len(line), len(mark)) == (160, 165)


def test_text_inside_quotes_is_shown_in_the_line_of_the_quotes() -> None:
    outer = Source("f", "a: 1\nb: 'x y'\n")
    problem = Diagnostic("call-syntax", "m", Span(Quoted(outer, 8, "x y"), 2, 3), "here")
    assert cnncalc.full(problem).plain.splitlines()[3:5] == ["2 | b: 'x y'", "  |    ^ here"]


def test_without_unicode_all_is_ascii() -> None:
    problem = Diagnostic("call-syntax", "3×8 → é", Span(Source("ä", "é"), 0, 1), "…", help="·")
    text = cnncalc.full(problem, unicode=False).plain
    assert text.isascii()
    assert text.startswith("error[call-syntax]: 3x8 -> \\xe9\n --> \\xe4:1:1\n")
