"""What the options of the main command ask for: which figures, and which columns of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import typer

from cnncalc.figures import Asked
from cnncalc.render.columns import COLUMNS, FIELD, UnknownColumnError, named
from cnncalc.render.sheet import DEFAULT, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.render.cells import Column
    from cnncalc.report import Report


class Options(NamedTuple):
    """The options as they are written; None stands for one that is not."""

    columns: list[str] | None
    sort: str | None
    top: int | None
    depth: int | None
    once: bool
    exact: bool
    convention: str | None
    framework: str | None
    dtype: str | None
    optimizer: str | None
    fit: str | None
    unit: str | None


def asked(options: Options) -> Asked:
    """By which conventions figures are wanted.

    Raises:
        typer.BadParameter: an option names what there is not.
    """
    usual = Asked()
    given = {}
    if options.convention is not None:
        from cnncalc.costs.counting import CONVENTIONS

        given["convention"] = _one_of(options.convention, CONVENTIONS, "--count")
    if options.framework is not None:
        from cnncalc.costs.frameworks import FRAMEWORKS

        given["framework"] = _one_of(options.framework, FRAMEWORKS, "--framework")
    if options.dtype is not None:
        from cnncalc.memory import DTYPES

        given["dtype"] = _one_of(options.dtype, DTYPES, "--dtype")
    if options.optimizer is not None:
        from cnncalc.memory import OPTIMIZERS

        given["optimizer"] = _one_of(options.optimizer, OPTIMIZERS, "--optimizer")
    return usual._replace(**given, fit=_budget(options), unit=_unit(options), exact=options.exact)


def _one_of(word: str, known: Iterable[str], option: str) -> str:
    name = (
        word.strip().lower().removeprefix("torch.") if option == "--dtype" else word.strip().lower()
    )
    if name not in known:
        message = f"{word[:40]!r} is none of {', '.join(known)}"
        raise typer.BadParameter(message, param_hint=option)
    return name


def _budget(options: Options) -> int | None:
    if options.fit is None:
        return None
    from cnncalc.memory import parse_bytes

    try:
        return parse_bytes(options.fit)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--fit") from None


def _unit(options: Options) -> tuple[int, ...] | None:
    if options.unit is None:
        return None
    parts = options.unit.replace("x", ",").replace("×", ",").split(",")
    if not all(
        part.strip().isascii() and part.strip().isdigit() and len(part) < 19 for part in parts
    ):
        message = (
            f"a unit is its place on each axis, from 0, such as 3,5, and not {options.unit[:40]!r}"
        )
        raise typer.BadParameter(message, param_hint="--unit")
    return tuple(map(int, parts))


def view(options: Options) -> View:
    """Which columns are wanted, and in which order the lines.

    Raises:
        typer.BadParameter: an option names no column.
    """
    columns = DEFAULT
    if options.columns:
        columns = _columns(
            [word for each in options.columns for word in each.split(",")], "--columns"
        )
    elif options.unit is not None:
        columns = _columns(["field"], "--columns")
    elif options.convention is not None:
        columns = _columns(["cost"], "--columns")
    elif options.dtype or options.optimizer or options.fit:
        columns = _columns(["memory"], "--columns")
    if options.unit is not None and COLUMNS["region"] not in columns:
        columns = (*columns, COLUMNS["region"])
    sort = None
    if options.sort is not None or options.top is not None:
        (sort, *more) = _columns([options.sort or "macs"], "--sort")
        if more or sort.amount is None:
            sorts = ", ".join(
                [each.name for each in COLUMNS.values() if each.amount and not each.share]
            )
            message = f"lines are sorted by {sorts}, and not by {(options.sort or '')[:40]!r}"
            raise typer.BadParameter(message, param_hint="--sort")
        if sort not in columns:
            columns = (*columns, sort)
        if not options.columns:  # out of its group, a layer is known by its path
            columns = (columns[0], COLUMNS["name"], *columns[1:])
    return View(columns, options.depth, options.once, sort, options.top)


def _columns(words: list[str], option: str) -> tuple[Column, ...]:
    try:
        return named(words)
    except UnknownColumnError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def wants_field(shown: View, options: Options) -> bool:
    """Whether the receptive field is looked at, and with it what is odd about it."""
    return options.unit is not None or any(
        each.name in (*FIELD, "region") for each in shown.columns
    )


def no_unit(report: Report, unit: tuple[int, ...]) -> str | None:
    """What to say of a unit that no layer has; None where one has it."""
    from cnncalc.field import unit_sizes, walked

    walk = walked(report)
    found = [unit_sizes(report, row.number, walk=walk) for row in report.rows]
    for sizes in found:
        if len(sizes) == len(unit) and all(map(int.__lt__, unit, sizes)):
            return None
    text = f"no layer has a unit {','.join(map(str, unit))}"
    sizes = next(filter(None, found), ())
    if not sizes:
        return f"{text}: there are no axes to see along"
    number = found.index(sizes) + 1
    last = ",".join([str(size - 1) for size in sizes])
    return f"{text}: those of layer {number} go from {','.join('0' * len(sizes))} to {last}"
