"""Weights that two layers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncalc.diagnostics import Diagnostic, Note

if TYPE_CHECKING:
    from cnncalc.network import Leaf
    from cnncalc.report import Row


def shared(row: Row, node: Leaf, other: Row | None) -> Row | Diagnostic:
    """A row that uses another's weights, or why it cannot: they count where they were first."""
    assert row.layer is not None
    if not (row.layer.weights() or row.layer.buffers()):
        return row
    path = node.shares or ""
    if other is None or other.layer is None:
        message = f"there is no layer `{path}` whose weights `{row.type}` could share"
        advice = "share with an entry of the same kind: a layer with a layer, a block with a block"
        return Diagnostic("weights-mismatch", message, node.span, "none there", node.calls, advice)
    if other.output is None:  # what arrives there is unknown, and with it what the layer infers
        return row._replace(params=None, trainable_params=None, buffers=None)
    mine, theirs = row.layer.weights(), other.layer.weights()
    if mine != theirs:
        message = (
            f"`{row.type}` has weights of {_sizes(mine)}, but those of `{path}`, which it shares, "
            f"have {_sizes(theirs)}"
        )
        note = Note(other.span, f"{_sizes(theirs)} here")
        advice = "share between layers of the same sizes, or leave `share` out"
        related = (note, *node.calls)
        label = "of another shape"
        return Diagnostic("weights-mismatch", message, node.span, label, related, advice)
    first = other.shares or other.path
    return row._replace(params=0, trainable_params=0, buffers=0, shares=first)


def _sizes(weights: dict[str, tuple[int, ...]]) -> str:
    return " and ".join("×".join(map(str, each)) for each in weights.values()) or "none"
