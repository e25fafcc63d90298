"""What every layer says of itself holds: its example, its formulas, its repr, its value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncalc.layers import LAYERS, Layer, LayerError, families, lookup, names
from cnncalc.layers.base import shown
from tests.formulas import count_of
from tests.generated import generated
from tests.oracle.arguments import cases

EXAMPLE = re.compile(
    r"(?P<call>\w+\(.*\)): (?P<inputs>([\d×]+(, [\d×]+)* )?)→ (?P<output>[\d×]+), "
    r"(?P<params>[\d,]+) params(, (?P<macs>[\d,]+) MACs)?"
)

each_layer = pytest.mark.parametrize("name", LAYERS)


class Example(NamedTuple):
    """The worked example of a layer's docstring."""

    call: str
    layer: Layer
    shapes: tuple[tuple[int, ...], ...]
    output: str
    params: int
    macs: int


def example(name: str) -> Example:
    """Read the example."""
    found = EXAMPLE.fullmatch((LAYERS[name].__doc__ or "").split("\n")[0])
    assert found, f"{name} has no worked example"
    arriving = found["inputs"].strip().split(", ") if found["inputs"] else []
    shapes = tuple((1, *map(int, each.split("×"))) for each in arriving)
    layer = called(found["call"])
    params, macs = [int((found[each] or "0").replace(",", "")) for each in ("params", "macs")]
    return Example(found["call"], layer, shapes, found["output"], params, macs)


def called(call: str) -> Layer:
    """The layer that a call makes."""
    # our own docstrings and reprs, no input
    return eval(call, dict(LAYERS))


def count_by_formula(layer: Layer, formula: str, letters: Mapping[str, int]) -> int:
    """A count by one of the layer's formulas, in the symbols of its arguments and those letters."""
    values = {each: layer.values()[each.name] for each in layer.arguments}
    named = {each.symbol: value for each, value in values.items() if each.symbol}
    used = {symbol: value for symbol, value in named.items()
            if symbol in formula and not isinstance(value, str)}  # fmt: skip
    flags = {each.name for each, value in values.items() if value is True}
    return count_of(formula, {**used, **letters}, flags)


def formula_is_silent(layer: Layer, count: str) -> bool:
    """Whether the formula leaves this case out: deep, two-way or projected recurrent layers.

    And counts that are unknown.
    """
    deep = getattr(layer, "num_layers", 1) > 1 or getattr(layer, "proj_size", 0) > 0
    return deep or getattr(layer, "bidirectional", False) or count in layer.uncounted


def params_by_formula(layer: Layer) -> int:
    """The parameter count by the layer's formula."""
    return count_by_formula(layer, layer.params_formula, {})


def macs_by_formula(layer: Layer, *shapes: tuple[int, ...]) -> int:
    """The multiply-accumulates by the layer's formula."""
    letters = layer.macs_letters(*shapes)
    assert letters.keys() == layer.macs_symbols.keys()
    return count_by_formula(layer, layer.macs_formula, letters)


@each_layer
def test_the_example_is_of_the_layer_itself(name: str) -> None:
    assert type(example(name).layer) is LAYERS[name]


@each_layer
def test_the_example_holds(name: str) -> None:
    each = example(name)
    layer = each.layer.given(*each.shapes)
    assert shown(layer.outputs(*each.shapes)[0]) == each.output
    assert layer.params == each.params
    assert layer.macs(*each.shapes) == each.macs
    assert layer.uncounted in ((), ("buffers",))


@each_layer
def test_the_repr_is_the_call(name: str) -> None:
    each = example(name)
    assert repr(each.layer) == each.call


@each_layer
def test_the_formulas_of_parameters_and_macs_hold_on_the_example(name: str) -> None:
    each = example(name)
    layer = each.layer.given(*each.shapes)
    if not formula_is_silent(layer, "params"):
        assert params_by_formula(layer) == each.params
    if not formula_is_silent(layer, "macs"):
        assert macs_by_formula(layer, *each.shapes) == each.macs


@each_layer
def test_the_formulas_hold_and_the_repr_makes_the_same_layer(name: str) -> None:
    @generated(25)
    @given(cases(name))
    def check(case: object) -> None:
        try:
            layer = LAYERS[name](**case.arguments)
        except LayerError:
            return
        assert called(repr(layer)) == layer
        if not formula_is_silent(layer, "params"):
            assert params_by_formula(layer) == layer.params
        if formula_is_silent(layer, "macs"):
            return
        try:
            layer = layer.given(*case.shapes)
        except LayerError:
            return
        if min(sum(layer.outputs(*case.shapes), start=(1,))) > 0:
            assert macs_by_formula(layer, *case.shapes) == layer.macs(*case.shapes)

    check()


