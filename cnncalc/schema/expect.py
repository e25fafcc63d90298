"""What a file expects of its network and of its layers."""

from __future__ import annotations

from cnncalc.parse.claims import FIGURE
from cnncalc.parse.expectations import KEYS, LAYER_KEYS
from cnncalc.schema.values import Schema, ref

_MEANING = {
    "output": "the shape that leaves, without the batch",
    "flatten": "the elements of the output, for each sample",
    "params": "parameters",
    "trainable_params": "parameters that training changes",
    "macs": "multiply-accumulates",
    "receptive_field": "how much of the input a unit sees, along each axis",
    "channels": "the channels of the output",
    "depth": "the depth of the output: its channels",
    "size": "the spatial size of the output, on each axis",
}
_SCALAR = r"^\s*(?:==?)?\s*(?:scalar|\(\))\s*$"


def definitions() -> dict[str, Schema]:
    """The definitions of `expect` and of what it holds."""
    figures = {key: _figure(key) for key in LAYER_KEYS}
    layers: Schema = {
        "description": "figures of layers, by their number or id",
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": figures,
            "additionalProperties": False,
        },
    }
    return {
        "expect": {
            "description": "what CI holds the file to",
            "type": "object",
            "properties": {key: layers if key == "layers" else figures[key] for key in KEYS},
            "additionalProperties": False,
        },
        "figure": {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {
                    "type": "string",
                    "pattern": rf"^\s*(?:==|<=|>=|<|>|=)?\s*{FIGURE}\s*$",
                    "patternErrorMessage": "a number such as 5_300 or 11.7M, or a bound: <= 5M",
                },
            ]
        },
        "expected-shape": {
            "anyOf": [
                ref("shape"),
                {"type": "string", "pattern": r"^\s*==?\s*[\[(]?\s*\d"},
                {"type": "string", "pattern": _SCALAR},
            ]
        },
    }


def _figure(key: str) -> Schema:
    """What may be claimed of a figure."""
    ways = [ref("figure")]
    if key == "output":
        ways = [ref("expected-shape")]
    elif key in ("receptive_field", "size"):
        ways.append(ref("expected-shape"))
    return {"description": _MEANING.get(key, key), "anyOf": ways}
