"""What is said of a slip, with the numbers in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.arith import product
from cnncalc.mistakes.reading import place
from cnncalc.mistakes.target import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.mistakes.axis import Axis
    from cnncalc.mistakes.course import World
    from cnncalc.mistakes.slips import Slip
    from cnncalc.mistakes.target import Target
    from cnncalc.mistakes.working import Working
    from cnncalc.report import Report
    from cnncalc.spec import Shape


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def done(slips: Sequence[Slip], where: str = "") -> str:
    """What was done, for a sentence that goes on after "when"."""
    return " and ".join([each.done for each in slips]) + where


def _why(slips: Sequence[Slip], working: Working) -> str:
    deep = working.letters.get("D_in", 0) // max(1, working.letters.get("G", 1))
    words = {"each": working.each, "deep": f"{deep:,}", "padding": working.padding}
    return _upper(", and ".join([slip.why.format_map(words) for slip in slips]))


def told(
    claimed: int | Shape,
    slips: Sequence[Slip],
    world: World,
    about: Target,
    key: str,
    report: Report,
) -> tuple[str, str]:
    """The sentences about slips in the sums of one layer or of all of them, and them in brief."""
    told_of = [at for at, each in world.workings.items() if _details(*each, key)]
    fitting = [at for at in told_of if _all_made(slips, world.workings[at][0])]
    first = [*fitting, *told_of, min(world.workings)][0]
    right, wrong = world.workings[first]
    name = place(report.rows[first])
    own = about.single and first == about.first
    where = "" if own else " at every layer" if len(world.workings) > 1 else f" at {name}"
    brief = f"comes out when {done(slips, where)}"
    if own and all(each.of_count for each in slips):
        macs = key == "macs"
        sum_done = wrong.macs_text() if macs else wrong.params_text()
        sum_right = right.macs_text() if macs else right.params_text()
        count = right.macs() if macs else right.params()
        proof = f": {sum_right} = {count:,}" if sum_right != "0" else ""
        start = brief if sum_done == str(claimed) else f"is {sum_done}: {done(slips)}"
        return f"{shown(claimed)} {start}. {_why(slips, right)}{proof}.", brief
    details = _details(right, wrong, key)
    if details and len(world.workings) > 1:
        details = f"{name} has {details}"
    detail = f": {details}" if details else ""
    behind = "" if about.single else _behind(world, key, report)
    return f"{shown(claimed)} {brief}. {_why(slips, right)}{detail}.{behind}", brief


def _all_made(slips: Sequence[Slip], working: Working) -> bool:
    """Whether each of the slips changes what a layer comes to."""
    wrong: Working | None = working
    for slip in slips:
        before, wrong = wrong, slip.change(wrong) if wrong is not None else None
        if wrong is None or wrong == before:
            return False
    return True


def _details(right: Working, wrong: Working, key: str) -> str:
    """The sums that differ, right and wrong."""
    pairs = zip(right.axes, wrong.axes, strict=True)
    both = [(one, other) for one, other in pairs if one.made() != other.made()]
    sums = [f"{_equation(one)}, not {_equation(other)}" for one, other in dict.fromkeys(both)]
    if right.depth != wrong.depth:
        sums.append(f"{right.depth:,} channels, not {wrong.depth:,}")
    if right.flat != wrong.flat:
        one, other = ("·".join(map(str, each.flat)) for each in (right, wrong))
        sums.append(f"{one} = {product(right.flat):,}, not {other} = {product(wrong.flat):,}")
    if right.params() != wrong.params() and key != "macs":
        one, other = right.params_text(), wrong.params_text()
        sums.append(f"{one} = {right.params():,}, not {other} = {wrong.params():,}")
    elif key == "macs" and not sums:
        one, other = right.macs_text(), wrong.macs_text()
        sums.append(f"{one} = {right.macs():,}, not {other} = {wrong.macs():,}")
    return "; ".join(sums)


def _equation(axis: Axis) -> str:
    text, made = axis.text(), str(axis.made())
    return text if text == made else f"{text} = {made}"


def _behind(world: World, key: str, report: Report) -> str:
    """What follows for the parameters of a layer behind."""
    if key not in ("params", "trainable_params"):
        return ""
    for at, count in world.params.items():
        row = report.rows[at]
        if at not in world.workings and count != row.params and count is not None:
            return f" Then {place(row)} would have {count:,} parameters, not {row.params:,}."
    return ""
