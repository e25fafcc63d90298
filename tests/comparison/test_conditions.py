"""Conditions on a change: what cannot be read, what holds, what cannot be told."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cnncalc.comparison import Condition, condition, refusals
from cnncalc.diagnostics import Diagnostic
from tests.comparison.told import compared


@pytest.mark.parametrize(
    ("text", "column", "message", "label"),
    [
        ("", 1, "a condition begins with a figure", "expected layers, params, "),
        (">5", 1, "a condition begins with a figure", "expected layers, params, "),
        ("parms>5%", 1, "there is no figure `parms`", "did you mean `params`?"),
        ("xyzzy>5%", 1, "there is no figure `xyzzy`", "expected layers, params, "),
        ("output>5", 1, "there is no figure `output`", "expected layers, params, "),
        ("params", 7, "a condition needs a relation, and `params` has none", "expected >, >=,"),
        ("params 5%", 8, "a condition needs a relation, and `params 5%` has none", "expected >,"),
        ("params>", 8, "nothing stands behind `params>`", "expected a value such as `+5%`"),
        ("params>five", 8, "`params` cannot be compared with 'five'", "expected a value such"),
        ("params => 5", 9, "`params` cannot be compared with '> 5'", "expected a value such"),
        ("params>+5MiB", 8, "`params` cannot be compared with '+5MiB'", "expected a value such"),
        ("params>1e9", 8, "`params` cannot be compared with '1e9'", "expected a value such"),
        ("params>--5", 8, "`params` cannot be compared with '--5'", "expected a value such"),
        ("training > 5q", 12, "`training` cannot be compared with '5q'", "expected a value such as "
         "`+5%`, `+100MiB` or `8GiB`"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_where(text: str, column: int, message: str, label: str) -> None:
    found = condition(text)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.status, found.message) == ("expect-syntax", 2, message)
    assert found.label.startswith(label)
    assert found.span is not None
    place = (found.span.source.name, found.span.line, found.span.column)
    assert place == ("<fail-on>", 1, column)


@pytest.mark.parametrize(
    ("text", "key", "relation", "value", "kind"),
    [
        ("params>+5%", "params", ">", Fraction(5), "percent"),
        ("params>5%", "params", ">", Fraction(5), "percent"),
        (" macs < -3.5 % ", "macs", "<", Fraction(-7, 2), "percent"),
        ("macs<−3%", "macs", "<", Fraction(-3), "percent"),
        ("params>=+1M", "params", ">=", Fraction(10**6), "change"),
        ("params>+1.5k", "params", ">", Fraction(1_500), "change"),
        ("params>0", "params", ">", Fraction(0), "change"),
        ("params>30M", "params", ">", Fraction(30 * 10**6), "count"),
        ("params==5_300", "params", "==", Fraction(5_300), "count"),
        ("params=5,300", "params", "==", Fraction(5_300), "count"),
        ("training>8GiB", "training", ">", Fraction(8 << 30), "count"),
        ("inference>+100MiB", "inference", ">", Fraction(100 << 20), "change"),
        ("receptive-field<32", "receptive_field", "<", Fraction(32), "count"),
    ],
)  # fmt: skip
def test_a_sign_or_a_percentage_is_a_change_and_a_number_is_the_count(
    text: str, key: str, relation: str, value: Fraction, kind: str
) -> None:
    found = condition(text)
    assert isinstance(found, Condition)
    assert (found.key, found.relation, found.value, found.kind) == (key, relation, value, kind)


# 224 parameters become 608, 1 layer stays 1, the field grows from 3×3 to 5×5
@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("params>+171%", True), ("params>+172%", False), ("params>+384", False),
        ("params>=+384", True), ("params>+383", True), ("params>608", False), ("params>607", True),
        ("params<0", False), ("params==608", True), ("params==+384", True), ("layers>0", False),
        ("layers==0", True), ("layers<1", False), ("receptive_field>3", True),
        ("receptive_field>+60%", True), ("receptive_field<5", False), ("flatten<-10%", True),
        ("flatten<-13%", False), ("inference>1KiB", True), ("training<+1GiB", True),
        ("trainable_params>600", True), ("macs>+1k", True),
    ],
)  # fmt: skip
def test_a_condition_holds_exactly(text: str, holds: bool) -> None:
    found = condition(text)
    assert isinstance(found, Condition)
    assert bool(refusals(compared("conv8k3", "conv8k5"), [found])) is holds


def refusal(text: str, old: str, new: str) -> Diagnostic:
    found = condition(text)
    assert isinstance(found, Condition)
    (problem,) = refusals(compared(old, new), [found])
    return problem


def test_a_refusal_says_by_how_much() -> None:
    found = refusal("params>+5%", "conv8k3", "conv8k5")
    assert (found.code, found.status) == ("fail-on", 1)
    assert found.message == "`params` goes from 224 to 608, and `params>+5%` forbids that"
    assert found.label == "it is +171.43%"
    assert found.help == "5% more than 224 is 235.2"
    assert refusal("params>=+0.1k", "conv8k3", "conv8k5").label == "it is +384"
    assert refusal("receptive_field>=3", "conv8k3", "conv8k3").message == (
        "`receptive_field` is still 3×3, and `receptive_field>=3` forbids that"
    )
    assert refusal("flatten<-1%", "conv8k3", "conv8k5").help == "1% less than 7,200 is 7,128"
    assert refusal("params>5%", "relu", "conv8k5").label == "it is 608"  # of nothing, no percentage


def test_what_is_unknown_is_refused() -> None:
    found = refusal("params>+5%", "conv8k3", "conv8k40")
    assert (found.message, found.label) == (
        "whether `params>+5%` holds cannot be told", "`params` of the new network is not known",
    )  # fmt: skip
    assert refusal("macs>0", "conv8k40", "conv8k3").label == (
        "`macs` of the old network is not known"
    )
    custom = "input: 3x8x8\nlayers: [{Custom: {output: 3x8x8}}]\n"
    made = condition("params>0")
    assert isinstance(made, Condition)
    (problem,) = refusals(compared("input: 3x8x8\nlayers: [relu]\n", custom, None), [made])
    assert problem.label == "`params` of the new network is not known"
    lines = "input: {0}\nlayers: [relu]\n"
    made = condition("receptive_field>0")
    assert isinstance(made, Condition)
    (problem,) = refusals(compared(lines.format("3x8"), lines.format("3x8x8"), None), [made])
    assert problem.label == "the two networks have other axes"
