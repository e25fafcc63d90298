"""Cases to put to PyTorch and to cnncalc: arguments by their kinds, and a shape that arrives.

A plausible case is one that mostly works; a hostile case has one thing changed for the worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

from cnncalc.layers import LAYERS, Layer
from cnncalc.layers.shapes import Unbatched
from tests.oracle.fitting import FITTING
from tests.oracle.resized import RESIZED, asked
from tests.oracle.several import BAD_SLICES, OWN
from tests.oracle.states import RECURRENT, first_states

if TYPE_CHECKING:
    from cnncalc.layers.arguments import Argument


Shape = tuple[int, ...]


class Case(NamedTuple):
    """A layer's name, its arguments, and the shapes that arrive, batch first; a source has none."""

    name: str
    arguments: dict[str, Any]
    shape: Shape | None
    others: tuple[Shape, ...] = ()

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """All shapes that arrive."""
        return () if self.shape is None else (self.shape, *self.others)


SIZE = st.sampled_from([1, 2, 3, 4, 5, 6, 8, 9, 12])
CHANNELS = st.sampled_from([1, 2, 3, 4, 6, 8])
NUMBERS = {
    "in_channels": CHANNELS,
    "out_channels": CHANNELS,
    "num_channels": CHANNELS,
    "groups": st.sampled_from([1, 1, 2, 3]),
    "num_groups": st.sampled_from([1, 1, 2, 3]),
    "kernel_size": st.integers(1, 4),
    "stride": st.integers(1, 4),
    "padding": st.integers(0, 2),
    "dilation": st.integers(1, 2),
    "output_padding": st.integers(0, 1),
    "num_layers": st.integers(1, 2),
    "proj_size": st.integers(0, 2),
    "hidden_size": st.integers(2, 4),
    "unflattened_size": st.sampled_from([-1, 1, 2, 3, 4]),
    "start_dim": st.integers(-3, 2),
    "end_dim": st.integers(-2, 3),
    "dim": st.integers(-2, 2),
    "padding_idx": st.integers(-4, 3),
    "divisor_override": st.integers(-2, 3),
}
"""Whole numbers that suit an argument of that name; others run from 1 to 6."""
SCALES = st.one_of(st.sampled_from([0.5, 0.3, 1, 1.5, 2]), st.floats(0.1, 3))
RATIOS = st.floats(0.05, 0.95)
REALS = st.sampled_from([0.0, 0.5, 1, 2])


