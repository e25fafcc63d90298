"""What stands below a table: names and figures, for the columns that are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.render.numbers import UNKNOWN, grouped, per_axis, sizes, values
from cnncalc.render.units import scaled, size_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnncalc.figures import Figures
    from cnncalc.render.sheet import View
    from cnncalc.report import Report

_BYTES = {"param_bytes", "activation_bytes", "kept_bytes"}
_FIELD = {"receptive_field", "jump", "start"}


def totals(figures: Figures, view: View) -> list[tuple[str, str]]:
    """What stands below a table: names and figures."""
    report = figures.report
    if not report.whole:
        count = len(report.rows)
        broken = next((row.number for row in report.rows if row.broken), None)
        why = f"it breaks at layer {broken} of {count}" if broken else "there is no input"
        return [("total", f"unknown: {why}")]
    shown = {each.name for each in view.columns}
    found = [*_parameters(figures), *(_work(figures) if "macs" in shown else ())]
    found += _outputs(report)
    if shown & _FIELD:
        found += _field(figures)
    if shown & _BYTES:
        found += _memory(figures)
    if figures.fit is not None:
        found.append(_fit(figures))
    if any(row.stands_in for row in report.rows):
        found.append(("*", "stands in for what cnncalc does not know, as the spec says"))
    return found


def _not_counted(unknown: int) -> str:
    return f", and {unknown} layer{'s'[: unknown != 1]} not counted" if unknown else ""


def _parameters(figures: Figures) -> list[tuple[str, str]]:
    report = figures.report
    if figures.asked.framework == "torch":
        params, unknown = report.counted("params")
        trainable, _ = report.counted("trainable_params")
    else:
        counts = [each for each in figures.parameters.rows if None not in each]
        unknown = len(report.rows) - len(counts)
        params, trainable = (
            sum(each[0] or 0 for each in counts),
            sum(each[1] or 0 for each in counts),
        )
    found = [("parameters", grouped(params) + _not_counted(unknown))]
    if params != trainable:
        found.append(("trainable", grouped(trainable)))
        found.append(("not trainable", grouped(params - trainable)))
    return found


def _work(figures: Figures) -> list[tuple[str, str]]:
    """The work in all; by another convention than ours, its name beside it."""
    counts = [figures.macs(row) for row in figures.report.rows]
    known = sum([each for each in counts if each is not None])
    write = grouped if figures.asked.exact else scaled
    name, unit = (
        figures.asked.convention,
        "MACs" if figures.asked.convention == "macs" else figures.work.unit,
    )
    by = "" if name in ("macs", "flops") else f" as {name} counts"
    return [(unit, write(known) + by + _not_counted(counts.count(None)))]


def _outputs(report: Report) -> list[tuple[str, str]]:
    found = []
    for each in report.results:
        samples = report.batch if each.batched else 1
        name = f" {each.name}" if len(report.results) > 1 else ""
        found.append((f"output{name}", sizes(each.shape, samples)))
        if name or each.shape is None:
            continue
        flatten = values(report.flatten, samples)
        if samples > 1 and report.flatten is not None:
            flatten += f" = {grouped(samples * report.flatten)}"
        found.append(("flatten", flatten))
    return found


def _field(figures: Figures) -> list[tuple[str, str]]:
    """What a value of the output sees."""
    row = figures.report.giving
    found = figures.fields[row.number - 1] if row else None
    if not found:
        return []
    return [("field", per_axis([each.size for each in found]))]


def _memory(figures: Figures) -> list[tuple[str, str]]:
    """Bytes at inference and in training, with what they are the sum of."""
    found, exact = figures.memory, figures.asked.exact
    write: Callable[[int | None], str] = _bytes if exact else size_of
    dtype, optimizer = figures.asked.dtype, figures.asked.optimizer
    at = "" if found.peak_at is None else f" at layer {found.peak_at}"
    weights = f"{write(found.parameters)} parameters + {write(found.buffers)} buffers"
    return [
        ("inference", f"{write(found.inference)} in {dtype}"),
        ("", f"= {weights} + {write(found.peak)} alive at most{at}"),
        ("training", f"{write(found.training)} in {dtype} with {optimizer}"),
        ("", f"= {weights} + {write(found.gradients)} gradients"),
        ("", f"+ {write(found.optimizer_state)} of {optimizer}"
             f" + {write(found.kept)} kept for backward + {write(found.input)} input"),
    ]  # fmt: skip


def _bytes(count: int | None) -> str:
    return UNKNOWN if count is None else f"{count:,} B"


def _fit(figures: Figures) -> tuple[str, str]:
    """The largest batch that fits into a number of bytes."""
    assert figures.fit is not None
    inference, training = figures.fit.inference, figures.fit.training
    return (
        f"in {size_of(figures.asked.fit)}",
        f"a batch of {grouped(training)} in training, {grouped(inference)} at inference",
    )
