"""Entries of a YAML list of layers: a call or token as text, or a mapping with one layer key."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from cnncalc.limits import MAX_LAYERS, MAX_PROBLEMS
from cnncalc.parse.code import too_many, too_many_words
from cnncalc.parse.compact import bare_name
from cnncalc.parse.judge import Judge
from cnncalc.parse.scanner import Budget, Refusal
from cnncalc.parse.yaml_nodes import Items, Mapping, Scalar
from cnncalc.parse.yaml_values import argument, one_entry
from cnncalc.spec import Argument, Entry, Value, made_entry

if TYPE_CHECKING:
    from cnncalc.diagnostics import Diagnostic
    from cnncalc.parse.yaml_nodes import Node

OWN_KEYS = ("id", "from", "repeat", "when", "share", "ignore")
"""What an entry may have beside its one layer."""
GROUPS = ("Sequential", "sequential", "Residual", "residual", "Branches", "branches")

_NOTHING = ("", "null", "~")
"""What stands for no value: JSON has no empty one."""


class Entries(Judge):
    """Reads lists of layers."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        super().__init__(problems)
        self.count = 0
        self.budget = Budget()

    def entries(self, node: Node) -> tuple[Entry, ...]:
        """The entries of a list of layers, or the one that stands in its place.

        One that cannot be read is there without a name.
        """
        found: list[Entry] = []
        if not isinstance(node, Items):
            self._add(found, node)
        elif node.flow and self._split_at_commas(node):
            return (made_entry("", (), node.span, "mapping"),)
        else:
            for item in node.items:
                if not self._add(found, item):
                    break
        return tuple(found)

    def _add(self, found: list[Entry], item: Node) -> bool:
        """Add the entry that a node writes; False where nothing more is read."""
        self.count += 1
        if len(self.problems) > MAX_PROBLEMS or self.budget.left < 0:
            return False
        if self.count > MAX_LAYERS:
            if self.count == MAX_LAYERS + 1:
                self.problems.append(too_many(item.span))
            return False
        entry = None
        if isinstance(item, Scalar):
            entry = one_entry(item, self.problems, self.budget)
        elif isinstance(item, Mapping):
            entry = self._mapping(item)
        else:
            message, label = "an entry is a layer, and this is a list", "expected a layer"
            self.problem("entry-keys", message, item, label, "write `Sequential:` above the list")
        found.append(entry or made_entry("", (), item.span, "mapping"))
        return True

    def _split_at_commas(self, node: Items) -> bool:
        for item in node.items:
            if is_cut(item):
                message = f"in [ … ] the commas split this call, and leave `{item.text[:40]}`"
                advice = (
                    'quote the call, as in ["Conv2d(3, 10, 3)", ReLU], or write one layer a line'
                )
                self.problem("call-syntax", message, item, "ends at a comma", advice)
                return True
        return False

    def _mapping(self, node: Mapping) -> Entry | None:
        keys = self.pairs(node)
        layers = [key for key in keys if key not in OWN_KEYS]
        if layers == [""]:
            layers = []
        entry: Entry | None
        if not layers and "share" in keys:  # the same layer again
            entry = made_entry("", (), node.span, "mapping")
        elif len(layers) == 1:
            entry = self._layer(*keys[layers[0]])
        else:
            from cnncalc.parse.yaml_keys import not_one_layer

            not_one_layer(self, node, layers, keys)
            return None
        if entry is None or len(keys) == 1 == len(layers):
            return entry
        from cnncalc.parse.yaml_keys import with_own_keys  # most entries have none

        return with_own_keys(self, entry, keys)

    def _layer(self, key: Scalar, value: Node) -> Entry | None:
        if key.text in GROUPS:
            from cnncalc.parse.yaml_groups import group

            return group(self, key, value)
        empty = isinstance(value, Scalar) and value.plain and value.text in _NOTHING
        if empty:
            return one_entry(key, self.problems, self.budget)
        if "(" in key.text and key.plain:
            message = f"a `: ` splits this call, and leaves `{key.text[:60]}`"
            advice = "in a call, name arguments with `=`: `Conv2d(3, 10, kernel_size=3)`"
            self.problem("call-syntax", message, key, "ends at a colon", advice)
            return None
        arguments: list[Argument] = []
        if isinstance(value, Mapping):
            for name, (place, node) in self.pairs(value).items():
                if is_cut(node):
                    message = (
                        f"in {{ … }} the commas split this value, and leave `{node.text[:40]}`"
                    )
                    advice = "write a list in [ ], as in `kernel_size: [3, 5]`"
                    self.problem("call-syntax", message, node, "ends at a comma", advice)
                    return None
                arguments.append(Argument(name, self.value(node), node.span, place.span))
        else:
            arguments.append(Argument(None, self.value(value), value.span))
        return made_entry(bare_name(key.text), tuple(arguments), key.span, "mapping")

    def value(self, node: Node) -> Value:
        """The value of an argument."""
        if isinstance(node, Scalar):
            before = self.budget.left
            try:
                found = argument(node, self.budget)
            except Refusal as refusal:
                self.note(refusal.diagnostic)
                found = 1  # so that nothing follows from it
            if self.budget.left < 0 <= before:
                self.note(too_many_words(node.span))
            return found
        if isinstance(node, Items):
            return tuple([self.value(each) for each in node.items])
        self.problem("wrong-type", "an argument's value is no mapping", node, "expected a value")
        return None


def is_cut(node: Node) -> TypeGuard[Scalar]:
    """Whether a plain scalar ends inside a bracket: a comma in `[ ]` or `{ }` has ended it."""
    return isinstance(node, Scalar) and node.plain and node.text.count("(") > node.text.count(")")


def split_at_commas(node: Mapping) -> Scalar | None:
    """The key or value in { } that a comma has ended inside a bracket, if a later key closes it."""
    if not any(key.text.count(")") > key.text.count("(") for key, _ in node.pairs):
        return None
    return next((each for pair in node.pairs for each in pair if is_cut(each)), None)
