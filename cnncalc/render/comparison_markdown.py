"""A comparison in Markdown, for a comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.render.characters import printable
from cnncalc.render.comparison_grid import HEADERS, LEFT, shown_columns
from cnncalc.render.comparison_lines import FOLDED, lines
from cnncalc.render.comparison_totals import breaks, figures, inputs, summary, title
from cnncalc.render.differences import ARROW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.comparison import Comparison
    from cnncalc.diagnostics import Diagnostic

_MOST = 200
"""Lines that are shown: a comment may have 65,536 characters."""

_OPEN = 20
"""Lines that are shown without a click."""


def comparison_as_markdown(
    comparison: Comparison,
    *,
    names: tuple[str, str] | None = None,
    full: bool = False,
    exact: bool = False,
    problems: Iterable[Diagnostic] = (),
) -> str:
    """A comparison as Markdown: the totals, and the layers that changed.

    Args:
        comparison: what changed.
        names: what to call the two networks; their own names where it is None.
        full: whether each layer that differs has a line of its own.
        exact: whether figures are written as whole numbers, without units.
        problems: what else to say: conditions that fail, networks that break.
    """
    heading = ARROW.join([_code(each) for each in title(comparison, names).split(ARROW)])
    text = [f"### {heading}", "", f"input {_plain(inputs(comparison))}", ""]
    text += ["| | old | new | change |", "| :--- | ---: | ---: | ---: |"]
    for each in figures(comparison, exact=exact):
        text.append(f"| {each.name} | {each.old} | {each.new or each.old} | {each.change} |")
    said = [f"- {each}" for each in breaks(comparison)]
    said += [f"- **{each.code}**: {_plain(each.message)}" for each in problems if each.status]
    text += ["", *said, *([""] if said else []), summary(comparison)]
    if comparison.same:
        return "\n".join(text)
    found = [tuple(each) for each in lines(comparison, full=full, exact=exact)]
    table = _table(found[:_MOST])
    if len(found) > _MOST:
        table += ["", f"… and {len(found) - _MOST:,} lines more"]
    if len(found) > _OPEN:
        return "\n".join(
            [*text, "", "<details><summary>layers</summary>", "", *table, "", "</details>"]
        )
    return "\n".join([*text, "", *table])


def _table(found: list[tuple[str, ...]]) -> list[str]:
    shown = shown_columns(found)
    text = [
        f"| {' | '.join([HEADERS[at] for at in shown])} |",
        f"| {' | '.join([':---' if HEADERS[at] in LEFT else '---:' for at in shown])} |",
    ]
    for row in found:
        cells = [
            _code(row[at]) if row[at] and row[0] != FOLDED and HEADERS[at] in ("name", "layer")
            else _plain(row[at])
            for at in shown
        ]  # fmt: skip
        text.append(f"| {' | '.join(cells)} |")
    return text


def _code(text: str) -> str:
    return f"`{printable(text).replace('`', chr(39)).replace('|', chr(92) + '|')}`"


def _plain(text: str) -> str:
    """Text of others, in which no sign means anything to Markdown but the backtick of code."""
    text = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    return text.replace("*", "\\*").replace("[", "\\[").replace("@", "@<!---->")
