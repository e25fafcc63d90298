"""Questions are reproducible, and answers are judged however they are spelt."""

from __future__ import annotations

import pytest

from cnncalc.quiz import Question, judged, passed, questions
from tests.running import reported

REPORT = reported("conv10k3 max4 conv20k3p1 max2 flatten", "3x130x130")


def answered(key: str, answer: str, number: int | None = None) -> tuple[bool | None, str]:
    found = [each for each in questions(REPORT, 1000) if (each.number, each.key) == (number, key)]
    verdict = judged(REPORT, found[0], answer)
    return verdict.right, verdict.text


@pytest.mark.parametrize("answer", ["20x", "what", "<= 5", "1.5", "20x-1x3", "x", "9" * 500])
def test_what_is_no_answer_is_neither_right_nor_wrong(answer: str) -> None:
    right, text = answered("output", answer, 3)
    assert right is None
    assert text == "that cannot be read: write a shape such as 20x16x16"


@pytest.mark.parametrize(
    "answer", ["20x32x32", "20 32 32", "20×32×32", "(20, 32, 32)", " 20,32,32\n"]
)
def test_shapes_in_all_spellings_are_right(answer: str) -> None:
    assert answered("output", answer, 3) == (True, "right: 20×32×32")


@pytest.mark.parametrize("answer", ["2,100", "2100", "2_100", "2.1k", "2 100"])
def test_numbers_in_all_spellings_are_right(answer: str) -> None:
    assert answered("params", answer)[0] is True


@pytest.mark.parametrize("answer", ["2101", "2.2k", "1,820", "0"])
def test_other_numbers_are_wrong_and_the_true_one_is_said(answer: str) -> None:
    assert answered("params", answer) == (False, "wrong: it is 2,100")


def test_a_wrong_answer_gets_the_sum() -> None:
    question = next(each for each in questions(REPORT, 1000) if each[:2] == (1, "params"))
    assert (
        "parameters: K·F·F·D_in + K = 10·3·3·3 + 10 = 280" in judged(REPORT, question, "290").more
    )
    assert passed(REPORT, question).text == "it is 280"


def test_the_same_seed_asks_the_same_and_another_something_else() -> None:
    assert questions(REPORT, 5, 7) == questions(REPORT, 5, 7)
    assert len({tuple(questions(REPORT, 5, seed)) for seed in range(5)}) > 1


def test_every_true_figure_is_judged_right() -> None:
    for question in questions(REPORT, 1000):
        shown = (
            question.true if isinstance(question.true, int) else "x".join(map(str, question.true))
        )
        assert judged(REPORT, question, str(shown)).right


def test_nothing_is_asked_twice_and_no_more_than_there_is() -> None:
    asked = questions(REPORT, 1000)
    assert len({each[:2] for each in asked}) == len(asked)
    assert all(isinstance(each, Question) for each in asked)
