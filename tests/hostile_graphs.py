"""Hostile blocks, references and repeats, by what is hostile about them; see tests/hostility.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.hostility import yaml


def file(blocks: Iterable[str], *layers: str) -> str:
    """A file of blocks, each written on one line."""
    return "input: 3x8x8\nblocks:\n" + "".join(f"  {each}\n" for each in blocks) + (
        "layers:\n" + "".join(f"  - {each}\n" for each in layers)
    )  # fmt: skip


def tower(levels: int, body: str, last: str, first: str = "b0") -> str:
    """Blocks of which each uses the next; `body` has its number for {}."""
    names = (body.format(f"b{at + 1}") for at in range(levels))
    blocks = [f"b{at}{each}" for at, each in enumerate(names)]
    return file([*blocks, f"b{levels}: [{last}]"], first)


def ids(count: int, layer: str = "ReLU: ", source: str = "input") -> list[str]:
    return [f"{{id: r{at}, from: {source}, {layer}}}" for at in range(count)]


def listed(count: int, name: str = "r{}") -> str:
    return ", ".join(name.format(at) for at in range(count))


GRAPHS: dict[str, Callable[[], str]] = {
    "blocks-in-blocks": lambda: tower(600, ": [{}]", "ReLU"),
    "blocks-in-residuals": lambda: tower(300, ": [Residual: [{}]]", "ReLU"),
    "blocks-in-parameters": lambda: tower(300, "(x=ReLU): [{}(x)]", "ReLU"),
    "blocks-over-channels-in-each-other": lambda: tower(300, "(c=in_channels): [{}]", "ReLU"),
    "blocks-in-a-circle": lambda: tower(600, ": [{}]", "b0"),
    "blocks-that-explode": lambda: tower(60, ": [{0}, {0}]", "ReLU"),
    "blocks-that-explode-to-nothing": lambda: tower(60, ": [{0}, {0}]", "{when: false, ReLU: }"),
    "blocks-that-explode-empty": lambda: tower(60, ": [{0}, {0}]", ""),
    "blocks-that-explode-later": lambda: tower(60, "(c=in_channels): [{0}, {0}]", "ReLU"),
    "blocks-that-explode-later-to-nothing": lambda: tower(
        60, "(c=in_channels): [{0}, {0}]", "{when: in_channels > 5, ReLU: }"
    ),
    "blocks-that-explode-by-sharing": lambda: tower(
        60, ": [{{id: a, {0}: }}, {{share: a}}]", "ReLU"
    ),
    "calls-that-explode": lambda: file(["t(g): [g, g]"], "t(" * 50 + "ReLU" + ")" * 50),
    "calls-in-calls": lambda: file(["t(g): [g]"], "t(" * 60 + "ReLU" + ")" * 60),
    "calls-in-too-many-calls": lambda: file(["t(g): [g]"], "t(" * 5_000 + "ReLU" + ")" * 5_000),
    "calls-of-themselves": lambda: file(
        ["f(x): ['x(x)']", "g(y): ['y(g)']", "h(z): ['z(f(z))']"],
        "f(f)", "f(g)", "g(g)", "g(f)", "h(h)", "h(f)", "f(h)",
    ),
    "blocks-by-the-thousand": lambda: file([f"b{at}: [ReLU]" for at in range(19_000)], "b1"),
    "parameters-by-the-thousand": lambda: (
        f"input: 3x8x8\nblocks:\n  ? b({listed(9_000, 'p{0}=1')})\n  : [ReLU]\nlayers: [b]\n"
    ),
    "arguments-by-the-thousand": lambda: file(["b(p): [ReLU]"], f"b({'1, ' * 90_000}1)"),
    "defaults-that-grow": lambda: file(
        [f"b(p0=2, {', '.join(f'p{at}=p{at - 1} * p{at - 1}' for at in range(1, 50))}): [ReLU]"],
        "b",
    ),
    "variables-that-grow": lambda: (
        "vars: {a0: 3, "
        + ", ".join(f"a{at}: a{at - 1} * a{at - 1}" for at in range(1, 300)) + "}\n"
        + yaml("relu")
    ),
    "tuples-that-grow": lambda: (
        "vars: {a0: '(1, 1)', "
        + ", ".join(f"a{at}: '(a{at - 1}, a{at - 1})'" for at in range(1, 60)) + "}\n"
        + yaml("{Conv2d: {out: a59, kernel: 1}}")
    ),
    "calls-that-grow": lambda: file(
        [f"b{at}(x): ['b{at + 1}(g(x, x))']" for at in range(50)] + ["b50(x): [x]", "g(x, y): [x]"],
        "b0(ReLU)",
    ),
    "repeats-over-channels": lambda: yaml(*["{repeat: in_channels * 1000, conv3k1: }"] * 50),
    "repeats-over-channels-nested": lambda: yaml(
        "{repeat: in_channels * 999, Sequential: [{repeat: in_channels * 999, conv3k1: }]}"
    ),
    "repeats-beyond-all-numbers": lambda: yaml(
        "{repeat: in_channels ** 150, ReLU: }", "{repeat: in_channels ** in_channels ** 99, ReLU: }"
    ),
    "repeats-of-nothing": lambda: yaml(
        "{when: in_channels > 5, ReLU: , repeat: 1000000000}", "ReLU"
    ),
    "conditions": lambda: yaml(*["{when: false, ReLU: }"] * 19_000, "ReLU"),
    "conditions-over-channels": lambda: yaml(*["{when: in_channels > 5, ReLU: }"] * 19_000, "ReLU"),
    "references-forward": lambda: yaml(f"{{from: [{listed(15_000)}], Cat: }}", *ids(15_000)),
    "references-to-nothing": lambda: yaml(
        *ids(300), f"{{from: [{listed(50_000, 'x{}r')}], Cat: }}"
    ),
    "references-to-many": lambda: yaml(*ids(15_000), f"{{from: [{listed(15_000)}], Cat: }}"),
    "references-in-a-value": lambda: yaml(*ids(9_000), f"Cat: [{listed(9_000)}]"),
    "references-again-and-again": lambda: yaml(
        "{id: r, ReLU: }", *[f"{{from: [{', '.join(['r'] * 900)}], Cat: }}"] * 200
    ),
    "references-doubling": lambda: yaml(
        "{id: r0, ReLU: }",
        *(f"{{id: r{at}, from: [r{at - 1}, r{at - 1}], Cat: }}" for at in range(1, 200)),
    ),
    "references-in-circles": lambda: yaml(
        *(f"{{id: r{at}, from: r{at + 1}, ReLU: }}" for at in range(15_000))
    ),
    "references-of-many-digits": lambda: yaml(
        "{id: s, Chunk: {chunks: 3, dim: 1}}", f"{{from: s.{'9' * 150}, ReLU: }}"
    ),
    "references-with-escapes": lambda: yaml(
        '{from: "\\e[31m\\u202e", ReLU: }', '{share: "\\e]0;x\\a", ReLU: }',
        '{from: "a\\nb", ReLU: }',
    ),
    "names-with-escapes": lambda: (
        'vars: {"\\e[31m": 3}\nblocks: {"\\e[2J(x)": [ReLU], "b(\\u202ey)": [ReLU]}\n'
        'outputs: ["\\e[31m"]\ninclude: ["\\e[31m.yaml", "\\u202e"]\n' + yaml("relu")
    ),
    "shares-in-a-chain": lambda: yaml(
        "{id: r0, conv3k1: }", *(f"{{id: r{at}, share: r{at - 1}}}" for at in range(1, 9_000))
    ),
    "merges-that-break": lambda: yaml(
        "{id: a, Sequential: [ReLU * 9000]}",
        "{id: b, Sequential: [conv4k1, ReLU * 900]}",
        *["{from: [a, b], Add: }"] * 9_000,
    ),
    "merges-of-everything": lambda: yaml(
        *ids(4_000), *[f"{{from: [{listed(900)}], Add: }}"] * 20
    ),
    "unused-by-the-thousand": lambda: yaml(*ids(15_000)),
    "outputs-by-the-thousand": lambda: yaml(*ids(9_000)) + f"outputs: [{listed(9_000)}]\n",
    "outputs-that-repeat": lambda: yaml("{id: r, ReLU: }") + f"outputs: [{'r, ' * 90_000}r]\n",
    "inputs-by-the-thousand": lambda: (
        "input: {" + ", ".join(f"i{at}: 3x8x8" for at in range(9_000)) + "}\nlayers: [Cat]\n"
    ),
    "chunks-by-the-thousand": lambda: yaml(
        "{Unsqueeze: 1}", "{Expand: [1, 9000, 3, 8, 8]}", "{Chunk: {chunks: 9000, dim: 1}}", "Cat"
    ),
    "includes-by-the-thousand": lambda: f"include: [{listed(50_000, 'f{}.yaml')}]\n" + yaml("relu"),
    "includes-of-devices": lambda: "include: [/dev/zero, /dev/stdin, ../../../../dev/zero, /proc/self/mem, .]\n" + yaml("relu"),  # noqa: E501
    "includes-of-itself": lambda: "include: [spec.txt, ./spec.txt]\n" + yaml("relu"),
    "problems-in-a-block": lambda: file(
        [f"b: [{', '.join(f'Xyz{at}' for at in range(100))}]"], *["b"] * 5_000
    ),
    "breaks-in-a-block": lambda: file(["b: [conv8k99]"], *["b"] * 9_000),
    "groups-that-fold": lambda: yaml("{Sequential: [ReLU, Tanh], repeat: 9999}"),
    "groups-within-groups": lambda: yaml(
        "{Residual: [" * 30 + "ReLU" + "]}" * 30, "{Branches: [[" * 12 + "ReLU" + "], []]}" * 12
    ),
}  # fmt: skip
"""Texts of files; each is made when it is asked for."""
