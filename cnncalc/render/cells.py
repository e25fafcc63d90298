"""What stands in the columns of a table: for people a text of a line, for programs a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from cnncalc.render.characters import printable
from cnncalc.render.numbers import along, grouped, per_axis, percent, sizes, values
from cnncalc.render.sources import numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cnncalc.field import AxisField
    from cnncalc.figures import Figures
    from cnncalc.render.lines import Line
    from cnncalc.report import Row

    Text: TypeAlias = Callable[[Line, Figures], str]
    Value: TypeAlias = Callable[[Row, Figures], Any]
    Count: TypeAlias = Callable[[Row, Figures], int | None]

NONE = "–"
"""What stands where a layer has no such thing."""


class Column(NamedTuple):
    """A column: its name at the prompt, its header, and what stands in it."""

    name: str
    header: str
    meaning: str
    text: Text
    """What people read of a line whose shapes are known."""
    value: Value
    """What programs read of a row; None where it is unknown."""
    left: bool = False
    """Whether its texts begin at the left."""
    amount: Count | None = None
    """The count that it shows, or shows the share of: what a table is sorted by."""
    share: bool = False
    """Whether it shows a share of all, which a bar may stand beside."""


def weight(column: Column, line: Line, figures: Figures) -> int:
    """The sum of the counts that a column has for a line, as far as they are known."""
    assert column.amount is not None
    return sum([column.amount(row, figures) or 0 for row in line.rows])


def counts(
    name: str, header: str, meaning: str, count: Count, write: Callable[[int], str] | None = None
) -> Column:
    """A column of counts, of which a folded group shows the sum.

    `write` is how people read one; exact with its thousands apart where none is named, or where
    exact figures are asked for.
    """

    def text(line: Line, figures: Figures) -> str:
        found = [count(row, figures) for row in line.rows]
        known = [each for each in found if each is not None]
        total = sum(known)
        written = grouped(total) if figures.asked.exact or write is None else write(total)
        if len(known) == len(found):
            return written
        return f"{written} + not counted" if total else "not counted"

    return Column(name, header, meaning, text, count, amount=count)


def share(name: str, header: str, meaning: str, count: Count) -> Column:
    """A column with the share that a line has in all there is of a count."""

    def total(figures: Figures) -> int:
        if name not in figures.totals:
            figures.totals[name] = sum([count(row, figures) or 0 for row in figures.report.rows])
        return figures.totals[name]

    def value(row: Row, figures: Figures) -> float | None:
        part, whole = count(row, figures), total(figures)
        return None if part is None or not whole else round(100 * part / whole, 4)

    def text(line: Line, figures: Figures) -> str:
        found = [count(row, figures) for row in line.rows]
        if None in found:
            return "not counted"
        return percent(sum([each or 0 for each in found]), total(figures))

    return Column(name, header, meaning, text, value, amount=count, share=True)


def argument(name: str, key: str) -> Column:
    """A column with an argument of the layers that have it."""

    def written(row: Row) -> str:
        found = row.argument(key)
        if isinstance(found, tuple):
            return per_axis(found)
        return "" if found is None else str(found)

    meaning = f"the argument `{key}`, where there is one"
    return Column(
        name, name, meaning, lambda line, _: alone(line, written),
        lambda row, _: plain(written(row)),
    )  # fmt: skip


def of_field(
    name: str,
    header: str,
    meaning: str,
    pick: Callable[[AxisField], Any],
    write: Callable[[Sequence[Any]], str] = along,
) -> Column:
    """A column with a figure of the receptive field for each axis; of a group, of its output."""

    def written(row: Row, figures: Figures) -> str | None:
        found = figures.fields[row.number - 1]
        if not found or row.output is None:
            return None
        return write([pick(each) for each in found])

    def value(row: Row, figures: Figures) -> str | None:
        found = written(row, figures)
        return found and plain(found)

    def text(line: Line, figures: Figures) -> str:
        return written(line.giving, figures) or NONE

    return Column(name, header, meaning, text, value)


def plain(text: str) -> str:
    """The same for programs: 3x3 for 3×3, 0-4 for 0–4, and nothing for what there is not."""
    return "" if text == NONE else text.replace("×", "x").replace(NONE, "-")


def region(row: Row, figures: Figures) -> str | None:
    """The first and last pixel that the unit asked for sees on each axis, inside the input."""
    found = figures.region(row.number) if row.output is not None else None
    if found is None:
        return None
    return " × ".join(
        ["padding" if each is None else f"{each[0]}–{each[1]}" for each in found.seen]
    )


def output_text(line: Line, figures: Figures) -> str:
    """The output shape, with the batch where there are several samples."""
    last = line.giving
    return sizes(last.output, figures.report.batch if last.batched else 1)


def flatten_text(line: Line, figures: Figures) -> str:
    """The values of the output: for each sample, times the samples."""
    last = line.giving
    return values(last.flatten, figures.report.batch if last.batched else 1)


def arriving(row: Row, between: str = "×") -> str:
    """The shapes that arrive, per sample."""
    return ", ".join([sizes(each, between=between) for each in row.inputs or ()])


def weights(row: Row) -> str:
    """The names and shapes of the parameters of a layer."""
    return ", ".join([f"{name} {sizes(shape)}" for name, shape in row.weights.items()])


def alone(line: Line, text: Callable[[Row], str]) -> str:
    """What is said of one layer, and of no group."""
    return text(line.rows[0]) if len(line.rows) == 1 else ""


def sources(row: Row, figures: Figures) -> str:
    """What a row reads, by number."""
    return printable(", ".join([numbered(figures.report, each) for each in row.reads]))
