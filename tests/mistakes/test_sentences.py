"""What is printed is true: each sum in a sentence comes to what stands beside it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cnncalc.mistakes.course import Course
from cnncalc.mistakes.sentences import told
from cnncalc.mistakes.slips import SLIPS
from cnncalc.mistakes.target import target
from tests.formulas import value_of
from tests.mistakes.asking import said
from tests.mistakes.test_slips import LITERALS, computed_or_none, layers

SUM = r"[\d(⌊⌈][\d ·+−/()⌊⌋⌈⌉]*"


def sums(sentence: str) -> list[tuple[str, str]]:
    """All sums of a sentence, each with what it is said to be."""
    sentence = re.sub(r"(\d),(?=\d{3})", r"\1", sentence)
    found = re.findall(rf"({SUM}) = ([\d,]+)", sentence)
    found += [
        (text, figure) for figure, text in re.findall(rf"^([\d,]+) is ({SUM})[:,.]", sentence)
    ]
    return [(text, figure.rstrip(",")) for text, figure in found]


def assert_true(sentence: str) -> int:
    for text, figure in sums(sentence):
        assert value_of(text, {}) == int(figure.replace(",", "")), sentence
    return len(sums(sentence))


@pytest.mark.parametrize(("slip", "layers", "text"), LITERALS)
def test_the_sums_of_a_sentence_come_to_their_figures(slip: str, layers: str, text: str) -> None:
    del slip
    for each in said(layers, text):
        assert_true(each.sentence)


def test_most_slips_are_told_with_their_sums() -> None:
    told = [sum(assert_true(each.sentence) for each in said(*of[1:])) for of in LITERALS]
    assert sum(count > 0 for count in told) > len(told) // 2


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_sums_of_any_slip_come_to_their_figures(data: st.DataObject) -> None:
    report = computed_or_none(data.draw(layers()))
    assume(report is not None)
    assert report is not None
    about = target(report, "1")
    assert about is not None
    course = Course(report)
    fitting = [each for each in SLIPS if course.changes(0, each)]
    assume(fitting)
    slips = tuple(
        data.draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=2, unique=True))
    )
    key = data.draw(st.sampled_from(slips[0].keys))
    world = course.world(slips, [0], 1)
    figure = course.figure(world, about, key) if world else None
    assume(figure is not None)
    if world is not None and figure is not None:
        assert_true(told(figure, slips, world, about, key, report)[0])
