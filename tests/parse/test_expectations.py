"""The `expect` of a file."""

from __future__ import annotations

import pytest

import cnncalc
from tests.running import marked


def read(expect: str) -> cnncalc.Spec:
    return cnncalc.parse(f"input: 3x8x8\nlayers: [ReLU]\nexpect: {expect}")


@pytest.mark.parametrize(
    ("expect", "code", "message", "mark"),
    [
        ("3", "wrong-key-type", "`expect` is a mapping", "3"),
        ("[params]", "wrong-key-type", "`expect` is a mapping", "[params]"),
        ("", "wrong-key-type", "`expect` is a mapping", ""),
        ("{parms: 3}", "unknown-key", "there is no key `parms` here", "parms"),
        ("{params: 3, params: 4}", "duplicate-key", "the key `params` stands twice", "params"),
        ("{params: [3]}", "expect-syntax", "`params` holds one value", "[3]"),
        ("{output: {a: 3}}", "expect-syntax", "`output` holds one value", "{a: 3}"),
        ("{output: [a, 3]}", "expect-syntax", "`output` is a shape of whole numbers", "[a, 3]"),
        ("{output: [[3]]}", "expect-syntax", "`output` is a shape of whole numbers", "[[3]]"),
        ("{layers: 3}", "wrong-key-type", "`layers` of `expect` is a mapping", "3"),
        ("{layers: {1: 3}}", "wrong-key-type", "`1` holds a mapping of figures", "1"),
        ("{layers: {1: {width: 3}}}", "unknown-key", "there is no key `width` here", "width"),
        ("{layers: {1: {layers: {}}}}", "unknown-key", "there is no key `layers` here", "layers"),
    ],
)
def test_what_cannot_be_expected_is_refused(
    expect: str, code: str, message: str, mark: str
) -> None:
    (problem,) = read(expect).problems
    assert (problem.code, problem.message, marked(problem)) == (code, message, mark)


def test_the_problems_of_many_expectations_are_bounded() -> None:
    many = ", ".join(f"k{each}: 1" for each in range(1_000))
    assert len(read(f"{{{many}}}").problems) == 51


def test_figures_of_the_network_and_of_its_layers_are_read_in_order() -> None:
    spec = read("{output: 3x8x8, params: 0, layers: {1: {flatten: 192}, act: {depth: <= 3}}}")
    assert spec.problems == ()
    assert [(each.layer, each.key, each.relation, each.value) for each in spec.claims] == [
        (None, "output", "==", (3, 8, 8)),
        (None, "params", "==", 0),
        ("1", "flatten", "==", 192),
        ("act", "depth", "<=", 3),
    ]


def test_an_output_may_be_a_list() -> None:
    assert read("{output: [3, 8, 8]}").claims == read("{output: 3x8x8}").claims
