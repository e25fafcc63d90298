"""How the receptive field of a layer grows out of that of the layer before it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from cnncalc.arith import fields as rules
from cnncalc.explained.names import axis_names, together
from cnncalc.explained.steps import Step, step
from cnncalc.field import AxisField
from cnncalc.field.forward import arriving
from cnncalc.layers.formulas import formula_of
from cnncalc.layers.reach import Along
from cnncalc.layers.steps import Everything, Preceding, Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cnncalc.layers.reach import Reaches
    from cnncalc.report import Report, Row

    Fields = Sequence[tuple[AxisField, ...] | None]

_PIXEL = AxisField(1, Fraction(1), 0, None)
"""What a pixel of the input sees: itself."""


class _Widened(NamedTuple):
    """A window on one axis: the field and the jump before it, its size and its steps."""

    field: int
    jump: int
    kernel: int
    dilation: int
    stride: int


def field_steps(report: Report, row: Row, fields: Fields) -> Iterator[Step]:
    """The receptive field of a row."""
    found = fields[row.number - 1]
    if found == ():
        return
    if found is None:
        reads = [
            each
            for each in row.reads
            if (fields[each.number - 1] if each.number > 0 else each == (0, 0))
        ]
        if reads and row.layer is not None and row.output:
            note = "not known: this layer does not say which values it reads"
            yield Step("receptive field", "", "", None, note, "receptive_field")
        return
    before = _before(report, row, fields)
    whole = next(iter(report.inputs.values()))[1:]
    names = axis_names(len(found))
    alike: dict[tuple[_Widened | None, str, int | None], list[int]] = {}
    for axis, field in enumerate(found):
        window = _window(report, row, before, axis, field)
        told = "" if window else _words(before, axis, field, whole[axis], _steps(report, row))
        alike.setdefault((window, told, field.size), []).append(axis)
    jumps: dict[tuple[int, int], list[int]] = {}
    for (window, told, size), axes in alike.items():
        places = tuple(axes)
        where = "" if len(alike) == 1 else f" in {together([names[axis] for axis in axes])}"
        what = f"receptive field{where}"
        if window is not None:
            letters = {
                "r": window.field, "j": window.jump, "F": window.kernel, "D": window.dilation,
            }  # fmt: skip
            more = {"figure": "receptive_field", "places": places}
            yield step(what, formula_of(rules.widened), letters, **more)
            if window.stride > 1:
                jumps.setdefault((window.jump, window.stride), []).extend(axes)
        else:
            yield Step(what, "", "", size, told, "receptive_field", places)
    for (jump, stride), axes in jumps.items():
        letters = {"j": jump, "S": stride}
        where = "" if len(jumps) == 1 else f" in {together([names[axis] for axis in axes])}"
        yield step(f"jump{where}", formula_of(rules.strided), letters, places=tuple(axes))


def _before(report: Report, row: Row, fields: Fields) -> list[tuple[AxisField, ...]]:
    """The fields of what a row reads, where they are known; those that are alike once."""
    found = []
    for each in row.reads:
        if each.number > 0:
            field = fields[each.number - 1]
        else:
            sizes = next(iter(report.inputs.values()))[1:]
            field = (_PIXEL,) * len(sizes) if each.output == 0 else None
        if field:
            found.append(field)
    return list(dict.fromkeys(found))


def _window(
    report: Report,
    row: Row,
    before: Sequence[tuple[AxisField, ...]],
    axis: int,
    field: AxisField,
) -> _Widened | None:
    """The window on an axis, where the formula of windows gives what the field is."""
    shapes = arriving(report, row)
    if len(before) != 1 or len(row.reads) != 1 or shapes is None or row.layer is None:
        return None
    reads: Reaches = row.layer.reach(0, *shapes)
    if not reads or reads[0] is None or len(reads[0].dims) != len(shapes[0]):
        return None
    at = axis + 2
    link = reads[0].dims[at] if at < len(shapes[0]) else None
    old = before[0][axis]
    if not isinstance(link, Along) or link.source != at or not isinstance(link.step, Window):
        return None
    if old.size is None or old.jump is None or old.jump.denominator > 1 or field.jump is None:
        return None
    kernel, stride, dilation = link.step.kernel, link.step.stride, link.step.dilation
    window = _Widened(old.size, int(old.jump), kernel, dilation, stride)
    grown = rules.widened(window.field, kernel, window.jump, dilation)
    goes_on = rules.strided(window.jump, stride) == field.jump
    return window if kernel > 1 and grown == field.size and goes_on else None


def _steps(report: Report, row: Row) -> set[type]:
    """The kinds of steps by which a row reads what arrives."""
    shapes = arriving(report, row)
    reads = row.layer.reach(0, *shapes) if row.layer is not None and shapes is not None else None
    links = [link for each in reads or () if each is not None for link in each.dims]
    return {type(link.step) for link in links if isinstance(link, Along)}


def _words(
    before: Sequence[tuple[AxisField, ...]],
    axis: int,
    field: AxisField,
    whole: int,
    steps: set[type],
) -> str:
    """How a field comes about that no formula of one window gives."""
    sizes = [each[axis].size for each in before]
    if field.size is None:
        return "not known"
    if len(before) > 1:
        known = " and ".join(["?" if each is None else f"{each:,}" for each in sizes])
        return f"the paths that meet here see {known}"
    if sizes == [field.size]:
        return "as before"
    if Preceding in steps and field.size == whole:
        return "up to the whole axis: each value reads its own place and all before it"
    if field.size == whole and (field.jump is None or Everything in steps):
        return "the whole axis: each value reads all that arrives"
    if sizes and sizes[0] is not None:
        return f"{sizes[0]:,} before; units differ here, and this is the most that one sees"
    return ""
