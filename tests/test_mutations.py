"""Small files that trials with damaged specs left behind: each once crashed, hung or was silent."""

from __future__ import annotations

import pytest

import cnncalc
from tests.drawing import spec
from tests.running import plain, reported

CONV = "conv(c): [{Conv2d: {out: c, kernel: 1}}]"
FOUND = {
    "a vector arrives at a convolution": spec("- Parameter: {shape: [3]}\n- conv4k1"),
    "a source arrives at a linear layer": spec("- Parameter: {shape: [3]}\n- Linear(4, 4)"),
    "weights are shared with what is unknown": (
        "input: {a: 3x8x8, b: 3x8x8}\n"
        "layers: [{id: x, from: c, conv4k1: }, {from: b, share: x}]"
    ),
    "what is shared shares what is shared": spec(
        "- {id: a, conv3k1: }\n- {id: z, share: a}\n- {share: z}\n- {share: nope}\n"
        "- {id: y, share: y}"
    ),
    "a call is a number": spec("- conv(conv(3))\n- conv(ReLU)\n- conv(None)", CONV),
    "a call is called with a call": spec("- f(g())\n- f(f)\n- f(g)", 'f(x): ["x(x)"]\ng(y): [y]'),
    "a variable is a call of itself": spec("- n\n- {repeat: n, ReLU: }", more="vars: {n: n()}\n"),
    "a variable is a list": spec("- {Conv2d: {out: n, kernel: n}}", more="vars: {n: (1, 2)}\n"),
    "a later entry is read from within": spec(
        "- {when: in_channels, Sequential: [{from: z, ReLU: }, {share: z}]}\n- {id: z, ReLU: }"
    ),
    "nothing is left": spec("- {when: in_channels > 9, id: a, ReLU: }\n- {repeat: in_channels - 3, "
                            "from: a, ReLU: }"),
    "a batch is mixed in": spec("- Flatten: 0\n- Residual: [conv3k1]\n- Cat: [input, input]\n"
                                "- {when: in_channels, ReLU: }"),
    "the batch is gone": spec("- Squeeze: 0\n- Permute: [1, 0]\n- {Conv2d: {out: in_channels, "
                              "kernel: 1}}"),
    "a scalar arrives": spec("- Parameter: {shape: []}\n- {when: in_channels, ReLU: }\n- conv3k1"),
    "a chunk of a chunk of a chunk": spec(
        "- Chunk: 3\n- Chunk: {chunks: 3, dim: 1}\n- Cat\n- Chunk: {chunks: 99, dim: 1}\n"
        "- {from: input.9, Add: 1}"
    ),
    "outputs of nothing": spec("- {id: a, Sequential: []}") + "outputs: [a, a.1, input.2, a]\n",
    "empty groups": spec("- {id: a, Sequential: []}\n- Residual: []\n- Branches: [[], []]\n"
                         "- {from: a, Sequential: [Sequential: []]}\n- b", "b: []"),
    "an id in two groups": spec("- {id: a, Branches: [[{id: a, ReLU: }], [{id: a, ReLU: }], []]}\n"
                                "- {from: a, id: '0', ReLU: }\n- {id: add, Residual: [ReLU]}"),
    "keys that are empty": "input: \nvars: \nblocks: \ninclude: \noutputs: \nexpect: \nlayers: \n",
    "blocks of nothing": "input: 3x8x8\nblocks: {b: , 'c()': , 'd(': [ReLU]}\nlayers: [b, c, d]\n",
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_damaged_spec_gives_a_result_or_diagnostics(name: str) -> None:
    report = reported(FOUND[name], None)
    assert report.whole or report.problems
    paths = [each.path for each in (*report.rows, *report.groups)]
    assert len(set(paths)) == len(paths)
    shown = [cnncalc.full(each).plain for each in report.problems]
    shown += [cnncalc.as_json(report), cnncalc.as_csv(report), plain(cnncalc.as_table(report))]
    for text in shown:
        for own in ("Entry(", "Closure(", "Span(", " object at ", "internal-error"):
            assert own not in text
