"""A report as lines: layers and groups as a tree."""

from __future__ import annotations

import pytest

from cnncalc.figures import Figures
from cnncalc.render.columns import COLUMNS
from cnncalc.render.lines import lines
from tests.running import reported

SHOWN = ("output", "params", "flatten")
NET = """\
layers:
  - ReLU
  - id: block
    Sequential: [conv4k1, {Sequential: [ReLU, Tanh]}, ReLU]
  - {id: tail, ReLU: , repeat: 2}
"""


def drawn(text: str, depth: int | None = None) -> list[str]:
    return [
        f"{each.number:>3} {'  ' * each.depth}{each.text}" for each in lines(reported(text), depth)
    ]


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        (1, ["  1 ReLU()", "2–5 block: Sequential (4 layers)", "6–7 tail: Sequential (2 layers)"]),
        (
            2,
            ["  1 ReLU()", "    block: Sequential", "  2   Conv2d(3, 4, 1)",
             "3–4   Sequential (2 layers)", "  5   ReLU()", "    tail: Sequential", "  6   ReLU()",
             "  7   ReLU()"],
        ),
    ],
)  # fmt: skip
def test_groups_on_the_last_level_are_folded(depth: int, expected: list[str]) -> None:
    assert drawn(NET, depth) == expected


def test_all_levels_are_shown_where_none_is_named() -> None:
    assert drawn(NET) == drawn(NET, 3) == drawn(NET, 99)
    assert len(drawn(NET)) == 10


def test_the_lines_end_where_the_network_breaks() -> None:
    text = "layers: [ReLU, {Sequential: [ReLU, conv9k99, Tanh]}, Tanh]"
    assert drawn(text) == [
        "  1 ReLU()",
        "    Sequential",
        "  2   ReLU()",
        "  3   Conv2d(3, 9, 99)",
    ]
    assert drawn(text, 1) == ["  1 ReLU()", "2–4 Sequential (3 layers)"]


def test_a_folded_group_has_the_sums_of_its_layers() -> None:
    folded = list(lines(reported(NET), 1))[1]
    assert (len(folded.rows), folded.known, folded.broken) == (4, True, False)
    assert [COLUMNS[name].text(folded, Figures(reported(NET))) for name in SHOWN] == [
        "4×32×32", "16", "4,096",
    ]  # fmt: skip


def test_an_open_group_has_no_figures() -> None:
    heading = list(lines(reported(NET)))[1]
    assert (heading.number, heading.text, heading.rows) == ("", "block: Sequential", ())


def test_an_empty_group_is_a_line_without_layers() -> None:
    text = "layers: [{Sequential: []}, ReLU, {Sequential: []}]"
    assert drawn(text, 1) == [
        "    Sequential (0 layers)",
        "  1 ReLU()",
        "    Sequential (0 layers)",
    ]
    assert drawn(text) == ["    Sequential", "  1 ReLU()", "    Sequential"]


def test_a_group_of_one_layer_has_one_number() -> None:
    assert drawn("layers: [ReLU, {Sequential: [ReLU]}]", 1)[1] == "  2 Sequential (1 layer)"