def tuples_of(item: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """One to three of a kind; never a list, which PyTorch refuses here and there."""
    return st.lists(item, min_size=1, max_size=3).map(tuple)


def words(argument: Argument) -> list[str]:
    """The words that an argument takes."""
    return list(argument.kind.words)


def plausible(argument: Argument, axes: int) -> st.SearchStrategy[Any]:
    """Values that suit an argument."""
    takes = argument.kind.takes
    whole = NUMBERS.get(argument.name, st.integers(1, 6))
    if takes == "True or False":
        return st.booleans()
    if takes.startswith("'"):
        said = st.sampled_from(words(argument))
        return st.one_of(said, st.none()) if argument.default is None else said
    real = {"scale_factor": SCALES, "output_ratio": RATIOS}.get(argument.name, REALS)
    item = whole if "whole number" in takes else real
    some: list[st.SearchStrategy[Any]] = [item]
    if "two for each axis" in takes:
        side = st.one_of(st.integers(0, 3), st.integers(-3, 3))
        some = [st.integers(-1, 3), st.tuples(*[side] * (2 * axes))]
    elif "for each axis" in takes:
        some.append(st.tuples(*[item] * axes) if axes else tuples_of(item))
    elif "list of them" in takes:
        some = [item, tuples_of(item)]
    elif "a list of" in takes:
        some = [tuples_of(item)]
    if words(argument):
        some.append(st.sampled_from(words(argument)))
    if argument.default is None:
        some.append(st.none())
    return st.one_of(some)


def hostile(argument: Argument, axes: int) -> st.SearchStrategy[Any]:
    """Values that an argument may choke on: out of range, of another type, or of another length."""
    if argument.kind.text:
        return st.sampled_from(BAD_SLICES)
    if argument.kind.takes == "True or False":
        return st.sampled_from([0, 1, -1, 1.5, None, "no", "", (), (True,)])
    if argument.kind.takes.startswith("'"):
        return st.sampled_from(["", "Zeros", words(argument)[0].upper(), None, 1, True, ()])
    numbers: list[Any] = [0, -1, -2, 1.5, 2.0, float("nan"), float("inf"), True, 9]
    others: list[Any] = [None, "2", "no", "Zeros", "", (), (2,), (1, 2), (1, 1, 1, 1), (0,) * axes]
    mixed: list[Any] = [(2,) * axes + (each,) for each in numbers[:5]]
    uneven: list[Any] = [(*(1,) * (axes - 1), each) for each in (0, -1, 1.5, "2", None, 3)]
    return st.sampled_from([*numbers, *others, *mixed, *(uneven if axes else [])])


@st.composite
def shapes(draw: st.DrawFn, layer: type[Layer]) -> tuple[int, ...]:
    """A shape, mostly of a rank that the layer takes."""
    ranks = [rank for rank in layer.ranks if rank <= 6] or list(range(1, 7))
    rank = draw(st.sampled_from(ranks))
    return (draw(st.integers(1, 3)), *[draw(SIZE) for _ in range(rank - 1)])


@st.composite
def cases(draw: st.DrawFn, name: str) -> Case:
    """A plausible case of that layer."""
    if name in OWN:
        own, arriving = OWN[name](draw)
        return Case(name, own, arriving[0] if arriving else None, tuple(arriving[1:]))
    layer = LAYERS[name]
    arguments = {
        each.name: draw(plausible(each, layer.axes))
        for each in layer.arguments
        if each.kind.takes != "anything" and (each.required or draw(st.booleans()))
    }
    shape = list(draw(shapes(layer)))
    for each in layer.arguments:
        if each.dimension is not None and len(shape) > each.dimension:
            shape[each.dimension] = arguments[each.name]
    if name in FITTING:
        FITTING[name](arguments, shape)
    return Case(name, arguments, tuple(shape), _others(draw, name, arguments, shape))


def _others(
    draw: st.DrawFn, name: str, arguments: dict[str, Any], shape: list[int]
) -> tuple[Shape, ...]:
    """What arrives behind the first tensor."""
    if name.startswith(RESIZED):
        return asked(draw, name, arguments, shape)
    return first_states(draw, name, arguments, shape) if name.startswith(RECURRENT) else ()


def hostile_cases(name: str) -> st.SearchStrategy[Case]:
    """A plausible case with one argument, one size or the rank changed for the worse."""
    return _spoilt(name).map(_without_batch_to_squeeze)


def _without_batch_to_squeeze(case: Case) -> Case:
    """A batch of 1 stays where PyTorch drops it, see Squeeze: so there is none."""
    if case.name == "Squeeze" and case.arguments.get("dim") is None:
        return case._replace(shape=Unbatched(case.shape or ()))
    return case


@st.composite
def _spoilt(draw: st.DrawFn, name: str) -> Case:
    case = draw(cases(name))
    layer = LAYERS[name]
    open_ = [each for each in layer.arguments if each.kind.takes != "anything"]
    if open_ and draw(st.integers(0, 3)):
        each = draw(st.sampled_from(open_))
        value = draw(st.one_of(hostile(each, layer.axes), plausible(each, layer.axes)))
        return case._replace(arguments={**case.arguments, each.name: value})
    if case.shape is None:
        return case
    if case.others and draw(st.booleans()):
        return case._replace(others=(*case.others[1:], case.shape), shape=case.others[0])
    if not case.shape or draw(st.booleans()):
        return case._replace(shape=tuple(draw(st.lists(SIZE, min_size=1, max_size=6))))
    at = draw(st.integers(0, len(case.shape) - 1))
    kind = type(case.shape)
    return case._replace(shape=kind((*case.shape[:at], draw(SIZE), *case.shape[at + 1 :])))
