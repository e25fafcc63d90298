"""Groups as YAML writes them: Sequential, Residual and Branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import nearest
from cnncalc.parse.parallel import (
    MAIN_HELP,
    MERGES,
    PARTS,
    PATHS_HELP,
    grouped,
    sequence,
    wrong_merge,
)
from cnncalc.parse.yaml_entries import split_at_commas
from cnncalc.parse.yaml_nodes import Items, Mapping, Scalar
from cnncalc.spec import Argument

if TYPE_CHECKING:
    from cnncalc.parse.yaml_entries import Entries
    from cnncalc.parse.yaml_nodes import Node
    from cnncalc.spec import Entry

BRANCHES = ("merge", "paths")


def group(entries: Entries, key: Scalar, value: Node) -> Entry | None:
    """The group of a key, or None where what it holds cannot be read."""
    name = key.text.capitalize()
    if isinstance(value, Mapping) and (cut := split_at_commas(value)):
        message = f"in {{ … }} the commas split this call, and leave `{cut.text[:40]}`"
        advice = 'quote the call, as in {main: "Conv2d(3, 10, 3)"}'
        entries.problem("call-syntax", message, cut, "ends at a comma", advice)
        return None
    if name == "Residual":
        return _residual(entries, key, value)
    if name == "Branches":
        return _branches(entries, key, value)
    return _part(entries, value, key, "Sequential")


def _part(
    entries: Entries, node: Node, key: Scalar, name: str, id: str | None = None
) -> Entry | None:
    """The entries that run one after the other under a key."""
    if isinstance(node, Scalar) and node.plain and not node.text:
        message = f"`{name}` holds a list of layers"
        advice = "write each layer of it after `- `, or `[]` for what changes nothing"
        entries.problem("wrong-key-type", message, key, "expected a list", advice)
        return None
    return sequence(entries.entries(node), key.span, id)


def _residual(entries: Entries, key: Scalar, value: Node) -> Entry | None:
    if not isinstance(value, Mapping) or not _has(value, PARTS):
        main = _part(entries, value, key, "Residual", "main")
        return grouped("Residual", [main], key.span, "mapping") if main else None
    keys = entries.pairs(value, PARTS)
    if "main" not in keys:
        if not any(each.text not in PARTS for each, _ in value.pairs):
            message = "`Residual` needs `main`, what it adds to its shortcut"
            entries.problem("missing-argument", message, key, "without `main`", MAIN_HELP)
        return None
    parts = [
        _part(entries, keys[name][1], keys[name][0], name, name) for name in PARTS if name in keys
    ]
    read = [part for part in parts if part]
    return grouped("Residual", read, key.span, "mapping") if len(read) == len(parts) else None


def _branches(entries: Entries, key: Scalar, value: Node) -> Entry | None:
    paths, merge = value, None
    if isinstance(value, Mapping):
        keys = entries.pairs(value, BRANCHES)
        if "merge" in keys:
            merge = _merge(entries, *keys["merge"])
            if merge is None:
                return None
        if "paths" not in keys:
            if not any(each.text not in BRANCHES for each, _ in value.pairs):
                message = "`Branches` needs `paths`, a list of lists of layers"
                entries.problem("missing-argument", message, key, "without `paths`", PATHS_HELP)
            return None
        paths = keys["paths"][1]
    if not isinstance(paths, Items) or not paths.items:
        message = "`Branches` needs at least one path"
        place = paths if isinstance(paths, Items) else key
        entries.problem("missing-argument", message, place, "expected a list of lists", PATHS_HELP)
        return None
    found = []
    for each in paths.items:
        part = _part(entries, each, Scalar("", each.span, plain=True), "paths")
        if part is None:
            return None
        found.append(part)
    return grouped("Branches", found, key.span, "mapping", merge)


def _merge(entries: Entries, key: Scalar, value: Node) -> Argument | None:
    if isinstance(value, Scalar) and value.text in MERGES:
        return Argument("merge", value.text, value.span, key.span)
    text = value.text if isinstance(value, Scalar) else "a list"
    entries.note(wrong_merge(text, value.span, "mapping"))
    return None


def _has(value: Mapping, names: tuple[str, ...]) -> bool:
    """Whether a mapping has one of these keys, or one that is misspelt."""
    keys = [key.text for key, _ in value.pairs]
    if any(key in names for key in keys):
        return True
    return any(key.islower() and nearest(key, names) for key in keys[:8])
