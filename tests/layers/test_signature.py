"""The binding of written values to arguments."""

from __future__ import annotations

from typing import Any

import pytest

from cnncalc.diagnostics import Problem
from cnncalc.layers import LAYERS, LayerError, lookup
from tests.layers.asking import refused

CONV2D = (
    "`Conv2d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, "
    "bias=True, padding_mode='zeros')`"
)


def problems(call: str, *positional: Any, **named: Any) -> list[Problem]:
    """All problems of a layer that must be refused."""
    with pytest.raises(LayerError) as caught:
        LAYERS[call](*positional, **named)
    return list(caught.value.problems)


def test_an_unknown_argument_names_the_nearest() -> None:
    problem = refused("Conv2d", 3, 8, 3, strid=2)
    assert problem.code == "unknown-argument"
    assert problem.message == "`Conv2d` has no argument `strid`"
    assert problem.label == "did you mean `stride`?"
    assert problem.at == "strid"


def test_an_argument_given_twice_is_refused() -> None:
    problem = refused("Conv2d", 3, 8, 3, kernel_size=3)
    assert problem.code == "duplicate-argument"
    assert problem.message == "`Conv2d` is given `kernel_size` twice: by position and by name"
    assert problem.help == "leave `kernel_size=` out"


def test_more_than_all_positions_are_refused() -> None:
    problem = refused("Dropout", 0.5, False, 1)
    assert problem.code == "too-many-arguments"
    assert problem.message == "`Dropout` takes 2 positional arguments, not 3"
    assert problem.label == "1 too many, from here"
    assert problem.help == "the form is `Dropout(p=0.5, inplace=False)`"
    assert problem.at == 2


def test_an_argument_by_name_only_has_no_position() -> None:
    assert refused("GroupNorm", 1, 4, 1e-5, True, None, None, False).message == (
        "`GroupNorm` takes 6 positional arguments, not 7"
    )
    assert LAYERS["GroupNorm"](1, 4, bias=False).params == 4


def test_all_missing_arguments_are_named_at_once() -> None:
    problem = refused("Conv2d", 3)
    assert problem.code == "missing-argument"
    assert problem.message == "`Conv2d` needs `out_channels` and `kernel_size`"
    assert problem.help == f"the form is {CONV2D}"


def test_independent_problems_come_together() -> None:
    found = problems("Conv2d", 3, 0, 3, bias="no", groups="two")
    assert [(problem.code, problem.at, problem.message) for problem in found] == [
        ("bad-value", 1, "`out_channels` of `Conv2d` takes a whole number of at least 1, not 0"),
        ("wrong-type", "bias", "`bias` of `Conv2d` takes True or False, not 'no'"),
        ("wrong-type", "groups", "`groups` of `Conv2d` takes a whole number, not 'two'"),
    ]


def test_what_was_misspelt_is_not_missing_as_well() -> None:
    found = problems("Conv2d", 3, 8, kernal_size=3)
    assert [problem.message for problem in found] == ["`Conv2d` has no argument `kernal_size`"]


def test_a_whole_float_is_refused_with_its_whole_number() -> None:
    problem = refused("Conv2d", 3, 8, 3.0)
    assert problem.message == "`kernel_size` of `Conv2d` takes a whole number, not 3.0"
    assert problem.help == "write `kernel_size=3`"
    assert problem.at == 2


@pytest.mark.parametrize(("value", "meant"), [("yes", True), ("Off", False), ("no", False)])
def test_a_word_for_a_truth_value_is_refused_with_what_it_means(value: str, meant: bool) -> None:
    problem = refused("Conv2d", 3, 8, 3, bias=value)
    assert problem.message == f"`bias` of `Conv2d` takes True or False, not {value!r}"
    assert problem.help == f"write `bias={meant}`"


def test_none_is_named_where_it_is_a_value() -> None:
    assert refused("MaxPool2d", 3, stride="2").message == (
        "`stride` of `MaxPool2d` takes a whole number or None, not '2'"
    )


def test_a_very_long_value_is_cut_in_a_message_and_whole_in_a_repr() -> None:
    layer = LAYERS["LayerNorm"](range_ := tuple(range(1, 41)))
    assert repr(layer) == f"LayerNorm({range_})"
    assert refused("Dropout", "x" * 99).message == (
        f"`p` of `Dropout` takes a number, not '{'x' * 56}..."
    )


def test_a_lazy_form_does_not_take_what_it_infers() -> None:
    found = lookup("LazyConv2d")
    assert found is not None
    with pytest.raises(LayerError, match="`LazyConv2d` has no argument `in_channels`"):
        found[0].made(found[1], (8, 3), {"in_channels": 3})


def test_positions_names_and_defaults_come_to_one_layer() -> None:
    assert LAYERS["Conv2d"](3, 8, 3, 2, 1) == LAYERS["Conv2d"](
        out_channels=8, padding=1, stride=2, kernel_size=[3, 3], in_channels=3
    )


def test_a_lazy_form_has_its_own_defaults() -> None:
    found = lookup("LazyInstanceNorm2d")
    assert found is not None
    layer = found[0].made(found[1], (), {}).given((1, 8, 4, 4))
    assert repr(layer) == "InstanceNorm2d(8, affine=True, track_running_stats=True)"


def test_what_is_inferred_may_be_left_out_by_naming_the_rest() -> None:
    layer = LAYERS["Conv2d"](out_channels=8, kernel_size=3)
    assert repr(layer) == "Conv2d(out_channels=8, kernel_size=3)"
    assert repr(layer.given((1, 5, 9, 9))) == "Conv2d(5, 8, 3)"


@pytest.mark.parametrize(
    ("name", "value", "argument"),
    [
        ("Conv2d", 64, "out_channels"),
        ("Linear", 10, "out_features"),
        ("BatchNorm2d", 64, "num_features"),
        ("MaxPool2d", 2, "kernel_size"),
        ("Dropout", 0.5, "p"),
        ("Flatten", 2, "start_dim"),
    ],
)
def test_one_bare_value_stands_for_what_is_meant(name: str, value: object, argument: str) -> None:
    assert LAYERS[name].signature().first_open(value) == argument


def test_a_layer_without_arguments_has_no_place_for_a_bare_value() -> None:
    assert LAYERS["Sigmoid"].signature().first_open(1) is None


def test_short_keys_and_letters_stand_for_arguments() -> None:
    signature = LAYERS["Conv2d"].signature()
    assert signature.full_name("out") == "out_channels"
    assert signature.full_name("k") == "k"
    assert signature.full_name("k", letters=True) == "kernel_size"


def test_the_form_is_pytorch_s_without_what_changes_no_shape() -> None:
    assert LAYERS["Conv2d"].signature().form() == CONV2D
    assert LAYERS["GroupNorm"].signature().form() == (
        "`GroupNorm(num_groups, num_channels, eps=1e-05, affine=True, *, bias=True)`"
    )
