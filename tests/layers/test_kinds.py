"""The kinds of argument: what each refuses, and how it keeps what it takes."""

from __future__ import annotations

from typing import Any

import pytest

from cnncalc.layers.kinds import (
    Kind,
    Unfit,
    flag,
    per_axis,
    real,
    real_or,
    real_per_axis,
    same_on_each_axis,
    sizes,
    whole,
    word,
)
from cnncalc.layers.kinds_of_lists import dimensions, one_or_list, per_side, whole_or_list

NAN = float("nan")
PADDING = per_axis(0, words=("same", "valid"))


@pytest.mark.parametrize(
    ("kind", "value", "takes", "code"),
    [
        (whole(), True, "a whole number", "wrong-type"),
        (whole(), 1.0, "a whole number", "wrong-type"),
        (whole(), "1", "a whole number", "wrong-type"),
        (whole(1), 0, "a whole number of at least 1", "bad-value"),
        (whole(1, most=9), 10, "a whole number of at most 9", "bad-value"),
        (whole(), -(2**63), "a whole number of at most 9,223,372,036,854,775,807", "bad-value"),
        (per_axis(1), (3, 0), "a whole number of at least 1", "bad-value"),
        (per_axis(1), (3,), "one whole number or 2, one for each axis", "wrong-type"),
        (per_axis(1), (), "one whole number or 2, one for each axis", "wrong-type"),
        (per_axis(1), "same", "a whole number", "wrong-type"),
        (
            PADDING,
            "full",
            "a whole number of at least 0, or one for each axis, or 'same', or 'valid'",
            "bad-value",
        ),
        (per_axis(1), None, "a whole number", "wrong-type"),
        (per_axis(1), (None, 3), "a whole number", "wrong-type"),
        (
            per_axis(1, or_none=True),
            None,
            "a whole number, or 2 of which some may be None",
            "wrong-type",
        ),
        (same_on_each_axis(1), (2, 2), "a whole number", "wrong-type"),
        (
            per_side(),
            (1, 2),
            "one whole number or 4: before and after, the last axis first",
            "wrong-type",
        ),
        (sizes(1), (), "at least one whole number", "wrong-type"),
        (sizes(1), (4, 0), "a whole number of at least 1", "bad-value"),
        (sizes(-1, alone=False), 4, "a list of whole numbers", "wrong-type"),
        (real(), "0.5", "a number", "wrong-type"),
        (real(), True, "a number", "wrong-type"),
        (real(0, 1), 1.5, "a number from 0 to 1", "bad-value"),
        (real(0, 1), NAN, "a number from 0 to 1", "bad-value"),
        (real(0), -1, "a number of at least 0", "bad-value"),
        (real(finite=True), float("inf"), "a finite number", "bad-value"),
        (real(), None, "a number", "wrong-type"),
        (real_per_axis(), (0.5,), "one number or 2, one for each axis", "wrong-type"),
        (flag(), "yes", "True or False", "wrong-type"),
        (flag(), 2, "True or False", "wrong-type"),
        (flag(numbers=False), 1, "True or False", "wrong-type"),
        (word("mean", "sum"), "max", "'mean' or 'sum'", "bad-value"),
        (word("mean", "sum"), 1, "'mean' or 'sum'", "wrong-type"),
        (one_or_list(whole(1)), (2, "x"), "a whole number", "wrong-type"),
        (dimensions(), "1", "a whole number", "wrong-type"),
        (whole_or_list(1), (), "at least one whole number", "wrong-type"),
        (whole_or_list(1), (2, 0), "a whole number of at least 1", "bad-value"),
        (real_or("fro"), "nuc", "'fro'", "bad-value"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    kind: Kind, value: Any, takes: str, code: str
) -> None:
    with pytest.raises(Unfit) as caught:
        kind.convert(value, 2)
    assert caught.value.takes == takes
    assert caught.value.code == code


def test_none_is_refused_for_the_only_axis() -> None:
    with pytest.raises(Unfit, match="a whole number"):
        per_axis(1, or_none=True).convert((None,), 1)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        (whole(-1), -1, -1),
        (per_axis(1), 3, (3, 3)),
        (per_axis(1), (3, 5), (3, 5)),
        (per_axis(1, or_none=True), (None, 5), (None, 5)),
        (PADDING, "same", "same"),
        (PADDING, 1, (1, 1)),
        (same_on_each_axis(1), 2, (2, 2)),
        (per_side(), 1, (1, 1, 1, 1)),
        (per_side(), (1, 2, -3, 4), (1, 2, -3, 4)),
        (sizes(1), 5, (5,)),
        (sizes(-1, alone=False), (-1, 5), (-1, 5)),
        (real(0, 1), 0.5, 0.5),
        (real(optional=True), None, None),
        (real_per_axis(), 0.5, (0.5, 0.5)),
        (flag(), True, True),
        (flag(), 0, False),
        (word("mean", "sum"), "sum", "sum"),
        (one_or_list(whole(1)), 2, 2),
        (one_or_list(whole(1)), (2, 3), (2, 3)),
        (dimensions(), -1, (-1,)),
        (dimensions(), (), ()),
        (whole_or_list(1), 2, 2),
        (whole_or_list(1), (2,), (2,)),
        (real_or("fro"), "fro", "fro"),
        (real_or("fro"), 2, 2),
    ],
)
def test_a_value_that_fits_is_kept_in_the_layer_s_own_form(
    kind: Kind, value: Any, kept: Any
) -> None:
    converted = kind.convert(value, 2)
    assert converted == kept
    assert type(converted) is type(kept)


def test_each_kind_says_what_it_takes() -> None:
    assert [kind.takes for kind in (whole(), whole(1), per_axis(0), per_side(), sizes(1))] == [
        "a whole number",
        "a whole number of at least 1",
        "a whole number of at least 0, or one for each axis",
        "a whole number, or two for each axis, the last axis first",
        "a whole number or a list of them",
    ]
    assert per_axis(1, or_none=True).takes == (
        "a whole number of at least 1, or one or None for each axis"
    )
    assert real(optional=True).takes == "a number or None"


def test_a_kind_knows_its_own_words() -> None:
    assert PADDING.words == ("same", "valid")
    assert word("mean", "sum").words == ("mean", "sum")
    assert real_or("fro").words == ("fro",)
    assert whole().words == per_axis(1).words == flag().words == ()
    assert not PADDING.text
