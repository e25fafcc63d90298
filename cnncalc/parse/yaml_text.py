"""YAML specs: the keys of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic
from cnncalc.limits import MAX_NAME
from cnncalc.parse import scalars
from cnncalc.parse.expectations import expectations
from cnncalc.parse.judge import Judge
from cnncalc.parse.shapes import FORM, checked, shape
from cnncalc.parse.yaml_entries import Entries
from cnncalc.parse.yaml_nodes import Items, Mapping, Scalar, Unreadable, nodes
from cnncalc.spec import Input, Spec, made_spec

if TYPE_CHECKING:
    from cnncalc.diagnostics import Source
    from cnncalc.parse.yaml_nodes import Node
    from cnncalc.spec import Block, Entry, Include, Reference, Shape, Variable

KEYS = ("name", "input", "vars", "blocks", "include", "layers", "outputs", "expect", "ignore")
DEFINING = ("vars", "blocks", "include")
"""Keys of a file that is there for others to include."""
_INPUT_NAME = r"(?!\d+$)[\w-]+"


def read(source: Source) -> Spec:
    """The spec that a YAML text writes; what cannot be read of it is in its problems."""
    try:
        node = nodes(source)
    except Unreadable as error:
        return made_spec(source, problems=(error.diagnostic,))
    return _File([]).spec(source, node)


class _File(Judge):
    """Reads the keys of a whole file."""

    def spec(self, source: Source, node: Node | None) -> Spec:
        """The spec in a file's only node."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            message = f"`{source.name}` is empty: a spec has an input and layers"
            advice = "write `input: 3x32x32`, then `layers:` with one layer a line"
            empty = Diagnostic("empty-spec", message, help=advice)
            return made_spec(source, problems=(empty,))
        if not isinstance(node, Mapping):
            kind = "a list" if isinstance(node, Items) else "text"
            message = f"a spec is a mapping with `input` and `layers`, and this is {kind}"
            advice = "put the layers under `layers:`, and `input: 3x32x32` above it"
            place = node._replace(span=node.span._replace(end=node.span.start + 1))
            self.problem("wrong-key-type", message, place, kind, advice)
            return made_spec(source, problems=tuple(self.problems))
        keys = self.pairs(node, KEYS)
        name = keys["name"][1] if "name" in keys else None
        if name is not None and not isinstance(name, Scalar):
            self.problem("wrong-key-type", "`name` is one piece of text", name, "expected text")
        values = {key: value for key, (_, value) in keys.items()}
        entries = Entries(self.problems)
        inputs = self._input(values["input"]) if "input" in values else ()
        variables, blocks, includes = self._definitions(entries, values)
        layers = self._layers(entries, values.get("layers"), node)
        outputs: tuple[Reference, ...] = ()
        if "outputs" in values:
            from cnncalc.parse.yaml_keys import references

            advice = "write the ids of its outputs, as in `outputs: [p3, p4]`"
            outputs = references(self, values["outputs"], "outputs", advice) or ()
        ignores: tuple[Reference, ...] = ()
        if "ignore" in values:
            from cnncalc.parse.yaml_keys import ignored

            ignores = ignored(self, values["ignore"]) or ()
        return Spec(
            name.text[:MAX_NAME] if isinstance(name, Scalar) else None,
            inputs,
            layers,
            expectations(self, values["expect"]) if "expect" in values else (),
            variables,
            blocks,
            includes,
            outputs,
            source,
            tuple(self.problems),
            ignores,
        )

    def _definitions(
        self, entries: Entries, values: dict[str, Node]
    ) -> tuple[tuple[Variable, ...], tuple[Block, ...], tuple[Include, ...]]:
        """The variables, blocks and includes of a file."""
        if not any(key in values for key in DEFINING):
            return (), (), ()
        from cnncalc.parse import yaml_blocks as read  # most files define nothing

        return (
            read.variables(entries, values["vars"]) if "vars" in values else (),
            read.blocks(entries, values["blocks"]) if "blocks" in values else (),
            read.includes(entries, values["include"]) if "include" in values else (),
        )

    def _input(self, node: Node) -> tuple[Input, ...]:
        if not isinstance(node, Mapping):
            found = self._shape(node)
            return (Input("input", found, node.span),) if found else ()
        if not node.pairs:
            advice = "write `input: 3x32x32`, or `input: {left: 3x64x64, right: 1x64x64}`"
            self.problem("input-shape", "`input` names no shape", node, "an empty mapping", advice)
        inputs = []
        for name, (key, value) in self.pairs(node).items():
            if re.fullmatch(_INPUT_NAME, name) is None or len(name) > MAX_NAME:
                message = f"an input cannot be named `{name[:60]}`"
                label = "expected letters, digits, _ and -, and not digits alone"
                self.problem("bad-name", message, key, label, "write `left: 3x64x64`")
            elif sizes := self._shape(value):
                inputs.append(Input(name, sizes, value.span))
        return tuple(inputs)

    def _shape(self, node: Node) -> Shape | None:
        """The shape that a node writes; None where it is none."""
        found = None
        if isinstance(node, Scalar):
            found = shape(node.text, node.span)
        elif isinstance(node, Items):
            sizes = [scalars.whole(each) for each in node.items if isinstance(each, Scalar)]
            whole = [each for each in sizes if each is not None]
            if len(whole) == len(node.items):
                found = checked(whole, node.span)
        if isinstance(found, tuple) and not isinstance(found, Diagnostic):
            return found
        if found is not None:
            self.problems.append(found)
        else:
            message = "`input` is one shape of whole numbers"
            self.problem("input-shape", message, node, "expected whole numbers", FORM)
        return None

    def _layers(self, entries: Entries, node: Node | None, parent: Mapping) -> tuple[Entry, ...]:
        advice = "write `layers:`, and below it each layer on a line of its own, after `- `"
        if node is None:
            defining = any(key.text in DEFINING for key, _ in parent.pairs)
            if defining or any(each.label == "did you mean `layers`?" for each in self.problems):
                return ()
            place = parent._replace(span=parent.span._replace(end=parent.span.start + 1))
            self.problem("empty-spec", "the spec has no `layers`", place, "", advice)
            return ()
        if isinstance(node, Items):
            if not node.items:
                self.problem("empty-spec", "there are no layers", node, "an empty list", advice)
            return entries.entries(node)
        if isinstance(node, Scalar) and not node.text:
            self.problem("empty-spec", "there are no layers", node, "nothing here", advice)
        else:
            self.problem("wrong-key-type", "`layers` is a list", node, "expected a list", advice)
        return ()
