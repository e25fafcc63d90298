"""What to say of a name that is no layer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, nearest
from cnncalc.layers import from_lower_case, lookup, names
from cnncalc.network.forms import EXAMPLES
from cnncalc.network.keras import from_keras, other_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from cnncalc.diagnostics import Span
    from cnncalc.spec import Entry

_FUNCTIONS = {"view": "Flatten", "reshape": "Flatten", "adaptive_avg_pool2d": "AdaptiveAvgPool2d"}
_CONTAINERS = {
    "ModuleList": "a ModuleList holds layers, but does not say how they run",
    "ModuleDict": "a ModuleDict holds layers, but does not say how they run",
    "ParameterList": "a ParameterList holds no layers",
}
_GROUPS = {
    "Sequential": "Sequential( … )", "Residual": "Residual: [ … ]",
    "Branches": "Branches: {paths: [[ … ], [ … ]]}",
}  # fmt: skip
"""Groups, and how each is written with its layers."""


def unknown_layer(entry: Entry, blocks: Collection[str] = ()) -> Diagnostic:
    """Why a name is no layer, and which was meant: one of PyTorch's, or a block of the spec's."""
    name = entry.name[:80]
    code, label, advice = "unknown-layer", "", "`cnncalc layers` lists them all"
    message = f"there is no layer `{name}`"
    last = name.rsplit(".", 1)[-1]
    if name in _CONTAINERS:
        message = _CONTAINERS[name]
        label = "cannot be computed"
        advice = "write `Sequential`, or its layers one after the other"
    elif entry.entries is None and (group := _GROUPS.get(name.capitalize())) is not None:
        message = f"`{name}` is a group, and here it holds no layers"
        label, advice = "expected layers", f"write its layers inside: `{group}`"
    elif (meant := from_keras(last)) is not None:
        message = f"`{name}` is Keras' spelling, and its arguments mean something else"
        label = "not PyTorch's spelling"
        if found := lookup(meant):
            label = f"PyTorch has `{meant}`"
            advice = f"write `{meant}` with PyTorch's arguments: {found[1].form()}"
    elif entry.entries is not None and lookup(name):
        message = f"`{name}` holds no layers"
        label, advice = "takes values, not layers", "write its layers behind it"
    elif entry.entries is not None:
        message = f"`{name}` is not Sequential: what runs after what inside it is not written"
        label, advice = "cannot be computed", "paste the layers in the order in which they run"
    elif "." in name:
        code = "not-a-layer"
        message = f"`{name}` is code that runs on data, not a layer"
        meant = _FUNCTIONS.get(last) or from_lower_case(last)
        label = "cannot be read as a layer"
        advice = "paste the layers in the order in which they run"
        if lookup(meant):
            advice = f"write `nn.{meant}(…)`" if meant != "Flatten" else "write `nn.Flatten()`"
    elif entry.notation == "compact" and not name.islower() and _compact_head(name.lower()):
        label, advice = "compact tokens are in lower case", f"write `{name.lower()}`"
    elif entry.notation == "compact" and (head := _compact_head(name)):
        message = f"`{name}` is no compact token of `{head}`"
        label, advice = "a letter without a number, or more", f"write it as in `{EXAMPLES[head]}`"
    else:
        near = nearest(name, blocks) or other_name(name) or _nearest_layer(name)
        nothing = "neither a layer nor a block" if blocks else "not a layer of PyTorch's"
        label = f"did you mean `{near}`?" if near else nothing
        if near:
            advice = f"write `{near}`"
    return Diagnostic(code, message, _name_span(entry), label, help=advice)


def _compact_head(name: str) -> str | None:
    """The compact token that a word starts like."""
    found = re.match(r"[a-z]+(?=\d)", name)
    return found[0] if found and found[0] in EXAMPLES else None


def _nearest_layer(name: str) -> str | None:
    """The layer most likely meant; of several that differ in their axes, the one for images."""
    near = nearest(name, [*names(), "Sequential"], 0.7)
    if near is not None and near[-2:] in ("1d", "3d") and not any(map(str.isdigit, name)):
        near = f"{near[:-2]}2d"
    return near


def _name_span(entry: Entry) -> Span:
    """Where the name of an entry stands."""
    source, start, end = entry.span
    at = source.text.find(entry.name, start, end)
    return entry.span._replace(start=at, end=at + len(entry.name)) if at >= 0 else entry.span
