"""The columns of a table: their names, what stands in them, their order."""

from __future__ import annotations

import re

import pytest

import cnncalc
from cnncalc.figures import Asked, Figures
from cnncalc.render.columns import COLUMNS, SETS, UnknownColumnError, named
from cnncalc.render.sheet import View, sheet
from tests.running import plain, reported

NET = """\
name: net
layers:
  - {id: stem, Conv2d: {out_channels: 8, kernel_size: [3, 5], stride: 2, padding: 1}}
  - {id: block, Sequential: [BatchNorm2d, ReLU, "Conv2d(8, 8, 1, groups=4, bias=False)"]}
  - Flatten
  - Linear: 10
"""


def table(text: str, *words: str, width: int = 200, asked: Asked | None = None) -> list[str]:
    figures = Figures(reported(text), asked)
    shown = cnncalc.as_table(figures, view=View(named(words)))
    return plain(shown, width).splitlines()[2:]


def test_a_name_that_no_column_has_is_refused_with_the_nearest() -> None:
    with pytest.raises(
        UnknownColumnError, match=re.escape("no column 'parms': did you mean params?")
    ):
        named(["parms"])
    with pytest.raises(UnknownColumnError, match="there are number, name, layer, from, input"):
        named(["xyzzy"])


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("#", "number"), ("MACs", "macs"), ("% of params", "params%"), ("macs %", "macs%"),
        ("receptive field", "receptive_field"), ("receptive-field", "receptive_field"),
        ("rf", "receptive_field"), ("kernel_size", "kernel"),
        ("activation bytes", "activation_bytes"),
    ],
)  # fmt: skip
def test_a_column_goes_by_the_names_one_would_try(word: str, name: str) -> None:
    assert [each.name for each in named([word])] == [name]


def test_each_column_stands_once_and_where_it_is_named_first() -> None:
    names = [each.name for each in named(["output", "cost", "output", "layer"])]
    assert names == ["output", "number", "layer", "from", "params", "params%", "macs", "macs%"]


def test_every_set_names_columns_and_all_has_every_one_but_the_region_of_a_unit() -> None:
    assert all(name in COLUMNS for names in SETS.values() for name in names)
    assert set(COLUMNS) - set(SETS["all"]) == {"region"}


def test_arguments_stand_in_columns_where_a_layer_has_them() -> None:
    assert table(NET, "layer", "kernel", "stride", "padding", "groups")[:6] == [
        "layer                                            kernel  stride  padding  groups",
        "stem: Conv2d(3, 8, (3, 5), stride=2, padding=1)     3×5     2×2      1×1       1",
        "block: Sequential",
        "  BatchNorm2d(8)",
        "  ReLU()",
        "  Conv2d(8, 8, 1, groups=4, bias=False)             1×1     1×1      0×0       4",
    ]


def test_paths_inputs_and_weights_stand_in_columns() -> None:
    assert table(NET, "#", "name", "input", "weights")[:5] == [
        "#  name     input    weights",
        "1  stem     3×32×32  weight 8×3×3×5, bias 8",
        "   block",
        "2  block.0  8×16×15  weight 8, bias 8",
        "3  block.1  8×16×15",
    ]


def test_shares_and_work_stand_in_columns_with_their_total_below() -> None:
    assert table(NET, "layer", "params%", "macs", "macs%") == [
        "layer                                            % params     MACs  % MACs",
        "stem: Conv2d(3, 8, (3, 5), stride=2, padding=1)      1.9%  86.40 k   78.9%",
        "block: Sequential",
        "  BatchNorm2d(8)                                     0.1%        0      0%",
        "  ReLU()                                               0%        0      0%",
        "  Conv2d(8, 8, 1, groups=4, bias=False)              0.1%    3,840    3.5%",
        "Flatten()                                              0%        0      0%",
        "Linear(1920, 10)                                    98.0%  19.20 k   17.5%",
        "",
        "parameters     19,610",
        "MACs           109.4 k",
        "output         10",
        "flatten        10",
    ]


def test_exact_figures_are_whole_numbers() -> None:
    shown = table(NET, "layer", "macs", asked=Asked(exact=True))
    assert shown[1].endswith(" 86,400")
    assert "MACs           109,440" in shown


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    assert table("relu", "layer", "kernel", "from", "output")[0] == "layer   output"


def test_what_is_not_counted_says_so() -> None:
    text = "layers: [conv4k3, {Custom: {output: 4x9x9}}, relu]"
    assert table(text, "layer", "params", "macs", "macs%")[1:7] == [
        "Conv2d(3, 4, 3)              112      97.20 k       100.0%",
        "Custom((4, 9, 9)) *  not counted  not counted  not counted",
        "ReLU()                         0            0           0%",
        "",
        "parameters     112, and 1 layer not counted",
        "MACs           97.20 k, and 1 layer not counted",
    ]


def test_columns_that_have_no_room_beside_each_other_stand_below() -> None:
    words = ("default", "kernel", "stride", "padding", "groups", "weights")
    assert table(NET, *words, width=70)[:13] == [
        "#  layer                     output   params  flatten  kernel  stride",
        "1  stem: Conv2d(3, 8, (3,    8×16×15     368    1,920     3×5     2×2",
        "   5), stride=2, padding=1)",
        "   block: Sequential",
        "2   BatchNorm2d(8)           8×16×15      16    1,920",
        "3   ReLU()                   8×16×15       0    1,920",
        "4   Conv2d(8, 8, 1,          8×16×15      16    1,920     1×1     1×1",
        "    groups=4, bias=False)",
        "5  Flatten()                 1920          0    1,920",
        "6  Linear(1920, 10)          10       19,210       10",
        "",
        "#  layer                     padding  groups  weights",
        "1  stem: Conv2d(3, 8, (3,        1×1       1  weight 8×3×3×5, bias 8",
    ]


def test_the_heaviest_lines_come_first_out_of_their_groups() -> None:
    columns = named(["layer", "macs"])
    shown = sheet(Figures(reported(NET)), View(columns, sort=COLUMNS["params"], top=2))
    assert [line.text for line in shown.lines] == [
        "Linear(1920, 10)", "stem: Conv2d(3, 8, (3, 5), stride=2, padding=1)",
    ]  # fmt: skip
    assert [line.depth for line in shown.lines] == [0, 0]
    assert shown.left_out == 4


def test_folded_groups_are_sorted_by_their_sums() -> None:
    shown = sheet(Figures(reported(NET)), View(depth=1, sort=COLUMNS["params"]))
    assert [line.number for line in shown.lines] == ["6", "1", "2–4", "5"]


def test_bars_stand_beside_shares_where_they_are_asked_for() -> None:
    view = View(named(["layer", "macs%"]))
    shown = plain(cnncalc.as_table(Figures(reported(NET)), view=view, bars=True), 100).splitlines()
    assert shown[3].endswith("78.9% ████████")
    assert next(line for line in shown if "Linear" in line).endswith("17.5% █▊")
    ascii_ = cnncalc.as_table(Figures(reported(NET)), view=view, bars=True, unicode=False)
    assert "█" not in plain(ascii_, 100)
