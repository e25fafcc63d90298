"""Entries of a YAML list of layers: a call or token as text, or a mapping with one layer key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.limits import MAX_LAYERS, MAX_PROBLEMS
from cnncalc.parse import scalars
from cnncalc.parse.calls import bare_name
from cnncalc.parse.code import one_entry, too_many
from cnncalc.parse.judge import Judge
from cnncalc.parse.scanner import Budget
from cnncalc.parse.yaml_nodes import Items, Mapping, Scalar
from cnncalc.spec import Argument, Entry, Value, made_entry

if TYPE_CHECKING:
    from cnncalc.diagnostics import Diagnostic
    from cnncalc.parse.yaml_nodes import Node

_OWN_KEYS = ("id", "repeat")
_GROUPS = ("Sequential", "sequential")
_LATER_KEYS = ("from", "when", "share")
_FOREIGN_KEYS = ("type", "layer", "class", "kind", "module")


class Entries(Judge):
    """Reads lists of layers."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        super().__init__(problems)
        self.count = 0
        self.budget = Budget()

    def entries(self, node: Items) -> tuple[Entry, ...]:
        """The entries of a list of layers; one that cannot be read is there without a name."""
        found: list[Entry] = []
        if node.flow and self._split_at_commas(node):
            return (made_entry("", (), node.span, "mapping"),)
        for item in node.items:
            self.count += 1
            if len(self.problems) > MAX_PROBLEMS or self.budget.left < 0:
                break
            if self.count > MAX_LAYERS:
                self.problems.append(too_many(item.span))
                break
            if isinstance(item, Scalar):
                entry = one_entry(item, self.problems, self.budget)
            elif isinstance(item, Mapping):
                entry = self._mapping(item)
            else:
                entry = None
                advice = "write `Sequential:` above the list"
                self.problem(
                    "entry-keys",
                    "an entry is a layer, and this is a list",
                    item,
                    "expected a layer",
                    advice,
                )
            found.append(entry or made_entry("", (), item.span, "mapping"))
        return tuple(found)

    def _split_at_commas(self, node: Items) -> bool:
        for item in node.items:
            if isinstance(item, Scalar) and item.plain and _is_cut(item.text):
                message = f"in [ … ] the commas split this call, and leave `{item.text[:40]}`"
                advice = (
                    'quote the call, as in ["Conv2d(3, 10, 3)", ReLU], or write one layer a line'
                )
                self.problem("call-syntax", message, item, "ends at a comma", advice)
                return True
        return False

    def _mapping(self, node: Mapping) -> Entry | None:
        keys = self.pairs(node)
        layers = [key for key in keys if key not in _OWN_KEYS]
        if layers == [""]:
            layers = []
        if len(layers) != 1:
            self._not_one_layer(node, layers, keys)
            return None
        key, value = keys[layers[0]]
        entry = self._layer(key, value)
        if entry is None:
            return None
        if "repeat" in keys:
            count = self._repeat(keys["repeat"][1])
            if count is None:
                return None
            entry = entry._replace(repeat=entry.repeat * count)
        if "id" in keys:
            place = keys["id"][1]
            entry = entry._replace(id=self._id(place), id_span=place.span)
        return entry

    def _not_one_layer(
        self, node: Mapping, layers: list[str], keys: dict[str, tuple[Scalar, Node]]
    ) -> None:
        found = " and ".join(f"`{key[:40]}`" for key in layers[:4]) or "none"
        place: Node = keys[layers[1]][0] if layers else node
        label, advice = "a second layer", "begin a new entry with `- ` for each layer"
        if not layers:
            label, advice = "no layer here", "name a layer, as in `- Conv2d: {…}`"
        elif later := next((key for key in layers if key in _LATER_KEYS), None):
            place, label = keys[later][0], "not read yet"
            message = f"the key `{later}` is not read yet: entries run one after the other"
            self.problem("unknown-key", message, place, label, "leave it out")
            return
        elif any(key.lower() in _FOREIGN_KEYS for key in layers):
            advice = "the layer's name is the key: `- Conv2d: {out_channels: 10, kernel_size: 3}`"
        elif value_is_indented_too_little(keys, layers):
            advice = f"indent what belongs to `{layers[0][:40]}` further, or write it in {{ }}"
        message = f"an entry has one layer, and this one has {found}"
        self.problem("entry-keys", message, place, label, advice)

    def _layer(self, key: Scalar, value: Node) -> Entry | None:
        empty = isinstance(value, Scalar) and value.plain and not value.text
        if empty and key.text not in _GROUPS:
            return one_entry(key, self.problems, self.budget)
        if "(" in key.text and key.plain:
            message = f"a `: ` splits this call, and leaves `{key.text[:60]}`"
            advice = "in a call, name arguments with `=`: `Conv2d(3, 10, kernel_size=3)`"
            self.problem("call-syntax", message, key, "ends at a colon", advice)
            return None
        if key.text in _GROUPS:
            if isinstance(value, Items):
                return made_entry(
                    "Sequential", (), key.span, "mapping", entries=self.entries(value)
                )
            message = "`Sequential` holds a list of layers"
            self.problem(
                "wrong-key-type",
                message,
                value if not empty else key,
                "expected a list",
                "write each layer of it after `- `",
            )
            return None
        arguments: list[Argument] = []
        if isinstance(value, Mapping):
            for name, (place, node) in self.pairs(value).items():
                if isinstance(node, Scalar) and node.plain and _is_cut(node.text):
                    message = (
                        f"in {{ … }} the commas split this value, and leave `{node.text[:40]}`"
                    )
                    advice = "write a list in [ ], as in `kernel_size: [3, 5]`"
                    self.problem("call-syntax", message, node, "ends at a comma", advice)
                    return None
                arguments.append(Argument(name, self._value(node), node.span, place.span))
        elif not empty:
            arguments.append(Argument(None, self._value(value), value.span))
        return made_entry(bare_name(key.text), tuple(arguments), key.span, "mapping")

    def _value(self, node: Node) -> Value:
        if isinstance(node, Scalar):
            return scalars.value(node)
        if isinstance(node, Items):
            return tuple([self._value(each) for each in node.items])
        self.problem("wrong-type", "an argument's value is no mapping", node, "expected a value")
        return None

    def _repeat(self, node: Node) -> int | None:
        count = scalars.whole(node) if isinstance(node, Scalar) else None
        if count is None or count < 1:
            message = "`repeat` is a whole number of at least 1"
            self.problem("wrong-key-type", message, node, "expected a whole number")
            return None
        return count

    def _id(self, node: Node) -> str | None:
        if isinstance(node, Scalar):
            return node.text
        self.problem("bad-name", "`id` is one piece of text", node, "expected a name")
        return None


def _is_cut(text: str) -> bool:
    """Whether a plain scalar ends inside a bracket: a comma in `[ ]` or `{ }` has ended it."""
    return text.count("(") > text.count(")")


def value_is_indented_too_little(keys: dict[str, tuple[Scalar, Node]], layers: list[str]) -> bool:
    """Whether the first key holds nothing and the others look like its arguments."""
    first = keys[layers[0]][1]
    return isinstance(first, Scalar) and not first.text and layers[1].islower()
