"""The depth of a network: weighted layers on its longest path."""

from __future__ import annotations

import pytest

from cnncalc.depth import depth
from tests.drawing import spec
from tests.running import reported


def depth_of(layers: str, blocks: str = "") -> int:
    report = reported(spec(layers, blocks), None)
    assert report.status == 0
    return depth(report)


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ("- ReLU", 0),
        ("- BatchNorm2d\n- PReLU", 0),
        ("- conv4k1", 1),
        ("- conv4k1 * 5\n- Flatten\n- Linear: 10", 6),
        ("- ConvTranspose2d: {out: 4, kernel: 2}", 1),
        ("- Residual: [conv3k1, ReLU, conv3k1]", 2),
        ("- Residual: {main: [conv4k1, conv4k1], shortcut: [conv4k1]}\n- conv4k1", 3),
        ("- Branches: [[conv4k1], [conv4k1, conv4k1, conv4k1], []]", 3),
        ("- {id: a, conv4k1: }\n- {id: b, from: input, conv4k1: }\n- Add: [a, b]", 1),
        ("- {id: a, conv3k1: }\n- {share: a}", 2),
        ("- {id: g, Parameter: {shape: [3, 8, 8]}}\n- Mul: [input, g]\n- conv4k1", 1),
    ],
)
def test_the_depth_is_the_weighted_layers_on_the_longest_path(layers: str, expected: int) -> None:
    assert depth_of(layers) == expected


def test_a_broken_network_has_the_depth_of_what_is_known() -> None:
    assert depth(reported(spec("- conv4k1\n- {from: nope, ReLU: }"), None)) in (1, 0)


def test_an_empty_network_has_no_depth() -> None:
    assert depth(reported("input: 3x8x8\nlayers: []", None)) == 0