@each_layer
def test_a_formula_left_silent_is_explained(name: str) -> None:
    deep = {"num_layers", "bidirectional", "proj_size"} & {e.name for e in LAYERS[name].arguments}
    assert bool(LAYERS[name].params_note) == bool(deep)


@each_layer
def test_the_class_is_abstract_or_final_never_both(name: str) -> None:
    assert LAYERS[name].__subclasses__() == []


@each_layer
def test_symbols_and_letters_are_never_used_twice(name: str) -> None:
    arguments = LAYERS[name].arguments
    for kind in ("symbol", "letter"):
        used = [getattr(each, kind) for each in arguments if getattr(each, kind)]
        assert len(used) == len(set(used))


def test_every_layer_stands_in_one_family() -> None:
    listed = [each.__name__ for family in families() for each in family]
    assert listed == list(LAYERS)
    assert len(listed) == len(set(listed)) > 100


def test_every_name_can_be_looked_up() -> None:
    assert all(lookup(name) for name in names())


@pytest.mark.parametrize("name", ["Conv", "_Conv", "conv2d", "LazyReLU", "Lazy", "LazyLazyConv2d"])
def test_other_names_are_no_layers(name: str) -> None:
    assert lookup(name) is None


def test_the_lazy_form_is_the_same_class_without_what_is_inferred() -> None:
    found = lookup("LazyConv2d")
    assert found is not None
    layer, signature = found
    assert layer is LAYERS["Conv2d"]
    assert signature.arguments[0].name == "out_channels"


def test_layers_are_values() -> None:
    one, other = LAYERS["Conv2d"](3, 8, 3), LAYERS["Conv2d"](3, 8, (3, 3))
    assert one == other
    assert hash(one) == hash(other)
    assert one != LAYERS["Conv2d"](3, 8, 5)
    assert one != LAYERS["Conv1d"](3, 8, 3)


def test_a_layer_does_not_change() -> None:
    layer = LAYERS["Conv2d"](3, 8, 3)
    with pytest.raises(AttributeError, match="a layer does not change: make a new one to set `b"):
        layer.bias = False


@given(st.integers(1, 5), st.integers(1, 3), st.integers(0, 2), st.integers(1, 2))
@settings(max_examples=50, derandomize=True, database=None, deadline=None)
def test_one_number_is_that_number_for_each_axis(
    kernel: int, stride: int, padding: int, dilation: int
) -> None:
    values = (kernel, stride, min(padding, kernel // 2), dilation)
    names_ = ("kernel_size", "stride", "padding", "dilation")
    one = dict(zip(names_, values, strict=True))
    per_axis = {key: (value, value) for key, value in one.items()}
    assert LAYERS["Conv2d"](3, 8, **one) == LAYERS["Conv2d"](3, 8, **per_axis)
    assert LAYERS["MaxPool2d"](**one) == LAYERS["MaxPool2d"](**per_axis)


ALIKE = [
    ("Conv", {"in_channels": 2, "out_channels": 2, "padding": 1, "dilation": 2}),
    ("Conv", {"in_channels": 2, "out_channels": 2, "padding": "same", "stride": 1}),
    ("ConvTranspose", {"in_channels": 2, "out_channels": 2, "padding": 1, "output_padding": 0}),
    ("MaxPool", {"padding": 1, "ceil_mode": True}),
    ("AvgPool", {}),
    ("LPPool", {"norm_type": 2}),
    ("MaxUnpool", {"padding": 1}),
]


@pytest.mark.parametrize(("family", "arguments"), ALIKE)
@given(st.integers(2, 4), st.integers(1, 3), st.tuples(*[st.integers(6, 12)] * 3))
@settings(max_examples=30, derandomize=True, database=None, deadline=None)
def test_each_axis_of_a_2d_or_3d_layer_is_the_1d_layer(
    family: str, arguments: dict[str, object], kernel: int, stride: int, sizes: tuple[int, ...]
) -> None:
    named = {"kernel_size": kernel, "stride": stride, **arguments}
    alone = [LAYERS[f"{family}1d"](**named).output((1, 2, size))[2] for size in sizes]
    assert LAYERS[f"{family}2d"](**named).output((1, 2, *sizes[:2])) == (1, 2, *alone[:2])
    assert LAYERS[f"{family}3d"](**named).output((1, 2, *sizes)) == (1, 2, *alone)
