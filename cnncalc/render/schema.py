"""A schema as text: a line for each definition, so that two of them can be compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def as_text(schema: Mapping[str, Any]) -> str:
    """A JSON Schema in plain ASCII, as any stream takes it."""
    parts = [f" {json.dumps(key)}: {_value(value)}" for key, value in schema.items()]
    return "{\n" + ",\n".join(parts) + "\n}"


def _value(value: Any) -> str:
    """A mapping of mappings with a line for each of them; all else on one line."""
    if not (isinstance(value, dict) and all(isinstance(each, dict) for each in value.values())):
        return json.dumps(value)
    lines = [f"  {json.dumps(key)}: {json.dumps(each)}" for key, each in value.items()]
    return "{\n" + ",\n".join(lines) + "\n }"
