"""Hostile input by what is hostile about it: texts of files, and command lines.

Each text is made when it is asked for: together they would fill the memory of the tests.
"""

from __future__ import annotations

import os
from collections.abc import Callable

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{each}: &a{each} [{', '.join([f'*a{each - 1}'] * 9)}]\n" for each in range(1, 10)
)
NAMED_BOMB = "a0 = (1, 1)\n" + "".join(f"a{n} = (a{n - 1}, a{n - 1})\n" for n in range(1, 60))
ESCAPES = "\x1b[31m\x1b]0;x\x07\x00\x08\x7f\x9b\u202e\u2066"


def yaml(*entries: str) -> str:
    return "input: 3x8x8\nlayers:\n" + "".join(f"  - {each}\n" for each in entries)


def nested(levels: int) -> str:
    return "".join(f"{'  ' * each}- Sequential:\n" for each in range(levels))


FILES: dict[str, Callable[[], str | bytes]] = {
    "empty": lambda: "",
    "blank": lambda: "\n" * 1_900_000,
    "blank-then-code": lambda: " \n" * 900_000 + "relu",
    "comments": lambda: "#\n" * 990_000,
    "alias-bomb": lambda: BOMB + "layers: *a9\n",
    "alias-bomb-of-layers": lambda: yaml("&a relu", *["*a"] * 150_000),
    "alias-bomb-of-text": lambda: yaml(
        f"&a relu #{'x' * 900_000}", f"&b '{'x' * 900_000}'", *["*b"] * 9_000
    ),
    "alias-of-itself": lambda: yaml("&a [*a]"),
    "alias-of-its-mapping": lambda: "layers: &a {b: *a}",
    "alias-tower": lambda: yaml(
        "Sequential: &a0 [relu]", *(f"Sequential: &a{n} [*a{n - 1}]" for n in range(1, 900))
    ),
    "anchors-twice": lambda: yaml("&a relu", "&a tanh", "*a"),
    "named-bomb": lambda: NAMED_BOMB + "nn.Conv2d(3, a59, 3)",
    "repeat": lambda: yaml("relu * 1000000000"),
    "repeat-key": lambda: yaml("{ReLU: , repeat: 1000000000}"),
    "repeat-nothing": lambda: yaml("{Sequential: [], repeat: 1000000000}"),
    "repeat-nested": lambda: yaml(
        "{Sequential: [{Sequential: [relu * 9], repeat: 999999}], repeat: 999999}"
    ),
    "repeat-huge": lambda: yaml("relu * 10 ** 10 ** 10", "{ReLU: , repeat: " + "9" * 100_000 + "}"),
    "nested-flow": lambda: "layers: " + "[" * 10_000,
    "nested-mappings": lambda: "layers: " + "{a: " * 10_000,
    "nested-block": lambda: "layers:\n" + nested(1_000),
    "nested-dashes": lambda: "- " * 10_000,
    "nested-merges": lambda: "a0: &a0 {k: 1}\n" + "".join(
        f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40)
    ),
    "merge-of-itself": lambda: yaml("Conv2d: &a {<<: *a, out: 3}"),
    "merge-of-text": lambda: yaml("Conv2d: {<<: text, out: 3, kernel: 1}"),
    "nested-brackets": lambda: "nn.Conv2d(" * 10_000,
    "nested-tuples": lambda: "nn.Conv2d(3, " + "(" * 10_000 + "3",
    "nested-sequential": lambda: "nn.Sequential(" * 10_000 + "nn.ReLU()" + ")" * 10_000,
    "digits": lambda: yaml(
        f"nn.Linear({'9' * 100_000}, 3)", f"{{Linear: {'9' * 100_000}}}", "fc" + "9" * 100_000
    ),
    "digits-of-a-float": lambda: yaml(
        "{Dropout: 1." + "0" * 397 + "e5}", f"nn.Dropout(0.{'3' * 100_000})"
    ),
    "input-digits": lambda: "input: " + "9" * 100_000 + "\nlayers: [relu]",
    "expect-digits": lambda: (
        yaml("relu") + f"expect: {{params: {'9' * 100_000}, flatten: 1{'e9' * 9_999}}}"
    ),
    "exponents": lambda: yaml(
        *(f"nn.Linear({each}, 3)" for each in ("10**10**10", "9**9**9**9", "2.0**1e308", "0**-1"))
    ),
    "exponent-chain": lambda: "nn.Linear(" + "2**" * 600_000 + "1, 3)",
    "unary": lambda: "nn.Linear(" + "-" * 1_900_000 + "3, 3)",
    "sum": lambda: "nn.Linear(" + "1+" * 900_000 + "1, 3)",
    "sum-in-yaml": lambda: yaml("{Linear: " + "1+" * 900_000 + "a}"),
    "token-in-many-ways": lambda: "conv1k3" + "x5" * 46 + "A " + "conv1k3" + "x5" * 40 + "_",
    "one-long-line": lambda: "nn.Conv2d(3, 8, 3)  # " + "x" * 1_900_000,
    "one-long-word": lambda: "a" * 1_900_000,
    "one-long-string": lambda: "nn.Conv2d('" + "x" * 1_900_000 + "', 8, 3)",
    "one-long-key": lambda: f"? {'k' * 1_900_000}\n: 3",
    "one-long-id": lambda: yaml(f"{{id: {'k' * 100_000}, ReLU: }}"),
    "one-long-name": lambda: f"name: {'k' * 1_900_000}\n" + yaml("relu"),
    "one-long-argument": lambda: f"nn.ReLU({'k' * 1_900_000}=3)",
    "commas": lambda: "," * 1_900_000,
    "commas-in-a-call": lambda: "nn.Conv2d(" + "," * 1_900_000 + ")",
    "values-in-a-call": lambda: "nn.Conv2d(" + "1," * 990_000 + ")",
    "values-in-a-tuple": lambda: "nn.Conv2d(3, 8, (" + "1," * 990_000 + "))",
    "names-in-a-call": lambda: "nn.Conv2d(" + ", ".join(f"k{n}=1" for n in range(150_000)) + ")",
    "words-in-a-sequential": lambda: "nn.Sequential(" + "a," * 990_000 + ")",
    "layers-in-a-sequential": lambda: "nn.Sequential(" + "relu()," * 280_000 + ")",
    "groups": lambda: "nn.Sequential(), " * 100_000,
    "tokens": lambda: "relu " * 390_000,
    "assignments": lambda: "a=1\n" * 490_000,
    "functions": lambda: "def f(x):\n" * 190_000,
    "lines-of-a-function": lambda: "def f(x):\n" + "x\n" * 990_000,
    "add-module": lambda: "m = nn.Sequential()\n" + "m.append(nn.ReLU())\n" * 90_000,
    "quotes": lambda: "'" * 1_900_000,
    "triple-quotes": lambda: "for '''\n" * 200_000,
    "unknown-layers": lambda: yaml(*(f"Xyzzy{n}" for n in range(50_000))),
    "unknown-keys": lambda: "".join(f"k{n}: 1\n" for n in range(140_000)),
    "duplicate-keys": lambda: yaml("Conv2d: {" + "a: 1, " * 140_000 + "}"),
    "unclosed-calls": lambda: "f(\n" * 400_000,
    "unclosed-before-closed": lambda: "f(\n" * 60 + "()\n" * 600_000,
    "many-expectations": lambda: (
        yaml("relu * 19999")
        + "expect:\n  layers:\n"
        + "".join(f"    a{n}: {{params: 1}}\n" for n in range(60_000))
    ),
    "yaml-list": lambda: "layers: [" + "a," * 990_000 + "]",
    "yaml-colons": lambda: "layers: " + ": " * 900_000,
    "yaml-tag": lambda: yaml(
        "!!python/object/apply:os.system ['echo pwned']", "!!python/name:os.system"
    ),
    "yaml-documents": lambda: "---\n" * 400_000,
    "yaml-directive": lambda: "%TAG ! tag:x:\n---\nlayers: [relu]",
    "escapes-in-code": lambda: f"nn.Conv2d({ESCAPES}, 3)\n{ESCAPES}\n",
    "escapes-in-yaml": lambda: f"name: {ESCAPES}\n",
    "escapes-escaped": lambda: (
        'name: "\\e]0;x\\a\\u202e"\n'
        + yaml('{id: "\\e[31m", ReLU: }', '"\\e[31m\\0"', '{"\\e[2J": {"\\e[1m": "\\e[0m"}}')
        + 'expect: {"\\e": 1}'
    ),
    "bidi": lambda: "name: \u202eabc\u2066\n" + yaml("{\u202eid: 3}", "'\u2067relu'"),
    "odd-digits": lambda: (
        yaml("nn.Conv2d(3, 8², 3)", "{Linear: ²}", "{Linear: 1_}", "convⅷk3")
        + "expect: {layers: {²: {params: 1}}}"
    ),
    "nul": lambda: b"input: 3x8x8\nlayers: [relu\x00]",
    "nul-in-code": lambda: b"relu\x00\x00",
    "not-utf-8": lambda: b"input: 3x8x8\nlayers: [relu\xff\xfe]",
    "lone-surrogates": lambda: b"layers: [\xed\xa0\x80]",
    "utf-16": lambda: "input: 3x8x8\nlayers: [relu]".encode("utf-16"),
    "byte-order-mark": lambda: b"\xef\xbb\xbf" + yaml("relu").encode(),
    "carriage-returns": lambda: yaml("relu").replace("\n", "\r").encode(),
    "mixed-line-ends": lambda: b"input: 3x8x8\r\nlayers:\r  - relu\n\xc2\x85\xe2\x80\xa8",
    "large": lambda: b"#" * 9_000_000,
}  # fmt: skip

