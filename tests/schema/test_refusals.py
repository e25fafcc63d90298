"""What the schema refuses, and where; what it lets pass beside it."""

from __future__ import annotations

import pytest

from tests.schema.loading import refusals


def places(layers: str, head: str = "input: 3x32x32") -> set[str]:
    """Where the schema refuses the entries of a file; `0` is the first of them."""
    lines = "".join(f"  {line}\n" for line in layers.splitlines())
    found = refusals(f"{head}\nlayers:\n{lines}")
    return {each.partition(":")[0].removeprefix("layers/") for each in found}


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ("- Conv2d: {out_channels: 10, kernel_size: 0}", "0/Conv2d/kernel_size"),
        ("- Conv2d: {out_channels: 10, kernel_size: [3, 3, 3]}", "0/Conv2d/kernel_size"),
        ("- Conv2d: {out_channels: 10, kernel_size: 3:30}", "0/Conv2d/kernel_size"),
        ("- Conv2d: {out_channels: 10, kernel_size: 3x3}", "0/Conv2d/kernel_size"),
        ("- Conv2d: {out_channels: 10, kernel_size: 3, bias: yes}", "0/Conv2d/bias"),
        ("- Conv2d: {out_channels: 10, kernel_size: 3, padding: sane}", "0/Conv2d/padding"),
        ("- Conv2d: {out_channels: 10, kernel_size: {h: 3}}", "0/Conv2d/kernel_size"),
        ("- Conv2d: {out_channels: 10, kernal_size: 3}", "0/Conv2d"),
        ("- Conv2d: {out_channels: 10}", "0/Conv2d"),
        ("- Conv2d: {out: 10, filters: 10, kernel: 3}", "0/Conv2d"),
        ("- Conv2d:", "0/Conv2d"),
        ("- conv2d: {out: 10}", "0/conv2d"),
        ("- max_pool2d: {kernel: 2, size: 2}", "0/max_pool2d"),
        ("- MaxPool2d: '2'", "0/MaxPool2d"),
        ("- Dropout: 1.5", "0/Dropout"),
        ("- Mean: {dim: 2, axis: 3}", "0/Mean"),
        ("- RelU", "0"),
        ("- RelU:", "0"),
        ("- Conv2D(10, 3)", "0"),
        ("- nn.ModuleList([nn.ReLU()])", "0"),
        ("- wobble", "0"),
        ("- 5", "0"),
        ("- [ReLU]", "0"),
        ("- {ReLU: , Tanh: }", "0"),
        ("- {id: a, from: input, ReLU: , Tanh: }", "0"),
        ("- {id: a}", "0"),
        ("- {id: 7, ReLU: }", "0/id"),
        ("- {id: a.b, ReLU: }", "0/id"),
        ("- {from: [], ReLU: }", "0/from"),
        ("- {from: 'a, b', Add: }", "0/from"),
        ("- {repeat: 0, ReLU: }", "0/repeat"),
        ("- {when: [true], ReLU: }", "0/when"),
        ("- {share: [a], ReLU: }", "0/share"),
        ("- Sequential:", "0/Sequential"),
        ("- Sequential: [RelU]", "0/Sequential/0"),
        ("- Residual: {shortcut: [ReLU]}", "0/Residual"),
        ("- Residual: {main: [Relu6]}", "0/Residual/main/0"),
        ("- Residual: {main: [ReLU], skip: [ReLU]}", "0/Residual"),
        ("- Branches: []", "0/Branches"),
        ("- Branches: {merge: sum, paths: [[ReLU]]}", "0/Branches/merge"),
        ("- Branches: {merge: add}", "0/Branches"),
        ("- Branches: [[{Relu6: }]]", "0/Branches/0/0"),
    ],
)
def test_an_entry_is_refused_at_its_place(entry: str, place: str) -> None:
    assert places(entry) == {place}


@pytest.mark.parametrize(
    "entry",
    [
        "- Conv2d(3, 10, 3)",
        "- nn.Conv2d(3, 10, 3) * 2",
        "- torch.nn.ReLU()",
        "- self.conv1 = nn.Conv2d(3, 10, 3)  # the first",
        "- conv10k3s1ps",
        "- conv2d10k3nb",
        "- max_pool2d2s1",
        "- gap",
        "- Residual(ReLU(), Tanh())",
        "- Conv2d: {out: 16, kernel: [3, 5], padding: same}",
        "- Conv2d: {out_channels: in_channels * 2, kernel_size: 3}",
        "- Conv2d: {out_channels: 5_300, kernel_size: 3, bias: False}",
        "- nn.Conv2d: {out: 16, kernel: 3}",
        "- max_pool2d: 2",
        "- MaxPool2d: [2, 3]",
        "- BatchNorm2d: 64",
        "- BatchNorm2d:",
        "- ReLU: {}",
        "- LazyConv2d: {out_channels: 10, kernel_size: 3}",
        "- Slice: ':, :256'",
        "- Custom: {output: 64x7x7, params: 100}",
        "- View: [-1, 400]",
        "- Conv2d: {out: 16, kernel: 3, dtype: float16}",
        "- Cat: [left, right]",
        "- concat: [left, right]",
        "- {from: [left, right.1], Cat: {dim: 2}}",
        "- {id: 卷积, from: input, repeat: 2, when: in_channels > 2, ReLU: }",
        "- {id: a, 'Conv2d(3, 10, 3)': }",
        "- {when: null, ReLU: }",
        "- {share: a}",
        "- {id: b, from: input, share: a}",
        "- Sequential: [ReLU, {Conv2d: {out: 1, kernel: 1}}]",
        "- sequential: ReLU",
        "- Residual: [ReLU]",
        "- Residual: {Conv2d: {out: 3, kernel: 1}}",
        "- Residual: {main: [ReLU], shortcut: []}",
        "- Branches: {merge: add, paths: [[ReLU], []]}",
        "- Branches: [[ReLU], Tanh]",
    ],
)
def test_an_entry_passes(entry: str) -> None:
    assert places(entry) == set()


