"""The table of shipped networks."""

from __future__ import annotations

from cnncalc.render.zoo import Member, as_zoo
from tests.running import plain

MEMBERS = [
    Member("broken", {"input": (3, 8, 8)}, None, None, 0),
    Member("small", {"input": (3, 8, 8)}, 1_234_567, 4_089_184_256, 18),
    Member("twins", {"left": (1, 8, 8), "right": (1, 8, 8)}, 5, 0, 3),
]


def test_a_size_that_is_unknown_is_a_question_mark() -> None:
    assert plain(as_zoo(MEMBERS)).splitlines()[1].split() == ["broken", "3×8×8", "?", "?", "0"]


def test_each_network_is_a_line() -> None:
    assert plain(as_zoo(MEMBERS[1:])).splitlines() == [
        "name   input            parameters     MACs  depth",
        "small  3×8×8             1,234,567  4.089 G     18",
        "twins  1×8×8 and 1×8×8           5        0      3",
    ]


def test_it_can_be_shown_in_ascii() -> None:
    assert plain(as_zoo(MEMBERS, unicode=False)).isascii()


def test_no_networks_are_a_header() -> None:
    assert plain(as_zoo([])) == "name  input  parameters  MACs  depth"
