"""The stable interface for programs."""

from __future__ import annotations

import json
from typing import Any

import cnncalc
from tests.running import reported


def read(text: str, shape: str | None = "3x32x32") -> Any:
    written = cnncalc.as_json(reported(text, shape))
    assert written.isascii()
    assert all(each.isprintable() for each in written.split("\n"))
    return json.loads(written, parse_constant=lambda name: f"no JSON: {name}")


def test_what_could_steer_a_terminal_is_escaped() -> None:
    found = read('layers: ["\\e[31m\\u202e"]\nname: "\\e]0;x\\a"')
    assert found["name"] == "\x1b]0;x\x07"


def test_unknown_figures_are_null() -> None:
    found = read("Xyzzy, relu")
    assert found["total"] == {
        "layers": 2, "params": None, "trainable_params": None, "buffers": None, "output": None,
        "flatten": None, "outputs": {"output": None},
    }  # fmt: skip
    assert [each["output"] for each in found["layers"]] == [None, None]
    assert found["status"] == 2


def test_a_diagnostic_has_its_place_or_null() -> None:
    (problem,) = read("nn.Linear(5, 5)")["diagnostics"]
    assert {key: problem[key] for key in ("code", "message", "file", "line", "column")} == {
        "code": "features-mismatch", "message": "`Linear` takes 5 features but 32 arrive",
        "file": "<test>", "line": 1, "column": 11,
    }  # fmt: skip
    (problem,) = read("")["diagnostics"]
    assert (problem["file"], problem["line"], problem["column"]) == (None, None, None)


def test_infinity_is_text() -> None:
    assert read("nn.Hardtanh(min_val=-1, max_val=1e999)")["layers"][0]["args"]["max_val"] == "inf"


def test_no_layer_is_an_empty_list() -> None:
    found = read("", None)
    assert (found["layers"], found["input"], found["name"]) == ([], {}, None)


def test_a_network_has_these_keys() -> None:
    found = read("name: n\ninput: 3x8x8\nlayers: [{id: a, Conv2d: {out: 4, kernel: 3}}]", None)
    assert found["layers"] == [{
        "index": 1, "id": "a", "path": "a", "type": "Conv2d",
        "args": {
            "in_channels": 3, "out_channels": 4, "kernel_size": [3, 3], "stride": [1, 1],
            "padding": [0, 0], "dilation": [1, 1], "groups": 1, "bias": True,
            "padding_mode": "zeros",
        },
        "inputs": [[3, 8, 8]], "output": [4, 6, 6], "params": 112, "trainable_params": 112,
        "buffers": 0, "flatten": 144, "line": 3, "file": "<test>",
            "from": [{"input": "input"}],
    }]  # fmt: skip
    assert {key: found[key] for key in ("name", "input", "batch", "status", "diagnostics")} == {
        "name": "n", "input": {"input": [3, 8, 8]}, "batch": 1, "status": 0, "diagnostics": [],
    }  # fmt: skip
