"""What holds of every network and of every text."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cnncalc
from cnncalc.diagnostics import CODES
from cnncalc.network import Leaf
from tests.running import plain, reported
from tests.spellings import Tree, Written, as_code, as_yaml, every_spelling, flat, network, tree

COUNTS = ("params", "trainable_params", "buffers", "macs")
FRAGMENTS = [
    "nn.Conv2d(3, 8, 3)", "Conv2d: {out: 8, kernel: 3}", "conv8k3", "relu", "nn.", "torch.nn.",
    "Sequential(", "Sequential: ", "OrderedDict([", "('a', ", "(0): ", "(a): ", "input: 3x8x8\n",
    "layers:\n", "layers: ", "expect: ", "  - ", "- ", "id: ", "repeat: ", "params: ",
    "output: ", "name: ", "{", "}", "[", "]", "(", ")", ":", ",", ";", "=", "*", "**", "+", "-",
    "/", "//", "%", "'", '"', "'''", "#", "\n", "\n\n", " ", "  ", "\t", "\\", "&a ", "*a",
    "<<: ", "!!int ", "!x ", "---\n", "...", "|", ">", "?", "@", "`", "1", "0", "-1", "3x8x8",
    "1.5", "1e3", "1e999", ".5", "017", "1_", "²", "٣", "9223372036854775808", "True", "None",
    "nan", "for x in y", "def f(x):", "class A:", "return", "import os", "self.a = ", "a = 3\n",
    "add_module(", "Linear", "Flatten", "Xyzzy", "Dense(", "F.relu(", "x.view(", "\x00",
    "\x1b[31m", "\x7f", "\x9b", "\u202e", "\u2028", "\ufeff", "\ud800", "漢", "👩", "é",
    "kernel_size=", "padding='same'", "padding=same", "k3", "<= 5M", "1.5k",
    "blocks:\n", "  b(c):\n", "    - ", "b(4)", "vars: {w: 3}\n", "outputs: [a]\n", "from: a",
    "from: input", "input.1", "a.1", "share: a", "when: w", "in_channels", "Residual: ", "Cat",
    "Branches: ", "main: ", "paths: ", "merge: add", "Chunk: 2", "Parameter: [3]", "Custom: 3",
    "include: [x]\n", " * w", " if ", " else ", "w / 0", "<", "== ", "Permute: [1, 0]", "{id: a, ",
]  # fmt: skip


def examples(count: int) -> settings:
    """So many examples, the same ones in every run."""
    return settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def numbers(report: cnncalc.Report) -> list[object]:
    return [
        (
            row.text,
            row.output,
            row.broken,
            *(getattr(row, key) for key in (*COUNTS, "flatten")),
        )
        for row in report.rows
    ]


def no_control_characters(text: str) -> None:
    assert all(each.isprintable() for each in text.split("\n")), repr(text)


def whole_way(text: str, shape: str | None, code: bool | None) -> None:
    report = reported(text, shape, code=code)
    assert report.status == max((CODES[each.code][0] for each in report.problems), default=0)
    assert report.whole or report.problems
    nowhere = any(each.code.endswith("-reference") for each in report.problems)
    assert (report.output is None) == (not report.whole) or nowhere
    for key in COUNTS:
        counts = [getattr(row, key) for row in report.rows]
        assert report.total(key) == (sum(counts) if report.whole else None)
    paths = [each.path for each in (*report.rows, *report.groups)]
    assert len(set(paths)) == len(paths)
    for problem in report.problems:
        assert problem.message.strip()
        assert len(problem.message) < 1_000
        for span in (problem.span, *(note.span for note in problem.related)):
            assert span is None or 0 <= span.start <= span.end <= len(span.source.text)
        no_control_characters(cnncalc.concise(problem))
        no_control_characters(cnncalc.full(problem).plain)
        assert cnncalc.full(problem, unicode=False).plain.isascii()
    json.loads(cnncalc.as_json(report))
    rows = list(csv.reader(io.StringIO(cnncalc.as_csv(report))))
    assert {len(row) for row in rows} == {20}
    for shown in (
        cnncalc.as_json(report),
        cnncalc.as_csv(report),
        cnncalc.as_markdown(report),
        cnncalc.as_markdown(report, 1),
        plain(cnncalc.as_table(report)),
    ):
        no_control_characters(shown)
    assert plain(cnncalc.as_table(report, unicode=False, depth=1), 10_000).isascii()


@examples(250)
@given(
    st.text() | st.text(alphabet=st.characters(codec="ascii")),
    st.sampled_from([None, "3x8x8"]),
    st.sampled_from([None, True, False]),
)
def test_any_text_gives_a_result_or_diagnostics(
    text: str, shape: str | None, code: bool | None
) -> None:
    whole_way(text, shape, code)


@examples(700)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join),
    st.sampled_from([None, "3x8x8", "8x9", "3x"]),
    st.sampled_from([None, True, False]),
)
def test_any_text_of_what_specs_are_made_of_gives_a_result_or_diagnostics(
    text: str, shape: str | None, code: bool | None
) -> None:
    whole_way(text, shape, code)


@examples(150)
@given(network, st.integers(0, 400), st.integers(0, 20), st.sampled_from(FRAGMENTS))
def test_any_damage_to_a_text_gives_a_result_or_diagnostics(
    layers: list[Written], start: int, length: int, fragment: str
) -> None:
    for text in every_spelling(layers).values():
        whole_way(text[:start] + fragment + text[start + length :], "3x8x8", None)


@pytest.mark.parametrize("shape", ["3x32x32", "3x7x9"])
@examples(60)
@given(layers=network)
def test_all_notations_are_one_network(shape: str, layers: list[Written]) -> None:
    found = {}
    for notation, text in every_spelling(layers).items():
        spec = cnncalc.with_input(cnncalc.parse(text), shape)
        assert spec.problems == (), (notation, spec.problems)
        built = cnncalc.build(spec)
        assert built.problems == (), (notation, built.problems)
        leaves = [each.layer for each in built.nodes if isinstance(each, Leaf)]
        found[notation] = (leaves, numbers(cnncalc.compute(built)))
    assert len(found["calls"][0]) == len(layers)
    assert [name for name, each in found.items() if each != found["calls"]] == []


@examples(100)
@given(network)
def test_the_columns_add_up(layers: list[Written]) -> None:
    report = reported("\n".join(each.call for each in layers))
    for key in COUNTS:
        total, counts = report.total(key), [getattr(row, key) for row in report.rows]
        assert (total is None) == (not report.whole)
        assert total is None or total == sum(counts)
    for row in report.rows:
        if row.output is not None:
            size = 1
            for each in row.output:
                size *= each
            assert row.flatten == size
    found = json.loads(cnncalc.as_json(report))
    for key in COUNTS:
        assert found["total"][key] == report.total(key)
        assert [each[key] for each in found["layers"]] == [getattr(r, key) for r in report.rows]


@examples(60)
@given(network, st.integers(1, 4))
def test_repeats_are_copies(layers: list[Written], count: int) -> None:
    one = [f"  - {each.mapping}\n" for each in layers]
    copies = numbers(reported("layers:\n" + "".join(one) * count))
    group = "".join(f"    - {each.mapping}\n" for each in layers)
    calls = ", ".join(each.call for each in layers)
    assert numbers(reported(f"layers:\n- repeat: {count}\n  Sequential:\n{group}")) == copies
    assert numbers(reported(f"nn.Sequential({calls}) * {count}")) == copies
    assert numbers(reported(f"nn.Sequential(nn.Sequential({calls}) * {count})")) == copies
    first = layers[0]
    copies = numbers(reported("layers:\n" + one[0] * count))
    assert numbers(reported(f"{first.call} * {count}")) == copies
    assert numbers(reported(f"{first.token} * {count}")) == copies
    entry = f"layers:\n- {first.mapping}\n  repeat: {count}\n"
    assert numbers(reported(entry)) == copies
    assert numbers(reported(f"{entry}  id: some\n")) == copies


@examples(100)
@given(tree)
def test_nesting_changes_no_number(nodes: list[Tree]) -> None:
    expected = numbers(reported("\n".join(each.call for each in flat(nodes))))
    assert numbers(reported(f"layers:\n{as_yaml(nodes)}")) == expected
    assert numbers(reported(as_code(nodes))) == expected
    assert numbers(reported(f"nn.Sequential({as_code(nodes)})")) == expected
