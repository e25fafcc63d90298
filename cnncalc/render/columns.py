"""The columns that a table may have, and the sets of them that have a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import nearest
from cnncalc.render import cells
from cnncalc.render.cells import Column, argument, counts, of_field, share
from cnncalc.render.characters import printable
from cnncalc.render.numbers import per_axis, sizes
from cnncalc.render.units import scaled, size_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cnncalc.figures import Figures
    from cnncalc.render.lines import Line
    from cnncalc.report import Row


def _params(row: Row, figures: Figures) -> int | None:
    return figures.params(row)


def _macs(row: Row, figures: Figures) -> int | None:
    return figures.macs(row)


def _params_text(line: Line, figures: Figures) -> str:
    """Parameters that are another layer's count there."""
    shared = len(line.rows) == 1 and line.rows[0].shares
    return "shared" if shared else _PARAMS.text(line, figures)


_PARAMS = counts("params", "params", "parameters", _params)

_ALL = (
    Column("number", "#", "the place among the layers", lambda line, _: line.number,
           lambda row, _: row.number),
    Column("name", "name", "the path through groups and blocks",
           lambda line, _: printable(line.path), lambda row, _: printable(row.path), left=True),
    Column("layer", "layer", "the layer as PyTorch writes it",
           lambda line, _: printable(line.text), lambda row, _: printable(row.text), left=True),
    Column("from", "from", "what it reads, where that is not the line before it",
           lambda line, _: printable(line.reads), cells.sources, left=True),
    Column("input", "input", "the shapes that arrive",
           lambda line, _: cells.arriving(line.rows[0]), lambda row, _: cells.arriving(row, "x"),
           left=True),
    Column("output", "output", "the shape that leaves", cells.output_text,
           lambda row, _: None if row.output is None else sizes(row.output, between="x"),
           left=True),
    argument("kernel", "kernel_size"),
    argument("stride", "stride"),
    argument("padding", "padding"),
    argument("dilation", "dilation"),
    argument("groups", "groups"),
    Column("weights", "weights", "the shapes of the parameters",
           lambda line, _: cells.alone(line, cells.weights),
           lambda row, _: cells.plain(cells.weights(row)),
           left=True),
    _PARAMS._replace(text=_params_text),
    share("params%", "% params", "the share of all parameters", _params),
    Column("flatten", "flatten", "values of the output", cells.flatten_text,
           lambda row, _: row.flatten),
    counts("macs", "MACs", "multiply-accumulates, or what `--count` counts", _macs, scaled),
    share("macs%", "% MACs", "the share of all of them", _macs),
    counts("param_bytes", "param bytes", "bytes of the parameters",
           lambda row, figures: figures.memory.weights[row.number - 1], size_of),
    counts("activation_bytes", "activations", "bytes of the output",
           lambda row, figures: figures.memory.activations[row.number - 1], size_of),
    counts("kept_bytes", "kept", "bytes that training keeps for the backward pass",
           lambda row, figures: figures.memory.kept_at[row.number - 1], size_of),
    of_field("receptive_field", "field", "the input pixels that one output value sees",
             lambda axis: axis.size, per_axis),
    of_field("jump", "jump", "input pixels from one output value to the next",
             lambda axis: axis.jump),
    of_field("start", "start", "the first input pixel that the first output value sees",
             lambda axis: axis.start),
    Column("region", "sees", "the input pixels that the `--unit` sees",
           lambda line, figures: cells.region(line.giving, figures) or cells.NONE,
           lambda row, figures: cells.plain(cells.region(row, figures) or "")),
)  # fmt: skip

COLUMNS = {each.name: each for each in _ALL}
"""Every column by its name, in the order in which all of them are shown."""

FIELD = ("receptive_field", "jump", "start")
"""What there is to know of a receptive field."""

_HEAD = ("number", "layer", "from", "output")

SETS: dict[str, tuple[str, ...]] = {
    "default": (*_HEAD, "params", "flatten"),
    "cost": (*_HEAD, "params", "params%", "macs", "macs%"),
    "memory": (*_HEAD, "param_bytes", "activation_bytes", "kept_bytes"),
    "field": (*_HEAD, "kernel", "stride", "padding", "dilation", *FIELD),
    "all": tuple([name for name in COLUMNS if name != "region"]),
}  # fmt: skip
"""Sets of columns that have a name."""

_ALSO = {
    "#": "number", "index": "number", "path": "name", "kernel_size": "kernel",
    "params_%": "params%", "%_params": "params%", "%_of_params": "params%",
    "parameters": "params", "macs_%": "macs%", "%_macs": "macs%", "%_of_macs": "macs%",
    "flops": "macs", "activations": "activation_bytes", "activation": "activation_bytes",
    "parameter_bytes": "param_bytes", "kept": "kept_bytes", "rf": "receptive_field",
    "effective_stride": "jump", "sees": "region", "shapes": "weights", "weight_shapes": "weights",
    "out": "output", "in": "input",
}  # fmt: skip
"""Other names that a column goes by."""


class UnknownColumnError(ValueError):
    """A name that no column and no set of them has."""


def named(words: Iterable[str]) -> tuple[Column, ...]:
    """The columns that words name, each once; a word may be the name of a set.

    Raises:
        UnknownColumnError: with what there is.
    """
    found: dict[str, None] = {}
    for word in words:
        plain = "_".join(word.lower().replace("-", "_").split())
        plain = _ALSO.get(plain, plain)
        if plain not in SETS and plain not in COLUMNS:
            near = nearest(plain, [*COLUMNS, *SETS, *_ALSO])
            hint = f"did you mean {near}?" if near else (
                f"there are {', '.join(COLUMNS)}, and the sets {', '.join(SETS)}"
            )  # fmt: skip
            raise UnknownColumnError(f"there is no column {printable(word[:40])!r}: {hint}")
        found |= dict.fromkeys(SETS.get(plain, (plain,)))
    return tuple([COLUMNS[name] for name in found])
