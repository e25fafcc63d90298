"""What a layer's class says of itself, for `cnncalc layers`."""

from __future__ import annotations

import sys
from typing import NamedTuple

from cnncalc.layers import families, lookup
from cnncalc.layers.arguments import REQUIRED


class Description(NamedTuple):
    """One layer: its form, arguments, formulas and worked example."""

    form: str
    arguments: tuple[tuple[str, str, str, str], ...]
    """Name, symbol in formulas, default, and what it takes."""
    facts: tuple[tuple[str, str], ...]
    """Output, size and parameter formulas, other spellings, the example: name and text."""


def catalogue() -> list[tuple[str, list[str]]]:
    """Every layer's name, by family."""
    found = []
    for family in families():
        title = (sys.modules[family[0].__module__].__doc__ or "").strip().split("\n")[0]
        lazy = [f"Lazy{each.__name__}" for each in family if each.lazy is not None]
        found.append(
            (title.partition(":")[0].rstrip("."), [*(each.__name__ for each in family), *lazy])
        )
    return found


def describe(name: str) -> Description | None:
    """The layer of that name, or None where there is none."""
    found = lookup(name)
    if found is None:
        return None
    layer, signature = found
    arguments = []
    symbols = []
    for each in signature.arguments:
        if each.opaque:
            continue
        default = signature.defaults[each.name]
        shown = (
            "inferred" if each.inferred else "required" if default is REQUIRED else repr(default)
        )
        if each.follows:
            shown = f"= {each.follows}"
        arguments.append((each.name, each.symbol, shown, each.takes))
        if each.symbol:
            symbols.append(f"{each.symbol} {each.name}")
    facts = [("output", layer.output_formula)]
    if layer.size_formula is not None:
        facts.append(("size", (layer.size_formula.__doc__ or "").split("\n")[0]))
    facts.append(("parameters", layer.params_formula))
    if layer.macs_formula != "0":
        facts.append(("MACs", layer.macs_formula))
        symbols.extend(f"{letter} {meaning}" for letter, meaning in layer.macs_symbols.items())
    for name_ in [each.name for each in signature.arguments if each.of_forward]:
        text = f"{name_} is an argument of its forward; another tensor may say it instead"
        facts.append(("called with", text))
    if layer.aliases:
        facts.append(("also", ", ".join(layer.aliases)))
    if layer.params_note:
        facts.append(("", layer.params_note))
    if layer.size_formula is not None:
        symbols.insert(0, "W the size that arrives")
    if symbols:
        facts.append(("where", ", ".join(symbols)))
    if layer.lazy is not None and not name.startswith("Lazy"):
        facts.append(("lazy form", f"Lazy{name}"))
    needed = [
        f"{each.name}: …" for each in signature.arguments if each.required and not each.inferred
    ]
    if needed:
        facts.append(("in YAML", f"{name}: {{{', '.join(needed)}}}"))
    if layer.compact:
        main = layer.compact.main
        letters = [f"{a.letter}…" for a in layer.arguments if a.letter and a.name != main]
        facts.append(("compact", "".join([layer.compact.head, "…" if main else "", *letters])))
    example, *notes = (layer.__doc__ or "").split("\n\n")
    facts.append(("example", example))
    facts.extend(("", " ".join(note.split())) for note in notes)
    form = signature.form().strip("`")
    return Description(form, tuple(arguments), tuple(facts))
