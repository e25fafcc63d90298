"""The `expect` of a file: figures of the network and of its layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic
from cnncalc.parse import scalars
from cnncalc.parse.claims import FIGURES, claim
from cnncalc.parse.yaml_nodes import Items, Mapping, Scalar

if TYPE_CHECKING:
    from cnncalc.parse.judge import Judge
    from cnncalc.parse.yaml_nodes import Node
    from cnncalc.spec import Claim

LAYER_KEYS = ("output", *FIGURES)
KEYS = (*LAYER_KEYS, "layers")


def expectations(judge: Judge, node: Node) -> tuple[Claim, ...]:
    """What a file expects; what cannot be read of it goes to the judge's problems."""
    if not isinstance(node, Mapping):
        advice = f"write one or more of {', '.join(KEYS)} below it"
        judge.problem("wrong-key-type", "`expect` is a mapping", node, "expected keys", advice)
        return ()
    found: list[Claim] = []
    for key, (_, value) in judge.pairs(node, KEYS).items():
        if key != "layers":
            _add(judge, found, None, key, value, None)
        elif not isinstance(value, Mapping):
            judge.problem(
                "wrong-key-type",
                "`layers` of `expect` is a mapping",
                value,
                "expected a layer's number or id",
                "write `1: {params: 280}`",
            )
        else:
            for layer, (place, figures) in judge.pairs(value).items():
                if isinstance(figures, Mapping):
                    for name, (_, figure) in judge.pairs(figures, LAYER_KEYS).items():
                        _add(judge, found, layer, name, figure, place)
                else:
                    judge.problem(
                        "wrong-key-type",
                        f"`{layer[:40]}` holds a mapping of figures",
                        place,
                        "expected such a mapping",
                        "write `{params: 280}`",
                    )
    return tuple(found)


def _add(
    judge: Judge,
    found: list[Claim],
    layer: str | None,
    key: str,
    node: Node,
    place: Scalar | None,
) -> None:
    made: Claim | Diagnostic
    if isinstance(node, Scalar):
        made = claim(layer, key, node.text, node.span)
    elif isinstance(node, Items) and key == "output":
        sizes = [scalars.whole(each) if isinstance(each, Scalar) else None for each in node.items]
        whole = [each for each in sizes if each is not None]
        if len(whole) == len(sizes):
            made = claim(layer, key, whole, node.span)
        else:
            message = "`output` is a shape of whole numbers"
            made = Diagnostic("expect-syntax", message, node.span, "expected whole numbers")
    else:
        made = Diagnostic(
            "expect-syntax", f"`{key}` holds one value", node.span, "expected a value"
        )
    if isinstance(made, Diagnostic):
        judge.note(made)
    else:
        found.append(made._replace(layer_span=place.span) if place else made)
