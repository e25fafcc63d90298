"""What an editor sees: YAML by the rules of YAML 1.2, keys as text, and the schema's verdict."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml
from jsonschema import Draft7Validator

from cnncalc.schema import schema


class Core(yaml.SafeLoader):
    """YAML 1.2: `yes` is text, and so are `3:30`, `5_300` and `2001-01-01`."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
    ("merge", r"<<", "<"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first)


def _int(loader: Core, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


def _float(loader: Core, node: yaml.ScalarNode) -> float:
    return float(
        loader.construct_scalar(node).lower().replace(".inf", "inf").replace(".nan", "nan")
    )


Core.add_constructor("tag:yaml.org,2002:int", _int)
Core.add_constructor("tag:yaml.org,2002:float", _float)


def loaded(text: str) -> Any:
    """What a text loads to; keys are text, as in JSON."""
    return _with_text_keys(yaml.load(text, Core))


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {_key(key): _with_text_keys(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_text_keys(each) for each in value]
    return value


def _key(key: Any) -> str:
    return "" if key is None else str(key).lower() if isinstance(key, bool) else str(key)


@cache
def validator() -> Draft7Validator:
    return Draft7Validator(schema())


def refusals(text: str) -> list[str]:
    """Where, and by which keyword, the schema refuses a text."""
    found = []
    for error in validator().iter_errors(loaded(text)):
        place = "/".join(map(str, error.absolute_path))
        found.append(f"{place}: {error.validator}: {error.message[:300]}")
    return found
