"""Explanations as text and as Markdown: a heading a layer, a line a figure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cnncalc.render.characters import ascii_only, printable
from cnncalc.render.numbers import grouped, sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from cnncalc.explained import Explanation, Step
    from cnncalc.explained.whole import Whole

VERSION = 1
"""The version of the JSON: it rises when a key goes away or changes its meaning."""


class Line(NamedTuple):
    """A figure: what it is, its sum, what that comes to, and a word on it."""

    what: str
    sum: str
    result: str
    note: str

    @property
    def equation(self) -> str:
        """The sum with its result."""
        return f"{self.sum} = {self.result}" if self.sum else self.result


def line(step: Step) -> Line:
    """A step as it is read: what says the same twice stands once."""
    result = sizes(step.result) if isinstance(step.result, tuple) else grouped(step.result)
    parts = dict.fromkeys([step.formula, step.numbers])
    return Line(
        step.what, " = ".join([each for each in parts if each not in ("", result)]),
        result, step.note,
    )  # fmt: skip


def lines(explanation: Explanation) -> list[Line]:
    """The lines of a layer; one that changes nothing has a sentence."""
    steps = explanation.steps
    first = steps[0]
    nothing = [each.figure in ("params", "receptive_field", "") for each in steps]
    if first.note.startswith("the shape stays") and all(nothing):
        counted = next((each for each in steps if each.figure == "params"), None)
        field = next((each for each in steps if each.figure == "receptive_field"), None)
        if counted is not None and counted.result == 0 and not counted.note:
            shape = sizes(explanation.output)
            if field is None:
                return [Line("", "", f"keeps the shape {shape} and has no parameters", "")]
            if field.note == "as before":
                said = f"keeps the shape {shape} and the receptive field, and has no parameters"
                return [Line("", "", said, "")]
    return [line(each) for each in steps]


def heading(explanation: Explanation) -> tuple[str, str]:
    """A layer's name, and the shapes that arrive and leave."""
    name = explanation.path if explanation.path.count(".") else explanation.id
    named = f"{name}: " if name else ""
    arriving = ", ".join([sizes(each) for each in explanation.inputs])
    return printable(
        f"{named}{explanation.text}"
    ), f"{arriving} → {sizes(explanation.output)}".lstrip()


def legend(explanations: Sequence[Explanation]) -> list[tuple[str, str]]:
    """The letters of all formulas, once each."""
    found: dict[str, dict[str, None]] = {}
    for each in explanations:
        for letter, meaning in each.letters:
            found.setdefault(letter, {})[meaning] = None
    return [(letter, " or ".join(said)) for letter, said in found.items()]


def as_explanation(
    explanations: Sequence[Explanation], whole: Whole | None = None, *, unicode: bool = True
) -> Group:
    """Explanations for a rich console."""
    parts: list[RenderableType] = []
    width = len(str(explanations[-1].number)) if explanations else 1
    for each in explanations:
        name, shapes = heading(each)
        title = Text(f"{each.number:>{width}}  ", "dim")
        title.append(_plain(name, unicode=unicode), "bold")
        title.append(_plain(f"   {shapes}", unicode=unicode))
        parts += [title, _grid(lines(each), width, unicode=unicode), ""]
    if whole is not None and whole.steps:
        title = Text(" " * (width + 2))
        title.append(_plain(printable(whole.name or "the network"), unicode=unicode), "bold")
        parts.append(title)
        parts += [_grid([line(each) for each in whole.steps], width, unicode=unicode), ""]
    if said := legend(explanations):
        text = "where " + ", ".join([f"{letter} is {meaning}" for letter, meaning in said])
        parts.append(Text(_plain(text.replace("`", ""), unicode=unicode), "dim"))
    elif parts:
        parts.pop()
    return Group(*parts)


def _plain(text: str, *, unicode: bool) -> str:
    return text if unicode else ascii_only(text)


def _grid(shown: Sequence[Line], width: int, *, unicode: bool) -> Padding:
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for each in shown:
        text = Text(_plain(f"{each.sum} = ", unicode=unicode) if each.sum else "")
        text.append(_plain(each.result, unicode=unicode), "bold" if each.what else "")
        if each.note:
            text.append(_plain(f"   ({each.note})", unicode=unicode), "dim")
        grid.add_row(*([Text(each.what), text] if each.what else [text]))
    return Padding(grid, (0, 0, 0, width + 2))


def as_markdown(explanations: Sequence[Explanation], whole: Whole | None = None) -> str:
    """Explanations for a notebook or a course page."""
    text: list[str] = []
    for each in explanations:
        name, shapes = heading(each)
        text += [f"### {each.number}. {_code(name)}: {shapes}", ""]
        text += [*map(_item, lines(each)), ""]
    if whole is not None and whole.steps:
        text += [f"### {whole.name or 'The network'}", ""]
        text += [*[_item(line(each)) for each in whole.steps], ""]
    if said := legend(explanations):
        text.append(f"where {', '.join([f'`{one}` is {meaning}' for one, meaning in said])}")
    return "\n".join(text).rstrip("\n")


def _code(text: str) -> str:
    return f"`{text.replace('`', chr(39))}`"


def _item(each: Line) -> str:
    note = f" ({each.note})" if each.note else ""
    return f"- {each.what}: `{each.equation}`{note}" if each.what else f"- {each.equation}"


def as_json(explanations: Sequence[Explanation], whole: Whole | None = None) -> str:
    """Explanations for programs, a line a layer."""
    layers = [
        {
            **each._asdict(),
            "steps": [step._asdict() for step in each.steps],
            "letters": dict(each.letters),
        }
        for each in explanations
    ]
    rows = ",\n ".join([json.dumps(each, ensure_ascii=False) for each in layers])
    total = [each._asdict() for each in whole.steps] if whole is not None else None
    return f'{{"version": {VERSION}, "layers": [\n {rows}\n],\n"total": {json.dumps(total)}}}'
