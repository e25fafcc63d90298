"""Slips in following the receptive field through the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cnncalc import arith
from cnncalc.layers.reach import Along
from cnncalc.layers.steps import Same, Window
from cnncalc.limits import MAX_FOLLOWED
from cnncalc.mistakes.figures import place
from cnncalc.mistakes.target import same, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cnncalc.report import Report, Row
    from cnncalc.spec import Shape


class Sees(NamedTuple):
    """What a unit sees along one axis, and how far the next unit is from it."""

    size: int
    jump: int


Step: TypeAlias = "Callable[..., Sees]"
"""What comes of a layer's window, given whether the layer has weights, as `weighs`."""


class FieldSlip(NamedTuple):
    """One slip in the step from layer to layer: r + (F − 1)·j, and j·S."""

    name: str
    step: Step
    done: str
    why: str


def right(sees: Sees, window: Window, **_: bool) -> Sees:
    """The step as it is. Source: Araujo et al., Distill 2019, equation 2."""
    span = arith.reach(window.kernel, window.dilation)
    return Sees(sees.size + (span - 1) * sees.jump, sees.jump * window.stride)


def _own_kernel(sees: Sees, window: Window, **_: bool) -> Sees:
    del sees
    return Sees(arith.reach(window.kernel, window.dilation), 1)


def _without_strides(sees: Sees, window: Window, **_: bool) -> Sees:
    return right(sees, window._replace(stride=1))


def _multiplied(sees: Sees, window: Window, **_: bool) -> Sees:
    return Sees(sees.size * window.kernel, 1)


def _added(sees: Sees, window: Window, **_: bool) -> Sees:
    return Sees(window.kernel + (sees.size if sees.size > 1 else 0), 1)


def _without_dilation(sees: Sees, window: Window, **_: bool) -> Sees:
    return right(sees, window._replace(dilation=1))


def _without_pools(sees: Sees, window: Window, *, weighs: bool) -> Sees:
    return right(sees, window) if weighs else sees


def _strides_of_pools(sees: Sees, window: Window, *, weighs: bool) -> Sees:
    return right(sees, window if weighs else window._replace(kernel=1))


def _stride_first(sees: Sees, window: Window, **_: bool) -> Sees:
    return right(Sees(sees.size, sees.jump * window.stride), window._replace(stride=1))


_EACH = "Each layer adds (F − 1)·jump"

FIELD_SLIPS = (
    FieldSlip(
        "own-kernel-only", _own_kernel,
        "only the layer's own kernel is counted", "What it reads sees more than a pixel already",
    ),
    FieldSlip(
        "field-without-strides", _without_strides,
        "the strides are left out", "Behind a stride of S, neighbours are S times as far apart",
    ),
    FieldSlip("kernels-multiplied", _multiplied, "the kernels are multiplied", _EACH),
    FieldSlip("kernels-added", _added, "the kernels are added", _EACH),
    FieldSlip(
        "field-without-dilation", _without_dilation,
        "the dilation is left out", "A dilated kernel spans D·(F − 1) + 1 places",
    ),
    FieldSlip(
        "field-without-pools", _without_pools,
        "pools are left out", "A pool has a window and a stride too",
    ),
    FieldSlip(
        "pool-strides-only", _strides_of_pools,
        "the windows of pools are left out", "A pool adds (F − 1)·jump too",
    ),
    FieldSlip(
        "own-stride-first", _stride_first,
        "a layer's own stride is counted before its kernel",
        "Its stride moves apart only what comes behind it",
    ),
)  # fmt: skip
"""The simplest first."""


def followed(report: Report, end: int, step: Step) -> list[Shape | None]:
    """What a unit of each of the first layers sees of the input, by some rule for a step.

    None where a layer on the way does more than to slide: no slip is looked for there.
    """
    inputs = list(report.inputs.values())
    if len(inputs) != 1 or end > MAX_FOLLOWED:
        return [None] * end
    seen: list[tuple[Sees, ...] | None] = [(Sees(1, 1),) * (len(inputs[0]) - 1)]
    for row in report.rows[:end]:
        read = [seen[each.number] for each in row.reads if each.number >= 0]
        seen.append(_through(row, read, step))
    return [tuple([axis.size for axis in each]) if each else None for each in seen[1:]]


def _through(
    row: Row,
    read: Sequence[tuple[Sees, ...] | None],
    step: Step,
) -> tuple[Sees, ...] | None:
    if not read or None in read or row.layer is None or row.inputs is None or row.output is None:
        return None
    known = [each for each in read if each is not None]
    if len({len(each) for each in known}) > 1:
        return None
    merged = [Sees(max(a.size for a in one), max(a.jump for a in one))
              for one in zip(*known, strict=True)]  # fmt: skip
    shapes = tuple([(1, *each) for each in row.inputs])
    reaches = row.layer.reach(0, *shapes)
    if not reaches or reaches[0] is None:
        return None
    links = reaches[0].dims[2:]
    if len(links) != len(merged):
        return None
    weighs, found = bool(row.layer.weights()), []
    for link, sees in zip(links, merged, strict=True):
        moving = link.step if isinstance(link, Along) else None
        if isinstance(moving, Window):
            slides = moving.kernel > 1 or moving.stride > 1
            found.append(step(sees, moving, weighs=weighs) if slides else sees)
        elif isinstance(moving, Same):
            found.append(sees)
        else:
            return None
    return tuple(found)


def likely_fields(
    report: Report, at: int, claimed: int | Shape, truth: Shape | None
) -> Iterator[tuple[str, str]]:
    """The slips that give a wrong field of a layer, each with the words that tell it."""
    known = followed(report, at + 1, right)
    if truth is None or known[at] != truth:
        return
    true = shown(truth)
    for each in FIELD_SLIPS:
        if same(followed(report, at + 1, each.step)[at], claimed):
            yield each.name, f"comes out when {each.done}. {each.why}: {true}"
    for before in range(at - 1, -1, -1):
        if same(known[before], claimed):
            row, behind = report.rows[before], report.rows[before + 1]
            words = f"is what {place(row)} sees: {place(behind)}, {behind.text[:80]}, "
            yield "other-layer", f"{words}comes behind it, {true}"
            return
