"""The table on a terminal or in a pipe."""

from __future__ import annotations

import cnncalc
from tests.running import plain, reported


def table(text: str, *, width: int = 100, depth: int | None = None, unicode: bool = True) -> str:
    return plain(cnncalc.as_table(reported(text), depth=depth, unicode=unicode), width)


def test_the_table_ends_where_the_network_breaks() -> None:
    assert table("relu, nn.Conv2d(3, 3, 99), relu").splitlines()[:5] == [
        "input 3×32×32",
        "",
        "#  layer             output       params  flatten",
        "1  ReLU()            3×32×32           0    3,072",
        "2  Conv2d(3, 3, 99)  breaks here       ?        ?",
    ]


def test_what_could_steer_a_terminal_is_written_out() -> None:
    shown = table('layers: [{"\\e[31m\\u202e[red]": 3}]\nname: "\\e]0;x\\a"')
    assert "\\x1b]0;x\\x07   input 3×32×32" in shown
    assert all(each.isprintable() for each in shown.split("\n"))


def test_square_brackets_are_no_markup() -> None:
    assert "[red]" in table('layers: [{"[red]x[/red]": 3}]\nname: "[bold]"')
    assert table('layers: [ReLU]\nname: "[bold]"').startswith("[bold]   input")


def test_without_unicode_all_is_ascii() -> None:
    shown = table("layers: [{id: größe, Sequential: [ReLU, ReLU]}]", depth=1, unicode=False)
    assert shown.isascii()
    assert "1-2  gr\\xf6\\xdfe: Sequential (2 layers)  3x32x32       0    3,072" in shown


def test_of_a_long_table_the_middle_is_left_out() -> None:
    shown = table("relu * 1500").splitlines()
    assert "… 500 lines not shown: --format csv lists them all" in shown[503]
    assert [each.split()[0] for each in (shown[502], shown[504])] == ["500", "1001"]


def test_a_narrow_terminal_folds_the_layer_and_keeps_the_figures() -> None:
    shown = table("nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)", width=50)
    assert "64×16×16   9,408   16,384" in shown
    assert max(map(len, shown.splitlines())) <= 50


def test_a_network_is_a_table_with_its_totals() -> None:
    assert table("name: n\nlayers: [{id: a, Sequential: [conv4k3]}, Flatten]") == (
        "n   input 3×32×32\n"
        "\n"
        "#  layer              output   params  flatten\n"
        "   a: Sequential\n"
        "1    Conv2d(3, 4, 3)  4×30×30     112    3,600\n"
        "2  Flatten()          3600          0    3,600\n"
        "\n"
        "parameters     112\n"
        "output         3600\n"
        "flatten        3,600"
    )
