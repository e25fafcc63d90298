"""An entry as a node: a layer, a group with what runs beside each other in it, or a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cnncalc.diagnostics import Diagnostic, Note
from cnncalc.expressions import Unworkable
from cnncalc.layers import LayerError
from cnncalc.network import Group, Later, Leaf, Port, arriving
from cnncalc.network.blocks import Closure, Frame, bind, circle, title, without_channels
from cnncalc.network.references import Scope
from cnncalc.network.resolve import resolve
from cnncalc.network.values import seen
from cnncalc.spec import Entry, made_entry

if TYPE_CHECKING:
    from cnncalc.layers import Layer
    from cnncalc.network import Node
    from cnncalc.network.builder import Builder
    from cnncalc.network.call import Call
    from cnncalc.spec import Block, Value

_MERGES = {"cat": "Cat", "add": "Add", "mul": "Mul"}
"""What a merge of `Branches` is called, and the layer that it is."""


_LED = ("calls", "blocks", "shared", "ignores")
"""What of a frame hangs on how the program came there, and not on where it is written."""


class Place(NamedTuple):
    """Where one entry goes: its path, its id, and the path of the entry whose weights it uses."""

    path: str
    id: str | None
    shares: str | None = None
    in_turn: bool = False
    """Whether that entry is repeated, so that each repeat shares with its own."""


def left_out(entry: Entry, path: str) -> Leaf:
    """What stands for an entry that cannot be understood, or is beyond the limits."""
    return Leaf(path, None, entry.name, None, entry.span, None)


def node(builder: Builder, entry: Entry, place: Place, scope: Scope, frame: Frame) -> Node:
    """The node of an entry that stands once."""
    if entry.name in frame.names:
        from cnncalc.network.parameters import meant  # blocks alone have parameters

        found = meant(builder, entry, frame)
        if isinstance(found, Diagnostic):
            builder.note(found, frame)
            return left_out(entry, place.path)
        if isinstance(found, Closure):
            return _closure(builder, found, entry, place, scope, frame)
        entry = found
    if entry.name in builder.blocks:
        return _block(builder, builder.blocks[entry.name], entry, place, scope, frame)
    if entry.entries is not None and entry.name == "Sequential":
        builder.groups += 1
        inner = Scope(entry.entries, scope, frame.owner)
        nodes = builder.nodes(inner, f"{place.path}.", inside(frame, place))
        return Group(place.path, place.id, "Sequential", nodes, entry.span)
    if entry.entries is not None and _are_paths(entry):
        return _beside(builder, entry, place, scope, frame)
    return _leaf(builder, entry, place, scope, frame)


def _are_paths(entry: Entry) -> bool:
    """Whether a group is one of paths, and no module of that name that PyTorch printed."""
    named = entry.name in ("Residual", "Branches") and entry.notation != "printed"
    return named and all(path.entries is not None for path in entry.entries or ())


def _closure(
    builder: Builder, closure: Closure, entry: Entry, place: Place, scope: Scope, frame: Frame
) -> Node:
    """A call that was given as an argument, where the entry of its name stands."""
    if builder.values.hang([each.value for each in entry.arguments], frame.names):
        return builder.later(entry, place, scope, frame, whole=False)
    from cnncalc.network.parameters import extended

    try:
        called = extended(builder, closure, entry, frame)
    except Unworkable as error:
        builder.note(error.diagnostic, frame)
        return left_out(entry, place.path)
    there = closure.frame._replace(**{each: getattr(frame, each) for each in _LED})
    if called.repeat == 1:
        return node(builder, called, place, scope, there)
    inner = Scope((called,), scope, scope.owner)
    nodes = builder.nodes(inner, f"{place.path}.", inside(there, place))
    return Group(place.path, place.id, "Sequential", nodes, entry.span, heading=False)


def inside(frame: Frame, place: Place | None = None) -> Frame:
    """The frame inside a group: channels that arrived at it need not arrive at what it holds."""
    frame = without_channels(frame)
    if place is not None and place.shares:
        frame = frame._replace(shared=(place.path, place.shares))
    return frame


def _beside(builder: Builder, entry: Entry, place: Place, scope: Scope, frame: Frame) -> Group:
    """A group whose paths run beside each other and are merged."""
    assert entry.entries is not None
    builder.groups += 1
    here = arriving(place.path)
    frame = inside(frame, place)
    found: list[Node] = []
    ends: list[Port] = []
    paths = [*entry.entries]
    if entry.name == "Residual" and len(paths) == 1:
        paths.append(made_entry("Sequential", (), entry.span, entries=()))
    alone = sum(bool(path.entries) for path in paths) < 2
    for at, each in enumerate(paths):
        if not each.entries:
            ends.append(Port(here, None, each.span, alone=True))
            continue
        path = f"{place.path}.{each.id or at}"
        builder.groups += 1
        nodes = builder.nodes(Scope(each.entries, scope, frame.owner), f"{path}.", frame)
        reads = (Port(here, None, each.span),)
        heading = not alone and (each.id is not None or len(nodes) > 1)
        name = each.id or "Sequential"
        found.append(Group(path, each.id, name, nodes, each.span, reads, heading=heading))
        ends.append(Port(path, None, each.span, alone=True))
    if len(ends) == 1:  # what one path gives is merged with nothing
        return Group(place.path, place.id, entry.name, tuple(found), entry.span)
    written = entry.arguments[0].value if entry.arguments else "cat"
    merge = "add" if entry.name == "Residual" else written
    sum_of = builder.altered(entry, name=_MERGES[merge], arguments=(), entries=None)
    last = _leaf(builder, sum_of, Place(f"{place.path}.{merge}", None), scope, frame)
    found.append(last._replace(reads=tuple(ends)))
    return Group(place.path, place.id, entry.name, tuple(found), entry.span)


def _block(
    builder: Builder, block: Block, entry: Entry, place: Place, scope: Scope, frame: Frame
) -> Node:
    """A block with its parameters bound, written out."""
    if block.name in frame.blocks and builder.circular(block.name):
        if builder.circled.isdisjoint(frame.blocks):  # each circle once, wherever it is entered
            builder.note(circle(entry, frame.blocks, frame.calls))
        builder.circled.update(frame.blocks[frame.blocks.index(block.name) :])
        return left_out(entry, place.path)
    if entry.notation == "compact":
        entry = entry._replace(arguments=())
    bound = bind(block, entry)
    if isinstance(bound, Diagnostic):
        builder.note(bound, frame)
        return left_out(entry, place.path)
    given = [each.value for each in bound.values() if each is not None]
    defaults = [each.value for each in block.parameters if bound[each.name] is None]
    if builder.values.hang((*given, *defaults), frame.names):
        return builder.later(entry, place, scope, frame, whole=False)
    from cnncalc.network.parameters import argument_value

    names: dict[str, Value] = dict(builder.globals)
    if "in_channels" in frame.names:
        names["in_channels"] = frame.names["in_channels"]
    try:
        for each in block.parameters:
            argument = bound[each.name]
            if argument is None:
                value = builder.values.evaluate(each.value, names)
                if isinstance(value, Entry):
                    value = Closure(value, without_channels(frame._replace(names=dict(names))))
                names[each.name] = value
            else:
                names[each.name] = argument_value(builder, entry, argument, frame)
    except Unworkable as error:
        builder.note(error.diagnostic, frame)
        return left_out(entry, place.path)
    builder.groups += 1
    text = title(entry, names, bound)
    call = Note(entry.span, f"`{text}` is called here")
    calls, blocks = (*frame.calls, call), (*frame.blocks, block.name)
    ignores = (*frame.ignores, *builder.spec.ignored_in(block.span.source))
    within = inside(Frame(names, place.path, calls, blocks, frame.shared, ignores), place)
    body = Scope(block.entries, None, place.path, caller=scope)
    nodes = builder.nodes(body, f"{place.path}.", within)
    gives = builder.outputs(block.outputs, body, within)
    return Group(place.path, place.id, text, nodes, entry.span, gives=gives)


def _leaf(builder: Builder, entry: Entry, place: Place, scope: Scope, frame: Frame) -> Leaf | Later:
    """A layer."""
    names = builder.values.arguments_mention(entry)
    key: object = id(entry)
    if names:
        if "in_channels" in names and "in_channels" not in frame.names:
            return builder.later(entry, place, scope, frame, whole=False)
        key = (id(entry), seen(names, frame.names))
    builder.layers += 1
    if key not in builder.known:
        builder.known[key] = _layer(builder, entry, frame)
    layer, call = builder.known[key]
    shares = place.shares
    if frame.shared:
        own, other = frame.shared
        shares = other + place.path[len(own) :]
    return Leaf(
        place.path, place.id, entry.name, layer, entry.span, call, None, shares, frame.calls,
        frame.ignores,
    )  # fmt: skip


def _layer(builder: Builder, entry: Entry, frame: Frame) -> tuple[Layer | None, Call | None]:
    if not entry.name:  # the parser has said why
        return None, None
    if entry.entries is not None:
        from cnncalc.network.unknown import unknown_layer

        builder.note(unknown_layer(entry), frame)
        return None, None
    try:
        blocks, names = builder.blocks, frame.names
        defined = bool(blocks or builder.globals)
        call = resolve(entry, builder.axes, names, blocks, defined=defined)
    except Unworkable as error:
        builder.note(error.diagnostic, frame)
        return None, None
    if isinstance(call, Diagnostic):
        builder.note(call, frame)
        return None, None
    try:
        return call.layer(), call
    except LayerError as error:
        for problem in error.problems:
            builder.note(call.placed(problem, entry.span), frame)
        return None, call


def unexpanded(later: Later) -> Leaf:
    """What stands for an entry over `in_channels` where no shape arrives."""
    return Leaf(later.path, later.id, later.name, None, later.span, None)
