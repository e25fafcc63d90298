"""The keys of a mapping, and the problems that are met on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Note, suggest
from cnncalc.limits import MAX_PROBLEMS
from cnncalc.parse.yaml_nodes import Items, Mapping

if TYPE_CHECKING:
    from cnncalc.parse.yaml_nodes import Node, Scalar


class Judge:
    """Collects what is wrong with the nodes of a spec."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        self.problems = problems

    def problem(
        self,
        code: str,
        message: str,
        node: Node,
        label: str,
        advice: str = "",
        related: tuple[Note, ...] = (),
    ) -> None:
        """Note a problem at a node."""
        self.note(Diagnostic(code, message, node.span, label, related, advice))

    def note(self, problem: Diagnostic) -> None:
        """Keep a problem once, as long as they are not too many to read."""
        if len(self.problems) <= MAX_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)

    def pairs(self, node: Mapping, known: tuple[str, ...] = ()) -> dict[str, tuple[Scalar, Node]]:
        """A mapping's keys and values by key; a `<<` brings in what is not there otherwise.

        Repeated keys are problems, and so are unknown ones where the known ones are given.
        """
        found: dict[str, tuple[Scalar, Node]] = {}
        merged: list[Node] = []
        for key, value in node.pairs:
            if len(self.problems) > MAX_PROBLEMS:
                break
            text = key.text
            if text == "<<" and key.plain:
                merged.extend(value.items if isinstance(value, Items) else [value])
            elif text in found:
                first = (Note(found[text][0].span, "first here"),)
                message = f"the key `{text[:60]}` stands twice"
                self.problem("duplicate-key", message, key, "again here", "keep one of them", first)
            elif known and text not in known:
                message = f"there is no key `{text[:60]}` here"
                self.problem("unknown-key", message, key, suggest(text, known))
            else:
                found[text] = (key, value)
        for each in merged:
            if isinstance(each, Mapping):
                for name, pair in self.pairs(each).items():
                    if not known or name in known:
                        found.setdefault(name, pair)
            else:
                message = "`<<` takes a mapping, or a list of mappings"
                advice = "write `<<: *name` for a mapping that `&name` stands before"
                self.problem("wrong-key-type", message, each, "expected a mapping", advice)
        return found
