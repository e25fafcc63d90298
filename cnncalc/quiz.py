"""Questions about a network, and what is said to their answers."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.checks import check
from cnncalc.diagnostics import Diagnostic, Source, Span
from cnncalc.explained import explain
from cnncalc.explained.whole import whole
from cnncalc.field import fields
from cnncalc.parse.claims import claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.field import AxisField
    from cnncalc.report import Report, Row
    from cnncalc.spec import Shape

_TEXTS = {
    "output": "What is the output shape of {}?",
    "flatten": "How many values has the output of {}?",
    "params": "How many parameters has {}?",
    "macs": "How many multiply-accumulates has {}?",
    "receptive_field": "What is the receptive field of {}?",
}
_MOST_MACS = 10**9
"""Beyond that nobody multiplies by hand."""
_EDIT = re.compile(r"\s*[Ww]rite `[^`]*`, or change the layers$")
"""The end of a help that mends a file: a quiz has none."""


class Question(NamedTuple):
    """A figure that is asked for."""

    number: int | None
    """The layer's; None for the whole network."""
    key: str
    """Which figure, by the keys of `expect`."""
    true: int | Shape
    text: str


class Verdict(NamedTuple):
    """What is said to an answer."""

    right: bool | None
    """None where the answer cannot be read."""
    text: str
    more: tuple[str, ...] = ()
    """Why it is wrong, where that is known, and the sum that is right."""


def questions(report: Report, count: int, seed: int | None = None) -> list[Question]:
    """Some questions about a network, in the order of its layers; the same for the same seed."""
    possible = list(_possible(report))
    drawn = Random(seed).sample(range(len(possible)), min(count, len(possible)))
    return [possible[at] for at in sorted(drawn)]


def _possible(report: Report) -> Iterator[Question]:
    seen = fields(report)
    for row in report.rows:
        if row.output is None or row.stands_in:
            continue
        shaped = row.output not in (row.inputs or ())
        macs = row.macs // report.batch if row.macs else None
        figures: dict[str, int | Shape | None] = {
            "output": row.output if shaped and row.output else None,
            "flatten": row.flatten if shaped and len(row.output) > 1 else None,
            "params": row.params or None,
            "macs": macs if macs and macs < _MOST_MACS else None,
            "receptive_field": _field(row, seen),
        }
        for key, true in figures.items():
            if true is not None:
                text = _TEXTS[key].format(f"layer {row.number}, {row.text}")
                yield Question(row.number, key, true, text)
    for key in ("output", "flatten", "params"):
        if found := report.figure(key):
            yield Question(None, key, found, _TEXTS[key].format("the whole network"))


def _field(row: Row, seen: Sequence[tuple[AxisField, ...] | None]) -> int | Shape | None:
    """The receptive field of a row, where it is another than that of what the row reads."""
    sizes = [each.size for each in seen[row.number - 1] or ()]
    known = tuple([each for each in sizes if each is not None])
    read = [seen[each.number - 1] or () for each in row.reads if each.number > 0]
    before = [[each.size for each in one] for one in read]
    if not known or len(known) < len(sizes) or sizes in before or {*known} == {1}:
        return None
    return known[0] if len({*known}) == 1 else known


def judged(report: Report, question: Question, answer: str) -> Verdict:
    """Whether an answer is right, and what to say."""
    text = _spelt(question.key, answer)
    layer = None if question.number is None else str(question.number)
    made = claim(layer, question.key, text, Span(Source("<answer>", text), 0, len(text)))
    if isinstance(made, Diagnostic) or made.relation != "==":
        form = "a shape such as 20x16x16" if question.key == "output" else "a number such as 5300"
        return Verdict(right=None, text=f"that cannot be read: write {form}")
    problems = check(report, [made])
    if not problems:
        return Verdict(right=True, text=f"right: {_shown(question.true)}")
    reason = _EDIT.sub("", problems[0].help)
    more = (reason, *_sums(report, question)) if reason else _sums(report, question)
    return Verdict(right=False, text=f"wrong: it is {_shown(question.true)}", more=tuple(more))


def passed(report: Report, question: Question) -> Verdict:
    """What is said where there is no answer."""
    sums = tuple(_sums(report, question))
    return Verdict(right=False, text=f"it is {_shown(question.true)}", more=sums)


def _spelt(key: str, answer: str) -> str:
    """An answer as a claim writes it: `20 16 16` is a shape, and `5 300` a number."""
    parts = answer.split()
    if all(part.isdigit() for part in parts):
        return ("x" if key in ("output", "receptive_field") else "").join(parts)
    return answer.strip()


def _shown(true: int | Shape) -> str:
    return f"{true:,}" if isinstance(true, int) else "×".join(map(str, true))


def _sums(report: Report, question: Question) -> list[str]:
    """The sums of a figure."""
    number = question.number
    steps = whole(report).steps if number is None else explain(report, number).steps
    said = []
    for step in steps:
        if step.figure == question.key and step.numbers:
            parts = dict.fromkeys([step.formula, step.numbers, f"{step.result:,}"])
            text = " = ".join([each for each in parts if each])
            said.append(f"{step.what}: {text}" + (f" ({step.note})" if step.note else ""))
    return said
