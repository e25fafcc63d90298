"""Formulas are read, printed and computed as they stand."""

from __future__ import annotations

import pytest

from cnncalc.explained.filling import filled
from cnncalc.explained.formula import parsed, value
from cnncalc.explained.printing import numeric, symbolic
from cnncalc.layers.sums import Sides


@pytest.mark.parametrize("text", ["", "a +", "(a", "a)", "⌊a", "a b", "§", "max(a", "1 2", "·a"])
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"formula"):
        parsed(text)


@pytest.mark.parametrize(
    "text",
    ["K·F·F·(D_in/G) + K", "⌊(W − F + S)/S⌋ + 1", "max((⌈W/S⌉ − 1)·S − W, 0)", "C/(r·r)", "2P",
     "a − (b + c)", "4·H·(D_in + H)", "r + (F − 1)·j"],
)  # fmt: skip
def test_a_formula_is_printed_as_it_stands(text: str) -> None:
    assert symbolic(parsed(text.replace("2P", "2·P"))) == text


@pytest.mark.parametrize(
    ("formula", "letters", "shown", "numbers", "result"),
    [
        ("K·(D_in/G)·F·F", {"K": 10, "F": (3, 5), "D_in": 4, "G": 2},
         "K·F·F·(D_in/G)", "10·3·5·(4/2)", 300),
        ("K·(D_in/G)·F·F", {"K": 10, "F": (3, 5), "D_in": 4, "G": 1}, "K·F·F·D_in",
         "10·3·5·4", 600),
        ("C", {"C": (20, 5)}, "C", "20·5", 100),
        ("2·C", {"C": (20, 5)}, "2C", "2·(20·5)", 200),
        ("W + P_1 + P_2", {"W": 7, "P_1": -1, "P_2": 2}, "W + P_1 + P_2", "7 + (−1) + 2", 8),
        ("W + 2·P", {"W": 1234, "P": Sides(0, 1)}, "W + P_1 + P_2", "1,234 + 0 + 1", 1235),
        ("⌊W·factor⌋", {"W": 10, "factor": 0.35}, "⌊W·factor⌋", "⌊10·0.35⌋", 3),
        ("⌊W·factor⌋", {"W": 10, "factor": 2.0}, "W·factor", "10·2", 20),
        ("W − (D·(F − 1) + 1)", {"W": 9, "F": 3, "D": 1}, "W − F", "9 − 3", 6),
    ],
)  # fmt: skip
def test_numbers_take_the_place_of_letters(
    formula: str, letters: dict[str, object], shown: str, numbers: str, result: int
) -> None:
    tree = filled(formula, letters)
    assert (symbolic(tree), numeric(tree), value(tree)) == (shown, numbers, result)
