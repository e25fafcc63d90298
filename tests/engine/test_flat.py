"""Nested or flat, a network is the same: groups, blocks and repeats only save writing."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given

import cnncalc
from cnncalc.network import expansion
from tests.engine.architectures import Flat, Nested, Node, architecture
from tests.running import reported, said
from tests.test_invariants import examples

HOURGLASS = """\
input: 3x64x64
blocks:
  conv(c): [{Conv2d: {out: c, kernel: 3, padding: 1}}, ReLU]
  level(body, c):
    - Residual:
        main: [{MaxPool2d: 2}, conv(c), body, {Upsample: {scale_factor: 2}}]
        shortcut: [conv(c)]
layers:
  - 'level(level(level(conv(32), 32), 32), 32)'
"""


def figures(report: cnncalc.Report) -> list[object]:
    """What is computed of each layer, without its path and place."""
    return [
        (row.type, row.args, row.inputs, row.all_outputs, row.params, row.buffers, row.broken,
         [*row.reads])
        for row in report.rows
    ]  # fmt: skip


def totals(report: cnncalc.Report) -> list[object]:
    keys = ("params", "trainable_params", "buffers", "output", "flatten")
    return [report.figure(key) for key in keys]


@pytest.mark.parametrize("shape", ["3x16x16", "4x7x9"])
@examples(150)
@given(nodes=architecture)
def test_a_nested_network_is_its_flat_self(shape: str, nodes: list[Node]) -> None:
    nested = reported(Nested(nodes, shape).text, None)
    flat = reported(Flat(nodes, shape).text, None)
    assert figures(nested) == figures(flat), (Nested(nodes, shape).text, Flat(nodes, shape).text)
    assert totals(nested) == totals(flat)
    assert nested.status == flat.status
    assert sorted(filter(None, said(nested)))[:1] == sorted(filter(None, said(flat)))[:1]


@examples(100)
@given(nodes=architecture)
def test_every_layer_and_group_has_a_path_of_its_own(nodes: list[Node]) -> None:
    report = reported(Nested(nodes, "3x16x16").text, None)
    paths = [each.path for each in (*report.rows, *report.groups)]
    assert len(set(paths)) == len(paths)


@examples(100)
@given(nodes=architecture)
def test_the_batch_changes_no_shape_of_a_sample(nodes: list[Node]) -> None:
    network = cnncalc.build(cnncalc.parse(Nested(nodes, "3x16x16").text))
    one, many = cnncalc.compute(network), cnncalc.compute(network, batch=7)
    assert [(row.output, row.params) for row in one.rows] == [
        (row.output, row.params) for row in many.rows
    ]
    assert cnncalc.compute(network) == one


def test_a_block_may_hold_another_level_of_itself_by_a_parameter() -> None:
    report = reported(HOURGLASS, None)
    assert (said(report), report.output) == ([], (32, 64, 64))
    assert [row.type for row in report.rows].count("Add") == 3


def test_a_thousand_entries_each_with_its_id_and_source_are_a_chain() -> None:
    lines = ["input: 3x8x8", "layers:", "  - {id: n0, from: input, conv8k3ps: }"]
    lines += [f"  - {{id: n{at}, from: n{at - 1}, conv8k3ps: }}" for at in range(1, 1_200)]
    report = reported("\n".join(lines), None)
    assert (said(report), len(report.rows)) == ([], 1_200)
    assert report.total("params") == 224 + 1_199 * 584
    assert report.rows[-1].reads == ((1_199, 0),)


def test_a_thousand_entries_may_read_far_back() -> None:
    lines = ["input: 8x8x8", "layers:", "  - {id: n0, ReLU: }"]
    lines += [f"  - {{id: n{at}, from: [n{at - 1}, n{at // 2}], Add: }}" for at in range(1, 1_200)]
    report = reported("\n".join(lines), None)
    assert report.status == 0
    assert report.rows[600].reads == ((600, 0), (301, 0))


@pytest.mark.parametrize("count", [10, 1_000])
def test_a_repeated_layer_is_made_once(count: int) -> None:
    text = f"input: 3x8x8\nblocks:\n  b(c): [{{Conv2d: {{out: c, kernel: 1}}}}, ReLU]\nlayers: [b(3) * {count}]"  # noqa: E501
    with patch.object(expansion, "_layer", wraps=expansion._layer) as made:
        report = reported(text, None)
    assert len(report.rows) == 2 * count
    assert made.call_count == 2


@pytest.mark.parametrize("count", [10, 1_000])
def test_a_layer_over_the_channels_is_expanded_once_for_each_place(count: int) -> None:
    text = f"input: 3x8x8\nlayers: [{{repeat: {count}, Conv2d: {{out: in_channels, kernel: 1}}}}]"
    with patch.object(expansion, "_leaf", wraps=expansion._leaf) as asked:
        report = reported(text, None)
    assert len(report.rows) == count
    assert asked.call_count <= 2 * count + 2
