"""Nothing is loaded while all holds, nothing hangs, and nothing is said of what is no figure."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cnncalc
from cnncalc.checks import check
from cnncalc.mistakes import Finder
from cnncalc.render.diagnostic import concise, full
from tests.mistakes.asking import claimed, computed, said

SPECS = Path(__file__).parent.parent.parent / "specs"
KEYS = ["output", "channels", "depth", "size", "flatten", "params", "trainable_params", "macs",
        "receptive_field"]  # fmt: skip


@pytest.mark.parametrize("text", ["params=<=270", "params=>=281", "params=< 1k", "params=0.3k",
                                  "flatten=> 1M"])  # fmt: skip
def test_of_a_bound_or_a_rounded_figure_nothing_is_said(text: str) -> None:
    assert said("3x130x130 Conv2d(3, 10, 3)", text) == ()


@pytest.mark.parametrize("layer", ["9", "0", "conv", "99999999999", "0.0.0"])
def test_of_a_layer_that_is_not_there_nothing_is_said(layer: str) -> None:
    assert said("3x130x130 Conv2d(3, 10, 3)", f"{layer}.params=270") == ()


def test_of_what_is_unknown_nothing_is_said() -> None:
    spec = cnncalc.with_input(cnncalc.parse("Conv2d(3, 10, 3), Linear(8, 7)"), "3x9x9")
    report = cnncalc.compute(cnncalc.build(spec))
    for key in KEYS:
        claim = claimed(computed("3x9x9 ReLU()"), "params=3")._replace(key=key)
        assert cnncalc.likely(report, claim) == ()
        assert cnncalc.likely(report, claim._replace(layer="2")) == ()


def test_while_all_holds_no_slip_is_loaded() -> None:
    code = """
import sys, cnncalc
from cnncalc.checks import check
text = 'input: 3x9x9\\nlayers: ["Conv2d(3, 8, 3)"]\\nexpect: {params: 224}'
spec = cnncalc.parse(text)
found = check(cnncalc.compute(cnncalc.build(spec)), spec.claims)
assert not found, found
assert not [name for name in sys.modules if name.startswith("cnncalc.mistakes")]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_reason_stands_before_the_edit_and_concise_stays_one_line() -> None:
    report = computed("3x130x130 Conv2d(3, 10, 3)")
    (problem,) = check(report, [claimed(report, "1.params=270")])
    assert problem.help == (
        "270 is 10·3·3·3: the biases are left out. Each of the 10 filters has a bias: "
        "10·3·3·3 + 10 = 280. Write `params: 280`, or change the layers"
    )
    assert problem.message == "`params` of layer 1 is 280, but 270 is expected"
    assert "\n" not in concise(problem)
    assert full(problem).plain.count("\n") <= 7


def test_other_slips_that_give_the_same_are_mentioned() -> None:
    net = "3x32x32 Conv2d(3, 8, 3, padding=1)"
    found = said(net, "1.size=31")
    assert [each.slip for each in found] == ["no-plus-one", "padding-once"]
    assert found[1].brief == "comes out when the padding is counted once"
    report = computed(net)
    (problem,) = check(report, [claimed(report, "1.output=8x31x31")])
    assert " It also comes out when the padding is counted once. Write `" in problem.help


@pytest.mark.parametrize(
    "layers",
    [
        "3x1x1048576 Conv2d(3, 1099511627776, (1, 3), bias=False)",
        "1x1099511627776 Conv1d(1, 1, 3, padding=549755813888, dilation=99999)",
        "4x9x9 ConvTranspose2d(4, 4, 3, stride=1048576, padding=1)",
        "1x1 Linear(1, 1099511627776)",
    ],
)
@pytest.mark.parametrize("value", [1, 3, 2**40, 10**39])
def test_hostile_numbers_are_answered_at_once(layers: str, value: int) -> None:
    report = computed(layers)
    start = time.process_time()
    for key in KEYS:
        claim = claimed(report, "1.params=1")._replace(key=key, value=value)
        cnncalc.likely(report, claim)
        cnncalc.likely(report, claim._replace(layer=None, value=(value, value)))
    assert time.process_time() - start < 3


@pytest.mark.parametrize("count", [150, 1000, 20000])
def test_many_layers_are_answered_within_bounds(count: int) -> None:
    text = f"input: 8x64x64\nlayers:\n- Conv2d(8, 8, 3, padding=1) * {count}"
    report = cnncalc.compute(cnncalc.build(cnncalc.parse(text)))
    assert report.whole, report.problems
    start = time.process_time()
    finder = Finder(report)
    for key in KEYS:
        claim = claimed(report, "params=1")._replace(key=key, value=12345)
        finder.likely(claim)
        finder.likely(claim._replace(layer=str(count)))
    assert time.process_time() - start < 12


def test_the_bias_is_missed_in_a_network_of_many_layers() -> None:
    text = "input: 8x64x64\nlayers:\n- Conv2d(8, 8, 3, padding=1) * 900"
    report = cnncalc.compute(cnncalc.build(cnncalc.parse(text)))
    found = cnncalc.likely(report, claimed(report, f"params={900 * 576}"))
    assert found[0].slip == "no-bias"


@pytest.mark.parametrize("path", sorted(SPECS.glob("*.yaml"))[::17], ids=lambda path: path.stem)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_no_claim_about_a_real_network_breaks_the_search(path: Path, data: st.DataObject) -> None:
    from cnncalc.cli.read import read_file

    report = cnncalc.compute(cnncalc.build(read_file(str(path))))
    key = data.draw(st.sampled_from(KEYS))
    value = data.draw(st.one_of(st.integers(0, 300), st.tuples(*[st.integers(1, 99)] * 2)))
    layer = data.draw(st.one_of(st.none(), st.integers(1, len(report.rows)).map(str)))
    claim = claimed(computed("3x9x9 ReLU()"), "params=3")
    found = cnncalc.likely(report, claim._replace(key=key, value=value, layer=layer))
    assert len(found) <= 3
