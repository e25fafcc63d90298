"""Entries of a YAML list of layers."""

from __future__ import annotations

import pytest

import cnncalc
from tests.running import layers, marked, only_problem, reported, said

ONE = "an entry has one layer, and this one has "
REPEAT = "`repeat` is a whole number of at least 1"


def yaml(*entries: str) -> str:
    return "layers:\n" + "".join(f"  - {each}\n" for each in entries)


@pytest.mark.parametrize(
    ("entry", "code", "message", "mark"),
    [
        ("", "entry-keys", ONE + "no", ""),
        ("?", "entry-keys", ONE + "none", "?\n"),
        ("{}", "entry-keys", ONE + "none", "{}"),
        ("{id: a}", "entry-keys", ONE + "none", "{id: a}"),
        ("ReLU(), Tanh()", "entry-keys", ONE + "2", "ReLU(), Tanh()"),
        ("[ReLU]", "entry-keys", "an entry is a layer, and this is a list", "[ReLU]"),
        ("{ReLU: , Tanh: }", "entry-keys", ONE + "`ReLU` and `Tanh`", "Tanh"),
        ("{Sequential: }", "wrong-key-type", "`Sequential` holds a list of layers", "Sequential"),
        ("{ReLU: , repeat: 0}", "wrong-key-type", REPEAT, "0"),
        ("{ReLU: , repeat: -1}", "wrong-key-type", REPEAT, "-1"),
        ("{ReLU: , repeat: 1.5}", "wrong-key-type", REPEAT, "1.5"),
        ("{ReLU: , repeat: [2]}", "wrong-key-type", REPEAT, "[2]"),
        ("{ReLU: , repeat: '2'}", "wrong-key-type", REPEAT, "'2'"),
        ("{ReLU: , id: [a]}", "bad-name", "`id` is one piece of text", "[a]"),
        ("{ReLU: , id: a, id: b}", "duplicate-key", "the key `id` stands twice", "id"),
        ("{Linear: {out: 3, out: 4}}", "duplicate-key", "the key `out` stands twice", "out"),
        ("{Linear: {out: {a: 1}}}", "wrong-type", "an argument's value is no mapping", "{a: 1}"),
        ("{Sigmoid: 3}", "too-many-arguments", "`Sigmoid` takes no arguments", "3"),
        ("{ReLU: {<<: 3}}", "wrong-key-type", "`<<` takes a mapping, or a list of mappings", "3"),
        ("3", "call-syntax", "a layer cannot start with '3'", "3"),
        ("ReLU(a: 1)", "call-syntax", "a `: ` splits this call, and leaves `ReLU(a`", "ReLU(a"),
        ("Conv2d(3, 8", "call-syntax", "`(` is never closed", "("),
    ],
)  # fmt: skip
def test_what_is_no_entry_is_refused(entry: str, code: str, message: str, mark: str) -> None:
    problem = reported(yaml(entry)).problems[0]
    assert (problem.code, problem.message, marked(problem)) == (code, message, mark)


@pytest.mark.parametrize(
    ("entry", "advice"),
    [
        (
            "{type: Conv2d, out: 3}",
            "the layer's name is the key: `- Conv2d: {out_channels: 10, kernel_size: 3}`",
        ),
        ("Conv2d:\n    out: 3", "indent what belongs to `Conv2d` further, or write it in { }"),
        ("{ReLU: , Tanh: }", "begin a new entry with `- ` for each layer"),
        ("{id: a}", "name a layer, as in `- Conv2d: {…}`"),
    ],
)  # fmt: skip
def test_an_entry_with_other_keys_has_a_mend_of_its_own(entry: str, advice: str) -> None:
    assert only_problem(yaml(entry)).help == advice


def test_commas_in_a_flow_list_that_split_a_call_are_one_problem() -> None:
    problem = only_problem("layers: [Conv2d(3, 8, 3), ReLU]")
    assert problem.message == "in [ … ] the commas split this call, and leave `Conv2d(3`"


def test_the_problems_of_many_entries_are_bounded() -> None:
    assert len(reported(yaml(*["{a: , b: }"] * 1_000)).problems) <= 51
    assert len(reported(yaml(*["f("] * 1_000)).problems) <= 51
    pairs = ", ".join("a: 1" for _ in range(1_000))
    assert len(reported(yaml(f"{{Conv2d: {{{pairs}}}}}")).problems) <= 55


def test_too_many_entries_are_said_once() -> None:
    text = "layers: [" + "relu," * 30_000 + "]"
    problem = only_problem(text)
    assert problem.message == "the network has more than 20,000 layers"


