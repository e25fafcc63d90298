"""YAML specs: the keys of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic
from cnncalc.limits import MAX_NAME
from cnncalc.parse import scalars
from cnncalc.parse.expectations import expectations
from cnncalc.parse.judge import Judge
from cnncalc.parse.shapes import FORM, checked, shape
from cnncalc.parse.yaml_entries import Entries
from cnncalc.parse.yaml_nodes import Items, Mapping, Scalar, Unreadable, nodes
from cnncalc.spec import Entry, Input, Spec

if TYPE_CHECKING:
    from cnncalc.diagnostics import Source
    from cnncalc.parse.yaml_nodes import Node

KEYS = ("name", "input", "layers", "expect")


def read(source: Source) -> Spec:
    """The spec that a YAML text writes; what cannot be read of it is in its problems."""
    try:
        node = nodes(source)
    except Unreadable as error:
        return Spec(None, (), (), (), source, (error.diagnostic,))
    return _File([]).spec(source, node)


class _File(Judge):
    """Reads the keys of a whole file."""

    def spec(self, source: Source, node: Node | None) -> Spec:
        """The spec in a file's only node."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            message = f"`{source.name}` is empty: a spec has an input and layers"
            advice = "write `input: 3x32x32`, then `layers:` with one layer a line"
            empty = Diagnostic("empty-spec", message, help=advice)
            return Spec(None, (), (), (), source, (empty,))
        if not isinstance(node, Mapping):
            kind = "a list" if isinstance(node, Items) else "text"
            message = f"a spec is a mapping with `input` and `layers`, and this is {kind}"
            advice = "put the layers under `layers:`, and `input: 3x32x32` above it"
            place = node._replace(span=node.span._replace(end=node.span.start + 1))
            self.problem("wrong-key-type", message, place, kind, advice)
            return Spec(None, (), (), (), source, tuple(self.problems))
        keys = self.pairs(node, KEYS)
        name = keys["name"][1] if "name" in keys else None
        if name is not None and not isinstance(name, Scalar):
            self.problem("wrong-key-type", "`name` is one piece of text", name, "expected text")
        return Spec(
            name.text[:MAX_NAME] if isinstance(name, Scalar) else None,
            self._input(keys["input"][1]) if "input" in keys else (),
            self._layers(keys["layers"][1] if "layers" in keys else None, node),
            expectations(self, keys["expect"][1]) if "expect" in keys else (),
            source,
            tuple(self.problems),
        )

    def _input(self, node: Node) -> tuple[Input, ...]:
        found = None
        if isinstance(node, Scalar):
            found = shape(node.text, node.span)
        elif isinstance(node, Items):
            sizes = [scalars.whole(each) for each in node.items if isinstance(each, Scalar)]
            whole = [each for each in sizes if each is not None]
            if len(whole) == len(node.items):
                found = checked(whole, node.span)
        if isinstance(found, tuple) and not isinstance(found, Diagnostic):
            return (Input("input", found, node.span),)
        if found is not None:
            self.problems.append(found)
        else:
            message = "`input` is one shape of whole numbers"
            self.problem("input-shape", message, node, "expected whole numbers", FORM)
        return ()

    def _layers(self, node: Node | None, parent: Mapping) -> tuple[Entry, ...]:
        advice = "write `layers:`, and below it each layer on a line of its own, after `- `"
        if node is None:
            if any(each.label == "did you mean `layers`?" for each in self.problems):
                return ()
            place = parent._replace(span=parent.span._replace(end=parent.span.start + 1))
            self.problem("empty-spec", "the spec has no `layers`", place, "", advice)
            return ()
        if isinstance(node, Items):
            if not node.items:
                self.problem("empty-spec", "there are no layers", node, "an empty list", advice)
            return Entries(self.problems).entries(node)
        if isinstance(node, Scalar) and not node.text:
            self.problem("empty-spec", "there are no layers", node, "nothing here", advice)
        else:
            self.problem("wrong-key-type", "`layers` is a list", node, "expected a list", advice)
        return ()
