"""Blocks: what a call of one binds its parameters to, and how it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cnncalc.diagnostics import Diagnostic, Note, suggest
from cnncalc.expressions import names_in
from cnncalc.layers import lookup
from cnncalc.spec import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cnncalc.diagnostics import Span
    from cnncalc.spec import Argument, Block, Entry, Value


class Frame(NamedTuple):
    """Where entries stand: the names that they see, and how the program came there."""

    names: Mapping[str, Value]
    """The variables and, in a block, its parameters."""
    owner: str = ""
    """The path of the block; "" in the file itself."""
    calls: tuple[Note, ...] = ()
    """The calls of blocks that led here, the outermost first."""
    blocks: tuple[str, ...] = ()
    """The blocks that are being expanded."""
    shared: tuple[str, str] | None = None
    """The path of a block whose weights are another's, and that one's path."""
    ignores: tuple[str, ...] = ()
    """The rules that are not held against what stands here."""


def without_channels(frame: Frame) -> Frame:
    """The same frame for another place, where other channels arrive."""
    if "in_channels" not in frame.names:
        return frame
    names = {**frame.names}
    del names["in_channels"]
    return frame._replace(names=names)


def also_ignoring(frame: Frame, entry: Entry) -> Frame:
    """The frame for an entry that says which rules are not held against it."""
    names = [each.name for each in entry.ignores]
    return frame._replace(ignores=(*frame.ignores, *names))


class Closure(NamedTuple):
    """A call that is itself an argument, with the names that it sees; it equals itself alone."""

    entry: Entry
    frame: Frame

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)


def block_problem(block: Block) -> Diagnostic | None:
    """Why a block cannot have its name, or None."""
    if not block.name[:1].isupper() or not lookup(block.name):  # a layer's name begins so
        return None
    message = f"`{block.name}` is a layer already, and a block cannot take its name"
    return Diagnostic("bad-name", message, block.span, "expected another name",
                      help=f"write `my_{block.name.lower()}`")  # fmt: skip


def bind(block: Block, entry: Entry) -> dict[str, Argument | None] | Diagnostic:
    """The argument for each parameter, None where its default stands; or what does not fit."""
    bound: dict[str, Argument | None] = {each.name: None for each in block.parameters}
    order = list(bound)
    note = (Note(block.span, "defined here"),)
    place = 0
    for argument in entry.arguments:
        name = argument.name
        if name is None:
            if place >= len(order):
                return _too_many(block, entry, argument.span, note)
            name = order[place]
            place += 1
        elif name not in bound:
            message = f"the block `{block.name}` has no parameter `{name[:60]}`"
            span = argument.name_span or argument.span
            label = suggest(name, order) if order else "it takes no arguments"
            advice = f"the form is `{form(block)}`"
            return Diagnostic("unknown-argument", message, span, label, note, advice)
        if bound[name] is not None:
            message = f"the block `{block.name}` is given `{name}` twice"
            span = argument.name_span or argument.span
            advice = "keep one of them"
            return Diagnostic("duplicate-argument", message, span, "again here", note, advice)
        bound[name] = argument
    missing = [
        each.name
        for each in block.parameters
        if bound[each.name] is None and each.value is REQUIRED
    ]
    if missing:
        names = " and ".join(f"`{name}`" for name in missing)
        message = f"the block `{block.name}` needs {names}"
        advice = f"the form is `{form(block)}`"
        return Diagnostic("missing-argument", message, entry.span, f"without {names}", note, advice)
    return bound


def _too_many(block: Block, entry: Entry, span: Span, note: tuple[Note, ...]) -> Diagnostic:
    given = sum(each.name is None for each in entry.arguments)
    most = len(block.parameters)
    message = (
        f"the block `{block.name}` takes {most} argument{'s'[: most != 1]}, but {given} are given"
    )
    label = f"{given - most} too many, from here" if most else "it takes no arguments"
    advice = f"the form is `{form(block)}`"
    return Diagnostic("too-many-arguments", message, span, label, note, advice)


def form(block: Block) -> str:
    """How a block is called: its name with its parameters and their defaults."""
    parts = [
        each.name if each.value is REQUIRED else f"{each.name}={shown(each.value)}"
        for each in block.parameters
    ]
    return f"{block.name}({', '.join(parts)})" if parts else block.name


def shown(value: Any) -> str:
    """A value as one would write it in a call."""
    if isinstance(value, Closure):
        value = value.entry
    written = getattr(value, "written", None)  # an expression
    if written is not None:
        return str(written)
    if isinstance(value, tuple) and hasattr(value, "span"):  # a call
        source, start, end = value.span
        text = " ".join(source.text[start : min(end, start + 200)].split())
        return text if end - start <= 200 else f"{text}…"
    if isinstance(value, tuple):
        return f"({', '.join(map(shown, value))})"
    return repr(value) if type(value) is str else str(value)


def title(entry: Entry, values: Mapping[str, Value], bound: Mapping[str, Argument | None]) -> str:
    """A call of a block with the values that its arguments came to."""
    parts = []
    for name, argument in bound.items():
        if argument is not None:
            text = shown(values[name])
            text = text if len(text) <= 60 else f"{text[:59]}…"
            parts.append(text if argument.name is None else f"{name}={text}")
    return f"{entry.name}({', '.join(parts)})" if parts else entry.name


def used_by(name: str, blocks: Mapping[str, Block]) -> set[str]:
    """The blocks that a block's entries name, those that these name in turn among them.

    What a parameter holds is no name of the block's own: a block may be its own argument.
    """
    found: set[str] = set()
    open_ends = [name]
    while open_ends:
        block = blocks[open_ends.pop()]
        parameters = {each.name for each in block.parameters}
        for each in _named(block.entries) - parameters:
            if each in blocks and each not in found:
                found.add(each)
                open_ends.append(each)
    return found


def _named(entries: Iterable[Entry]) -> set[str]:
    """The names of entries and of the calls and names in their arguments."""
    found: set[str] = set()
    open_ends = [*entries]
    while open_ends:
        entry = open_ends.pop()
        found.add(entry.name)
        found |= names_in(entry)
        open_ends.extend(entry.entries or ())
        open_ends.extend(each.value for each in entry.arguments if type(each.value) is type(entry))
    return found


def circle(entry: Entry, stack: tuple[str, ...], calls: tuple[Note, ...]) -> Diagnostic:
    """The problem of a block that uses itself, by way of others or not."""
    way = " → ".join([*stack[stack.index(entry.name) :], entry.name])
    message = f"the block `{entry.name}` uses itself: {way}"
    advice = "let it end: a block is built of layers and of other blocks"
    return Diagnostic("circular-block", message, entry.span, "round again", calls[-3:], advice)
