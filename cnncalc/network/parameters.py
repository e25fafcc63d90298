"""What a block's parameters hold: values, the names of layers and blocks, whole calls."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic
from cnncalc.expressions import Unworkable, unknown_name
from cnncalc.layers import from_lower_case, lookup
from cnncalc.network.blocks import Closure, shown, without_channels
from cnncalc.network.forms import short_name
from cnncalc.spec import Argument, Entry, Word

if TYPE_CHECKING:
    from cnncalc.network.blocks import Frame
    from cnncalc.network.builder import Builder
    from cnncalc.spec import Value


@lru_cache(maxsize=256)
def layer_name(word: str) -> str | None:
    """A layer's name as PyTorch spells it, or a compact token's; None where there is no such."""
    name = from_lower_case(word.removeprefix("torch.").removeprefix("nn."))
    return name if lookup(name) or short_name(name) != name else None


def argument_value(builder: Builder, entry: Entry, argument: Argument, frame: Frame) -> Value:
    """The value of an argument that a block, or a call that is an argument, is given.

    Raises:
        Unworkable: it cannot be worked out, or is a name that nothing has.
    """
    value = argument.value
    if isinstance(value, Entry):
        return Closure(value, without_channels(frame))
    found = builder.values.evaluate(value, frame.names)
    if type(found) is not Word:
        return found
    if found in builder.blocks or layer_name(found) or entry.notation == "mapping":
        return found
    raise Unworkable(unknown_name(found, argument.span, frame.names, [*builder.blocks]))


def meant(builder: Builder, entry: Entry, frame: Frame) -> Entry | Closure | Diagnostic:
    """An entry as it is or, where its name is a parameter's, what that parameter holds."""
    value = frame.names.get(entry.name)
    if value is None or entry.notation == "printed" or isinstance(value, Closure):
        return entry if not isinstance(value, Closure) else value
    if isinstance(value, str):
        name = value if value in builder.blocks else layer_name(value)
        if name is not None and entry.notation == "compact":
            head = Argument(str(name), None, entry.span)
            return builder.altered(entry, name=str(name), arguments=(head,))
        if name is not None:
            return builder.altered(entry, name=str(name))
    elif layer_name(entry.name):
        return entry
    message = f"`{entry.name}` is {shown(value)[:40]}, and no layer"
    advice = f"call the block with a layer's name: `{entry.name}=ReLU`"
    return Diagnostic("unknown-layer", message, entry.span, "not a layer", help=advice)


def extended(builder: Builder, closure: Closure, entry: Entry, frame: Frame) -> Entry:
    """The call that a parameter holds, with the arguments that it is given in addition.

    Raises:
        Unworkable: one of them cannot be worked out.
    """
    if not entry.arguments or entry.notation == "compact":
        return closure.entry
    more = []
    for each in entry.arguments:
        value = argument_value(builder, entry, each, frame)
        # a name that is a layer's means nothing else where the call was written
        more.append(each._replace(value=str(value) if type(value) is Word else value))
    return builder.altered(closure.entry, arguments=(*closure.entry.arguments, *more))
