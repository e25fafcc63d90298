"""What holds of every comparison."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from cnncalc import Comparison, Figures, compare
from cnncalc.comparison.totals import KEYS
from cnncalc.render.comparison import as_comparison
from cnncalc.render.comparison_json import comparison_as_json
from cnncalc.render.comparison_markdown import comparison_as_markdown
from tests.running import reported
from tests.test_invariants import examples

LAYERS = st.sampled_from(
    ["conv8k3p1", "conv8k5p2", "conv4k1", "conv16k3s2", "relu", "gelu", "bn", "max2", "dropout",
     "conv8k30", "{id: a, Conv2d: {out: 8, kernel: 1}}", "{id: b, ReLU: }",
     "{id: c, Sequential: [conv4k3, relu]}", "{Residual: [conv8k3p1, relu, conv8k3p1]}"]
)  # fmt: skip


@st.composite
def networks(draw: st.DrawFn) -> str:
    """A spec, whole or broken, with each id once."""
    found = draw(st.lists(LAYERS, min_size=1, max_size=12))
    once = [each for at, each in enumerate(found) if "id:" not in each or each not in found[:at]]
    return f"input: {draw(st.sampled_from(['8x32x32', '3x16x16']))}\nlayers: [{', '.join(once)}]\n"


def both(old: str, new: str) -> tuple[Comparison, Comparison]:
    one, other = reported(old, None), reported(new, None)
    return compare(one, other), compare(other, one)


@given(networks())
@examples(60)
def test_a_network_is_the_same_as_itself(text: str) -> None:
    found, _ = both(text, text)
    assert found.same
    assert {each.kind for each in found.changes} == {"same"}
    assert [each.change for each in found.totals if each.change] == []


@given(networks(), networks())
@examples(150)
def test_the_other_way_round_what_was_added_is_removed(old: str, new: str) -> None:
    there, back = both(old, new)
    counts = there.counts
    mirrored = counts | {"added": counts["removed"], "removed": counts["added"]}
    assert back.counts == mirrored
    pairs = {(each.old.number, each.new.number) for each in there.changes if each.old and each.new}
    assert pairs == {
        (each.new.number, each.old.number) for each in back.changes if each.old and each.new
    }
    for one, other in zip(there.totals, back.totals, strict=True):
        assert (one.old, one.new) == (other.new, other.old)
        assert one.change is None or one.change == -(other.change or 0)


@given(networks(), networks())
@examples(60)
def test_the_totals_are_those_of_the_reports(old: str, new: str) -> None:
    found, _ = both(old, new)
    for report, side in ((found.old, 1), (found.new, 2)):
        totals = {each.key: each[side] for each in found.totals}
        assert [*totals] == [*KEYS]
        assert totals["layers"] == len(report.rows)
        for key in ("params", "trainable_params", "macs"):
            assert totals[key] == report.total(key)
        if report.whole:
            memory = Figures(report).memory
            assert (totals["inference"], totals["training"]) == (memory.inference, memory.training)


@given(networks(), networks())
@examples(60)
def test_the_changes_of_the_layers_add_up_to_those_in_all(old: str, new: str) -> None:
    found, _ = both(old, new)
    if not (found.old.whole and found.new.whole):
        return
    for key in ("params", "macs"):
        changes = [each.figure(key) for each in found.changes]
        assert found.total(key).change == sum(
            each.new - each.old  # type: ignore[operator]
            for each in changes
            if each
        )


@given(networks(), networks(), st.integers(20, 160), st.booleans())
@examples(60)
def test_every_comparison_can_be_shown_at_every_width(
    old: str, new: str, width: int, full: bool
) -> None:
    found, _ = both(old, new)
    stream = io.StringIO()
    console = Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
    console.print(as_comparison(found, full=full, unicode=False))
    text = stream.getvalue()
    assert text.isascii()
    behind = text.partition(" unchanged\n")[2]
    assert max([len(line) for line in behind.splitlines()], default=0) <= width
    assert comparison_as_markdown(found, full=full).startswith("### ")
    assert comparison_as_json(found).startswith('{"version": 1')