@pytest.mark.parametrize(
    "entry",
    [
        "Conv2d(3, 8, 3, padding=1)",
        "nn.Conv2d(3, 8, 3, padding=1)",
        "'torch.nn.Conv2d(3, 8, 3, padding=1)'",
        '"Conv2d(3, 8, 3, padding=1)"',
        '"Conv2d(3, \\u0038, 3, padding=1)"',
        "'Conv2d(3, 8, 3, padding=1, padding_mode=''zeros'')'",
        "|\n    Conv2d(3, 8, 3,\n      padding=1)",
        ">-\n    Conv2d(3, 8, 3, padding=1)",
        "Conv2d(3, 8, 3,\n      padding=1)",
        "Conv2d(3, 8, 3, padding=1):",
        "Conv2d: {out_channels: 8, kernel_size: 3, padding: 1}",
        "Conv2d: {in_channels: 3, out_channels: 8, kernel_size: [3, 3], padding: 1}",
        "conv2d: {filters: 8, kernel: 3, padding: 1}",
        "nn.Conv2d: {out: 2*4, kernel: 3, padding: 1}",
        "Conv2d:\n      out: 8\n      kernel: 3\n      padding: 1",
        "LazyConv2d(8, 3, padding=1)",
        "conv8k3p1",
        "&a conv8k3p1",
        "&a 'conv8k3p1'",
        "{conv2d: &a {out: 8, kernel: 3, padding: &n 1}}",
    ],
)
def test_one_layer_may_be_written_in_many_ways(entry: str) -> None:
    assert layers(yaml(entry)) == ["Conv2d(3, 8, 3, padding=1)"]


@pytest.mark.parametrize(
    ("entry", "layer"),
    [
        ("MaxPool2d: 2", "MaxPool2d(2)"),
        ("MaxPool2d: [2, 3]", "MaxPool2d((2, 3))"),
        ("BatchNorm2d: 3", "BatchNorm2d(3)"),
        ("BatchNorm2d:", "BatchNorm2d(3)"),
        ("BatchNorm2d: {}", "BatchNorm2d(3)"),
        ("Dropout: 0.1", "Dropout(p=0.1)"),
        ("Linear: 64*7*7", "Linear(32, 3136)"),
        ("linear: {units: 10, bias: false}", "Linear(32, 10, bias=False)"),
        ("max_pool2d: 2", "MaxPool2d(2)"),
        ("ReLU", "ReLU()"),
        ("relu:", "ReLU()"),
    ],
)
def test_a_mapping_with_one_value_means_this_layer(entry: str, layer: str) -> None:
    assert layers(yaml(entry)) == [layer]


def test_a_merge_key_brings_in_what_is_not_there() -> None:
    text = yaml(
        "Conv2d: &a {out: 8, kernel: 3}",
        "Conv2d: &b {<<: *a, padding: 1}",
        "Conv2d: {<<: [*b, {stride: 2}], kernel: 5}",
    )
    assert layers(text) == [
        "Conv2d(3, 8, 3)", "Conv2d(8, 8, 3, padding=1)", "Conv2d(8, 8, 5, stride=2, padding=1)",
    ]  # fmt: skip


def test_ids_repeats_and_groups_stand_beside_the_layer() -> None:
    text = yaml("{id: act, ReLU: }", "{ReLU: , repeat: 2}", "{id: g, Sequential: [Tanh, ReLU]}")
    report = reported(text)
    assert said(report) == []
    assert [(row.path, row.type) for row in report.rows] == [
        ("act", "ReLU"), ("1", "ReLU"), ("2", "ReLU"), ("g.0", "Tanh"), ("g.1", "ReLU"),
    ]  # fmt: skip


def test_repeats_multiply() -> None:
    assert layers(yaml("{ReLU() * 2: , repeat: 3}")) == ["ReLU()"] * 6


def test_a_problem_in_an_aliased_entry_is_said_once() -> None:
    spec = cnncalc.parse(yaml("&a {Conv2d: {out: 1, out: 2}}", "*a", "*a"))
    assert len(spec.problems) == 1


@pytest.mark.parametrize("nothing", ["", "null", "~"])
def test_a_layer_may_hold_nothing(nothing: str) -> None:
    text = f"layers:\n  - {{id: a, ReLU: {nothing} }}\n  - conv4k3: {nothing}\n"
    entries = cnncalc.parse(text).entries
    assert [(each.name, each.arguments[:0]) for each in entries] == [("ReLU", ()), ("conv4k3", ())]
    assert reported(text, "3x8x8").output == (4, 6, 6)
