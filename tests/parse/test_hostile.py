"""Hostile specs: each ends in problems, soon, and none in an exception."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import cnncalc

TEXTS: dict[str, Callable[[], str]] = {
    "nested-groups": lambda: "layers: [" + "{Residual: [" * 5_000,
    "nested-branches": lambda: (
        "layers:\n  - " + "{Branches: {paths: [[" * 20 + "]]}}" * 20
    ),
    "nested-calls": lambda: "layers:\n  - " + "Residual(" * 5_000,
    "nested-conditions": lambda: "layers:\n  - f(" + "(a if b else " * 5_000,
    "powers": lambda: "vars: {a: 9**9**9**9, b: 2**2**2**2**2**2, c: (a**a)**(a**a)}",
    "operators": lambda: "vars:\n  a: b" + " + b" * 10**5,
    "operators-in-a-block": lambda: "blocks:\n  f(a=" + "b*" * 400 + "b): []",
    "variables": lambda: "vars:\n" + "".join(f"  v{n}: v{n - 1} * 2\n" for n in range(60_000)),
    "variables-twice": lambda: "vars:\n" + "  a: 1\n" * 100_000,
    "blocks": lambda: "blocks:\n" + "".join(f"  b{n}(a=1): [relu]\n" for n in range(60_000)),
    "blocks-twice": lambda: "blocks:\n" + "".join(
        f"  b(a{n}): [relu]\n" for n in range(60_000)
    ),
    "block-of-itself": lambda: "blocks: {b: &b [*b]}",
    "block-in-a-block": lambda: "blocks: {b: &b [relu], c: [{Sequential: *b}]}\nlayers: *b",
    "aliased-bodies": lambda: (
        "blocks:\n  a: &a [" + "relu, " * 500 + "]\n"
        + "".join(f"  b{n}: *a\n" for n in range(500))
    ),
    "parameters": lambda: "blocks:\n  ? f(" + ", ".join(f"a{n}=1" for n in range(90_000))
    + ")\n  : []",
    "parameters-unclosed": lambda: "blocks:\n  ? f(" + "(" * 100_000 + "\n  : []",
    "sources": lambda: "layers: [{relu: , from: [" + "a," * 140_000 + "]}]",
    "outputs": lambda: "outputs: [" + "a," * 140_000 + "]\nlayers: [relu]",
    "inputs": lambda: (
        "input: {" + ", ".join(f"i{n}: 3" for n in range(100_000)) + "}\nlayers: [relu]"
    ),
    "includes": lambda: "include: [" + "a," * 140_000 + "]",
    "paths": lambda: "layers: [{Branches: [" + "[]," * 140_000 + "]}]",
    "repeat": lambda: "layers: [{relu: , repeat: " + "9" * 100_000 + "}]",
    "repeats": lambda: "layers:\n  - relu" + " * n" * 100_000,
    "when": lambda: "layers:\n  - relu:\n    when: " + "not " * 100_000 + "a",
    "long-name": lambda: "layers: [{relu: , from: " + "a" * 1_000_000 + "}]",
    "long-variable": lambda: "vars:\n  ? " + "a" * 1_000_000 + "\n  : 3",
    "strings": lambda: "layers:\n  - f(" + "'a' + " * 100_000 + "b)",
    "comparisons": lambda: "layers:\n  - f(" + "1 < " * 100_000 + "2)",
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_spec_is_read_to_its_end(name: str) -> None:
    spec = cnncalc.parse(TEXTS[name](), code=False)
    assert len(spec.problems) <= 52
    assert all(len(each.message) < 500 for each in spec.problems)
