"""The receptive field: what each layer sees of the input, through any graph.

    >>> from cnncalc.field import fields, region
    >>> fields(report)[-1]      # of the last layer: size, jump and start on each axis
    >>> region(report, 7, (3, 5))  # what one unit of the seventh layer sees

Conventions are those of Araujo et al., "Computing Receptive Fields of Convolutional Neural
Networks" (Distill, 2019): pixels and units count from 0; the size of a field reaches from the
first to the last pixel that a unit sees, padding counted; the jump is the effective stride; the
start is the first pixel that unit 0 sees, minus the effective padding.

**The periodic form.** Convolutions alone make all units alike: unit u sees from j·u + start on r
pixels, and a layer of kernel k and stride s makes r + (k − 1)·j of r and j·s of j. Behind a layer
that makes its output larger this is wrong: of a convolution of 3 behind an upsampling by 2, one
unit looks at two pixels and the next one at two others, or at three. But units repeat: with a
period of q units and an advance of a pixels,

    unit u sees from a·⌊u / q⌋ + first[u mod q] to a·⌊u / q⌋ + last[u mod q].

The input has q = 1, a = 1, first = last = 0. A layer reads of each unit's window only its ends,
since first and last never turn back, and so this form goes through every layer; two branches come
together over the least common multiple of their periods. The jump is a / q, the size the largest
of last − first + 1. Beside it stands what every unit sees, as behind a global pool or a Linear.

`fields` is this walk forward. `region` goes backward for a single unit, with the set of all units
that it sees in each tensor, and is exact: borders, gaps of dilated windows, padding that mirrors.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cnncalc.field.figures import AxisField, fields
from cnncalc.field.forward import Walk, walked

if TYPE_CHECKING:
    from cnncalc.field.every_row import regions
    from cnncalc.field.one_unit import Region, region
    from cnncalc.field.units import unit_sizes

__all__ = ["AxisField", "Region", "Walk", "fields", "region", "regions", "unit_sizes", "walked"]

_LATER = {
    "Region": "one_unit", "region": "one_unit", "regions": "every_row", "unit_sizes": "units",
}  # fmt: skip
"""What a table of fields does without, and the module that has it."""


def __getattr__(name: str) -> Any:
    """What goes backward, loaded as it is asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
