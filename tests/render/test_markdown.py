"""A report as a Markdown table."""

from __future__ import annotations

import cnncalc
from tests.running import reported

HEAD = "| # | layer | output | params | flatten |\n| ---: | :--- | :--- | ---: | ---: |\n"


def test_what_means_something_in_markdown_is_escaped() -> None:
    written = cnncalc.as_markdown(reported("Xyzzy['a|b`c\x1b[31m']"))
    assert "| 1 | `Xyzzy` | breaks here | ? | ? |" in written
    written = cnncalc.as_markdown(reported("name: x\nlayers: ['a|b`c\u202e']"))
    assert "| 1 | `'a\\|b'c\\u202e'` | breaks here | ? | ? |" in written


def test_the_table_ends_where_the_network_breaks() -> None:
    written = cnncalc.as_markdown(reported("relu, nn.Conv2d(3, 3, 99), relu"))
    assert "| 2 | `Conv2d(3, 3, 99)` | breaks here | ? | ? |" in written
    assert "| 3 |" not in written


def test_groups_are_indented_and_folded() -> None:
    report = reported("layers: [{id: a, Sequential: [ReLU, Tanh]}]", "3x8x8")
    assert "|  | `a: Sequential` |  |  |  |\n| 1 | &nbsp;&nbsp;`ReLU()` |" in cnncalc.as_markdown(
        report
    )
    assert cnncalc.as_markdown(report, 1).startswith(
        f"{HEAD}| 1–2 | `a: Sequential (2 layers)` | 3×8×8 | 0 | 192 |\n"
    )


def test_a_network_is_a_table_with_its_totals() -> None:
    assert cnncalc.as_markdown(reported("conv4k3", "3x8x8")._replace(batch=2)) == (
        f"{HEAD}| 1 | `Conv2d(3, 4, 3)` | 2×4×6×6 | 112 | 2 × 144 |\n"
        "\n- parameters: 112\n- output: 2×4×6×6\n- flatten: 2 × 144 = 288"
    )
