"""Claims at the prompt: `params=5300`, `conv1.output=10x128x128`, `"macs <= 600M"`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Source, Span, nearest
from cnncalc.parse.claims import FIGURES, claim
from cnncalc.spec import PROMPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cnncalc.spec import Claim

KEYS = ("output", *FIGURES)
"""What a claim may be about."""

_KEY = r"(?:[\w.-]*\.)?([\w-]+)"
_SIGN = r"[=<>≤≥]"
_OPEN = r"(?:[\w.-]*\.)?([\w-]+)[=<>≤≥]+"
"""A key, the beginning of a sign, and a key with a sign that waits for its figure."""
_WORD = r"[^\S\n]*+((?:[\w.-]*\.)?([\w-]+))[^\S\n]*+([=<>≤≥]++)[^\S\n]*+([^\n;]*?)[^\S\n]*"
_CALL = re.compile(r"[^\W\d][\w.]*\s*\(")
"""What stands behind `conv1 = ` in code."""
_SIGNS = {"=": "==", "==": "==", "<=": "<=", ">=": ">=", "<": "<", ">": ">", "≤": "<=", "≥": ">="}
_LONGEST = 1_000
"""Characters in a claim: a path, a sign and a figure."""


def is_claim(word: str) -> bool:
    """Whether a word at the prompt is a claim, or meant as one, rather than a part of a spec.

    A claim is a key, with a layer and a dot before it or not, a relation sign, and a figure. A
    word whose key nobody knows is one, too, unless a call stands behind the sign: `conv1 =
    nn.Conv2d(3, 10, 3)` is code. A key alone was parted from its figure.
    """
    if len(word) > _LONGEST:
        return False
    if word != "flatten" and word in KEYS:  # `flatten` alone is a layer
        return True
    found = re.fullmatch(_WORD, word)
    return found is not None and _CALL.match(found[4]) is None


def parted(words: Iterable[str], is_file: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """The words of a spec, and those that are claims.

    A word that names a file is no claim, and none is within the brackets that a word before
    opens: of `Conv2d(3,` and `padding=2)` both belong to the spec.

    Args:
        words: those at the prompt that are no options.
        is_file: whether a word names a file.
    """
    spec: list[str] = []
    claims: list[str] = []
    depth = 0
    for word in _joined(words, is_file):
        if depth <= 0 and is_claim(word) and not is_file(word):
            claims.append(word)
        else:
            spec.append(word)
            depth += sum(map(word.count, "([{")) - sum(map(word.count, ")]}"))
    return spec, claims


def _joined(words: Iterable[str], is_file: Callable[[str], bool]) -> list[str]:
    """Words with the claims in one of which the shell made several: `flatten`, `=`, `99`."""
    found: list[str] = []
    for word in words:
        last = found[-1] if found else ""
        key = re.fullmatch(_KEY, last)
        known = key is not None and key[1] in KEYS and not is_file(last)
        if (known and re.match(_SIGN, word)) or (
            re.fullmatch(_OPEN, last) and last.rstrip("=<>≤≥").rpartition(".")[2] in KEYS
        ):
            found[-1] = f"{last}{word}"
        else:
            found.append(word)
    return found


def read_claim(word: str, name: str = PROMPT) -> Claim | Diagnostic:
    """The claim in a word at the prompt, or why it cannot be read.

    Args:
        word: a key such as `params`, a layer's id, number or path and a dot before it or not; one
            of = == <= >= < >; and a figure as in `expect`. Blanks may stand between them.
        name: what diagnostics call it.
    """
    source = Source(name, word.replace("\r", " "))
    found = re.fullmatch(_WORD, source.text)
    if found is None:
        message = f"a claim is a key, a sign and a figure, and this is `{word[:60]}`"
        place, label = Span(source, 0, len(word)), "expected `=` and a figure behind it"
        advice = f"write `{word.strip()[:40]}=5300`; quote a bound: the shell takes `<` for itself"
        return Diagnostic("expect-syntax", message, place, label, help=advice)
    key, sign, figure = found[2], found[3], found[4]
    if key not in KEYS:
        return _unknown_key(key, Span(source, *found.span(2)), figure)
    if sign not in _SIGNS:
        message, place = f"`{sign[:20]}` is no relation", Span(source, *found.span(3))
        near = {"=<": "<=", "=>": ">="}.get(sign)
        label = f"did you mean `{near}`?" if near else "expected =, <=, >=, < or >"
        return Diagnostic("expect-syntax", message, place, label)
    layer = found[1][: -len(key) - 1] or None
    if layer is None and found[1] != key:
        message = f"a claim about a layer names it, and here nothing stands before `.{key}`"
        place, label = Span(source, *found.span(1)), "expected an id, a number or a path"
        return Diagnostic("expect-syntax", message, place, label)
    relation = _SIGNS[sign]
    start = found.start(4) if relation == "==" else found.start(3)
    place = Span(source, start, max(found.end(4), start + 1))
    made = claim(layer, key, figure if relation == "==" else f"{relation} {figure}", place)
    if isinstance(made, Diagnostic) or layer is None:
        return made
    return made._replace(layer_span=Span(source, found.start(1), found.start(1) + len(layer)))


def _unknown_key(key: str, place: Span, figure: str) -> Diagnostic:
    near = nearest(key, KEYS, 0.7)  # `width` is no `depth`
    label = f"did you mean `{near}`?" if near else "not a figure of a network"
    advice = f"claims are about {', '.join(KEYS)}"
    if not near:
        advice += f"; a variable of the spec is set by `--set {key[:40]}={figure[:40]}`"
    return Diagnostic(
        "expect-syntax", f"there is no figure `{key[:60]}`", place, label, help=advice
    )
