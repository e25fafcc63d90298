"""Ids and what refers to them: each list of entries is a scope, and a block is a wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.diagnostics import Diagnostic, Note, nearest, suggest
from cnncalc.network import Port, arriving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cnncalc.diagnostics import Span
    from cnncalc.spec import Block, Entry, Reference

_NEAR = 200
"""Ids among which the nearest is looked for."""


class Known(NamedTuple):
    """An entry that has run: where it is, what it says, and its place in its list."""

    path: str
    entry: Entry
    position: int


class Scope:
    """The ids of one list of entries, and of those around it."""

    def __init__(
        self,
        entries: tuple[Entry, ...],
        outer: Scope | None,
        owner: str,
        inputs: Mapping[str, int] | None = None,
        caller: Scope | None = None,
    ) -> None:
        self.entries = entries
        self.outer = outer
        self.owner = owner
        """The path of the block, or "" for the file: what arrives there is `input`."""
        self.caller = caller
        """The list in which the block is called, whose ids it does not see."""
        self.inputs: Mapping[str, int] = inputs or {}
        """The names of the model's inputs, where there are several."""
        self.blocks: Mapping[str, Block] = {}
        """The blocks that its entries may call."""
        self.known: dict[str, Known] = {}
        self.left_out: dict[str, Entry] = {}
        self.position = 0
        self.named: dict[str, int] | None = None

    def _around(self) -> Iterator[Scope]:
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer

    def _ids(self) -> list[str]:
        """The ids that can be read here, as many as are worth comparing."""
        return [key for scope in self._around() for key in scope.known][:_NEAR]

    def find(self, name: str) -> Known | None:
        """The entry of that id, in this list or around it."""
        for scope in self._around():
            known = scope.known.get(name)
            if known is not None and known.position < scope.position:
                return known
        return None

    def is_input(self, name: str) -> bool:
        """Whether an input of the model has that name."""
        return name != "input" and any(name in scope.inputs for scope in self._around())

    def past(self) -> tuple[int, ...]:
        """How far this list has run, and those around it."""
        return tuple([scope.position for scope in self._around()])

    def set_past(self, past: tuple[int, ...]) -> None:
        """See only what had run then, by the past of that time."""
        for scope, position in zip(self._around(), past, strict=True):
            scope.position = position

    def port(self, reference: Reference) -> Port | Diagnostic:
        """What a reference reads, or why it reads nothing."""
        name, span = reference.name, reference.span
        output: int | None = None
        head, dot, tail = name.rpartition(".")
        if dot and tail.isdecimal():
            name, output = head, int(tail) if len(tail) < 5 else 99_999
        if name == "input":
            return Port(arriving(self.owner), output, span)
        if known := self.find(name):
            return Port(known.path, output, span)
        for scope in self._around():
            if name in scope.inputs:
                return Port(arriving(""), scope.inputs[name], span)
        return self._missing(name, span)

    def sharing(self, reference: Reference) -> Known | Diagnostic:
        """The entry before this one whose weights are shared, or why there is none."""
        name, span = reference
        if known := self.find(name):
            return known
        ids = self._ids()
        message = f"`share` names `{name[:60]}`, and no entry before this one has that id"
        label, advice = suggest(name, ids), "write the `id` of an entry before this one"
        return Diagnostic("unknown-reference", message, span, label, help=advice)

    def _calls_know(self, name: str) -> bool:
        """Whether a list in which the block is called, by way of others or not, has that id."""
        scope: Scope | None = self
        while scope is not None:
            outermost = [*scope._around()][-1]
            scope = outermost.caller
            if scope is not None and scope.find(name):
                return True
        return False

    def _missing(self, name: str, span: Span) -> Diagnostic:
        for scope in self._around():
            if name in scope.left_out:
                entry = scope.left_out[name]
                message = f"`{name}` is left out here, since its `when` does not hold"
                note = Note(entry.id_span or entry.span, "left out")
                label, advice = "nothing to read", "give this entry the same `when`"
                return Diagnostic("unknown-reference", message, span, label, (note,), advice)
            if scope.named is None:
                each = enumerate(scope.entries)
                scope.named = {entry.id: at for at, entry in each if entry.id is not None}
            if name in scope.named and scope.position < len(scope.entries):
                return scope.ahead(name, span)
        ids = self._ids()
        ids += [key for scope in self._around() for key in scope.inputs]
        label = suggest(name, [*dict.fromkeys([*ids, "input"])])
        advice = "write the `id` of an entry before this one, or `input`"
        if near := nearest(name, ids):
            advice = f"write `{near}`"
        if self.find(name.partition(".")[0]):
            advice = "outputs are numbered, `.0` the first: a block names those it has in `outputs`"
        if self._calls_know(name):
            label = f"`{name}` is outside the block, which sees its own ids alone"
            advice = f"pass it in with `from: [x, {name}]`, and read `input.1` here"
        if group := next((g for scope in self._around() if (g := _holds(scope, name))), None):
            label = f"it is inside {group}: an entry sees its own list and those around it"
            advice = f"read what {group} gives"
        message = f"no entry before this one has the id `{name[:60]}`"
        return Diagnostic("unknown-reference", message, span, label, help=advice)

    def ahead(self, name: str, span: Span) -> Diagnostic:
        """Why an id of this list that comes later, or is the entry's own, cannot be read."""
        assert self.named is not None
        place = self.named[name]
        entry = self.entries[place]
        way = self._way(place)
        note = (Note(entry.id_span or entry.span, f"`{name}` is here"),)
        if way is None:
            message = f"`{name}` comes later: an entry reads what has run before it"
            advice = f"move `{name}` before this entry"
            return Diagnostic("forward-reference", message, span, "not yet run", note, advice)
        if place == self.position:
            message = f"`{name}` reads itself"
        else:
            names = [self.entries[at].id or self.entries[at].name for at in way]
            chain = " → ".join([*names, names[0]])
            own = self.entries[self.position].id
            reader = f"`{own}`" if own else "an entry"
            itself = f"`{own}`" if own else "that entry itself"
            message = f"{reader} reads `{name}`, which hangs on {itself}: {chain}"
        advice = "let one of them read an entry that runs before them all"
        return Diagnostic("circular-reference", message, span, "closes the circle", note, advice)

    def _way(self, start: int) -> list[int] | None:
        """The entries from this one to `start` along which each hangs on the next, if there are."""
        came: dict[int, int] = {start: -1}
        reached = [start]
        assert self.named is not None
        while reached:
            at = reached.pop()
            if at == self.position:
                way = [at]
                while came[way[-1]] >= 0:
                    way.append(came[way[-1]])
                return way if len(way) < 8 else [*way[:3], *way[-4:]]
            sources = self.entries[at].sources
            before = [at - 1] if sources is None else [
                self.named[name]
                for each in sources
                if (name := each.name.partition(".")[0]) in self.named
            ]  # fmt: skip
            for each in before:
                if each >= 0 and each not in came:
                    came[each] = at
                    reached.append(each)
        return None


def no_output(problem: Diagnostic, reference: Reference) -> Diagnostic:
    """The problem of an output that no entry gives."""
    message = f"no entry has the id `{reference.name[:60]}`, which `outputs` names"
    label = problem.label or "not an id"
    return problem._replace(message=message, label=label, help="write the `id` of an entry")


def _holds(scope: Scope, name: str) -> str | None:
    """The group or block of a scope, as one calls it, in which an entry has that id."""
    for entry in scope.entries[:_NEAR]:
        block = scope.blocks.get(entry.name)
        open_ends = [*(block.entries if block else entry.entries or ())][:_NEAR]
        while open_ends:
            inner = open_ends.pop()
            if inner.id == name:
                return f"`{entry.id or entry.name}`"
            if len(open_ends) < _NEAR:
                open_ends.extend(inner.entries or ())
    return None
