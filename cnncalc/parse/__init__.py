"""Text to Spec: each notation has one file here, and this one chooses among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Source, Span
from cnncalc.limits import MAX_CHARACTERS
from cnncalc.parse.code import Code
from cnncalc.parse.shapes import is_shape
from cnncalc.parse.shapes import shape as read_shape
from cnncalc.spec import Input, made_spec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncalc.spec import Spec

__all__ = ["is_shape", "parse", "read_code", "with_input"]

_BEFORE = r"(?:\s|#[^\n]*+)*+"
"""What may stand before the first line that means something: one pass, whatever it is."""
_ANNOTATED = r"\w++\s*+:[^\n=]*+=\s*+(?:torch\.)?nn\."
_YAML = r"---|%YAML|-\s|\{|[\"']?\w++[\"']?\s*+:(?:\s|$)|[^\s:(\[]++\s*+:\s"


def parse(text: str, name: str = "<text>", *, code: bool | None = None) -> Spec:
    """The spec that a text writes: YAML, or lines of layers as PyTorch code has them.

    Args:
        text: the whole text.
        name: what diagnostics call it: a file's name, as a rule.
        code: whether it is code (True) or YAML (False); None finds out.

    Returns:
        The spec; what could not be read of the text is in its `problems`.
    """
    text = text.removeprefix("\ufeff")
    source = Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > MAX_CHARACTERS:
        message = f"`{name}` has more than {MAX_CHARACTERS:,} characters"
        return made_spec(source, problems=(Diagnostic("too-large", message),))
    if code or (code is None and not _is_yaml(source.text)):
        return read_code(source)
    from cnncalc.parse.yaml_text import read  # pasted code and tokens need no YAML

    return read(source)


def _is_yaml(text: str) -> bool:
    before = re.match(_BEFORE, text)
    at = before.end() if before else 0
    yaml, annotated = re.compile(_YAML), re.compile(_ANNOTATED)
    return yaml.match(text, at) is not None and annotated.match(text, at) is None


def read_code(source: Source) -> Spec:
    """The layers in a text without YAML: calls, printed models, compact tokens."""
    code = Code(source, 0, len(source.text))
    entries = code.entries()
    problems = tuple(code.problems)
    name = None
    if len(entries) == 1 and entries[0].entries is not None and entries[0].repeat == 1:
        name = code.target  # `model = nn.Sequential( … )` is the network itself
        if entries[0].id in (None, name) and entries[0].name == "Sequential":
            entries = entries[0].entries
    if not entries and not problems:
        what = "is empty" if not source.text.strip() else "holds no layer"
        advice = "write a layer, such as `nn.ReLU()`"
        problems = (Diagnostic("empty-spec", f"`{source.name}` {what}", help=advice),)
    return made_spec(source, name=name, entries=entries, problems=problems)


def with_input(spec: Spec, shape: str | Sequence[int], name: str = "<input>") -> Spec:
    """The same spec with another input, C×H×W without the batch: `3x130x130` or (3, 130, 130).

    What the spec expects of another input than this one is left out.
    """
    text = shape if isinstance(shape, str) else "x".join(map(str, shape))
    span = Span(Source(name, text), 0, len(text))
    found = read_shape(text, span)
    if isinstance(found, Diagnostic):
        return spec._replace(inputs=(), problems=(found, *spec.problems))
    if len(spec.inputs) > 1:
        names = " and ".join(f"`{each.name}`" for each in spec.inputs[:8])
        message = f"the spec has the inputs {names}, and one shape is given for all of them"
        label, advice = "one shape", "write the shapes in the file, under `input:`"
        problem = Diagnostic("input-shape", message, span, label, help=advice)
        return spec._replace(problems=(problem, *spec.problems))
    unread = tuple([each for each in spec.problems if each.code != "input-shape"])
    own = {each.shape for each in spec.inputs}
    claims = spec.claims if own <= {found} else ()
    known = spec.inputs[0].name if spec.inputs else "input"
    return spec._replace(inputs=(Input(known, found, span),), claims=claims, problems=unread)