@pytest.mark.parametrize("head", ["blocks: {b(n): [ReLU]}", "include: b.yaml", "vars: {act: ReLU}"])
def test_where_names_are_defined_unknown_ones_pass(head: str) -> None:
    entries = (
        "- b: {n: 3}\n- b(3)\n- act\n- {id: x, b: 5}\n- norm: {any: 1}\n- ReLU: {inplace: act}"
    )
    assert places(entries, head) == set()
    assert places(entries) != set()


def test_where_names_are_defined_layers_in_pytorchs_spelling_are_held_to_their_arguments() -> None:
    entry = "- Conv2d: {out: width, kernal: 3}"
    assert places(entry, "vars: {width: 3}") == {"0/Conv2d"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("layers: Conv2d(3, 10, 3)", "layers"),
        ("layers: []", "layers"),
        ("input: 3x32x32", ""),
        ("inputs: 3x32x32\nlayers: [ReLU]", ""),
        ("input: 3 by 32\nlayers: [ReLU]", "input"),
        ("input: 3x0x32\nlayers: [ReLU]", "input"),
        ("input: [3, 32.5]\nlayers: [ReLU]", "input"),
        ("input: {}\nlayers: [ReLU]", "input"),
        ("input: {left: 3 by 3}\nlayers: [ReLU]", "input/left"),
        ("input: {'7': 3x3}\nlayers: [ReLU]", "input"),
        ("name: [a]\nlayers: [ReLU]", "name"),
        ("vars: [a]", "vars"),
        ("vars: {in_channels: 5}", "vars"),
        ("vars: {a b: 5}", "vars"),
        ("vars: {a: [1]}", "vars/a"),
        ("blocks: {b(n): 5}", "blocks/b(n)"),
        ("blocks: {id(n): [ReLU]}", "blocks"),
        ("blocks: {5(n): [ReLU]}", "blocks"),
        ("blocks: {Conv2d(n): [ReLU]}", "blocks"),
        ("blocks: {b: {layers: [ReLU], output: [a]}}", "blocks/b"),
        ("include: [[a]]", "include"),
        ("outputs: []\nlayers: [ReLU]", "outputs"),
        ("expect: 5\nlayers: [ReLU]", "expect"),
        ("expect: {param: 5}\nlayers: [ReLU]", "expect"),
        ("expect: {params: about 5M}\nlayers: [ReLU]", "expect/params"),
        ("expect: {params: [1, 2]}\nlayers: [ReLU]", "expect/params"),
        ("expect: {output: '>= 3x32x32'}\nlayers: [ReLU]", "expect/output"),
        ("expect: {flatten: 3x2}\nlayers: [ReLU]", "expect/flatten"),
        ("expect: {layers: {1: 280}}\nlayers: [ReLU]", "expect/layers/1"),
        ("expect: {layers: {conv: {siz: 280}}}\nlayers: [ReLU]", "expect/layers/conv"),
    ],
)
def test_a_file_is_refused_at_its_place(text: str, place: str) -> None:
    assert {each.partition(":")[0] for each in refusals(text)} == {place}


@pytest.mark.parametrize(
    "text",
    [
        "layers: [ReLU]",
        "blocks: {b: }",
        "blocks: {conv2d(n): [ReLU], Conv2dNorm: [ReLU]}",
        "blocks: {b: {layers: [ReLU], outputs: [a, b]}}",
        "vars: {width: 64, act: ReLU, half: width / 2, on_top: true}",
        "include: [a.yaml, b.yaml]",
        "input: 784\nlayers: [ReLU]",
        "input: [3, 2 * 16, 32]\nlayers: [ReLU]",
        "input: 3×32×32\nlayers: [ReLU]",
        "input: {left: 3x64x64, right: [1, 64, 64]}\noutputs: a\nlayers: [ReLU]",
        "expect: {output: scalar, params: 11.7M, macs: '< 600M', depth: 5_300}\nlayers: [ReLU]",
        "expect: {receptive_field: 7x9, layers: {2: {output: [3, 4]}}}\nlayers: [ReLU]",
    ],
)
def test_a_file_passes(text: str) -> None:
    assert refusals(text) == []


def test_what_a_merge_brings_in_is_judged_where_it_arrives() -> None:
    text = "layers:\n  - Conv2d: &c {out: 4, kernel: 3}\n  - Conv2d: {<<: *c, out: 8, pad: 1}"
    assert [each.partition(":")[0] for each in refusals(text)] == ["layers/1/Conv2d"]
    assert refusals(text.replace("pad:", "padding:")) == []
