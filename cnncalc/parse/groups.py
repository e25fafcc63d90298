"""What stands inside a container: layers, named pairs of an OrderedDict, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncalc.diagnostics import Diagnostic
from cnncalc.parse.compact import bare_name, read_token
from cnncalc.spec import Argument, Entry, Word

if TYPE_CHECKING:
    from cnncalc.parse.calls import Calls

PARALLEL = ("Residual", "Branches")
"""Groups whose parts run beside each other."""
PAIR_HELP = "write the layers themselves, one after the other"


def named(arguments: list[Argument]) -> Entry | None:
    """The layer of `add_module('name', layer)` or `append(layer)`."""
    values = [each.value for each in arguments]
    if len(values) == 1 and isinstance(values[0], Entry):
        return values[0]
    return _pair(tuple(values))


def _pair(value: Any) -> Entry | None:
    """The layer of `('name', layer)`."""
    if len(value) != 2 or not isinstance(value[0], str) or not isinstance(value[1], Entry):
        return None
    return value[1]._replace(id=None if value[0].isdigit() else str(value[0]))


def _is_two(calls: Calls, value: Any) -> bool:
    """Whether a pair is two layers: one by its bare name, and a call."""
    return calls.names and isinstance(value[0], Word)


def children(calls: Calls, arguments: list[Argument]) -> list[Entry]:
    """The layers that a container's arguments hold; anything else is a problem."""
    found: list[Entry] = []
    for each in arguments:
        value: Any = each.value
        if isinstance(value, Entry) and value.name == "OrderedDict":
            found.extend(value.entries or ())
        elif isinstance(value, Entry):
            found.append(value)
        elif isinstance(value, Word) and calls.names:
            found.append(read_token(bare_name(value), value.span or each.span))
        elif type(value) is tuple and (pair := _pair(value)) and not _is_two(calls, value):
            found.append(pair)
        elif type(value) is tuple:
            nested = [Argument(None, item, each.span) for item in value]
            found.extend(children(calls, nested))
        else:
            shown = getattr(value, "written", str(value))
            refused = Diagnostic(
                "not-a-layer",
                f"`{shown[:60]}` is not a layer",
                each.span,
                "expected a layer, such as `nn.ReLU()`",
                help=PAIR_HELP,
            )
            found.append(calls.refused(refused))
    return found