COMMANDS: dict[str, list[str]] = {
    "directory": ["."],
    "missing": ["missing.yaml"],
    "null": ["/dev/null"],
    "zero": ["/dev/zero"],
    "unreadable": ["/proc/self/mem"],
    "empty-word": [""],
    "escapes": ["3x8x8", "\x1b[31m", "\x1b]0;x\x07", "\u202e"],
    "escapes-in-options": ["-i", "\x1b[31m", "--\x1b[31m", "relu"],
    "escapes-in-a-format": ["-f", "\x1b[31m", "relu"],
    "escapes-in-a-file-name": ["\x1b[31m.yaml"],
    "escapes-in-a-check": ["check", "\x1b[31m.yaml", "\u202e"],
    "escapes-in-a-layer": ["layers", "\x1b[31m"],
    "bidi-in-an-option": ["--\u202e", "-\u2066", "relu"],
    "bidi-in-a-word-too-many": ["layers", "Conv2d", "\u202e", "\u2028"],
    "markup": ["--[/red]", "[/red]"],
    "surrogates": ["3x8x8", os.fsdecode(b"relu\xff\xfe")],
    "long-word": ["3x8x8", "nn.ReLU(), " * 9_000],
    "long-name": ["a" * 100_000],
    "long-path": ["a/" * 50_000 + "b.yaml"],
    "long-shape": ["3" + " " * 100_000 + "x", "relu"],
    "spaces": [" " * 100_000 + "a", "relu"],
    "long-layer": ["layers", "a" * 100_000],
    "huge-batch": ["--batch", "9" * 10_000, "3x8x8", "relu"],
    "huge-input": ["x".join(["9223372036854775807"] * 8), "relu"],
    "many-words": ["3x8x8", *["relu"] * 30_000],
    "settings-of-nothing": ["--set", "", "--set", "=", "--set", "==", "3x8x8", "relu"],
    "settings-with-escapes": ["--set", "\x1b[31m=\x07", "--set", "\u202e", "3x8x8", "relu"],
    "settings-with-code": ["--set", "a=__import__('os').system('echo pwned')", "3x8x8", "relu"],
    "setting-of-many-digits": ["--set", "width=" + "9" * 100_000, "3x8x8", "relu"],
    "setting-of-many-brackets": ["--set", "width=" + "(" * 50_000, "3x8x8", "relu"],
    "many-settings": [*["--set", "a=1"] * 9_000, "3x8x8", "relu"],
    "once-of-nothing": ["--once", "--depth", "1", "3x8x8", ""],
    "zoo-of-something": ["zoo", "\x1b[31m"],
}  # fmt: skip
"""A command line by what is hostile about it."""
