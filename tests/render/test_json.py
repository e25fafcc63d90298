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
        "layers": 2, "params": None, "trainable_params": None, "buffers": None, "macs": None,
        "output": None, "flatten": None, "receptive_field": None, "outputs": {"output": None},
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
        "buffers": 0, "flatten": 144, "macs": 3888, "receptive_field": [3, 3], "jump": [1, 1],
        "start": [0, 0], "param_bytes": 448, "activation_bytes": 576, "kept_bytes": 0, "line": 3,
        "file": "<test>", "from": [{"input": "input"}],
        "weights": {"weight": [4, 3, 3, 3], "bias": [4]},
    }]  # fmt: skip
    assert found["memory"] == {
        "dtype": "float32", "optimizer": "adam", "input": 768, "parameters": 448, "buffers": 0,
        "peak": 1344, "peak_at": 1, "inference": 1792, "gradients": 448, "optimizer_state": 904,
        "kept": 0, "training": 2568,
    }  # fmt: skip
    assert (found["version"], found["total"]["macs"]) == (1, 3888)
    assert found["total"]["receptive_field"] == [3, 3]
    assert {key: found[key] for key in ("name", "input", "batch", "status", "diagnostics")} == {
        "name": "n", "input": {"input": [3, 8, 8]}, "batch": 1, "status": 0, "diagnostics": [],
    }  # fmt: skip


def test_steps_that_are_no_whole_number_of_pixels_are_fractions() -> None:
    layer = read("up2")["layers"][0]
    assert (layer["receptive_field"], layer["jump"], layer["start"]) == ([1, 1], [0.5, 0.5], [0, 0])


def test_a_network_without_axes_has_no_receptive_field() -> None:
    found = read("nn.Linear(8, 4)", "8")
    assert found["layers"][0]["receptive_field"] in (None, [])
