"""Groups that repeat, shown once with their count."""

from __future__ import annotations

from cnncalc.render.lines import lines
from tests.drawing import spec
from tests.running import reported


def drawn(text: str, depth: int | None = None) -> list[str]:
    return [
        f"{each.number:>3} {'  ' * each.depth}{each.text}"
        for each in lines(reported(text, None), depth, once=True)
    ]


def test_groups_of_different_parents_are_no_repeats() -> None:
    blocks = "a: [Residual: [conv3k1]]\nb: [Residual: [conv3k1]]"
    assert drawn(spec("- a\n- b", blocks)) == [
        "    a", "      Residual", "  1     Conv2d(3, 3, 1)", "  2     Add()",
        "    b", "      Residual", "  3     Conv2d(3, 3, 1)", "  4     Add()",
    ]  # fmt: skip


def test_groups_beside_each_other_are_no_repeats() -> None:
    text = (
        "input: {left: 3x8x8, right: 3x8x8}\nblocks: {tower: [conv3k1, ReLU]}\n"
        "layers: [{id: l, from: left, tower: }, {id: r, from: right, tower: }, Cat: [l, r]]"
    )
    assert [line for line in drawn(text) if "tower" in line] == ["    l: tower", "    r: tower"]
    blocks = "tower: [conv3k1, ReLU]"
    layers = (
        "- ReLU\n- {id: x, from: input, tower: }\n- {id: y, from: input, tower: }\n- Cat: [x, y]"
    )
    assert len(drawn(spec(layers, blocks))) == 8


def test_groups_of_other_figures_are_no_repeats() -> None:
    for layers in (
        "- unit(3)\n- unit(4)",
        "- unit(4)\n- unit(4)",
        "- {id: a, unit: 3}\n- {share: a}",
        "- unit(3)\n- ReLU\n- unit(3)",
    ):
        found = drawn(spec(layers, "unit(c): [{Conv2d: {out: c, kernel: 1}}]"))
        assert not any("×" in line.rpartition(")")[2] for line in found), layers


def test_repeats_are_shown_once_with_their_count() -> None:
    assert drawn(spec("- ReLU\n- unit * 3\n- Tanh", "unit: [conv3k1, ReLU]")) == [
        "  1 ReLU()", "    unit ×3", "  2   Conv2d(3, 3, 1)", "  3   ReLU()", "  8 Tanh()",
    ]  # fmt: skip


def test_repeats_of_repeats_are_shown_once_each() -> None:
    blocks = "unit: [conv3k1, ReLU]\nstage: [unit * 2, Tanh]"
    assert drawn(spec("- stage * 3", blocks)) == [
        "    stage ×3", "      unit ×2", "  1     Conv2d(3, 3, 1)", "  2     ReLU()",
        "  5   Tanh()",
    ]  # fmt: skip


def test_repeated_groups_fold_with_their_sums() -> None:
    assert drawn(spec("- unit * 3\n- Tanh", "unit: [conv3k1, ReLU]"), 1) == [
        "1–6 unit ×3 (6 layers)", "  7 Tanh()",
    ]  # fmt: skip


def test_a_residual_repeats_where_each_reads_the_one_before() -> None:
    found = drawn(spec("- conv3k1\n- Residual: [conv3k1]\n- Residual: [conv3k1]"))
    assert found == [
        "  1 Conv2d(3, 3, 1)",
        "    Residual ×2",
        "  2   Conv2d(3, 3, 1)",
        "  3   Add()",
    ]


def test_a_network_without_groups_is_shown_as_it_is() -> None:
    assert drawn(spec("- ReLU * 3")) == ["  1 ReLU()", "  2 ReLU()", "  3 ReLU()"]


def test_a_broken_network_is_shown_up_to_the_break() -> None:
    found = drawn(spec("- unit * 9", "unit: [conv3k3]"))
    assert found[-1].endswith("Conv2d(3, 3, 3)")
    report = reported(spec("- unit * 9", "unit: [conv3k3]"), None)
    assert [row.number for row in report.rows if row.broken] == [4]
