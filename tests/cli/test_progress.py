"""The bar while many files are checked."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from cnncalc.cli import progress
from cnncalc.cli.progress import watched
from tests.golden.run import Stream


def a_terminal(monkeypatch: pytest.MonkeyPatch) -> Stream:
    stream = Stream("utf-8", terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("CI", raising=False)
    return stream


def slow(monkeypatch: pytest.MonkeyPatch, seconds: float) -> Iterator[int]:
    """Ten parts, each of which takes so long."""
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])

    def parts() -> Iterator[int]:
        for part in range(10):
            now[0] += seconds
            yield part

    return parts()


def test_what_takes_long_shows_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = a_terminal(monkeypatch)
    assert list(watched(slow(monkeypatch, 0.3), 10)) == list(range(10))
    assert "10/10" in terminal.text()


def test_what_is_done_at_once_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = a_terminal(monkeypatch)
    assert list(watched(slow(monkeypatch, 0.05), 10)) == list(range(10))
    assert terminal.text() == ""


@pytest.mark.parametrize("setting", [("CI", "true"), ("TERM", "dumb")])
def test_ci_sees_no_bar_and_each_part_at_once(
    monkeypatch: pytest.MonkeyPatch, setting: tuple[str, str]
) -> None:
    terminal = a_terminal(monkeypatch)
    monkeypatch.setenv(*setting)
    parts = slow(monkeypatch, 9.0)
    shown = watched(parts, 10)
    assert next(shown) == 0
    assert next(parts) == 1
    assert terminal.text() == ""


def test_a_pipe_sees_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream("utf-8", terminal=False)
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(watched(slow(monkeypatch, 9.0), 10)) == list(range(10))
    assert stream.text() == ""
