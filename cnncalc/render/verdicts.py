"""What became of specs and claims, a line each, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from cnncalc.render.characters import printable
from cnncalc.render.numbers import sizes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnncalc.checked import Checked, Tally
    from cnncalc.diagnostics import Diagnostic
    from cnncalc.spec import Claim, Shape
    from cnncalc.verdict import Verdict

_STYLES = {"ok": "bold green", "FAIL": "bold red", "?": "bold yellow", "skip": "dim"}


def lines(checked: Checked, *, alone: bool) -> Iterator[Text]:
    """The lines for one spec; of one that is checked alone, each claim made of it has a line.

    Args:
        checked: the spec.
        alone: whether no others are checked with it.
    """
    inline = checked.name.startswith("<")
    if alone:
        for each in checked.claimed:
            word = {True: "ok", False: "FAIL", None: "?"}[each.holds]
            yield _line(word, verdict(each))
        wrong = any(each.status for each in checked.problems)
        if checked.claimed and inline and not wrong and not checked.expected:
            return
    name = printable(checked.name)
    failed = sum(bool(each.status) for each in checked.diagnostics)
    held = len(checked.verdicts)
    if checked.passed_over:
        yield _line("skip", f"{name}: {checked.passed_over}")
    elif failed:
        yield _line("FAIL", f"{name}: {failed} problem" + ("s" if failed > 1 else ""))
    elif held:
        yield _line("ok", f"{name}: {held} expectation{'s hold' if held > 1 else ' holds'}")
    else:
        yield _line("ok", f"{name}: the layers fit, and nothing is expected")


def _line(word: str, text: str) -> Text:
    return Text.assemble((f"{word:<6}", _STYLES[word]), text)


def verdict(verdict: Verdict) -> str:
    """A claim as it turned out: `params = 5,300, not 5,000`, or `macs = 9,543,680 <= 600M`."""
    claim, about = verdict.claim, subject(verdict.claim)
    if verdict.found is None:
        why = verdict.problem.message if verdict.problem else "not known, since the network breaks"
        return f"{about}: {printable(why)}"
    text = f"{about} = {_figure(verdict.found)}"
    bound = "" if claim.relation == "==" else f"{claim.relation} "
    if not verdict.holds:
        return f"{text}, not {bound}{_claimed(claim)}"
    if bound:
        return f"{text} {bound}{_claimed(claim)}"
    return f"{text} ({_claimed(claim)})" if claim.slack else text


def subject(claim: Claim) -> str:
    """What a claim is about: `params`, or `conv1.params`."""
    return claim.key if claim.layer is None else f"{printable(claim.layer)}.{claim.key}"


def statement(claim: Claim) -> str:
    """A claim as it is made: `params = 5,300`."""
    relation = "=" if claim.relation == "==" else claim.relation
    return f"{subject(claim)} {relation} {_claimed(claim)}"


def _figure(found: int | Shape) -> str:
    return f"{found:,}" if isinstance(found, int) else sizes(found)


def _claimed(claim: Claim) -> str:
    """The figure that is claimed: as it is written, where that has a unit."""
    if isinstance(claim.value, int) and not claim.written[-1:].isalpha():
        return f"{claim.value:,}"
    return claim.written


def summary(counts: Tally) -> str:
    """All in one line: `102 files: 100 hold, 1 fails, 1 cannot be read`."""
    parts = [
        f"{counts.hold} {'holds' if counts.hold == 1 else 'hold'}" if counts.hold else "",
        f"{counts.fail} {'fails' if counts.fail == 1 else 'fail'}" if counts.fail else "",
        f"{counts.unread} cannot be read" if counts.unread else "",
        f"{counts.passed_over} passed over" if counts.passed_over else "",
    ]
    files = f"{counts.files} file" + ("" if counts.files == 1 else "s")
    return f"{files}: {', '.join(filter(None, parts))}"


def stories(checked: Checked, *, alone: bool) -> list[Diagnostic]:
    """All that is wrong or odd with a spec, each to be read without the others around it.

    Among several specs, what has no place in a file names its own.
    """
    if alone or checked.of_the_call:
        return list(checked.diagnostics)
    return [
        each
        if (each.span and not each.span.source.name.startswith("<")) or checked.name in each.message
        else each._replace(message=f"`{checked.name}`: {each.message}")
        for each in checked.diagnostics
    ]
