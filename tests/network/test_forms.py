"""Compact tokens take the form that fits what arrives; shapes may lose their batch."""

from __future__ import annotations

import pytest

import cnncalc
from tests.running import reported, said


def types(text: str, shape: str) -> list[str]:
    return [row.type for row in reported(text, shape).rows]


def test_a_form_that_fits_nowhere_is_refused_by_name() -> None:
    (problem,) = reported("flatten gap", "3x8x8").problems
    assert problem.message == "`AdaptiveAvgPool2d` takes C×H×W but 192 arrives"


def test_what_is_spelled_out_is_never_changed() -> None:
    (problem,) = reported("flatten nn.BatchNorm2d(192)", "3x8x8").problems
    assert problem.code == "rank-mismatch"
    assert problem.help == "put it before `Flatten()`, where 3×8×8 arrives"
    (problem,) = reported("flatten fc10 nn.BatchNorm2d(10)", "3x8x8").problems
    assert problem.help == "write `BatchNorm1d` for 10"


@pytest.mark.parametrize(
    ("text", "shape", "expected"),
    [
        ("conv4k3 bn max2", "3x16", ["Conv1d", "BatchNorm1d", "MaxPool1d"]),
        ("conv4k3 bn max2", "3x8x8", ["Conv2d", "BatchNorm2d", "MaxPool2d"]),
        ("conv4k3 bn max2", "3x8x8x8", ["Conv3d", "BatchNorm3d", "MaxPool3d"]),
        ("conv4k3 flatten fc10 bn", "3x8x8", ["Conv2d", "Flatten", "Linear", "BatchNorm1d"]),
    ],
)
def test_a_short_token_takes_the_form_that_fits(text: str, shape: str, expected: list[str]) -> None:
    assert types(text, shape) == expected


@pytest.mark.parametrize(
    ("token", "advice"),
    [
        ("conv8k3g2", "write `g1`, or make in_channels a multiple of 2"),
        ("drop1.5", "write `drop1`"),
        ("conv8", "write `k3` behind it for kernel_size"),
    ],
)
def test_advice_for_a_token_is_a_token(token: str, advice: str) -> None:
    (problem,) = reported(token, "3x8x8").problems
    assert problem.help == advice


def test_a_batch_that_is_flattened_in_is_not_counted_twice() -> None:
    spec = cnncalc.with_input(cnncalc.parse("Flatten(0)"), "3x4x4")
    report = cnncalc.compute(cnncalc.build(spec), batch=32)
    assert (report.output, report.flatten, report.rows[0].batched) == ((1536,), 1536, False)
    assert "32" not in cnncalc.as_markdown(report)


def test_flattening_the_batch_alone_leaves_it() -> None:
    assert reported("Flatten(0, 0)", "3x4x4").output == (3, 4, 4)


def test_layers_behind_a_lost_batch_say_so() -> None:
    assert said(reported("Flatten(0, 1), nn.Conv1d(3, 4, 3), nn.Conv2d(3, 4, 3)", "3x4x4")) == [
        "channels-mismatch: `Conv1d` takes 3 channels but 4 arrive",
        "rank-mismatch: `Conv2d` takes C×H×W but 3×4×2 arrives, without a batch",
    ]
    assert said(reported("Flatten(0), nn.Conv2d(3, 4, 3)", "3x4x4")) == [
        "rank-mismatch: `Conv2d` takes C×H×W but 48 arrives, without a batch"
    ]


@pytest.mark.parametrize("batch", [0, -3, 2.5])
def test_a_batch_is_a_whole_number_of_at_least_1(batch: int) -> None:
    network = cnncalc.build(cnncalc.with_input(cnncalc.parse("ReLU"), "3x4x4"))
    with pytest.raises(ValueError, match=r"^the batch is a whole number of at least 1, not "):
        cnncalc.compute(network, batch=batch)


def test_an_input_may_be_given_as_numbers() -> None:
    spec = cnncalc.with_input(cnncalc.parse("ReLU"), (3, 4, 4))
    assert cnncalc.compute(cnncalc.build(spec)).output == (3, 4, 4)


def test_expectations_go_with_their_own_input() -> None:
    spec = cnncalc.parse("input: 3x4x4\nlayers: [ReLU]\nexpect: {flatten: 48}")
    assert len(cnncalc.with_input(spec, "3x4x4").claims) == 1
    assert cnncalc.with_input(spec, "3x8x8").claims == ()


def test_a_token_whose_fitting_form_takes_other_numbers_is_refused() -> None:
    assert said(reported("elu Embedding(1,3) conv8k3x5", "1x5x5")) == [
        "wrong-type: `kernel_size` of `Conv3d` takes one whole number or 3, one for each axis, "
        "not (3, 5)"
    ]
