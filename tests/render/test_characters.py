"""What may reach a terminal."""

from __future__ import annotations

import io

import pytest

from cnncalc.render.characters import ascii_only, printable, takes_unicode


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb", "a\\nb"),
        ("a\tb", "a\\tb"),
        ("\x00\x7f\x85", "\\x00\\x7f\\x85"),
        ("\u202eabc", "\\u202eabc"),
        ("\u2028", "\\u2028"),
        ("\ufeff", "\\ufeff"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\U000e0001"),
    ],
)
def test_what_could_steer_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("text", ["", "plain", "3×130×130", "漢字", "e\u0301", "👩"])
def test_what_can_be_read_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("3×32×32 → 8×30×30", "3x32x32 -> 8x30x30"),
        ("⌊(W − F)/S⌋ + 1", "floor((W - F)/S) + 1"),
        ("64·7·7", "64*7*7"),
        ("1–3 …", "1-3 ..."),
        ("größe 漢", "gr\\xf6\\xdfe \\u6f22"),
        ("plain", "plain"),
    ],
)
def test_ascii_says_the_same_in_its_own_signs(text: str, plain: str) -> None:
    assert ascii_only(text) == plain


@pytest.mark.parametrize(
    ("encoding", "takes"), [("utf-8", True), ("utf-16", True), ("ascii", False), ("latin-1", False)]
)
def test_a_stream_takes_unicode_or_not_by_its_encoding(encoding: str, takes: bool) -> None:
    assert takes_unicode(io.TextIOWrapper(io.BytesIO(), encoding=encoding)) is takes


def test_a_stream_without_an_encoding_takes_ascii_alone() -> None:
    assert not takes_unicode(io.StringIO())
